"""What work a client is able to do: each demand of work, as it was on a day. No diagnosis has a place here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.demands import DEMAND_UNITS, Ability, Adjustment, Demand, DemandSource, Unit
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class DemandProfileQuerySet(models.QuerySet["DemandProfile"]):
    def newest_first(self) -> Self:
        """The latest day first; of one day the one recorded last."""
        return self.order_by("-assessed_on", "-recorded_at", "-pk")

    def as_of(self, day: date) -> Self:
        """What was known on the day, the profile that held then first."""
        return self.filter(assessed_on__lte=day).newest_first()


@tracked()
class DemandProfile(Identified, Versioned):
    """A client's ability relative to the demands of work, whole, as of a day. It holds until the next one's day.

    A profile is not rewritten: a new one follows, and the earlier stay readable.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="demand_profiles", db_index=False)
    assessed_on = models.DateField()
    summary = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = DemandProfileQuerySet.as_manager()

    class Meta:
        ordering = ("-assessed_on", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-assessed_on"), name="demand_profile_client"),)
        constraints = (models.UniqueConstraint(fields=("area", "id"), name="demand_profile_in_area"),)

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class DemandAssessment(Identified, Versioned):
    """How the client meets one demand of work: a limit has a number where the demand is measured."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    profile = models.ForeignKey(DemandProfile, models.PROTECT, related_name="demands", db_index=False)
    demand = models.CharField(max_length=20, choices=Demand)
    ability = models.CharField(max_length=10, choices=Ability)
    limit = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    is_strength = models.BooleanField(default=False)
    adjustments = ArrayField(models.CharField(max_length=20, choices=Adjustment), default=list, blank=True)
    source = models.CharField(max_length=12, choices=DemandSource)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("profile", "demand")
        indexes = (models.Index(fields=("area", "profile"), name="demand_assessment_profile"),)
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "demand"),
                name="demand_assessment_once",
                violation_error_message=_("Each demand of work is assessed once in a profile."),
            ),
            models.CheckConstraint(
                condition=Q(demand__in=Demand.values),
                name="demand_assessment_demand",
                violation_error_message=_("The demand of work must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(ability__in=Ability.values),
                name="demand_assessment_ability",
                violation_error_message=_("The ability must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True)
                | Q(limit__gte=0, ability="limited", demand__in=[demand.value for demand in DEMAND_UNITS]),
                name="demand_assessment_limit",
                violation_error_message=_("A number is told only of a limit, and of a demand that is measured."),
            ),
            models.CheckConstraint(
                condition=~Q(ability="adjusted") | ~Q(adjustments=[]),
                name="demand_assessment_names_adjustment",
                violation_error_message=_("With an adjustment: say which one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def unit(self) -> Unit | None:
        """In what the limit is told, or nothing."""
        return DEMAND_UNITS.get(Demand(self.demand))

    @property
    def limit_text(self) -> str:
        """The limit without needless decimals."""
        if self.limit is None:
            return ""
        number = Decimal(self.limit)
        return str(int(number)) if number == int(number) else str(number)
