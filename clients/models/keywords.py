"""Dated marks of a client: keywords, diagnoses by chapter, and how far reduced work ability is known.

All three end on a day from which they are no longer in force; `in_force(day)` is the state at the end of that day.
What was recorded in error is kept, and counts on no day.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import DiagnosisChapter
from clients.enums.keywords import AbilityStatus, DiagnosisSource, KeywordKind
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


def _standing(day: date, *, begin: str, end: str) -> Q:
    return Q(**{f"{begin}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


def _end_is_whole(name: str, sentence: Any) -> models.CheckConstraint:
    """The day of the end, who ended it and why stand together or not at all."""
    return models.CheckConstraint(
        condition=Q(ended_on__isnull=True, ended_by__isnull=True, end_reason="")
        | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
        name=name,
        violation_error_message=sentence,
    )


class KeywordQuerySet(models.QuerySet["Keyword"]):
    def true(self) -> Self:
        """Keywords not set in error."""
        return self.filter(is_mistaken=False)

    def open(self) -> Self:
        """Keywords not ended, and not set in error."""
        return self.true().filter(ended_on__isnull=True)

    def in_force(self, day: date) -> Self:
        """Keywords that a client has at the end of `day`."""
        return self.true().filter(_standing(day, begin="set_on", end="ended_on"))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Keyword(Identified, Versioned):
    """A keyword of a client: since when, by whom and why; ended, by whom and why."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="keywords", db_index=False)
    kind = models.CharField(max_length=20, choices=KeywordKind)
    set_on = models.DateField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=500)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    end_reason = models.CharField(max_length=500, blank=True)
    is_mistaken = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = KeywordQuerySet.as_manager()

    class Meta:
        ordering = ("-set_on", "kind", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="keyword_client"),
            models.Index(fields=("area", "kind", "set_on"), name="keyword_kind"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("area", "client", "kind"),
                condition=Q(ended_on__isnull=True, is_mistaken=False),
                name="keyword_open_once",
                violation_error_message=_("The client already has this keyword."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KeywordKind.values),
                name="keyword_kind_listed",
                violation_error_message=_("The keyword must be a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="keyword_says_why",
                violation_error_message=_("A keyword says why it was set."),
            ),
            _end_is_whole("keyword_end_whole", _("A keyword that has ended says when, by whom and why.")),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("set_on")),
                name="keyword_in_order",
                violation_error_message=_("A keyword cannot end before it was set."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class DiagnosisMarkQuerySet(models.QuerySet["DiagnosisMark"]):
    def true(self) -> Self:
        """Marks not recorded in error."""
        return self.filter(is_mistaken=False)

    def open(self) -> Self:
        """Marks not ended, and not recorded in error."""
        return self.true().filter(ended_on__isnull=True)

    def in_force(self, day: date) -> Self:
        """Marks that a client has at the end of `day`."""
        return self.true().filter(_standing(day, begin="stated_on", end="ended_on"))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class DiagnosisMark(Identified, Versioned):
    """A diagnosis by its chapter of ICD-10, never finer, and from whom it is known. Shown by a right.

    `note` is what earlier health details said beside the chapter; nothing new is written there.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="diagnosis_marks", db_index=False)
    chapter = models.CharField(max_length=7, choices=DiagnosisChapter)
    source = models.CharField(max_length=12, choices=DiagnosisSource)
    source_name = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    is_mistaken = models.BooleanField(default=False)
    note = models.TextField(blank=True, editable=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = DiagnosisMarkQuerySet.as_manager()

    class Meta:
        ordering = ("-stated_on", "chapter", "id")
        indexes = (models.Index(fields=("area", "client"), name="diagnosis_mark_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(chapter__in=DiagnosisChapter.values),
                name="diagnosis_mark_chapter",
                violation_error_message=_("The chapter must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=DiagnosisSource.values),
                name="diagnosis_mark_source",
                violation_error_message=_("The source must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("stated_on")),
                name="diagnosis_mark_in_order",
                violation_error_message=_("A diagnosis cannot end before it was stated."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class WorkAbilityStatusQuerySet(models.QuerySet["WorkAbilityStatus"]):
    def true(self) -> Self:
        """Statuses not recorded in error."""
        return self.filter(is_mistaken=False)

    def current(self) -> Self:
        """The one status a client is in now."""
        return self.true().filter(until__isnull=True)

    def in_force(self, day: date) -> Self:
        """The status a client is in at the end of `day`."""
        return self.true().filter(_standing(day, begin="since", end="until"))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class WorkAbilityStatus(Identified, Versioned):
    """A status of the client's work ability from `since` until the day the next one begins.

    What is temporary has the day by which it is expected to be over.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="ability_statuses", db_index=False)
    status = models.CharField(max_length=10, choices=AbilityStatus)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_temporary = models.BooleanField(default=False)
    expected_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    is_mistaken = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = WorkAbilityStatusQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-recorded_at", "id")
        indexes = (models.Index(fields=("area", "client", "since"), name="ability_status_client"),)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "client"),
                condition=Q(until__isnull=True, is_mistaken=False),
                name="ability_status_one_current",
                violation_error_message=_("The client's work ability already has a status."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=AbilityStatus.values),
                name="ability_status_listed",
                violation_error_message=_("The status must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="ability_status_in_order",
                violation_error_message=_("A status cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(is_temporary=True, expected_until__isnull=False, expected_until__gte=F("since"))
                | Q(is_temporary=False, expected_until__isnull=True),
                name="ability_status_temporary",
                violation_error_message=_("What is temporary has a day by which it is expected to be over."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
