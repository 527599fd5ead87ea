"""Appointments: time reserved for a client or for other work, by one or several of the staff; and calendar feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.contacts import AppointmentStatus, ContactChannel
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, user: User) -> Self:
        """Appointments of clients the user needs to know; without a client those the user takes part in or booked."""
        part = Q(pk__in=AppointmentStaff.objects.filter(user_id=user.pk).order_by().values("appointment_id"))
        own = Q(client__isnull=True) & (Q(created_by_id=user.pk) | part)
        return self.filter(own | (Q(client__isnull=False) & need_to_know_by_client(user)))

    def of(self, user: User) -> Self:
        """Appointments in which the user takes part, whether or not the user still knows the client."""
        return self.filter(pk__in=AppointmentStaff.objects.filter(user_id=user.pk).order_by().values("appointment_id"))

    def between(self, since: datetime, until: datetime) -> Self:
        """Appointments that touch the time from `since` to `until`, its last moment left out."""
        return self.filter(starts_at__lt=until, ends_at__gt=since)

    def standing(self) -> Self:
        """Appointments that take time: planned, held, and those to which the client did not come."""
        return self.exclude(status=AppointmentStatus.CANCELLED)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Appointment(Identified, Versioned):
    """A booked time. It is joint when two or more of the staff take part. Cancelled ones stay, with who and when."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="appointments", db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=12, choices=ContactChannel)
    title = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=AppointmentStatus, default=AppointmentStatus.PLANNED)
    is_joint = models.BooleanField(default=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (
            models.Index(fields=("area", "starts_at"), name="appointment_time"),
            models.Index(fields=("area", "client", "starts_at"), name="appointment_client"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="appointment_in_area"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="appointment_in_order",
                violation_error_message=_("An appointment ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=ContactChannel.values),
                name="appointment_channel_listed",
                violation_error_message=_("The channel must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=AppointmentStatus.values),
                name="appointment_status_listed",
                violation_error_message=_("The state must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=False) | ~Q(title=""),
                name="appointment_says_what",
                violation_error_message=_("An appointment is for a client or has a title."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class AppointmentStaff(Identified):
    """A member of staff who takes part."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="staff", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("area", "user", "appointment"), name="appointment_staff_user"),)
        constraints = (models.UniqueConstraint(fields=("area", "appointment", "user"), name="appointment_staff_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class CalendarFeed(Identified):
    """The address at which a calendar program fetches a person's appointments; only the hash of its token is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    token_hash = models.BinaryField(unique=True)
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(revoked_at__isnull=True), name="calendar_feed_one_in_use"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
