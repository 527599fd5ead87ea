"""Vacancies: work that an employer offers, with what it demands of a person."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality, User
from clients.enums.demands import Adjustment
from clients.enums.employment import Contract, Occupation
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.jobs import VacancyEnd, VacancyState
from employers.enums.register import JobTrait
from employers.models.register import Employer, Establishment

MOST_HOURS = 60


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open_on(self, day: date) -> Self:
        """Vacancies that may be applied for on `day`; those of other areas too."""
        return self.filter(state=VacancyState.OPEN).filter(Q(closes_on__isnull=True) | Q(closes_on__gte=day))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Vacancy(Identified, Versioned):
    """A job to be filled (*avoin työpaikka*), recorded by one area and seen by all.

    `demands` is what the work demands, by the vocabulary of a client's work ability (clients.enums.demands.Demand): of
    a measured demand how much, in its unit; of another a Load. A demand that is not named is not there.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="vacancies")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    title = models.CharField(max_length=200)
    occupation = models.CharField(max_length=1, choices=Occupation, blank=True)
    occupation_version = models.CharField(max_length=8, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    contract = models.CharField(max_length=9, choices=Contract, blank=True)
    hours_from = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(60)]
    )
    hours_to = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(60)]
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    places = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    traits = ArrayField(models.CharField(max_length=12, choices=JobTrait), default=list, blank=True)
    accommodations = ArrayField(models.CharField(max_length=12, choices=Adjustment), default=list, blank=True)
    demands: models.JSONField[dict[str, float]] = models.JSONField(default=dict, blank=True)
    subsidy_possible = models.BooleanField(default=False)
    state = models.CharField(max_length=6, choices=VacancyState, default=VacancyState.DRAFT)
    opened_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=VacancyEnd, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = VacancyQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (
            models.Index(fields=("area", "state", "closes_on"), name="vacancy_area_state"),
            models.Index(fields=("municipality", "id"), condition=Q(state="open"), name="vacancy_open_where"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="vacancy_in_area"),
            models.CheckConstraint(
                condition=Q(
                    state__in=VacancyState.values,
                    occupation__in=["", *Occupation.values],
                    contract__in=["", *Contract.values],
                    end_reason__in=["", *VacancyEnd.values],
                )
                & Q(traits__contained_by=JobTrait.values, accommodations__contained_by=Adjustment.values),
                name="vacancy_listed",
                violation_error_message=_("A code of the vacancy is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="vacancy_titled", violation_error_message=_("A vacancy has a title.")
            ),
            models.CheckConstraint(
                condition=Q(occupation="", occupation_version="") | (~Q(occupation="") & ~Q(occupation_version="")),
                name="vacancy_occupation_version",
                violation_error_message=_("An occupation has the version of its classification."),
            ),
            models.CheckConstraint(
                condition=Q(hours_from__isnull=True) | Q(hours_to__isnull=True) | Q(hours_to__gte=F("hours_from")),
                name="vacancy_hours_in_order",
                violation_error_message=_("The most hours are not fewer than the least."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opened_on__isnull=False) | Q(state="closed"),
                name="vacancy_opened",
                violation_error_message=_("A vacancy that was open has the day on which it opened."),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["filled", "closed"]) & Q(ended_on__isnull=False))
                | (Q(state__in=["draft", "open"]) & Q(ended_on__isnull=True)),
                name="vacancy_ended",
                violation_error_message=_("A vacancy that is over has the day on which it ended, others none."),
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(end_reason="")) | (~Q(state="closed") & Q(end_reason="")),
                name="vacancy_says_why",
                violation_error_message=_("A vacancy closed without being filled says why."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_open_on(self, day: date) -> bool:
        """Whether it may be applied for on the day."""
        return self.state == VacancyState.OPEN and (self.closes_on is None or self.closes_on >= day)
