"""Referee: every indicator worked out again, a person at a time, from the rows of an import file.

Nothing of the product is imported here. A row is a dict of strings under the import's column names; an absent or
empty string is a value not given. What is asked of one person is answered True, False or None (not known), and the
answers are joined by Kleene's rules: known truth outweighs the unknown in an "or", known falsehood in an "and".
"""

from __future__ import annotations

import random
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt
from typing import NamedTuple

Row = Mapping[str, str]
Truth = bool | None

EMPLOYED = {"21", "22", "23"}
UNEMPLOYED = {"11", "12"}
INACTIVE = {"31", "32", "33"}
STATUSES = ["11", "12", "21", "22", "23", "31", "32", "33"]
NOT_GIVEN = "9"
REFUSED = "8"
PERIODS = ["all", "year", "quarter", "month"]
CLASSES = {
    "age_esf": ["<25", "25-54", ">54"],
    "age_group": ["<30", "30-54", ">54"],
    "education": ["0-2", "3-4", "5-8"],
    "isced": ["0", "1", "2", "3", "4", "5", "6", "7", "8"],
}
DIMENSIONS = [
    "",
    "gender",
    "age_esf",
    "age_group",
    "education",
    "isced",
    "household",
    "dependants",
    "foreign_background",
    "housing",
    "unit",
]


class Key(NamedTuple):
    indicator: str
    value_unit: str
    period: str
    by: str
    category: str
    klass: str


# --- what one row says ------------------------------------------------------------------------------------------------


def either(*truths: Truth) -> Truth:
    if True in truths:
        return True
    return None if None in truths else False


def both(*truths: Truth) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


def opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def given(row: Row, column: str) -> str:
    value = (row.get(column) or "").strip()
    return "" if column in {"gender", "isced", "household"} and value == NOT_GIVEN else value


def answer(row: Row, column: str) -> Truth:
    """Yes, no, or not known: an empty field and a refusal are not a no."""
    return {"1": True, "0": False}.get(given(row, column))


def one_of(row: Row, column: str, codes: Iterable[str]) -> Truth:
    value = given(row, column)
    return value in codes if value else None


def day(row: Row, column: str) -> date | None:
    value = given(row, column)
    return date.fromisoformat(value) if value else None


def age(row: Row) -> int | None:
    born, start = day(row, "birth_date"), day(row, "started_on")
    if born is None or start is None:
        return None
    return start.year - born.year - ((start.month, start.day) < (born.month, born.day))


def has_start(row: Row) -> bool:
    return given(row, "start_status") != ""


def start_complete(row: Row) -> bool:
    needed = ["birth_date", "start_status", "in_education", "household"]
    if not all(given(row, column) for column in needed):
        return False
    if given(row, "gender") not in {"1", "2", "3"} or given(row, "isced") not in set("012345678"):
        return False
    return given(row, "start_status") not in UNEMPLOYED or given(row, "unemployed_months") != ""


def is_pair(row: Row) -> bool:
    return start_complete(row) and all(given(row, c) for c in ("ended_on", "end_observed_on", "end_status"))


def is_followed(row: Row) -> bool:
    return is_pair(row) and given(row, "followup_status") != ""


BASES: dict[str, Callable[[Row], bool]] = {
    "P": lambda _row: True,
    "S": start_complete,
    "E": is_pair,
    "F": is_followed,
}


# --- the conditions, as the order words them --------------------------------------------------------------------------


def employed_start(row: Row) -> Truth:
    return one_of(row, "start_status", EMPLOYED)


def employed_end(row: Row) -> Truth:
    return one_of(row, "end_status", EMPLOYED)


def studying_start(row: Row) -> Truth:
    return either(answer(row, "in_education"), one_of(row, "start_status", {"31"}))


def studying_end(row: Row) -> Truth:
    return either(answer(row, "end_in_education"), one_of(row, "end_status", {"31"}))


def unemployed(row: Row) -> Truth:
    return one_of(row, "start_status", UNEMPLOYED)


def inactive(row: Row) -> Truth:
    return one_of(row, "start_status", INACTIVE)


def long_unemployed(row: Row) -> Truth:
    months = given(row, "unemployed_months")
    if not months:
        return both(unemployed(row), None)
    years = age(row)
    young = None if years is None else years < 25
    return both(unemployed(row), either(int(months) > 12, both(young, int(months) > 6)))


