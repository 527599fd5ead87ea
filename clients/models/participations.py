"""A person's participation in a programme: one record per person and programme, however often the person returns."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Unit, User
from clients.enums import MissingReason
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from network.models import Programme


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: User) -> Self:
        """Participations of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def with_forms(self) -> Self:
        """Together with client, unit and the three forms, in one query."""
        return self.select_related("client", "unit", "programme", "start_form", "end_form", "follow_up_form")

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Participation(Identified, Versioned):
    """*Osallistuminen*: first entry is kept for ever, the last entry and exit are replaced on re-entry.

    Rules: EU guidance on participants (SFC 2014), one record per person and operation; first start, last exit.
    """

    area = models.ForeignKey(Area, models.PROTECT)
    client = models.ForeignKey(Client, models.PROTECT, related_name="participations")
    programme = models.ForeignKey(Programme, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    client_ref = models.CharField(max_length=64)
    first_started_on = models.DateField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=2, blank=True)
    end_path = models.CharField(max_length=2, blank=True)
    end_missing_reason = models.CharField(max_length=1, choices=MissingReason, blank=True)
    followup_missing_reason = models.CharField(
        max_length=1, choices=MissingReason, blank=True, default="", db_default=""
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ("first_started_on", "id")
        indexes = (models.Index(fields=("area", "programme", "unit"), name="participation_scope"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="participation_in_area"),
            models.UniqueConstraint(
                fields=("area", "programme", "client_ref"),
                name="participation_ref_once",
                violation_error_message=_("The programme already has a participant with this reference in the area."),
            ),
            models.UniqueConstraint(
                fields=("client", "programme"),
                name="participation_once",
                violation_error_message=_("The client already takes part in this programme."),
            ),
            models.CheckConstraint(
                condition=Q(started_on__gte=F("first_started_on")),
                name="participation_first_start",
                violation_error_message=_("A return cannot come before the first start."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="participation_end_after_start",
                violation_error_message=_("The end date cannot come before the start date."),
            ),
            models.CheckConstraint(
                condition=~Q(client_ref=""),
                name="participation_has_ref",
                violation_error_message=_("A participation needs the sender's reference."),
            ),
            models.CheckConstraint(
                condition=Q(end_missing_reason__in=["", *MissingReason.values]),
                name="participation_missing_reason",
                violation_error_message=_("The reason for a missing end form must be one of the listed codes."),
            ),
            models.CheckConstraint(
                condition=Q(followup_missing_reason__in=["", *MissingReason.values]),
                name="participation_followup_reason",
                violation_error_message=_("The reason for a missing follow-up must be one of the listed codes."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
