"""Forms that count no more: withdrawn as wrong, or replaced when the client returned to the programme."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.forms import FormKind, PastGround
from clients.models.participations import Participation
from config.kernel.models import Identified


class PastForm(Identified):
    """What a form said, kept to be read; it is in no list, fact or figure, as its own row is gone.

    `answers` are by the names of a participation's state. Rows are only added.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="past_forms", db_index=False)
    kind = models.CharField(max_length=9, choices=FormKind)
    ground = models.CharField(max_length=9, choices=PastGround)
    answers: models.JSONField[dict[str, Any]] = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    removed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-removed_at", "id")
        indexes = (models.Index(fields=("area", "participation", "-removed_at"), name="past_form_participation"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=FormKind.values, ground__in=PastGround.values),
                name="past_form_codes",
                violation_error_message=_("The kind of the form and why it counts no more must be listed codes."),
            ),
            models.CheckConstraint(
                condition=~Q(ground="withdrawn") | ~Q(reason=""),
                name="past_form_says_why",
                violation_error_message=_("A withdrawn form has the reason of its withdrawal."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