def inactive_not_studying(row: Row) -> Truth:
    return both(inactive(row), opposite(studying_start(row)))


def old(row: Row) -> Truth:
    years = age(row)
    return None if years is None else years >= 55


def young(row: Row) -> Truth:
    years = age(row)
    return None if years is None else years < 25


def jobless_home(row: Row) -> Truth:
    return opposite(answer(row, "working_members"))


def children(row: Row) -> Truth:
    return answer(row, "dependent_children")


def one_adult(row: Row) -> Truth:
    adults = given(row, "adults")
    return int(adults) == 1 if adults else None


def disadvantaged(row: Row) -> Truth:
    return either(*(answer(row, c) for c in ("foreign_background", "disability", "other_disadvantage")))


def searching(row: Row) -> Truth:
    return both(
        inactive(row),
        opposite(one_of(row, "start_status", {"32"})),
        one_of(row, "end_status", {"11", "12", "32"}),
    )


def began_studying(row: Row) -> Truth:
    return both(opposite(studying_start(row)), studying_end(row))


def qualified(row: Row) -> Truth:
    return answer(row, "end_qualification")


def into_work(row: Row) -> Truth:
    return both(opposite(employed_start(row)), employed_end(row))


def any_result(row: Row) -> Truth:
    return either(searching(row), began_studying(row), qualified(row), into_work(row))


def work_later(row: Row) -> Truth:
    return both(opposite(employed_start(row)), one_of(row, "followup_status", EMPLOYED))


def improved(row: Row) -> Truth:
    return both(employed_start(row), one_of(row, "followup_improved", set("abcd")))


def women(row: Row) -> Truth:
    return one_of(row, "gender", {"1"})


def refusal(*columns: str) -> Callable[[Row], bool]:
    return lambda row: any(given(row, column) == REFUSED for column in columns)


@dataclass(frozen=True)
class Rule:
    """One indicator: whose period, which persons, what is asked of them, over whom."""

    base: str
    on: str
    met: Callable[[Row], Truth] = lambda _row: True
    over: Callable[[Row], Truth] | None = None
    units: tuple[str, ...] = ("count",)
    columns: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


ANSWERED: dict[str, Callable[[Row], Truth]] = {
    "A12": lambda row: answer(row, "foreign_background") is not None,
    "A13": lambda row: answer(row, "housing_exclusion") is not None,
}
BOTH_UNITS = ("count", "percent")
PERCENT = ("percent",)


def everybody(row: Row) -> Truth:
    return True


RULES: dict[str, Rule] = {
    "A01": Rule("P", "start"),
    "A02": Rule("S", "start"),
    "A03": Rule("E", "end"),
    "A04": Rule("S", "start", is_pair, everybody, PERCENT),
    "A06": Rule("P", "start", women, lambda row: given(row, "gender") in set("123"), PERCENT),
    "A07": Rule("S", "start", everybody, everybody, BOTH_UNITS, classes=("age_esf", "age_group")),
    "A08": Rule("S", "start", everybody, everybody, BOTH_UNITS, classes=("education", "isced")),
    "A09": Rule("S", "start", lambda row: one_of(row, "household", {"1"}), everybody, BOTH_UNITS),
    "A10": Rule("S", "start", lambda row: one_of(row, "household", {"2"}), everybody, BOTH_UNITS),
    "A11": Rule("S", "start", children, everybody, BOTH_UNITS),
    "A12": Rule(
        "S", "start", lambda row: answer(row, "foreign_background"), ANSWERED["A12"], PERCENT, ("foreign_background",)
    ),
    "A13": Rule(
        "S", "start", lambda row: answer(row, "housing_exclusion"), ANSWERED["A13"], PERCENT, ("housing_exclusion",)
    ),
    "A14": Rule("S", "start", employed_start, everybody, BOTH_UNITS),
    "A15": Rule("E", "end", employed_end, everybody, BOTH_UNITS),
    "A16": Rule("E", "end", into_work, lambda row: opposite(employed_start(row)), PERCENT),
    "CO01": Rule("S", "start", unemployed),
    "CO02": Rule("S", "start", long_unemployed),
    "CO03": Rule("S", "start", inactive),
    "CO04": Rule("S", "start", inactive_not_studying),
    "CO05": Rule("S", "start", employed_start),
    "CO06": Rule("S", "start", young),
    "CO07": Rule("S", "start", old),
    "CO08": Rule("S", "start", lambda row: both(old(row), either(unemployed(row), inactive_not_studying(row)))),
    "CO09": Rule("S", "start", lambda row: one_of(row, "isced", set("12"))),
    "CO10": Rule("S", "start", lambda row: one_of(row, "isced", set("34"))),
    "CO11": Rule("S", "start", lambda row: one_of(row, "isced", set("5678"))),
    "CO12": Rule("S", "start", jobless_home),
    "CO13": Rule("S", "start", lambda row: both(jobless_home(row), children(row))),
    "CO14": Rule("S", "start", lambda row: both(one_adult(row), children(row))),
    "CO15": Rule("S", "start", lambda row: answer(row, "foreign_background"), columns=("foreign_background",)),
    "CO16": Rule("S", "start", lambda row: answer(row, "disability"), columns=("disability",)),
    "CO17": Rule("S", "start", lambda row: answer(row, "other_disadvantage"), columns=("other_disadvantage",)),
    "CO18": Rule("S", "start", lambda row: answer(row, "housing_exclusion"), columns=("housing_exclusion",)),
    "CR01": Rule("E", "end", searching),
    "CR02": Rule("E", "end", began_studying),
    "CR03": Rule("E", "end", qualified),
    "CR04": Rule("E", "end", into_work),
    "CR05": Rule("E", "end", lambda row: both(disadvantaged(row), any_result(row))),
    "CR06": Rule("F", "followup", work_later),
    "CR07": Rule("F", "followup", improved),
    "CR08": Rule("F", "followup", lambda row: both(old(row), work_later(row))),
    "CR09": Rule("F", "followup", lambda row: both(disadvantaged(row), work_later(row))),
}
DATES = {"start": "started_on", "end": "ended_on", "followup": "followup_observed_on"}


