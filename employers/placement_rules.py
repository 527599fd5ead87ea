"""What the law lets be agreed on in a work try-out and in rehabilitative work, and the days both take up.

380/2023 57 §: a try-out of at most six months in all, 4–8 hours a day, at most 5 days a week. 189/2001 13–14 §:
rehabilitative work for 3–24 months at a time, 1–4 days a week, at least 4 hours a day, at most 230 days in 12 months.
No database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from clients.calendar_days import months_after

A_DAY = timedelta(days=1)
WEEK = 7
YEAR = 12


@dataclass(frozen=True, kw_only=True)
class TryOutLimits:
    """Of a work try-out (380/2023 57 §)."""

    least_hours: int = 4
    most_hours: int = 8
    most_days: int = 5
    most_months: int = 6


@dataclass(frozen=True, kw_only=True)
class ActivityLimits:
    """Of rehabilitative work (189/2001 13–14 §)."""

    least_hours: int = 4
    least_days: int = 1
    most_days: int = 4
    least_months: int = 3
    most_months: int = 24
    most_days_a_year: int = 230


TRY_OUT = TryOutLimits()
ACTIVITY = ActivityLimits()


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """From when to when, both included, and how many hours a day and days a week."""

    begun_on: date
    ends_on: date
    hours_a_day: Decimal
    days_a_week: int

    @property
    def length(self) -> int:
        """Days of the calendar."""
        return (self.ends_on - self.begun_on).days + 1


def last_day_of_months(begun_on: date, months: int) -> date:
    """The last day of so many months that begin on the day."""
    return months_after(begun_on, months) - A_DAY


def last_try_out_day(begun_on: date, earlier: Iterable[Agreed]) -> date:
    """The last day that a try-out may have, six months in all, when there were earlier ones."""
    used = sum(one.length for one in earlier)
    return last_day_of_months(begun_on, TRY_OUT.most_months) - timedelta(days=used)


def days_at_work(agreed: Iterable[Agreed], *, first: date, last: date) -> int:
    """Days of work from `first` to `last`, by the days a week that were agreed on, begun weeks rounded up."""
    total = 0
    for one in agreed:
        days = (min(one.ends_on, last) - max(one.begun_on, first)).days + 1
        if days > 0:
            total += -(-days * one.days_a_week // WEEK)
    return total


def most_days_in_a_year(new: Agreed, earlier: Iterable[Agreed]) -> int:
    """The most days of work in twelve months that end with the new agreement, or begin with it."""
    every = [new, *earlier]
    before = days_at_work(every, first=months_after(new.ends_on, -YEAR) + A_DAY, last=new.ends_on)
    after = days_at_work(every, first=new.begun_on, last=last_day_of_months(new.begun_on, YEAR))
    return max(before, after)
