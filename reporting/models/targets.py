"""Targets with their provenance, and figures printed in public documents. No persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.kernel.history import tracked
from config.kernel.models import Versioned
from network.models import Programme


@tracked()
class Target(Versioned):
    """What a document says a programme should reach; several may stand beside each other and differ."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    period = models.CharField(max_length=10, default="all")
    source = models.CharField(max_length=200)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("indicator", "decided_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "indicator", "period", "source"),
                name="target_once",
                violation_error_message=_("The source already has a target for this indicator and period."),
            ),
            models.CheckConstraint(
                condition=models.Q(value__gt=0),
                name="target_positive",
                violation_error_message=_("A target must be greater than zero."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class Comparable(models.TextChoices):
    """What a printed figure can be compared to."""

    EXACT = "exact", _("Exact")
    ROUNDED = "rounded", _("Rounded")
    TRUNCATED = "truncated", _("Truncated")
    APPROXIMATE = "approximate", _("Approximate")
    CONTRADICTORY = "contradictory", _("Contradictory in the document")
    NONE = "not comparable", _("Not comparable")


class PublishedFigure(models.Model):
    """A figure as printed in a public document."""

    document = models.CharField(max_length=100)
    programme_code = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    indicator = models.CharField(max_length=10)
    printed = models.DecimalField(max_digits=14, decimal_places=3)
    as_printed = models.CharField(max_length=200, blank=True)
    base_as_printed = models.CharField(max_length=20, blank=True)
    as_of = models.DateField(null=True, blank=True)
    comparable = models.CharField(max_length=20, choices=Comparable)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("programme_code", "position")
        constraints = (models.UniqueConstraint(fields=("programme_code", "key"), name="published_figure_once"),)

    def __str__(self) -> str:
        return self.key
