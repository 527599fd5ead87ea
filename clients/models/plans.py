"""A client's plan: its versions with goals and measures, how the measures have gone, and its reviews.

An approved version never changes (a trigger holds that too): a change is a new version, approved anew. How a measure
has gone is no part of what was agreed: it is told by steps of its own, over all versions that hold the measure.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.plans import (
    ApprovalManner,
    MeasureOwner,
    MeasureState,
    PlanEnding,
    PlanKind,
    PlanParty,
    PlanStatus,
    ReviewOutcome,
)
from clients.enums.work_ability import ProposedService
from clients.models.clients import Client
from clients.models.needs import NeedsAssessment
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class PlanQuerySet(models.QuerySet["Plan"]):
    def not_ended(self) -> Self:
        """Plans being made or in force: a client has at most one."""
        return self.filter(ended_on__isnull=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))

    def review_due_by(self, day: date) -> Self:
        """Those whose review is due on the day or before."""
        return self.with_review_due().filter(review_due_on__lte=day)

    def with_review_due(self) -> Self:
        """Each with `review_due_on`: what the latest review agreed on, else the version in force; empty without one."""
        in_force = PlanVersion.objects.filter(area_id=OuterRef("area_id"), status="approved").order_by()
        version = in_force.filter(plan_id=OuterRef("pk"))
        approved_at = Subquery(in_force.filter(plan_id=OuterRef("plan_id")).values("approved_at")[:1])
        review = PlanReview.objects.filter(
            area_id=OuterRef("area_id"), plan_id=OuterRef("pk"), recorded_at__gte=approved_at
        ).order_by("-number")
        return self.annotate(
            review_due_on=Coalesce(
                Subquery(review.values("next_review_on")[:1]), Subquery(version.values("review_on")[:1])
            )
        )


@tracked()
class Plan(Identified, Versioned):
    """The plan of a client from its first draft to its end. `joint_view`: the bodies that agree on the end (8 §)."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="plans", db_index=False)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ending_reason = models.CharField(max_length=16, choices=PlanEnding, blank=True)
    ending_note = models.CharField(max_length=500, blank=True)
    joint_view = ArrayField(models.CharField(max_length=10, choices=PlanParty), default=list, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "-created_at", "id")
        indexes = (models.Index(fields=("area", "client", "-begun_on"), name="plan_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="plan_in_area"),
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=Q(ended_on__isnull=True),
                name="plan_one_of_client",
                violation_error_message=_("The client has a plan already: change it by a new version, or end it."),
            ),
            models.CheckConstraint(
                condition=(Q(ended_on__isnull=False) & Q(ending_reason__in=PlanEnding.values))
                | Q(ended_on__isnull=True, ending_reason="", ending_note="", joint_view=[]),
                name="plan_ended_says_why",
                violation_error_message=_("A plan that has ended has its last day and the reason."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("begun_on")),
                name="plan_in_order",
                violation_error_message=_("A plan cannot end before it was begun."),
            ),
            models.CheckConstraint(
                condition=Q(joint_view__contained_by=PlanParty.values),
                name="plan_joint_view_listed",
                violation_error_message=_("The bodies must be listed ones."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def newest_first(self) -> Self:
        """The latest version first."""
        return self.order_by("-number")

    def in_force(self) -> Self:
        """Approved, not replaced, of a plan that has not ended."""
        return self.filter(status=PlanStatus.APPROVED, plan__ended_on__isnull=True)


@tracked()
class PlanVersion(Identified, Versioned):
    """What was agreed: the need and its summary (*kartoitus*), goals, parties, follow-up, and the client's approval.

    `assessed` is what the assessment of needs said when the plan was made from it; what that said of work ability
    stands apart, as it is of health.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=PlanStatus, default=PlanStatus.DRAFT)
    kind = models.CharField(max_length=16, choices=PlanKind)
    need = models.TextField(max_length=4000, blank=True)
    summary = models.TextField(max_length=4000, blank=True)
    follow_up = models.TextField(max_length=1000, blank=True)
    parties = ArrayField(models.CharField(max_length=10, choices=PlanParty), default=list, blank=True)
    parties_named = models.CharField(max_length=500, blank=True)
    review_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    assessment = models.ForeignKey(
        NeedsAssessment, models.PROTECT, null=True, blank=True, related_name="plan_versions", db_index=False
    )
    assessed = models.JSONField(default=dict, blank=True)
    assessed_work_ability = models.TextField(max_length=4000, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=Now())
    approved_on = models.DateField(null=True, blank=True)
    approval_manner = models.CharField(max_length=10, choices=ApprovalManner, blank=True)
    approval_note = models.CharField(max_length=500, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number", "id")
        indexes = (
            models.Index(
                fields=("area", "review_on", "plan"), condition=Q(status="approved"), name="plan_version_review"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="plan_version_in_area"),
            models.UniqueConstraint(fields=("area", "plan", "number"), name="plan_version_number"),
            models.UniqueConstraint(
                fields=("area", "plan"),
                condition=Q(status="draft"),
                name="plan_version_one_draft",
                violation_error_message=_("There is a draft of this plan already."),
            ),
            models.UniqueConstraint(
                fields=("area", "plan"), condition=Q(status="approved"), name="plan_version_one_approved"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PlanKind.values, status__in=PlanStatus.values)
                & Q(parties__contained_by=PlanParty.values),
                name="plan_version_codes",
                violation_error_message=_("A code of the plan is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status="draft",
                    approved_on__isnull=True,
                    approval_manner="",
                    approval_note="",
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                )
                | (
                    ~Q(status="draft")
                    & Q(approved_on__isnull=False, approved_by__isnull=False, approved_at__isnull=False)
                    & Q(approval_manner__in=ApprovalManner.values, review_on__isnull=False)
                ),
                name="plan_version_approved_whole",
                violation_error_message=_("An approval has its day, its manner and who recorded it."),
            ),
            models.CheckConstraint(
                condition=~Q(approval_manner="other", approval_note=""),
                name="plan_version_understood",
                violation_error_message=_("Say how it was ensured that the client understood what was approved."),
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(review_on__gt=F("approved_on")),
                name="plan_version_review_later",
                violation_error_message=_("The review comes after the approval."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(approved_on__isnull=True)
                | Q(valid_until__gte=F("approved_on")),
                name="plan_version_valid_later",
                violation_error_message=_("A plan cannot end before it was approved."),
            ),
            models.CheckConstraint(
                condition=Q(status="replaced", replaced_on__isnull=False)
                | (~Q(status="replaced") & Q(replaced_on__isnull=True)),
                name="plan_version_replaced_dated",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.status == PlanStatus.DRAFT


@tracked()
class PlanGoal(Identified):
    """One goal of a version. `lineage` is the same in every version that holds the goal."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="goals", db_index=False)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="plan_goal_in_area"),
            models.UniqueConstraint(fields=("area", "plan_version", "lineage"), name="plan_goal_once"),
            models.CheckConstraint(
                condition=~Q(text=""), name="plan_goal_says_what", violation_error_message=_("Say what the goal is.")
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class PlanMeasure(Identified):
    """What is done for a goal, by whom and by when; `service` is the code where it is a service."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    goal = models.ForeignKey(PlanGoal, models.CASCADE, related_name="measures", db_index=False)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=500)
    service = models.CharField(max_length=2, choices=ProposedService, blank=True)
    owner = models.CharField(max_length=8, choices=MeasureOwner)
    owner_name = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="plan_measure_in_area"),
            models.UniqueConstraint(fields=("area", "goal", "lineage"), name="plan_measure_once"),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="plan_measure_says_what",
                violation_error_message=_("Say what is done."),
            ),
            models.CheckConstraint(
                condition=Q(owner__in=MeasureOwner.values) & ~Q(owner="partner", owner_name=""),
                name="plan_measure_has_owner",
                violation_error_message=_("Name the partner organisation that does it."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="plan_measure_in_order",
                violation_error_message=_("It cannot be due before it starts."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MeasureStepQuerySet(models.QuerySet["MeasureStep"]):
    def latest_of(self, plan_ids: list[uuid.UUID]) -> Self:
        """The last step of each measure of the plans."""
        found = self.filter(plan_id__in=plan_ids).order_by("plan_id", "lineage", "-number")
        return found.distinct("plan_id", "lineage")


class MeasureStep(Identified):
    """How a measure went on, on a day; the last one says where it stands. Insert only."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measure_steps", db_index=False)
    lineage = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=MeasureState)
    taken_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = MeasureStepQuerySet.as_manager()

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "plan", "lineage", "number"), name="measure_step_number"),
            models.CheckConstraint(condition=Q(state__in=MeasureState.values), name="measure_step_listed"),
            models.CheckConstraint(
                condition=~Q(state="dropped", reason=""),
                name="measure_step_says_why",
                violation_error_message=_("Say why the measure was dropped."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class PlanReview(Identified):
    """A review of the plan together with the client, and when the next one is. Insert only."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews", db_index=False)
    number = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=ReviewOutcome)
    note = models.CharField(max_length=1000, blank=True)
    next_review_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-number", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "plan", "number"), name="plan_review_number"),
            models.CheckConstraint(condition=Q(outcome__in=ReviewOutcome.values), name="plan_review_listed"),
            models.CheckConstraint(
                condition=Q(next_review_on__gt=F("reviewed_on")),
                name="plan_review_in_order",
                violation_error_message=_("The next review comes after this one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
