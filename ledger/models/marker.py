"""Change markers: which records changed since what is derived from them was last worked out."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Area


class ChangeMarkerQuerySet(models.QuerySet["ChangeMarker"]):
    def pending(self) -> Self:
        """Markers whose subject changed after it was last read."""
        return self.filter(processed__lt=F("current"))


class ChangeMarker(models.Model):
    """`current` counts the changes of a subject, `processed` is the count its reader last saw."""

    area = models.ForeignKey(Area, models.PROTECT)
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    current = models.BigIntegerField(default=1)
    processed = models.BigIntegerField(default=0)

    objects = ChangeMarkerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "kind", "subject_id"), name="marker_once"),
            models.CheckConstraint(condition=Q(processed__lte=F("current")), name="marker_not_ahead"),
        )
        indexes = (
            models.Index(
                F("area"), F("kind"), F("subject_id"), condition=Q(processed__lt=F("current")), name="marker_pending"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
