"""Contacts: who was in touch with the client or about the client, when, how, and what came of it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.contacts import ContactChannel, ParticipantKind
from clients.enums.deadlines import TalkKind
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

LONGEST_MINUTES = 24 * 60


class ContactQuerySet(models.QuerySet["Contact"]):
    def final(self) -> Self:
        """Contacts that count: no drafts, none withdrawn. Every number, list for others and file starts here."""
        return self.filter(is_draft=False, withdrawn_at__isnull=True)

    def readable_by(self, user: User) -> Self:
        """Everything but drafts of others, of clients whom the caller has already found visible."""
        return self.filter(Q(is_draft=False) | Q(author_id=user.pk))

    def visible_to(self, user: User) -> Self:
        """Contacts of the clients the user needs to know; of drafts only the user's own."""
        return self.filter(need_to_know_by_client(user)).readable_by(user)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Contact(Identified, Versioned):
    """One contact. A draft is its author's alone until it is made final; a wrong one is withdrawn, never deleted.

    `with_client` says whether the client took part, or others spoke about the client; `others` are kinds, no names.
    `talk` says which talk of the service process (380/2023 31–32 §) it was; the deadlines of talks are told by it.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="contacts", db_index=False)
    appointment = models.ForeignKey(
        "clients.Appointment", models.PROTECT, null=True, blank=True, related_name="contacts", db_index=False
    )
    at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=ContactChannel)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    summary = models.TextField(blank=True)
    with_client = models.BooleanField(default=True)
    talk = models.CharField(max_length=14, choices=TalkKind, blank=True)
    others = ArrayField(models.CharField(max_length=16, choices=ParticipantKind), default=list, blank=True)
    is_joint = models.BooleanField(default=False)
    is_draft = models.BooleanField(default=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("area", "client", "-at"), name="contact_client"),
            models.Index(fields=("area", "author"), condition=Q(is_draft=True), name="contact_drafts"),
            models.Index(fields=("area", "appointment"), name="contact_appointment"),
            models.Index(fields=("area", "client", "-at"), condition=~Q(talk=""), name="contact_talks"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="contact_in_area"),
            models.CheckConstraint(
                condition=Q(channel__in=ContactChannel.values),
                name="contact_channel_listed",
                violation_error_message=_("The channel must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(others__contained_by=ParticipantKind.values),
                name="contact_others_listed",
                violation_error_message=_("Who took part must be listed kinds."),
            ),
            models.CheckConstraint(
                condition=Q(talk="") | Q(talk__in=TalkKind.values, with_client=True),
                name="contact_talk_with_client",
                violation_error_message=_("A talk of the service process is held with the client."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES),
                name="contact_minutes",
                violation_error_message=_("The length is from a minute to a day."),
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True) | ~Q(summary=""),
                name="contact_final_has_summary",
                violation_error_message=_("A contact that is no draft says what it was about."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="contact_withdrawal_whole",
                violation_error_message=_("A contact is withdrawn by somebody, for a reason."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def channel_kind(self) -> ContactChannel:
        """The channel as what it is, which knows whether it is remote."""
        return ContactChannel(self.channel)


@tracked()
class ContactStaff(Identified):
    """A colleague who took part beside the author."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="staff", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("area", "contact", "user"), name="contact_staff_once"),)

    def __str__(self) -> str:
        return str(self.pk)
