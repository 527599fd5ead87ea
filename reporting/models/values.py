"""Computed counts: one cell per area, programme, period, unit and class, with every count of the catalogue."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Area, Unit
from network.models import Programme
from reporting.enums import Basis, PeriodKind


class Computation(models.Model):
    """The latest finished computation of a programme, or of client work, in an area: as of when, by which definitions.

    Without a programme it is of client work, and `participations` are its facts. `measures` names the counts of its
    cells, in their order, per basis.
    """

    area = models.ForeignKey(Area, models.PROTECT)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True)
    as_of = models.DateTimeField()
    definitions = models.CharField(max_length=64)
    measures = models.JSONField(default=dict)
    participations = models.PositiveIntegerField()
    job_id = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "programme"), name="computation_once", nulls_distinct=False),
        )


class Cell(models.Model):
    """Counts of the facts of one area that fall into one period, unit and class; of client work without a programme.

    `counts` are whole numbers in the order of the computation's `measures`. Derived in bulk from facts,
    so that its keys are not checked one by one; only that the unit is of the area.
    """

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, db_constraint=False)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, db_index=False, db_constraint=False)
    basis = models.CharField(max_length=8, choices=Basis)
    period_kind = models.CharField(max_length=7, choices=PeriodKind)
    period_start = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_index=False, db_constraint=False)
    by = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=36, blank=True)
    counts = ArrayField(models.IntegerField())

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("area", "programme", "period_kind", "by", "unit", "basis", "period_start", "category"),
                name="cell_once",
                nulls_distinct=False,
            ),
        )
