"""Whose client: responsible coordinator, co-owners, open consultations; and access opened beyond them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import GlassVerdict, RelationKind
from config.kernel.history import tracked
from config.kernel.models import Identified, ValidTime, Versioned, period_in_order

GLASS_LASTS = timedelta(minutes=60)


class CaseRelationQuerySet(models.QuerySet["CaseRelation"]):
    def in_force(self, day: date) -> Self:
        """Relations not ended and valid on `day`; the last day is included."""
        return self.filter(ended_at__isnull=True, valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


@tracked()
class CaseRelation(Identified, ValidTime, Versioned):
    """A member of staff's relation to a client. `ended_at` ends it at once, `valid_to` with its day."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="relations", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=RelationKind)
    valid_from = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaseRelationQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from", "id")
        indexes = (
            models.Index(fields=("area", "user", "client"), name="case_relation_user"),
            models.Index(fields=("area", "client"), name="case_relation_client"),
        )
        constraints = (
            period_in_order("case_relation_valid_time"),
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=Q(kind="responsible", ended_at__isnull=True),
                name="case_relation_one_responsible",
                violation_error_message=_("The client already has a responsible coordinator."),
            ),
            models.UniqueConstraint(
                fields=("area", "client", "user", "kind"),
                condition=Q(ended_at__isnull=True),
                name="case_relation_once",
                violation_error_message=_("The person already has this relation to the client."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values),
                name="case_relation_kind",
                violation_error_message=_("The kind of relation must be a listed one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def open_at(self, moment: datetime) -> Self:
        """Exceptional access in force at `moment`; at its last moment it is over."""
        return self.filter(opened_at__lte=moment, expires_at__gt=moment)


@tracked()
class BreakGlass(Identified, Versioned):
    """Exceptional access to one client for at most an hour, with its reason and the supervisor's judgement of it."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    verdict = models.CharField(max_length=12, choices=GlassVerdict, blank=True)
    comment = models.TextField(blank=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ("review_due_on", "id")
        indexes = (
            models.Index(fields=("area", "user", "expires_at"), name="break_glass_user"),
            models.Index(fields=("area", "client"), name="break_glass_client"),
            models.Index(
                fields=("area", "review_due_on"), condition=Q(reviewed_at__isnull=True), name="break_glass_queue"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at"), expires_at__lte=F("opened_at") + GLASS_LASTS),
                name="break_glass_an_hour",
                violation_error_message=_("Exceptional access lasts at most an hour."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="break_glass_has_reason",
                violation_error_message=_("Exceptional access needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, verdict="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, verdict__in=GlassVerdict.values),
                name="break_glass_review_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="break_glass_not_own_judge",
                violation_error_message=_("Nobody reviews their own exceptional access."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
