"""The clarification of a pension, step by step, and the question whether the client gets the right benefit."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.pensions import STUCK_AFTER_DAYS, PensionGrant, PensionInsurer, PensionStage, RightBenefit
from clients.enums.work_ability import Occasion
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class PensionClarificationQuerySet(models.QuerySet["PensionClarification"]):
    def not_closed(self) -> Self:
        """Clarifications under way: a client has at most one."""
        return self.exclude(stage=PensionStage.CLOSED)

    def stuck(self, day: date) -> Self:
        """Those that stand where they are for longer than their stage should last."""
        late = Q(pk__in=[])
        for stage, days in STUCK_AFTER_DAYS.items():
            late |= Q(stage=stage, stage_since__lt=date.fromordinal(day.toordinal() - days))
        return self.filter(late)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class PensionClarification(Identified, Versioned):
    """Whether a pension is the right path, from finding the need to its closing. All of it is of health.

    `stage` and `stage_since` are of the latest step; the service that adds a step writes them with it.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="pension_clarifications", db_index=False)
    insurer = models.CharField(max_length=10, choices=PensionInsurer, blank=True)
    insurer_name = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=10, choices=PensionStage, default=PensionStage.NEED)
    stage_since = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = PensionClarificationQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at", "-id")
        indexes = (
            models.Index(fields=("area", "client"), name="pension_client"),
            models.Index(
                fields=("area", "stage", "stage_since"), condition=~Q(stage="closed"), name="pension_under_way"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="pension_in_area"),
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=~Q(stage="closed"),
                name="pension_one_under_way",
                violation_error_message=_("A clarification of the client's pension is under way already."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=PensionStage.values, insurer__in=["", *PensionInsurer.values]),
                name="pension_codes",
                violation_error_message=_("A code of the clarification is not a listed one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class PensionStep(Identified):
    """One step of a clarification: what, on which day, who recorded it. Insert only."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    clarification = models.ForeignKey(PensionClarification, models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=PensionStage)
    taken_on = models.DateField()
    granted = models.CharField(max_length=16, choices=PensionGrant, blank=True)
    granted_until = models.DateField(null=True, blank=True)
    informed_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "clarification", "number"), name="pension_step_number"),
            models.CheckConstraint(condition=Q(stage__in=PensionStage.values), name="pension_step_listed"),
            models.CheckConstraint(
                condition=Q(stage="granted", granted__in=PensionGrant.values)
                | (~Q(stage="granted") & Q(granted="", granted_until__isnull=True)),
                name="pension_step_granted_what",
                violation_error_message=_("Say what was granted."),
            ),
            models.CheckConstraint(
                condition=~Q(granted="rehabilitation", granted_until__isnull=True),
                name="pension_step_subsidy_ends",
                violation_error_message=_("A rehabilitation subsidy is for a fixed term: say until when."),
            ),
            models.CheckConstraint(
                condition=Q(granted_until__isnull=True) | Q(granted_until__gte=F("taken_on")),
                name="pension_step_grant_in_order",
                violation_error_message=_("What was granted cannot end before the decision."),
            ),
            models.CheckConstraint(
                condition=Q(informed_on__isnull=True)
                | (Q(stage__in=("granted", "refused")) & Q(informed_on__gte=F("taken_on"))),
                name="pension_step_informed",
                violation_error_message=_("The client is told of a decision on its day or later."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class BenefitCheck(Identified, Versioned):
    """Whether the client gets the benefit that is right, as of a day (CA-11): at the start, between, at the end."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="benefit_checks", db_index=False)
    occasion = models.CharField(max_length=6, choices=Occasion)
    checked_on = models.DateField()
    answer = models.CharField(max_length=8, choices=RightBenefit)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-checked_on", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-checked_on"), name="benefit_check_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(occasion__in=Occasion.values, answer__in=RightBenefit.values),
                name="benefit_check_codes",
                violation_error_message=_("A code of the answer is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="no", note=""),
                name="benefit_check_says_which",
                violation_error_message=_("Say which benefit would be right."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
