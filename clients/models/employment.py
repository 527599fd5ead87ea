"""Employment: the one record of a client's work, with its subsidy; follow-ups, coaching, supports hang on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import JobKind
from clients.enums.demands import Adjustment
from clients.enums.employment import (
    CHECK_MONTHS,
    CHECK_WINDOW_DAYS,
    EMPLOYING,
    SUBSIDY_ENDING_DAYS,
    ArrangementPurpose,
    CheckState,
    ContactResult,
    Contract,
    Decision,
    EmploymentEnd,
    Industry,
    Occupation,
    SubsidyGround,
    SupportCheck,
    SupportKind,
)
from clients.enums.spells import SpellSource
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from clients.models.spells import Spell, SpellQuerySet, end_says_why, in_order, withdrawal_whole
from clients.models.tasks import Task
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

MOST_HOURS = 60


class EmploymentSpellQuerySet(SpellQuerySet):
    def subsidy_ends_within(self, day: date, days: int = SUBSIDY_ENDING_DAYS) -> Self:
        """Employments whose subsidy is paid on the day and ends within so many days, the last of them included."""
        last = day + timedelta(days=days)
        return self.standing().filter(subsidy_from__lte=day, subsidy_to__gte=day, subsidy_to__lte=last)


@tracked()
class EmploymentSpell(Spell):
    """Work for an employer, or one's own, from a day to a day. Several at once are possible, and counted as one spell.

    An apprenticeship is employment, a work try-out is not. `employer_name` is text until employers have a register;
    the business id tells which one it was.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="employment_spells", db_index=False)
    employer_name = models.CharField(max_length=200)
    business_id = models.CharField(max_length=9, blank=True)
    job_kind = models.CharField(max_length=1, choices=JobKind)
    contract = models.CharField(max_length=9, choices=Contract, blank=True)
    is_part_time = models.BooleanField(default=False)
    hours_per_week = models.DecimalField(
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )
    subsidy_ground = models.CharField(max_length=4, choices=SubsidyGround, blank=True)
    subsidy_from = models.DateField(null=True, blank=True)
    subsidy_to = models.DateField(null=True, blank=True)
    arrangements = ArrayField(models.CharField(max_length=1, choices=ArrangementPurpose), default=list, blank=True)
    adjustments = ArrayField(models.CharField(max_length=12, choices=Adjustment), default=list, blank=True)
    occupation = models.CharField(max_length=1, choices=Occupation, blank=True)
    occupation_version = models.CharField(max_length=8, blank=True)
    industry = models.CharField(max_length=1, choices=Industry, blank=True)
    industry_version = models.CharField(max_length=8, blank=True)
    end_reason = models.CharField(max_length=10, choices=EmploymentEnd, blank=True)

    objects = EmploymentSpellQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "-recorded_at", "id")
        indexes = (
            models.Index(fields=("area", "client", "begun_on"), name="employment_client"),
            models.Index(
                fields=("area", "subsidy_to", "client"),
                condition=Q(subsidy_to__isnull=False, withdrawn_at__isnull=True),
                name="employment_subsidy",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="employment_in_area"),
            models.CheckConstraint(
                condition=Q(
                    job_kind__in=[kind.value for kind in EMPLOYING],
                    source__in=SpellSource.values,
                    contract__in=["", *Contract.values],
                    subsidy_ground__in=["", *SubsidyGround.values],
                    occupation__in=["", *Occupation.values],
                    industry__in=["", *Industry.values],
                    end_reason__in=["", *EmploymentEnd.values],
                    arrangements__contained_by=ArrangementPurpose.values,
                    adjustments__contained_by=Adjustment.values,
                ),
                name="employment_listed",
                violation_error_message=_(
                    "A code of the employment is not a listed one. A work try-out is no employment."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(employer_name=""),
                name="employment_has_employer",
                violation_error_message=_("An employment names the employer."),
            ),
            in_order("employment_in_order"),
            end_says_why("employment_says_why"),
            withdrawal_whole("employment_withdrawn"),
            models.CheckConstraint(
                condition=Q(subsidy_ground="", subsidy_from__isnull=True, subsidy_to__isnull=True)
                & ~Q(job_kind=JobKind.SUBSIDISED)
                | ~Q(subsidy_ground="") & Q(subsidy_from__isnull=False),
                name="employment_subsidy_whole",
                violation_error_message=_("Subsidised work says on what ground and from when; other work neither."),
            ),
            models.CheckConstraint(
                condition=Q(subsidy_from__isnull=True)
                | (
                    Q(subsidy_from__gte=F("begun_on"))
                    & (Q(subsidy_to__isnull=True) | Q(subsidy_to__gte=F("subsidy_from")))
                    & (Q(ended_on__isnull=True) | Q(subsidy_from__lte=F("ended_on")))
                    & (Q(ended_on__isnull=True) | Q(subsidy_to__isnull=True) | Q(subsidy_to__lte=F("ended_on")))
                ),
                name="employment_subsidy_within",
                violation_error_message=_("The subsidy is paid within the days of the employment."),
            ),
            models.CheckConstraint(
                condition=Q(occupation="", occupation_version="") | (~Q(occupation="") & ~Q(occupation_version="")),
                name="employment_occupation_version",
                violation_error_message=_("An occupation has the version of its classification."),
            ),
            models.CheckConstraint(
                condition=Q(industry="", industry_version="") | (~Q(industry="") & ~Q(industry_version="")),
                name="employment_industry_version",
                violation_error_message=_("An industry has the version of its classification."),
            ),
        )

    @property
    def is_subsidised(self) -> bool:
        """Whether a subsidy was ever paid for it."""
        return self.subsidy_ground != ""


class EmploymentCheckQuerySet(models.QuerySet["EmploymentCheck"]):
    def visible_to(self, user: User) -> Self:
        """Follow-ups of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def standing(self) -> Self:
        """Follow-ups that are, or were, to be made."""
        return self.filter(is_dropped=False)

    def unanswered(self) -> Self:
        """Follow-ups to be made and not made yet."""
        return self.standing().filter(checked_on__isnull=True)

    def late(self, day: date) -> Self:
        """Unanswered ones whose time has passed."""
        return self.unanswered().filter(due_on__lt=day - timedelta(days=CHECK_WINDOW_DAYS))

    def due(self, day: date) -> Self:
        """Unanswered ones whose day has come and whose time has not passed."""
        return self.unanswered().filter(due_on__lte=day, due_on__gte=day - timedelta(days=CHECK_WINDOW_DAYS))

    def coming(self, day: date) -> Self:
        """Unanswered ones whose day has not come."""
        return self.unanswered().filter(due_on__gt=day)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class EmploymentCheck(Identified, Versioned):
    """Asking, some months after an employment began, how it goes (CA-17). `due_on` follows from the employment.

    It is dropped when the employment ended before its day or is withdrawn.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="employment_checks", db_index=False)
    employment = models.ForeignKey(EmploymentSpell, models.PROTECT, related_name="checks", db_index=False)
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    is_dropped = models.BooleanField(default=False)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="employment_check", db_index=False
    )
    checked_on = models.DateField(null=True, blank=True)
    contact_result = models.CharField(max_length=1, choices=ContactResult, blank=True)
    is_employed = models.BooleanField(null=True, blank=True)
    same_employer = models.BooleanField(null=True, blank=True)
    hours_per_week = models.DecimalField(
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )
    adjustments_in_use = models.BooleanField(null=True, blank=True)
    needs_support = models.BooleanField(null=True, blank=True)
    support_note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(null=True, blank=True)

    objects = EmploymentCheckQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="employment_check_client"),
            models.Index(
                fields=("area", "due_on"),
                condition=Q(checked_on__isnull=True, is_dropped=False),
                name="employment_check_due",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "employment", "months"), name="employment_check_once"),
            models.CheckConstraint(
                condition=Q(months__in=CHECK_MONTHS, contact_result__in=["", *ContactResult.values]),
                name="employment_check_listed",
                violation_error_message=_("A code of the follow-up is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(
                    checked_on__isnull=True, contact_result="", recorded_by__isnull=True, recorded_at__isnull=True
                )
                | (
                    Q(checked_on__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False)
                    & ~Q(contact_result="")
                ),
                name="employment_check_whole",
                violation_error_message=_("A follow-up made says when, by whom and whether the client was reached."),
            ),
            models.CheckConstraint(
                condition=Q(is_employed__isnull=True) | ~Q(contact_result__in=["", ContactResult.NOT_REACHED]),
                name="employment_check_known",
                violation_error_message=_("Nothing is known of a client who was not reached."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def state_on(self, day: date) -> CheckState:
        """Where the follow-up stands on the day."""
        last = self.due_on + timedelta(days=CHECK_WINDOW_DAYS)
        if self.checked_on is not None:
            return CheckState.DONE_LATE if self.checked_on > last else CheckState.DONE
        if self.is_dropped:
            return CheckState.DROPPED
        if day < self.due_on:
            return CheckState.COMING
        return CheckState.DUE if day <= last else CheckState.LATE


@tracked()
class CoachingPeriod(Identified, Versioned):
    """Job coaching during subsidised work (CA-27)."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="coaching_periods", db_index=False)
    employment = models.ForeignKey(EmploymentSpell, models.PROTECT, related_name="coaching", db_index=False)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    provider = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "id")
        indexes = (models.Index(fields=("area", "client"), name="coaching_client"),)
        constraints = (in_order("coaching_in_order"), withdrawal_whole("coaching_withdrawn"))

    def __str__(self) -> str:
        return str(self.pk)


def _amount() -> Any:
    return models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])


@tracked()
class SupportApplication(Identified, Versioned):
    """An employer's application for support because of the client, and its decision (SU-01, SU-02, SU-04)."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="support_applications", db_index=False)
    employment = models.ForeignKey(
        EmploymentSpell, models.PROTECT, null=True, blank=True, related_name="supports", db_index=False
    )
    kind = models.CharField(max_length=11, choices=SupportKind)
    ground = models.CharField(max_length=4, choices=SubsidyGround, blank=True)
    purpose = models.CharField(max_length=1, choices=ArrangementPurpose, blank=True)
    employer_name = models.CharField(max_length=200)
    business_id = models.CharField(max_length=9, blank=True)
    applied_on = models.DateField()
    cost_on = models.DateField(null=True, blank=True)
    amount_applied = _amount()
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.WAITING)
    decided_on = models.DateField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    amount_granted = _amount()
    hours_a_month = models.PositiveSmallIntegerField(null=True, blank=True)
    months_granted = models.PositiveSmallIntegerField(null=True, blank=True)
    percent_granted = models.PositiveSmallIntegerField(null=True, blank=True)
    month_amount = _amount()
    checks = ArrayField(models.CharField(max_length=11, choices=SupportCheck), default=list, blank=True)
    payment_task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="support_payment", db_index=False
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-applied_on", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="support_client"),
            models.Index(fields=("area", "kind", "decided_on"), name="support_decided"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    kind__in=SupportKind.values,
                    ground__in=["", *SubsidyGround.values],
                    purpose__in=["", *ArrangementPurpose.values],
                    decision__in=Decision.values,
                    checks__contained_by=SupportCheck.values,
                ),
                name="support_listed",
                violation_error_message=_("A code of the application is not a listed one."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="wage", purpose="") & ~Q(ground=""))
                | (Q(kind="arrangement", ground="") & ~Q(purpose="")),
                name="support_has_ground",
                violation_error_message=_("A wage subsidy has its ground, support for arrangements its purpose."),
            ),
            models.CheckConstraint(
                condition=~Q(employer_name=""),
                name="support_has_employer",
                violation_error_message=_("An application names the employer."),
            ),
            models.CheckConstraint(
                condition=Q(
                    decision="waiting",
                    decided_on__isnull=True,
                    amount_granted__isnull=True,
                    period_from__isnull=True,
                    period_to__isnull=True,
                )
                | (~Q(decision="waiting") & Q(decided_on__isnull=False)),
                name="support_decided_whole",
                violation_error_message=_("A decision has its day; what is not decided has granted nothing."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("applied_on")),
                name="support_in_order",
                violation_error_message=_("Nothing is decided before it is applied for."),
            ),
            models.CheckConstraint(
                condition=Q(period_to__isnull=True) | Q(period_from__isnull=False, period_to__gte=F("period_from")),
                name="support_period",
                violation_error_message=_("It cannot end before it begins."),
            ),
            withdrawal_whole("support_withdrawn"),
        )

    def __str__(self) -> str:
        return str(self.pk)
