"""Placements: a client at an employer, on a rung of the ladder; the fact itself is the employment or the service."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.models import Client, EmploymentSpell, ServicePeriod
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.placements import SERVICES, Rung
from employers.models.job_referrals import JobReferral
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy

MOST_HOURS = 24
MOST_DAYS = 7


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, user: User) -> Self:
        """Placements of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def standing(self) -> Self:
        """Placements whose employment was not recorded in error."""
        return self.filter(Q(employment__isnull=True) | Q(employment__withdrawn_at__isnull=True))

    def dated(self) -> Self:
        """With the days of the fact that each points to: `begun_on`, and `ended_on` when it has ended."""
        return self.annotate(
            begun_on=Coalesce("employment__begun_on", "service_period__started_on"),
            ended_on=Coalesce("employment__ended_on", "service_period__ended_on"),
        )

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Placement(Identified, Versioned):
    """A client placed with an employer; begun and ended are those of the employment or service, typed once there.

    The two lower rungs are services (clients.ServicePeriod), the others employment (clients.EmploymentSpell). Moving up
    the ladder is a new placement that follows the earlier one.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="placements", db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    job_referral = models.ForeignKey(
        JobReferral, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    rung = models.CharField(max_length=10, choices=Rung)
    employment = models.OneToOneField(
        EmploymentSpell, models.PROTECT, null=True, blank=True, related_name="placement", db_index=False
    )
    service_period = models.OneToOneField(
        ServicePeriod, models.PROTECT, null=True, blank=True, related_name="placement", db_index=False
    )
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="placement_client"),
            models.Index(fields=("area", "employer"), name="placement_employer"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="placement_in_area"),
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values),
                name="placement_listed",
                violation_error_message=_("The rung must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(rung__in=sorted(SERVICES), service_period__isnull=False, employment__isnull=True)
                | (~Q(rung__in=sorted(SERVICES)) & Q(service_period__isnull=True, employment__isnull=False)),
                name="placement_points_to_fact",
                violation_error_message=_(
                    "Rehabilitative work and a work try-out point to a service, other placements to an employment."
                ),
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
                name="placement_follows_another",
                violation_error_message=_("A placement follows another one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_service(self) -> bool:
        """Whether it is one of the rungs below employment."""
        return self.rung in SERVICES

    @property
    def first_on(self) -> date:
        """The first day of the fact."""
        found = self.service_period.started_on if self.service_period else None
        return found or self.employment.begun_on  # type: ignore[union-attr]

    @property
    def last_on(self) -> date | None:
        """The last day of the fact; None while it goes on."""
        return self.service_period.ended_on if self.service_period else self.employment.ended_on  # type: ignore[union-attr]


@tracked()
class PlacementContract(Identified, Versioned):
    """What was agreed on in writing for a work try-out (380/2023 57 §) or rehabilitative work, and how it went."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", db_index=False)
    placement = models.OneToOneField(Placement, models.PROTECT, related_name="agreed", db_index=False)
    goals = models.TextField(max_length=2000)
    place = models.CharField(max_length=200)
    tasks = models.TextField(max_length=2000)
    supervisor = models.CharField(max_length=200)
    hours_a_day = models.DecimalField(
        max_digits=3, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)]
    )
    days_a_week = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)])
    ends_on = models.DateField()
    signed_on = models.DateField()
    evaluated_on = models.DateField(null=True, blank=True)
    evaluation = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("-signed_on", "id")
        indexes = (models.Index(fields=("area", "client"), name="placement_contract_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "placement"), name="placement_contract_once"),
            models.CheckConstraint(
                condition=~Q(goals="") & ~Q(place="") & ~Q(tasks="") & ~Q(supervisor=""),
                name="placement_contract_whole",
                violation_error_message=_("A contract says the goals, the place, the tasks and who supervises."),
            ),
            models.CheckConstraint(
                condition=Q(evaluated_on__isnull=True, evaluation="")
                | (Q(evaluated_on__isnull=False) & ~Q(evaluation="")),
                name="placement_contract_evaluated",
                violation_error_message=_("An evaluation has its day and its words."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
