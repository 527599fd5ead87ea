"""A client's feedback: asked for by a link that is answered without a name, or recorded by the coordinator (CA-19)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.functions import Now

from accounts.models import Area, User
from clients.models.cases import Case
from clients.models.clients import Client
from config.kernel.models import Identified
from questionnaires.models import Invitation, QuestionSetVersion


class FeedbackQuerySet(models.QuerySet[Any]):
    def of_version(self, area_id: int, version: QuestionSetVersion) -> Self:
        """Those of the area to this version."""
        return self.filter(area_id=area_id, question_set_version=version)


class FeedbackRequest(Identified):
    """The client was given a link. Whether it was used shows in the invitation; what was answered leads to nobody."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="feedback_requests", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-made_at", "id")
        indexes = (models.Index(fields=("area", "client"), name="feedback_request_client"),)

    def __str__(self) -> str:
        return str(self.pk)


class CaseFeedback(Identified):
    """What the client told by name and a coordinator wrote down. Written once."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="feedback", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    question_set_version = models.ForeignKey(QuestionSetVersion, models.PROTECT, related_name="+")
    given_on = models.DateField()
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ("-given_on", "-recorded_at", "id")
        indexes = (models.Index(fields=("area", "client"), name="case_feedback_client"),)

    def __str__(self) -> str:
        return str(self.pk)
