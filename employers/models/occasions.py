"""Events with employers: who organised, who was invited, who came, and what a panel decided."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.models import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.occasions import OccasionKind, Presence, StaffPart
from employers.models.register import Employer
from network.models import Organisation


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Occasion(Identified, Versioned):
    """An event of an area with employers (*rekrytointi- ja verkostotilaisuus, asiakasraati*)."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=11, choices=OccasionKind)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    note = models.TextField(max_length=4000, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = OccasionQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "id")
        indexes = (models.Index(fields=("area", "held_on"), name="occasion_area_day"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="occasion_in_area"),
            models.CheckConstraint(
                condition=Q(kind__in=OccasionKind.values),
                name="occasion_listed",
                violation_error_message=_("A code of the event is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="occasion_titled", violation_error_message=_("An event has a name.")
            ),
        )

    def __str__(self) -> str:
        return self.title


class OccasionPart(Identified):
    """Somebody or something that belongs to an event; the same only once."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)

    class Meta:
        abstract = True


@tracked()
class OccasionOrganiser(OccasionPart):
    """A partner that organised the event with the area, such as an organisation of disabled people."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="organisers", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area", "occasion", "organisation"), name="organiser_once"),)


@tracked()
class OccasionEmployer(OccasionPart):
    """An employer that was invited; a member of the panel where the event is one."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="employers", db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="occasions")
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.INVITED)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "occasion", "employer"), name="occasion_employer_once"),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values),
                name="occasion_employer_listed",
                violation_error_message=_("A code of the event is not a listed one."),
            ),
        )


@tracked()
class OccasionStaff(OccasionPart):
    """A member of staff and the part taken in the event."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="staff", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=9, choices=StaffPart)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "occasion", "user"), name="occasion_staff_once"),
            models.CheckConstraint(
                condition=Q(part__in=StaffPart.values),
                name="occasion_staff_listed",
                violation_error_message=_("A code of the event is not a listed one."),
            ),
        )


class OccasionClientQuerySet(models.QuerySet["OccasionClient"]):
    def visible_to(self, user: User) -> Self:
        """Of those whom the user needs to know; others are a number only."""
        return self.filter(need_to_know_by_client(user))


@tracked()
class OccasionClient(OccasionPart):
    """A client who was invited; a member of the panel where the event is one."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="clients", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="occasions")
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.INVITED)

    objects = OccasionClientQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "occasion", "client"), name="occasion_client_once"),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values),
                name="occasion_client_listed",
                violation_error_message=_("A code of the event is not a listed one."),
            ),
        )


@tracked()
class OccasionDecision(OccasionPart, Versioned):
    """What a panel decided, who sees to it and by when."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="decisions", db_index=False)
    text = models.TextField(max_length=1000)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("area", "occasion"), name="occasion_decision_of"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="occasion_decision_said",
                violation_error_message=_("Say what was decided."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="") | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="occasion_decision_done",
                violation_error_message=_("What is done says what was done."),
            ),
        )
