"""Days as Finnish law counts them: months later, working days, public holidays.

A working day is Monday to Friday that is no public holiday, nor Midsummer Eve or Christmas Eve: on those no term ends
(150/1930 5 §). The day from which a term runs is not counted (2 §), and a term of months ends on the day of the same
number, or on the last of a month that has no such day (3 §).
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

WEEKDAYS = 5
DAY = timedelta(days=1)
FIXED_HOLIDAYS = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
# Days from Easter Sunday: Good Friday, Easter Monday, Ascension Day.
BY_EASTER = (-2, 1, 39)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def holidays(year: int) -> frozenset[date]:
    """The days of the year, weekends aside, on which no term ends."""
    sunday = easter(year)
    midsummer_eve = next(day for day in _days(date(year, 6, 19)) if day.isoweekday() == WEEKDAYS)
    return frozenset(
        {
            *(date(year, month, day) for month, day in FIXED_HOLIDAYS),
            *(sunday + timedelta(days=days) for days in BY_EASTER),
            midsummer_eve,
        }
    )


def _days(first: date) -> list[date]:
    return [first + timedelta(days=days) for days in range(7)]


def is_working_day(day: date) -> bool:
    """Whether a term may end on the day."""
    return day.isoweekday() <= WEEKDAYS and day not in holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The day that is so many working days after this one, which itself is not counted."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day