# --- where one row is counted -----------------------------------------------------------------------------------------


def label(on: date, period: str) -> str:
    if period == "all":
        return "all"
    if period == "year":
        return f"{on.year:04d}"
    if period == "quarter":
        return f"{on.year:04d}-Q{(on.month + 2) // 3}"
    return f"{on.year:04d}-{on.month:02d}"


def age_class(row: Row, limit: int, names: list[str]) -> str:
    years = age(row)
    if years is None:
        return NOT_GIVEN
    if years < limit:
        return names[0]
    return names[1] if years <= 54 else names[2]


def education(row: Row) -> str:
    level = given(row, "isced")
    if not level:
        return NOT_GIVEN
    return {"0": "0-2", "1": "0-2", "2": "0-2", "3": "3-4", "4": "3-4"}.get(level, "5-8")


START_COLUMNS = {
    "isced": "isced",
    "household": "household",
    "dependants": "dependent_children",
    "foreign_background": "foreign_background",
    "housing": "housing_exclusion",
}


def category(row: Row, by: str) -> str:
    """Which category of a breakdown the person stands in; what the start form would say needs a start form."""
    if by == "":
        return ""
    if by in {"gender", "unit"}:
        return given(row, by) or NOT_GIVEN
    if by in {"age_esf", "age_group"}:
        return age_class(row, 25 if by == "age_esf" else 30, CLASSES[by])
    if not has_start(row):
        return NOT_GIVEN
    return education(row) if by == "education" else given(row, START_COLUMNS[by]) or NOT_GIVEN


# --- counting ---------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """The persons of one cell of one indicator."""

    rule: Rule
    rows: list[Row] = field(default_factory=list)

    def item(self, unit: str, met: Callable[[Row], Truth] | None = None) -> dict[str, float | int | None]:
        asked = met or self.rule.met
        over = self.rule.over
        within = [row for row in self.rows if over is None or over(row) is True]
        numerator = sum(asked(row) is True for row in within)
        denominator = None if over is None else len(within)
        return {
            "numerator": numerator,
            "denominator": denominator,
            "value": numerator if unit == "count" else share(numerator, denominator),
            "missing": sum(self._unknown(row, asked) for row in self.rows),
            "refused": sum(refusal(*self.rule.columns)(row) for row in self.rows) if self.rule.columns else 0,
            "base": len(self.rows),
        }

    def _unknown(self, row: Row, asked: Callable[[Row], Truth]) -> bool:
        return asked(row) is None


def share(numerator: int, denominator: int | None) -> float | None:
    return 100 * numerator / denominator if denominator else None


