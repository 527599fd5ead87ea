"""Searches of jobs and of candidates, and each match that was shown, with what became of it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Region, User
from clients.models import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.matching import Decider, Direction, MatchRefusal, MatchState, Verdict
from employers.models.vacancies import Vacancy

_DECIDED = ~Q(state=MatchState.SHOWN)


class MatchSearch(Identified):
    """One search by one person, with the keys of what it found in order. It lives shortly: a sweep drops it."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    direction = models.CharField(max_length=10, choices=Direction)
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    hours_from = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_to = models.PositiveSmallIntegerField(null=True, blank=True)
    stops_hidden = models.BooleanField(default=False)
    weights_version = models.PositiveSmallIntegerField()
    ranked = ArrayField(models.UUIDField(), default=list, blank=True)
    stopped = ArrayField(models.UUIDField(), default=list, blank=True)
    found = models.PositiveIntegerField()
    stops = models.PositiveIntegerField()
    shown = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-at", "id")
        indexes = (models.Index(fields=("area", "by", "-at"), name="match_search_by"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(direction=Direction.JOBS, client__isnull=False, vacancy__isnull=True)
                | Q(direction=Direction.CANDIDATES, client__isnull=True, vacancy__isnull=False),
                name="match_search_for_one",
                violation_error_message=_("A search is for one client or for one vacancy."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MatchRecordQuerySet(models.QuerySet["MatchRecord"]):
    def visible_to(self, user: User) -> Self:
        """Matches of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class MatchRecord(Identified, Versioned):
    """A client and a vacancy shown together, once a day by one version of the weights, and what became of it.

    `reasons` are codes of demands, accommodations and wishes (employers.matching_rules): no amount, limit or word.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="matches", db_index=False)
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="matches")
    direction = models.CharField(max_length=10, choices=Direction)
    weights_version = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField()
    score = models.SmallIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    reasons = ArrayField(models.CharField(max_length=120), default=list)
    shown_on = models.DateField()
    shown_at = models.DateTimeField(db_default=Now())
    shown_to = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=MatchState, default=MatchState.SHOWN)
    decider = models.CharField(max_length=11, choices=Decider, blank=True)
    refusal = models.CharField(max_length=13, choices=MatchRefusal, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = MatchRecordQuerySet.as_manager()

    class Meta:
        ordering = ("-shown_on", "rank", "id")
        indexes = (models.Index(fields=("area", "state", "weights_version"), name="match_area_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "client", "vacancy", "weights_version", "shown_on"), name="match_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    direction__in=Direction.values,
                    verdict__in=Verdict.values,
                    state__in=MatchState.values,
                    decider__in=["", *Decider.values],
                    refusal__in=["", *MatchRefusal.values],
                ),
                name="match_listed",
                violation_error_message=_("A code of the match is not a listed one."),
            ),
            models.CheckConstraint(
                condition=(_DECIDED & Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decider=""))
                | (~_DECIDED & Q(decided_on__isnull=True, decided_by__isnull=True, decider="")),
                name="match_decided",
                violation_error_message=_("A match that was accepted or refused says by whom and when, others not."),
            ),
            models.CheckConstraint(
                condition=(Q(state=MatchState.REFUSED) & ~Q(refusal=""))
                | (~Q(state=MatchState.REFUSED) & Q(refusal="")),
                name="match_refusal",
                violation_error_message=_("A refused match says why, others do not."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
