"""Areas (each a data controller of its own) and the units inside them, in valid time."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import UnitKind
from config.kernel.history import tracked
from config.kernel.models import Identified, Named, ValidTime, Versioned, period_in_order


class Area(Named, ValidTime):
    """An employment area (*työllisyysalue*) or Åland; the key is its code."""

    id = models.SmallIntegerField(primary_key=True)
    code = models.CharField(max_length=3, unique=True)

    class Meta:
        ordering = ("id",)
        constraints = (period_in_order("area_valid_time"),)


class UnitQuerySet(models.QuerySet["Unit"]):
    def valid_on(self, day: date) -> Self:
        """Units that exist on `day`."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


@tracked()
class Unit(Identified, ValidTime, Versioned):
    """An office or team of an area; may stand under another unit of the same area."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=UnitKind, default=UnitKind.OFFICE)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.CharField(max_length=200, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            period_in_order("unit_valid_time"),
            models.UniqueConstraint(
                fields=("area", "name"),
                name="unit_name_once",
                violation_error_message=_("The area already has a unit of this name."),
            ),
            models.UniqueConstraint(fields=("area", "id"), name="unit_in_area"),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="unit_not_own_parent",
                violation_error_message=_("A unit cannot stand under itself."),
            ),
        )

    def __str__(self) -> str:
        return self.name


def with_descendants(units: dict[UUID, UUID | None], root: UUID) -> set[UUID]:
    """The keys of `root` and of every unit under it, from a mapping of unit to parent."""
    found = {root}
    while more := {unit for unit, parent in units.items() if parent in found} - found:
        found |= more
    return found
