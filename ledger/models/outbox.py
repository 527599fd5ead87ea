"""Work for later: a row written in the transaction that asks for the work. Holds keys of rows, never personal data."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from config.kernel.models import Identified

MAX_ATTEMPTS = 5


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def unfinished(self) -> Self:
        """Work without a result."""
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> Self:
        """Unfinished work whose time has come."""
        return self.unfinished().filter(available_at__lte=Now())

    def unleased(self) -> Self:
        """Work nobody is doing: never claimed, or the one who claimed it stopped renewing."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=Now()))

    def claimable(self) -> Self:
        """Due work that one more attempt may be made at."""
        return self.due().unleased().filter(attempts__lt=MAX_ATTEMPTS)

    def held_by(self, token: object) -> Self:
        """The unfinished work that this claim still holds."""
        return self.unfinished().filter(claim_token=token)

    def unsent(self) -> Self:
        """Due work the broker has not been told of."""
        return self.due().filter(sent_at=None)

    def overdue(self, age: timedelta) -> Self:
        """Work sent more than `age` ago that nobody is doing: its message, or its worker, is lost."""
        return self.unfinished().unleased().filter(sent_at__lt=Now() - age)

    def locked(self) -> Self:
        """Rows held until the transaction ends, passing over those another process holds."""
        return self.order_by("available_at", "pk").select_for_update(of=("self",), skip_locked=True)


class Outbox(Identified):
    """One piece of work. `key` names it: no second row can have the same key, so the work is asked for once."""

    task = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001 - work without a name is not the same work
    area_id = models.SmallIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    available_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    claim_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(done_at=None) | Q(dead_at=None), name="outbox_done_or_dead"),
            models.CheckConstraint(
                condition=Q(claim_token=None, lease_until=None)
                | Q(claim_token__isnull=False, lease_until__isnull=False),
                name="outbox_claim_has_lease",
            ),
        )
        indexes = (
            models.Index(
                F("available_at"),
                condition=Q(sent_at=None, done_at=None, dead_at=None),
                name="outbox_unsent",
            ),
            models.Index(F("sent_at"), condition=Q(done_at=None, dead_at=None), name="outbox_unfinished"),
            models.Index(F("done_at"), condition=Q(done_at__isnull=False), name="outbox_done"),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"
