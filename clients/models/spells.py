"""Spells of a client: labour-market status, legal standing, benefits; from a day to a day, both included.

A spell without an end goes on. What was recorded in error is withdrawn: it stays with the reason and counts on no day.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import LabourStatus
from clients.enums.spells import Benefit, LegalFlag, SpellSource, StatusEnd, benefits_there_on
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


def days_of_spell() -> Func:
    """The days of a spell as a range, both ends included; without a last day all that follow."""
    ends = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
    return Func("begun_on", "ended_on", ends, function="daterange", output_field=DateRangeField())


def one_at_a_time(name: str, *alike: str, sentence: Any) -> ExclusionConstraint:
    """No two spells of a client, alike in these columns, have a day in common; withdrawn ones are no spells."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            (F("client"), RangeOperators.EQUAL),
            *((F(column), RangeOperators.EQUAL) for column in alike),
            (days_of_spell(), RangeOperators.OVERLAPS),
        ],
        condition=Q(withdrawn_at__isnull=True),
        violation_error_message=sentence,
    )


def in_order(name: str) -> models.CheckConstraint:
    """A spell does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("begun_on")),
        name=name,
        violation_error_message=_("It cannot end before it begins."),
    )


def withdrawal_whole(name: str) -> models.CheckConstraint:
    """Who withdrew it, when and why stand together or not at all."""
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
        | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
        name=name,
        violation_error_message=_("What is withdrawn says when, by whom and why."),
    )


def end_says_why(name: str) -> models.CheckConstraint:
    """What has ended says why, and what goes on has no reason of an end."""
    return models.CheckConstraint(
        condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
        name=name,
        violation_error_message=_("What has ended says why."),
    )


class SpellQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Spells not withdrawn: every number, list for others and file starts here."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date) -> Self:
        """Spells in force on the day, its first and last day included."""
        return self.standing().filter(begun_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class BenefitSpellQuerySet(SpellQuerySet):
    def on(self, day: date) -> Self:
        """Benefits had on the day; one that is no longer to be had counts no more, ended on record or not."""
        return super().on(day).filter(benefit__in=benefits_there_on(day))


class Spell(Identified, Versioned):
    """From when to when, from whom it is known, who recorded it; and who withdrew it and why."""

    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=SpellSource, default=SpellSource.CLIENT)
    source_name = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was recorded in error."""
        return self.withdrawn_at is not None

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of its days; of what is withdrawn none is."""
        return not self.is_withdrawn and self.begun_on <= day and (self.ended_on is None or day <= self.ended_on)


@tracked()
class LabourSpell(Spell):
    """A main status on the labour market: one at a time, gaps are days of which nothing is known (CA-13, CA-22)."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="labour_spells", db_index=False)
    status = models.CharField(max_length=2, choices=LabourStatus)
    end_reason = models.CharField(max_length=2, choices=StatusEnd, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "-recorded_at", "id")
        indexes = (
            models.Index(fields=("area", "client", "begun_on"), name="labour_spell_client"),
            models.Index(fields=("area", "status", "ended_on"), name="labour_spell_status"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status__in=LabourStatus.values,
                    source__in=SpellSource.values,
                    end_reason__in=["", *StatusEnd.values],
                ),
                name="labour_spell_listed",
                violation_error_message=_("A code of the spell is not a listed one."),
            ),
            in_order("labour_spell_in_order"),
            end_says_why("labour_spell_says_why"),
            withdrawal_whole("labour_spell_withdrawn"),
            one_at_a_time(
                "labour_spell_one", sentence=_("The client has another labour-market status on some of these days.")
            ),
        )


@tracked()
class LegalSpell(Spell):
    """A standing by the law or by a statistic, apart from the status; several hold at once, each once at a time."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="legal_spells", db_index=False)
    flag = models.CharField(max_length=10, choices=LegalFlag)
    end_reason = models.CharField(max_length=2, choices=StatusEnd, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "flag", "id")
        indexes = (models.Index(fields=("area", "client", "flag"), name="legal_spell_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    flag__in=LegalFlag.values, source__in=SpellSource.values, end_reason__in=["", *StatusEnd.values]
                ),
                name="legal_spell_listed",
                violation_error_message=_("A code of the spell is not a listed one."),
            ),
            in_order("legal_spell_in_order"),
            end_says_why("legal_spell_says_why"),
            withdrawal_whole("legal_spell_withdrawn"),
            one_at_a_time(
                "legal_spell_one", "flag", sentence=_("The same standing is on record for some of these days.")
            ),
        )


@tracked()
class BenefitSpell(Spell):
    """A benefit the client has; different ones may be had at once (CA-11)."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="benefit_spells", db_index=False)
    benefit = models.CharField(max_length=10, choices=Benefit)

    objects = BenefitSpellQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "benefit", "id")
        indexes = (models.Index(fields=("area", "client", "benefit"), name="benefit_spell_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(benefit__in=Benefit.values, source__in=SpellSource.values),
                name="benefit_spell_listed",
                violation_error_message=_("A code of the spell is not a listed one."),
            ),
            in_order("benefit_spell_in_order"),
            withdrawal_whole("benefit_spell_withdrawn"),
            one_at_a_time(
                "benefit_spell_one", "benefit", sentence=_("The same benefit is on record for some of these days.")
            ),
        )
