"""An assessment ordered from another body or an own service (380/2023 51 §)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.work_ability import AssessmentBody, AssessmentModule, AssessmentStatus
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

ENDED = ("finished", "interrupted", "declined")


class AssessmentOrderQuerySet(models.QuerySet["AssessmentOrder"]):
    def under_way(self) -> Self:
        """Ordered or started, not yet ended."""
        return self.exclude(status__in=ENDED)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class AssessmentOrder(Identified, Versioned):
    """What is assessed, by whom, and how far it has come; what came of it is health where it speaks of health."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="assessment_orders", db_index=False)
    module = models.CharField(max_length=2, choices=AssessmentModule)
    body = models.CharField(max_length=12, choices=AssessmentBody)
    body_name = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=AssessmentStatus, default=AssessmentStatus.ORDERED)
    ordered_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    result = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = AssessmentOrderQuerySet.as_manager()

    class Meta:
        ordering = ("-ordered_on", "id")
        indexes = (models.Index(fields=("area", "client"), name="assessment_order_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(module__in=AssessmentModule.values),
                name="assessment_order_module",
                violation_error_message=_("The module must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(status="ordered", started_on__isnull=True, ended_on__isnull=True)
                | Q(status="started", started_on__isnull=False, ended_on__isnull=True)
                | Q(status__in=("finished", "interrupted"), started_on__isnull=False, ended_on__isnull=False)
                | Q(status="declined", started_on__isnull=True, ended_on__isnull=False),
                name="assessment_order_step_has_day",
                violation_error_message=_("Each step of an assessment has its day."),
            ),
            models.CheckConstraint(
                condition=(Q(started_on__isnull=True) | Q(started_on__gte=F("ordered_on")))
                & (Q(ended_on__isnull=True) | Q(ended_on__gte=F("ordered_on")))
                & (Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on"))),
                name="assessment_order_in_order",
                violation_error_message=_("A step of an assessment cannot be before the step it follows."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
