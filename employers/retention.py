"""How long work lasts: several jobs at once are one spell, and what goes on today is censored. No database.

A spell lasts so many days of the calendar, its first and last included. Retained at 90 days is who is still at work 90
days after the first day; of whom that is not known yet is neither kept nor lost (Kaplan and Meier), with the interval
of Greenwood.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

A_DAY = timedelta(days=1)
Z95 = 1.959963984540054
# Days after which it is looked at, by the months they stand for.
CHECKS = {1: 30, 3: 90, 6: 180, 12: 365}


@dataclass(frozen=True, order=True)
class Work:
    """Days at work, both included; without a last day it goes on."""

    begun_on: date
    ended_on: date | None = None


def merged(works: Iterable[Work]) -> list[Work]:
    """Stretches of work of one person: those that overlap, or follow on the next day, are one."""
    stretches: list[Work] = []
    for one in sorted(works, key=lambda work: work.begun_on):
        held = stretches[-1] if stretches else None
        if held is None or (held.ended_on is not None and one.begun_on > held.ended_on + A_DAY):
            stretches.append(one)
        elif held.ended_on is not None:
            last = None if one.ended_on is None else max(held.ended_on, one.ended_on)
            stretches[-1] = Work(held.begun_on, last)
    return stretches


@dataclass(frozen=True, kw_only=True)
class Lasted:
    """How many days a stretch has lasted, and whether it has ended."""

    days: int
    has_ended: bool


def lasted(stretches: Iterable[Work], *, day: date) -> list[Lasted]:
    """How long each has lasted as of the day; what begins later is left out, what ends later goes on."""
    found = []
    for one in stretches:
        if one.begun_on > day:
            continue
        has_ended = one.ended_on is not None and one.ended_on < day
        last = one.ended_on if has_ended and one.ended_on else day
        found.append(Lasted(days=(last - one.begun_on).days + 1, has_ended=has_ended))
    return found


@dataclass(frozen=True, kw_only=True)
class Point:
    """The share still at work after so many days, with its 95 % interval, of so many of whom it was known."""

    days: int
    at_risk: int
    ended: int
    share: float
    error: float

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return max(0.0, self.share - Z95 * self.error)

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return min(1.0, self.share + Z95 * self.error)


def survival(found: Sequence[Lasted]) -> list[Point]:
    """The product-limit estimate, a point for each number of days on which some ended; the censored stay till then."""
    points: list[Point] = []
    share, sum_of_terms = 1.0, 0.0
    for days in sorted({one.days for one in found if one.has_ended}):
        at_risk = sum(1 for one in found if one.days >= days)
        ended = sum(1 for one in found if one.has_ended and one.days == days)
        share *= (at_risk - ended) / at_risk
        sum_of_terms += ended / (at_risk * (at_risk - ended)) if at_risk > ended else 0.0
        error = share * sqrt(sum_of_terms)
        points.append(Point(days=days, at_risk=at_risk, ended=ended, share=share, error=error))
    return points


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is known at one check: still at work, ended before, not there yet; and the estimate where there is one."""

    months: int
    still: int
    ended: int
    not_yet: int
    share: float | None
    low: float | None
    high: float | None


def kept_at(found: Sequence[Lasted], *, months: int) -> Kept:
    """Retention at a check of CHECKS."""
    return kept_after(found, days=CHECKS[months], months=months)


def kept_after(found: Sequence[Lasted], *, days: int, months: int) -> Kept:
    """Retention after so many days; without anybody followed so far there is no estimate."""
    still = sum(1 for one in found if one.days > days)
    ended = sum(1 for one in found if one.has_ended and one.days <= days)
    reached = [point for point in survival(found) if point.days <= days]
    point = reached[-1] if reached else Point(days=0, at_risk=len(found), ended=0, share=1.0, error=0.0)
    is_known = still > 0 or (reached and point.share == 0)
    return Kept(
        months=months,
        still=still,
        ended=ended,
        not_yet=len(found) - still - ended,
        share=point.share if is_known else None,
        low=point.low if is_known else None,
        high=point.high if is_known else None,
    )
