"""Two records of one person: pairs that may be such, and the merging of two, with what it takes to undo it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.merging import MatchReason, PairState
from clients.models.clients import Client
from config.kernel.encryption import decrypt, encrypt
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class DuplicateCandidateQuerySet(models.QuerySet["DuplicateCandidate"]):
    def visible_to(self, user: User) -> Self:
        """Pairs of which the user needs to know both clients; a pair of which one was merged is not there."""
        known = Client.objects.visible_to(user).order_by().values("pk")
        return self.filter(first__in=known, second__in=known)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class DuplicateCandidate(Identified, Versioned):
    """Two clients of an area that may be one person; the lesser key first, so that a pair is there only once."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    first = models.ForeignKey(Client, models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Client, models.PROTECT, related_name="+", db_index=False)
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=10, choices=MatchReason))
    state = models.CharField(max_length=10, choices=PairState, default=PairState.OPEN)
    found_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = DuplicateCandidateQuerySet.as_manager()

    class Meta:
        ordering = ("-score", "id")
        indexes = (
            models.Index(fields=("area", "state", "-score"), name="duplicate_list"),
            models.Index(fields=("area", "second"), name="duplicate_second"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "first", "second"), name="duplicate_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="duplicate_in_order",
                violation_error_message=_("A pair is two clients, the lesser key first."),
            ),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="duplicate_state"),
            models.CheckConstraint(
                condition=Q(state=PairState.OPEN, decided_at__isnull=True)
                | (~Q(state=PairState.OPEN) & Q(decided_at__isnull=False)),
                name="duplicate_decision_whole",
                violation_error_message=_("What was decided has its time."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class ClientMergeQuerySet(models.QuerySet["ClientMerge"]):
    def visible_to(self, user: User) -> Self:
        """Merges of which the user needs to know the client that was kept."""
        return self.filter(kept__in=Client.objects.visible_to(user).order_by().values("pk"))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("before",))
class ClientMerge(Identified, Versioned):
    """The merging of `absorbed` into `kept`. `choices` says of each field whose value was taken.

    `moved` has, by model, its columns and of each row that was moved its key and a digest of the row as it then stood;
    `before` holds, encrypted, the values that the merge overwrote. Together they undo it.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    kept = models.ForeignKey(Client, models.PROTECT, related_name="+", db_index=False)
    absorbed = models.ForeignKey(Client, models.PROTECT, related_name="+", db_index=False)
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    merged_at = models.DateTimeField(db_default=Now())
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    choices = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    before = models.BinaryField(editable=False)

    objects = ClientMergeQuerySet.as_manager()

    class Meta:
        ordering = ("-merged_at", "id")
        indexes = (models.Index(fields=("area", "kept"), name="client_merge_kept"),)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "absorbed"),
                condition=Q(undone_at__isnull=True),
                name="client_merge_once",
                violation_error_message=_("The record has already been merged into another."),
            ),
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="client_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="client_merge_undone_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def overwritten(self) -> str:
        """What `overwrite` was given."""
        return decrypt(bytes(self.before), place=self._place).decode()

    def overwrite(self, values: str) -> None:
        """Hold the overwritten values so that only our key opens them, and only here."""
        self.before = encrypt(values.encode(), place=self._place)

    @property
    def _place(self) -> str:
        return f"clients.ClientMerge:{self.pk}"
