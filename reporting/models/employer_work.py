"""The fact table of work with employers: one flat row of each thing that is counted by month, in system time."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Area, Unit, User
from employers.policies import areas_of_employers
from network.models import Programme
from reporting.enums import ABSENT, EmployerKind


class EmployerFactQuerySet(models.QuerySet["EmployerFact"]):
    def as_of(self, moment: datetime) -> Self:
        """The rows that were true to the system at `moment`."""
        return self.filter(opened_at__lte=moment).filter(Q(closed_at__isnull=True) | Q(closed_at__gt=moment))

    def current(self) -> Self:
        """The rows not yet replaced."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Facts of the areas for which the user works with employers."""
        return self.filter(area_id__in=areas_of_employers(user))


class EmployerFact(models.Model):
    """Something of an area's work with an employer; never updated, only closed and opened anew. No client stands here.

    The months are those of WorkFact; `unit` is empty, as an employer belongs to none. Facts of a programme are kept and
    counted with the programme, all others without one.
    """

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_index=False, db_constraint=False)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, db_index=False, db_constraint=False)
    kind = models.CharField(max_length=10, choices=EmployerKind)
    employer_id = models.UUIDField()
    subject_id = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    begun_on = models.DateField()
    over_on = models.DateField(null=True)
    begun_month = models.DateField()
    over_month = models.DateField(null=True)
    last_month = models.DateField(null=True)

    channel = models.CharField(max_length=12, default=ABSENT)
    industry = models.CharField(max_length=1, default=ABSENT)
    size = models.CharField(max_length=2, default=ABSENT)
    employer_class = models.CharField(max_length=12, default=ABSENT)
    interest = models.CharField(max_length=2, default=ABSENT)

    answered = models.BooleanField(null=True)
    raised = models.BooleanField(null=True)
    placed = models.BooleanField(null=True)
    turned = models.BooleanField(null=True)

    objects = EmployerFactQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("area", "kind", "begun_month"), name="employer_fact_scope"),
            models.Index(
                fields=("area", "employer_id"), condition=Q(closed_at__isnull=True), name="employer_fact_current"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("area", "employer_id", "kind", "subject_id", "begun_on"),
                condition=Q(closed_at__isnull=True),
                name="employer_fact_one_current",
            ),
        )

    def __str__(self) -> str:
        return str(self.subject_id)
