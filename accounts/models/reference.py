"""Geography and code lists: public data in valid time, the same for every area (Statistics Finland by way of geofi)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from accounts.models.areas import Area
from config.kernel.history import tracked
from config.kernel.models import Named, ValidTime, Versioned, period_in_order


class Region(Named):
    """A region (*maakunta*)."""

    id = models.SmallIntegerField(primary_key=True)

    class Meta:
        ordering = ("id",)


class WellbeingCounty(Named):
    """A wellbeing services county (*hyvinvointialue*), the City of Helsinki, or Åland."""

    id = models.SmallIntegerField(primary_key=True)

    class Meta:
        ordering = ("id",)


class Agency(Named, ValidTime):
    """A state agency of regions: ELY Centre until 2025, *elinvoimakeskus* from 2026."""

    kind = models.CharField(max_length=3, choices=(("ely", "ELY"), ("evk", "EVK")))
    code = models.CharField(max_length=2)

    class Meta:
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(fields=("kind", "code"), name="agency_code_once"),
            period_in_order("agency_valid_time"),
        )


class Municipality(Named, ValidTime):
    """A municipality; one that ended keeps its code and names the municipality that took it over."""

    code = models.CharField(primary_key=True, max_length=3)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="municipalities")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    county = models.ForeignKey(WellbeingCounty, models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="municipalities")
    former_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    urban_rural = models.CharField(max_length=1, blank=True)
    language_status = models.CharField(max_length=80, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (period_in_order("municipality_valid_time"),)


class CodeQuerySet(models.QuerySet["Code"]):
    def of(self, list_name: str) -> Self:
        """The codes of one list in their order."""
        return self.filter(list=list_name).order_by("position", "code")

    def valid_on(self, day: date) -> Self:
        """Codes in force on `day`."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


@tracked()
class Code(ValidTime, Versioned):
    """One code of a code list, in valid time, with its name in three languages."""

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=8)
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ("list", "position", "code")
        constraints = (
            models.UniqueConstraint(fields=("list", "code", "valid_from"), name="code_once", nulls_distinct=False),
            period_in_order("code_valid_time"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        language = (get_language() or "fi")[:2]
        return {"sv": self.name_sv, "en": self.name_en}.get(language, self.name_fi)
