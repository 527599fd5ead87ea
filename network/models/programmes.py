"""Programmes (projects with funding), the areas that take part, and their pilot sites. Public facts, no persons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Area, Unit
from config.kernel.history import tracked
from config.kernel.models import Versioned


@tracked()
class Programme(Versioned):
    """A programme or project whose participants are counted, such as S20784."""

    code = models.CharField(max_length=20, unique=True)
    name_fi = models.CharField(max_length=300)
    name_sv = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    funder = models.CharField(max_length=200, blank=True)
    beneficiary = models.CharField(max_length=200, blank=True)
    coordinator = models.CharField(max_length=200, blank=True)
    funding_granted = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    funding_actual = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    areas: "models.ManyToManyField[Area, ProgrammeArea]" = models.ManyToManyField(Area, through="ProgrammeArea")

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_dates",
                violation_error_message=_("A programme cannot end before it starts."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        """The name in the reader's language, in Finnish where there is none."""
        language = (get_language() or "fi")[:2]
        return {"sv": self.name_sv, "en": self.name_en}.get(language, "") or self.name_fi


@tracked()
class ProgrammeArea(models.Model):
    """An area takes part in a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE)
    area = models.ForeignKey(Area, models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("programme", "area"), name="programme_area_once"),)


class PilotSite(models.Model):
    """A site of a programme: the office that ran the pilot then, and the unit that holds its records now."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pilot_sites")
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ("name_fi",)
        constraints = (models.UniqueConstraint(fields=("programme", "name_fi"), name="pilot_site_once"),)

    def __str__(self) -> str:
        return self.name_fi
