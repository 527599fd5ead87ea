"""The fact table of client work: one flat row of each thing that is counted by month, in system time."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Area, Unit, User
from clients.policies import need_to_know_by_client
from reporting.enums import ABSENT, WorkKind


class WorkFactQuerySet(models.QuerySet["WorkFact"]):
    def as_of(self, moment: datetime) -> Self:
        """The rows that were true to the system at `moment`."""
        return self.filter(opened_at__lte=moment).filter(Q(closed_at__isnull=True) | Q(closed_at__gt=moment))

    def current(self) -> Self:
        """The rows not yet replaced."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Facts of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))


class WorkFact(models.Model):
    """Something of a client's, from one day until another or on one day; never updated, only closed and opened anew.

    A state is in force at the end of the months from `begun_month` to `last_month`, an event stands in `begun_month`,
    an ending in `over_month`. Codes of breakdowns are never empty ("9" is not given); `waited` is days in five digits.
    """

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_index=False, db_constraint=False)
    kind = models.CharField(max_length=10, choices=WorkKind)
    client_id = models.UUIDField()
    subject_id = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    begun_on = models.DateField()
    over_on = models.DateField(null=True)
    begun_month = models.DateField()
    over_month = models.DateField(null=True)
    last_month = models.DateField(null=True)

    gender = models.CharField(max_length=1)
    age_group = models.CharField(max_length=5)
    basis = models.CharField(max_length=9)
    keyword = models.CharField(max_length=20)
    case_kind = models.CharField(max_length=12)
    phase = models.CharField(max_length=10)
    direction = models.CharField(max_length=7)
    channel = models.CharField(max_length=12)
    waited = models.CharField(max_length=5)
    labour = models.CharField(max_length=2, default=ABSENT)
    reason = models.CharField(max_length=2, default=ABSENT)
    service = models.CharField(max_length=2, default=ABSENT)
    ground = models.CharField(max_length=4, default=ABSENT)
    result = models.CharField(max_length=12, default=ABSENT)
    offer = models.CharField(max_length=8, default=ABSENT)
    rung = models.CharField(max_length=10, default=ABSENT)
    industry = models.CharField(max_length=1, default=ABSENT)

    remote = models.BooleanField(null=True)
    employed = models.BooleanField(null=True)
    within_14 = models.BooleanField(null=True)
    within_30 = models.BooleanField(null=True)
    to_work = models.BooleanField(null=True)
    subsidised = models.BooleanField(null=True)
    started = models.BooleanField(null=True)
    referred = models.BooleanField(null=True)
    completed = models.BooleanField(null=True)
    granted = models.BooleanField(null=True)
    responded = models.BooleanField(null=True)
    hired = models.BooleanField(null=True)
    kept_1 = models.BooleanField(null=True)
    kept_3 = models.BooleanField(null=True)
    kept_6 = models.BooleanField(null=True)
    kept_12 = models.BooleanField(null=True)

    objects = WorkFactQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("area", "kind", "begun_month"), name="work_fact_scope"),
            models.Index(fields=("area", "client_id"), condition=Q(closed_at__isnull=True), name="work_fact_current"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("area", "client_id", "kind", "subject_id", "begun_on"),
                condition=Q(closed_at__isnull=True),
                name="work_fact_one_current",
            ),
        )

    def __str__(self) -> str:
        return str(self.subject_id)
