"""The fact table of participations: one flat row each, breakdowns ready-made, in system time."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Area, Unit, User
from clients.policies import need_to_know_by_client
from network.models import Programme


class ParticipationFactQuerySet(models.QuerySet["ParticipationFact"]):
    def as_of(self, moment: datetime) -> Self:
        """The rows that were true to the system at `moment`."""
        return self.filter(opened_at__lte=moment).filter(Q(closed_at__isnull=True) | Q(closed_at__gt=moment))

    def current(self) -> Self:
        """The rows not yet replaced."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Facts of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))


class ParticipationFact(models.Model):
    """What the engine knows of one participation; never updated, only closed and opened anew.

    Codes of breakdowns are never empty ("9" is not given). Conditions are three-valued: empty means that the answer
    is not known, so that a condition over them is known, or unknown, by the rules of SQL.
    """

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, db_constraint=False)
    programme = models.ForeignKey(Programme, models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_index=False, db_constraint=False)
    participation_id = models.UUIDField()
    client_id = models.UUIDField()
    client_ref = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    observed_on = models.DateField(null=True)
    followed_on = models.DateField(null=True)
    start_month = models.DateField()
    end_month = models.DateField(null=True)
    followup_month = models.DateField(null=True)

    age = models.SmallIntegerField(null=True)
    gender = models.CharField(max_length=1)
    age_esf = models.CharField(max_length=5)
    age_group = models.CharField(max_length=5)
    education = models.CharField(max_length=3)
    isced = models.CharField(max_length=1)
    household = models.CharField(max_length=1)
    dependants = models.CharField(max_length=1)
    foreign_background = models.CharField(max_length=1)
    disability = models.CharField(max_length=1)
    other_disadvantage = models.CharField(max_length=1)
    housing = models.CharField(max_length=1)
    start_status = models.CharField(max_length=2)
    end_status = models.CharField(max_length=2)
    followup_status = models.CharField(max_length=2)
    start_class = models.CharField(max_length=10)
    end_class = models.CharField(max_length=10)

    complete = models.BooleanField()
    paired = models.BooleanField()
    followed = models.BooleanField()

    woman = models.BooleanField(null=True)
    under_25 = models.BooleanField(null=True)
    over_54 = models.BooleanField(null=True)
    employed_start = models.BooleanField(null=True)
    unemployed_start = models.BooleanField(null=True)
    inactive_start = models.BooleanField(null=True)
    long_term_unemployed = models.BooleanField(null=True)
    in_education_start = models.BooleanField(null=True)
    not_in_education_start = models.BooleanField(null=True)
    jobless_household = models.BooleanField(null=True)
    single_adult = models.BooleanField(null=True)
    has_dependants = models.BooleanField(null=True)
    is_foreign = models.BooleanField(null=True)
    is_disabled = models.BooleanField(null=True)
    is_otherwise_disadvantaged = models.BooleanField(null=True)
    is_homeless = models.BooleanField(null=True)
    employed_end = models.BooleanField(null=True)
    not_employed_start = models.BooleanField(null=True)
    not_employed_end = models.BooleanField(null=True)
    seeking_end = models.BooleanField(null=True)
    in_education_end = models.BooleanField(null=True)
    qualified = models.BooleanField(null=True)
    employed_followup = models.BooleanField(null=True)
    improved = models.BooleanField(null=True)

    objects = ParticipationFactQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("area", "programme", "started_on"), name="fact_scope"),
            models.Index(fields=("participation_id",), condition=Q(closed_at__isnull=True), name="fact_current"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("participation_id",), condition=Q(closed_at__isnull=True), name="fact_one_current"
            ),
        )

    def __str__(self) -> str:
        return str(self.participation_id)