def cells(rows: Iterable[Row], *, base: str, on: str, period: str, by: str) -> dict[tuple[str, str], list[Row]]:
    """The persons of the base by period label and category; without period and breakdown also when there are none."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    if period == "all" and by == "":
        found["all", ""] = []
    for row in rows:
        when = day(row, DATES[on])
        if BASES[base](row) and when is not None:
            found[label(when, period), category(row, by)].append(row)
    return dict(found)


def indicators(
    rows: Iterable[Row], *, period: str = "all", by: str = "", targets: Mapping[str, float] | None = None
) -> dict[Key, dict[str, float | int | None]]:
    """Every item of every indicator for one kind of period and one breakdown; `targets` are values under a name."""
    rows = list(rows)
    found: dict[Key, dict[str, float | int | None]] = {}
    for code, rule in RULES.items():
        within = "" if by in rule.classes else by
        for (when, group), people in cells(rows, base=rule.base, on=rule.on, period=period, by=within).items():
            found.update(_items(code, rule, people, period=when, by=by, group=group))
    found.update(_paired(rows, period=period, by=by))
    if period == "all" and by == "":
        found.update(_targets(rows, targets or {}))
    return found


def _items(
    code: str, rule: Rule, people: list[Row], *, period: str, by: str, group: str
) -> Iterator[tuple[Key, dict[str, float | int | None]]]:
    tally = Tally(rule, people)
    for unit in rule.units:
        if not rule.classes:
            yield Key(code, unit, period, by, group, ""), tally.item(unit)
        elif by == "" or by in rule.classes:
            yield from _distribution(code, unit, tally, period, dimensions=(by,) if by else rule.classes)
        else:
            for dimension in rule.classes:
                for name in CLASSES[dimension]:
                    key = Key(code, unit, period, by, group, f"{dimension}:{name}")
                    yield key, tally.item(unit, in_class(dimension, name))


def _distribution(
    code: str, unit: str, tally: Tally, period: str, *, dimensions: tuple[str, ...]
) -> Iterator[tuple[Key, dict[str, float | int | None]]]:
    for dimension in dimensions:
        for name in CLASSES[dimension]:
            yield Key(code, unit, period, dimension, name, ""), tally.item(unit, in_class(dimension, name))


def in_class(dimension: str, name: str) -> Callable[[Row], Truth]:
    return lambda row: category(row, dimension) == name


def _targets(rows: list[Row], targets: Mapping[str, float]) -> Iterator[tuple[Key, dict[str, float | int | None]]]:
    for name, value in targets.items():
        yield (
            Key("A05", "percent", "all", "", "", name),
            {
                "numerator": len(rows),
                "denominator": value,
                "value": 100 * len(rows) / value,
                "missing": 0,
                "refused": 0,
                "base": len(rows),
            },
        )


def _paired(rows: list[Row], *, period: str, by: str) -> Iterator[tuple[Key, dict[str, float | int | None]]]:
    for (when, group), people in cells(rows, base="E", on="end", period=period, by=by).items():
        item = change(people)
        if when == "all":
            item |= bounds_of([row for row in rows if category(row, by) == group])
        yield Key("A17", "points", when, by, group, ""), item


def fourfold(people: Iterable[Row]) -> tuple[int, int, int, int]:
    """a both times employed, b only at the end, c only at the start, d neither."""
    count = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
    for row in people:
        count[bool(employed_start(row)), bool(employed_end(row))] += 1
    return count[True, True], count[False, True], count[True, False], count[False, False]


def change(people: list[Row]) -> dict[str, float | int | None]:
    """A17 of these pairs, the formulas written out once more."""
    a, b, c, d = fourfold(people)
    n = a + b + c + d
    item: dict[str, float | int | None] = {
        "numerator": b - c,
        "denominator": n,
        "value": None,
        "missing": 0,
        "refused": 0,
        "base": n,
        "pairs": n,
        **dict.fromkeys(("employed_start", "employed_end", "moved_in", "moved_out", "net", "net_points")),
        **dict.fromkeys(("ci_low", "ci_high", "p_value")),
    }
    if n == 0:
        return item | {"numerator": 0}
    points = 100 * (b - c) / n
    low, high = interval(a, b, c, d)
    counts = {"employed_start": a + c, "employed_end": a + b, "moved_in": b, "moved_out": c, "net": b - c}
    return (
        item | counts | {"value": points, "net_points": points, "ci_low": low, "ci_high": high, "p_value": exact(b, c)}
    )


def interval(a: int, b: int, c: int, d: int) -> tuple[float, float]:
    n = a + b + c + d
    p1, p2 = (a + b) / n, (a + c) / n
    (l1, u1), (l2, u2) = score(a + b, n), score(a + c, n)
    numerator: float = a * d - b * c
    if numerator > 0:
        numerator = max(numerator - n / 2, 0)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    phi = numerator / sqrt(margins) if margins else 0.0
    below = (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2
    above = (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2
    shift = p1 - p2
    return 100 * (shift - sqrt(max(below, 0))), 100 * (shift + sqrt(max(above, 0)))


def score(k: int, n: int) -> tuple[float, float]:
    """Wilson's limits as the roots of n(p - k/n)^2 = z^2 p(1 - p)."""
    z = 1.959963984540054
    middle, reach = 2 * k + z * z, z * sqrt(z * z + 4 * k * (n - k) / n)
    low, high = (middle - reach) / (2 * (n + z * z)), (middle + reach) / (2 * (n + z * z))
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def exact(b: int, c: int) -> float:
    """Two-sided McNemar in whole numbers."""
    term, tail = 1, 0
    for k in range(min(b, c) + 1):
        tail += term
        term = term * (b + c - k) // (k + 1)
    return min(1.0, 2 * tail / 2 ** (b + c))


