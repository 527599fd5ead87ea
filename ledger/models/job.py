"""A job: work in one area that a person can look at while it runs and may cancel."""

from __future__ import annotations

import uuid
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from config.kernel.models import Versioned
from ledger.enums import FINAL_STATES, JobFailure, JobState


class JobQuerySet(models.QuerySet["Job"]):
    def of_run(self, run: UUID) -> Self:
        """The jobs of one run, one per area."""
        return self.filter(run=run)

    def unfinished(self) -> Self:
        """Jobs that may still change."""
        return self.exclude(state__in=FINAL_STATES)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Job(Versioned):
    """Carries the key of its outbox row; the outbox row may be cleaned away, the job stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT)
    run = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    requested_by = models.ForeignKey(User, models.PROTECT, null=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField(default=0)
    processed = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    failure = models.CharField(max_length=12, choices=JobFailure, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="job_progress_percent",
                violation_error_message=_("Progress is a percentage."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINAL_STATES, finished_at__isnull=False)
                | (~Q(state__in=FINAL_STATES) & Q(finished_at=None)),
                name="job_final_has_finished",
                violation_error_message=_("A finished job has a time of finishing, and no other has."),
            ),
            models.CheckConstraint(
                condition=(Q(state=JobState.FAILED) & ~Q(failure="")) | (~Q(state=JobState.FAILED) & Q(failure="")),
                name="job_failed_has_failure",
                violation_error_message=_("A failed job says why."),
            ),
        )
        indexes = (
            models.Index(fields=("area", "run"), name="job_area_run"),
            models.Index(fields=("area", "kind", "-created_at"), name="job_area_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def error(self) -> Any:
        """Why the job failed, as a sentence for the person; empty when it did not."""
        return self.refusal or (self.get_failure_display() if self.failure else "")

    @property
    def is_finished(self) -> bool:
        """Nothing more will happen to the job."""
        return self.state in FINAL_STATES
