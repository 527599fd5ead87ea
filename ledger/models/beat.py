"""The turn of the beat: one process at a time fires the schedule."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class BeatLeaseQuerySet(models.QuerySet["BeatLease"]):
    def open_to(self, holder: object) -> Self:
        """The lease, if this holder has it already or nobody renews it."""
        return self.filter(Q(holder=holder) | Q(lease_until__lt=Now()))


class BeatLease(models.Model):
    """One row per beat name. Slots from before `created_at` are never fired, so a new installation starts quietly."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.UUIDField()
    lease_until = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    objects = BeatLeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