def bounds_of(cohort: list[Row]) -> dict[str, float | None]:
    """What the missing end forms of a start cohort allow."""
    starts = [row for row in cohort if start_complete(row)]
    pairs = [row for row in starts if is_pair(row)]
    if not starts:
        return dict.fromkeys(("bound_low", "bound_high", "net_bound_low", "net_bound_high"))
    worked = sum(employed_end(row) is True for row in pairs)
    low = 100 * worked / len(starts)
    high = 100 * (worked + len(starts) - len(pairs)) / len(starts)
    before = 100 * sum(employed_start(row) is True for row in starts) / len(starts)
    return {"bound_low": low, "bound_high": high, "net_bound_low": low - before, "net_bound_high": high - before}


def bounds(rows: Iterable[Row], *, period: str = "all", by: str = "") -> dict[tuple[str, str], dict[str, float | None]]:
    """The bounds by start cohort: period label of the start and category → four shares."""
    found = cells(rows, base="S", on="start", period=period, by=by)
    return {where: bounds_of(people) for where, people in found.items()}


def cohort_change(
    rows: Iterable[Row], *, period: str = "all", by: str = ""
) -> dict[tuple[str, str], dict[str, float | int | None]]:
    """A17 by start cohort: the pairs of those who started in the period, with the bounds."""
    found = cells(rows, base="S", on="start", period=period, by=by)
    return {
        where: change([row for row in people if is_pair(row)]) | bounds_of(people) for where, people in found.items()
    }


FLOW_CLASSES = {**dict.fromkeys(EMPLOYED, "employed"), **dict.fromkeys(UNEMPLOYED, "unemployed")}
FLOW_CLASSES |= {"31": "student", "32": "outside", "33": "outside"}
NO_END = "none"


def flow(rows: Iterable[Row], *, period: str = "all", by: str = "") -> dict[tuple[str, str, str, str], int]:
    """Start forms by period label of the start, category, class at the start and at the end (none without a pair)."""
    found: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for (when, group), people in cells(rows, base="S", on="start", period=period, by=by).items():
        for row in people:
            end = FLOW_CLASSES[given(row, "end_status")] if is_pair(row) else NO_END
            found[when, group, FLOW_CLASSES[given(row, "start_status")], end] += 1
    return dict(found)


# --- rows to try it on ------------------------------------------------------------------------------------------------

COLUMNS = [
    "client_ref", "unit", "started_on", "gender", "birth_date", "municipality",
    "start_status", "unemployed_months", "in_education", "isced",
    "household", "adults", "working_members", "dependent_children",
    "foreign_background", "disability", "other_disadvantage", "housing_exclusion",
    "ended_on", "end_observed_on", "end_status", "end_in_education", "end_qualification", "end_job_kind",
    "end_reason", "end_path", "end_missing_reason",
    "followup_observed_on", "followup_status", "followup_improved",
]  # fmt: skip


