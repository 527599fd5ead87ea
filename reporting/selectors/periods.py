"""Periods and their labels: all, 2018, 2018-Q1, 2018-01."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from config.kernel.errors import Refusal
from reporting.enums import PeriodKind

LABEL = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
MONTHS = {PeriodKind.YEAR: 12, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


@dataclass(frozen=True, order=True)
class Period:
    """A kind and the first day; the whole programme has none."""

    kind: str
    start: date | None

    @property
    def label(self) -> str:
        if self.start is None:
            return "all"
        if self.kind == PeriodKind.YEAR:
            return f"{self.start.year:04}"
        if self.kind == PeriodKind.QUARTER:
            return f"{self.start.year:04}-Q{(self.start.month + 2) // 3}"
        return f"{self.start.year:04}-{self.start.month:02}"

    @property
    def after(self) -> date | None:
        """The first day after the period."""
        return None if self.start is None else _months_later(self.start, MONTHS[PeriodKind(self.kind)])


WHOLE = Period(PeriodKind.ALL, None)


def parse_period(label: str) -> Period:
    """The period of a label; refused with a sentence otherwise."""
    if label == "all":
        return WHOLE
    match = LABEL.fullmatch(label)
    if match is None or not 1900 <= int(match["year"]) <= 2200:
        raise Refusal(_("A period is written all, 2018, 2018-Q1 or 2018-01."), field="period")
    year = int(match["year"])
    if match["quarter"]:
        return Period(PeriodKind.QUARTER, date(year, 3 * int(match["quarter"]) - 2, 1))
    if match["month"]:
        return Period(PeriodKind.MONTH, date(year, int(match["month"]), 1))
    return Period(PeriodKind.YEAR, date(year, 1, 1))


def periods_between(kind: str, first: date, last: date) -> Iterator[Period]:
    """Every period of the kind from the one that holds `first` to the one that holds `last`."""
    step = MONTHS[PeriodKind(kind)]
    start = date(first.year, (first.month - 1) // step * step + 1, 1)
    while start <= last:
        yield Period(kind, start)
        start = _months_later(start, step)


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
