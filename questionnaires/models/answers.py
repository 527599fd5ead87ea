"""Answers that belong to nobody, and the invitations by which they are given: feedback now, later surveys.

Nothing leads from an invitation to a sheet. A sheet holds no person, no request and no time finer than a day; who was
invited is known to the app whose people they are, and from it only whether the invitation was used.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area
from config.kernel.models import Identified
from questionnaires.models.sets import QuestionSetVersion


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_on(self, day: date) -> Self:
        """Invitations by which one may answer on the day."""
        return self.filter(is_spent=False, expires_on__gte=day)


class Invitation(Identified):
    """An address by which somebody answers once, without a name. Only the hash of its token is kept."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    question_set_version = models.ForeignKey(QuestionSetVersion, models.PROTECT, related_name="+")
    token_hash = models.BinaryField(unique=True, editable=False)
    sent_on = models.DateField()
    expires_on = models.DateField()
    is_spent = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_on", "id")
        indexes = (models.Index(fields=("area", "question_set_version", "sent_on"), name="invitation_sent"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="invitation_in_area"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("sent_on")),
                name="invitation_in_order",
                violation_error_message=_("It cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def is_open_on(self, day: date) -> bool:
        """Whether one may answer by it on the day."""
        return not self.is_spent and day <= self.expires_on


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    def before(self, day: date) -> Self:
        """Sheets of earlier days, in an order that later sheets do not change."""
        return self.filter(given_on__lt=day).order_by("given_on", "pk")


class AnswerSheet(Identified):
    """What somebody answered to a version, on which day. Written once; of nobody."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    question_set_version = models.ForeignKey(QuestionSetVersion, models.PROTECT, related_name="+")
    given_on = models.DateField()
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        ordering = ("given_on", "id")
        indexes = (models.Index(fields=("area", "question_set_version", "given_on"), name="answer_sheet_given"),)

    def __str__(self) -> str:
        return str(self.pk)