def six_months_after(on: date) -> date:
    """The same day six months on, or the last day of a shorter month."""
    year, month = (on.year, on.month + 6) if on.month <= 6 else (on.year + 1, on.month - 6)
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def random_rows(
    seed: int, n: int, *, units: tuple[str, ...] = ("Pohjoinen", "Läntinen", ""), gap: float = 0.08
) -> list[dict[str, str]]:
    """Rows the import takes, without re-entries: gaps, refusals, incomplete and absent forms, ages at every limit."""
    dice = random.Random(seed)
    return [_random_row(dice, number, units=units, gap=gap) for number in range(1, n + 1)]


def _random_row(dice: random.Random, number: int, *, units: tuple[str, ...], gap: float) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    start = date(2016, 1, 1) + timedelta(days=dice.randrange(3 * 365))
    row |= {"client_ref": f"R-{number:06d}", "unit": dice.choice(units), "started_on": start.isoformat()}
    row["gender"] = _perhaps(dice, gap, ["1", "1", "2", "2", "3", "9"])
    row["birth_date"] = _random_birth(dice, start) if dice.random() > gap else ""
    row["municipality"] = _perhaps(dice, gap, ["853", "091", "837"])
    if dice.random() > 0.08:
        _random_start(dice, row, gap=gap)
    if dice.random() > 0.25:
        _random_end(dice, row, start, gap=gap)
        if dice.random() < gap / 2:
            row["ended_on"] = ""  # an end form without the end: kept, and no pair
    return row


def _perhaps(dice: random.Random, gap: float, choices: list[str]) -> str:
    return "" if dice.random() < gap else dice.choice(choices)


def _random_birth(dice: random.Random, start: date) -> str:
    """Often on the day itself or beside it, at an age where a class begins."""
    years = dice.choice([24, 25, 29, 30, 54, 55]) if dice.random() < 0.4 else dice.randint(16, 66)
    born = date(start.year - years, start.month, min(start.day, 28))
    shift = dice.choice([-1, 0, 1]) if dice.random() < 0.5 else dice.randint(-180, 180)
    return (born + timedelta(days=shift)).isoformat()


def _random_start(dice: random.Random, row: dict[str, str], *, gap: float) -> None:
    row["start_status"] = dice.choice([*STATUSES, "11", "11", "11"])
    if row["start_status"] in UNEMPLOYED:
        row["unemployed_months"] = _perhaps(dice, gap / 2, ["0", "5", "6", "7", "11", "12", "13", "30"])
    row["in_education"] = _perhaps(dice, gap / 2, ["0", "0", "0", "1"])
    row["isced"] = _perhaps(dice, gap / 2, list("0122333334456789"))
    row["household"] = _perhaps(dice, gap / 2, ["1", "2"])
    row["adults"] = _perhaps(dice, gap, ["1", "1", "2", "3"])
    for column in ("working_members", "dependent_children"):
        row[column] = _perhaps(dice, gap, ["0", "1"])
    for column in ("foreign_background", "disability", "other_disadvantage", "housing_exclusion"):
        row[column] = _perhaps(dice, gap, ["0", "0", "0", "1", "8"])


def _random_end(dice: random.Random, row: dict[str, str], start: date, *, gap: float) -> None:
    ended = start + timedelta(days=dice.randrange(700))
    row["ended_on"] = ended.isoformat()
    row["end_reason"] = _perhaps(dice, gap, ["10", "11", "20", "30", "60", "99"])
    row["end_path"] = _perhaps(dice, gap, ["1", "2", "3", "9"])
    if not row["start_status"] or dice.random() < 0.25:
        row["end_missing_reason"] = _perhaps(dice, 0.5, list("123459"))
        return
    row["end_status"] = dice.choice([*STATUSES, "21", "21", "31"])
    row["end_observed_on"] = (ended + timedelta(days=dice.choice([0, 1, 14, 27, 28]))).isoformat()
    row["end_in_education"] = _perhaps(dice, gap, ["0", "0", "1"])
    row["end_qualification"] = _perhaps(dice, gap, ["0", "0", "1"])
    row["end_job_kind"] = _perhaps(dice, gap, list("1234567")) if row["end_status"] in EMPLOYED else ""
    if dice.random() < 0.5:
        seen = six_months_after(ended) + timedelta(days=dice.choice([0, 0, 1, 40]))
        row["followup_observed_on"] = seen.isoformat()
        row["followup_status"] = dice.choice(STATUSES)
        row["followup_improved"] = _perhaps(dice, 2 * gap, list("abcd0000"))
