"""A question path walked with a client: the answers, what they led to, and what was decided."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.keywords import KeywordKind
from clients.enums.question_path import PathManner, PathStatus
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from questionnaires.enums import Outcome
from questionnaires.models import QuestionSetVersion


class QuestionPathRunQuerySet(models.QuerySet["QuestionPathRun"]):
    def open(self) -> Self:
        """Paths not walked to their end yet."""
        return self.filter(status=PathStatus.OPEN)

    def finished(self) -> Self:
        """Paths walked to their end."""
        return self.filter(status=PathStatus.FINISHED)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("answers",))
class QuestionPathRun(Identified, Versioned):
    """A walk along one version of a question path. Finished, it never changes (a trigger sees to it).

    The answers are of health, shown by a right. They are in no history: an unfinished path that is discarded leaves
    none behind, and answers to questions that are hidden in the end are gone.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="question_paths", db_index=False)
    question_set_version = models.ForeignKey(QuestionSetVersion, models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=PathStatus, default=PathStatus.OPEN)
    manner = models.CharField(max_length=9, choices=PathManner)
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField(db_default=Now())
    answered_on = models.DateField(null=True, blank=True)
    recommended = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_was_overridden = models.BooleanField(default=False)
    override_reason = models.CharField(max_length=500, blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    keyword_set = models.CharField(max_length=20, choices=KeywordKind, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionPathRunQuerySet.as_manager()

    class Meta:
        ordering = ("-answered_on", "-started_at", "id")
        indexes = (models.Index(fields=("area", "client", "answered_on"), name="question_path_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status="open", answered_on__isnull=True, finished_at__isnull=True, outcome="", recommended=""
                )
                | (
                    Q(status="finished", answered_on__isnull=False, finished_at__isnull=False)
                    & Q(outcome__in=Outcome.values, recommended__in=Outcome.values)
                ),
                name="question_path_finished_whole",
                violation_error_message=_("A finished path has its day and its outcome, an unfinished one neither."),
            ),
            models.CheckConstraint(
                condition=Q(outcome_was_overridden=False, override_reason="", outcome=models.F("recommended"))
                | (Q(outcome_was_overridden=True) & ~Q(override_reason="") & ~Q(outcome=models.F("recommended"))),
                name="question_path_override_reason",
                violation_error_message=_("An outcome other than the recommended one has its reason."),
            ),
            models.CheckConstraint(
                condition=Q(manner__in=PathManner.values),
                name="question_path_manner",
                violation_error_message=_("The manner must be a listed one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_finished(self) -> bool:
        return self.status == PathStatus.FINISHED
