"""The read log, its seals, and what in it somebody should look at."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import AnomalyRule, AnomalyState, ReadEvent, Surface
from accounts.models.areas import Area, Unit
from accounts.models.people import User
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class ReadLog(models.Model):
    """One disclosure or refusal: who, when, whose data, what of it, through what, and by what right. Insert only.

    The table has two columns more that PostgreSQL alone fills: the transaction (`xact`) and the cluster it ran in
    (`incarnation`). The application may set neither these nor `id` and `at` (migrations/sql/read_log.py).
    """

    at = models.DateTimeField(auto_now_add=True)
    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    actor = models.ForeignKey(User, models.PROTECT, null=True, db_index=False)
    api_client = models.CharField(max_length=100, blank=True)
    event = models.CharField(max_length=8, choices=ReadEvent, default=ReadEvent.VIEW)
    surface = models.CharField(max_length=8, choices=Surface)
    purpose = models.CharField(max_length=40)
    ground = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=8, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, db_index=False)
    found = models.PositiveIntegerField(default=0)
    field_groups = ArrayField(models.CharField(max_length=30), default=list)
    clients = ArrayField(models.UUIDField(), default=list)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("area", "at"), name="readlog_area_at"),
            models.Index(fields=("actor", "at"), name="readlog_actor_at"),
            GinIndex(fields=("clients",), name="readlog_clients"),
        )


class ReadSeal(models.Model):
    """Count and hash of the rows that a span of transactions wrote, signed together with the seal before it.

    Made and signed by functions of the database only; never changed. Transactions are counted from `from_xact` up to
    but not including `to_xact`, within the cluster that `incarnation` names.
    """

    number = models.BigIntegerField(primary_key=True)
    incarnation = models.BigIntegerField()
    from_xact = models.BigIntegerField()
    to_xact = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    rows = models.IntegerField()
    digest = models.BinaryField()
    previous = models.BinaryField()
    key_id = models.CharField(max_length=8, blank=True)
    mac = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("incarnation", "from_xact"), name="read_seal_follows"),)


class AnomalyQuerySet(models.QuerySet["Anomaly"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Anomaly(Identified, Versioned):
    """Reading by one person on one day that a rule points at. `details` holds keys and counts only.

    Readable by the area's data-protection officer and by the system; closed by the officer with a comment.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=12, choices=AnomalyRule)
    day = models.DateField()
    details = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=AnomalyState, default=AnomalyState.OPEN)
    comment = models.TextField(blank=True, max_length=2000)
    found_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnomalyQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "user", "rule", "day"), name="anomaly_once"),
            models.CheckConstraint(
                condition=models.Q(state=AnomalyState.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(state=AnomalyState.CLOSED, closed_at__isnull=False, closed_by__isnull=False),
                name="anomaly_closed_by_somebody",
                violation_error_message=_("A closed anomaly says when and by whom."),
            ),
        )
