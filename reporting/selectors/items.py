"""Items: one value with everything a reader needs to trust it, made from the counts of one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from reporting.enums import Breakdown
from reporting.indicators import ORDER, Indicator, Kind, Unit
from reporting.models import Target
from reporting.selectors.periods import Period
from reporting.statistics import bounds, paired_change

Counts = Counter[str]
Key = tuple[Any, ...]
UNIT_ORDER = {Unit.COUNT: 0, Unit.PERCENT: 1, Unit.POINTS: 2, Unit.DAYS: 3}

SMALL = 5
SMALL_SENSITIVE = 10
"""Counts from 1 to one less than these are not shown outside the area (domain/07, X03)."""

NO_BASE = "no_cases"
NO_DENOMINATOR = "no_denominator"
HIDDEN = "suppressed"


@dataclass(frozen=True)
class Slot:
    """The counts of one period and class; `cohort` are those of people who started in the same period.

    `waits` are how many waited how many days, for a median.
    """

    period: Period
    by: str
    category: str
    counts: Mapping[str, int]
    cohort: Mapping[str, int]
    sensitive: bool
    target: Target | None = None
    waits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One value. `missing` is how many of the base cannot be told; they are never counted as no."""

    indicator: str
    version: int
    programme: str
    area: int | None
    unit: str | None
    period: str
    as_of: datetime
    by: str
    category: str
    klass: str
    numerator: int | None
    denominator: float | int | None
    value: float | int | None
    value_unit: str
    missing: int | None
    refused: int | None
    base: int | None
    suppressed: bool = False
    suppressed_fields: tuple[str, ...] = ()
    reason: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """The item's place: no two items of one question have the same."""
        return (
            ORDER[self.indicator],
            UNIT_ORDER[Unit(self.value_unit)],
            self.period,
            self.by,
            self.category,
            self.klass,
        )

    def as_dict(self) -> dict[str, Any]:
        """The item as the API and the command line give it."""
        return {
            "indicator": self.indicator,
            "version": self.version,
            "programme": self.programme or None,
            "area": None if self.area is None else str(self.area),
            "unit": self.unit,
            "period": self.period,
            "as_of": self.as_of.isoformat(),
            "by": self.by or None,
            "category": self.category or None,
            "class": self.klass or None,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "value_unit": self.value_unit,
            "missing": self.missing,
            "refused": self.refused,
            "base": self.base,
            "suppressed": self.suppressed,
            "suppressed_fields": list(self.suppressed_fields),
            "reason": self.reason,
            **self.extra,
        }


@dataclass(frozen=True)
class _Figure:
    """A value before suppression."""

    by: str
    category: str
    klass: str
    numerator: int | None
    denominator: float | int | None
    value: float | int | None
    unit: Unit
    missing: int = 0
    refused: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def items_of(
    indicator: Indicator,
    *,
    slot: Slot,
    programme: str,
    area: int | None,
    unit: str | None,
    as_of: datetime,
    outside: bool,
    only: str = "",
) -> list[Item]:
    """The values of the indicator in the slot, one per unit of value and class; `only` narrows to one breakdown."""
    base, found = slot.counts.get(indicator.base.code, 0), list[Item]()
    for figure in _figures(indicator, slot, base):
        if only and figure.by != only:
            continue
        item = Item(
            indicator=indicator.code,
            version=indicator.version,
            programme=programme,
            area=area,
            unit=unit,
            period=slot.period.label,
            as_of=as_of,
            by=figure.by,
            category=figure.category,
            klass=figure.klass,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            value_unit=figure.unit.value,
            missing=figure.missing,
            refused=figure.refused,
            base=base,
            reason=_reason(figure, base),
            extra=figure.extra,
        )
        found.append(suppress(item, sensitive=slot.sensitive or figure.by in _SENSITIVE) if outside else item)
    if outside and indicator.kind is Kind.CLASSES and slot.sensitive:
        return _without_rests(found)
    return found


def _without_rests(items: list[Item]) -> list[Item]:
    """Where one class of a sensitive distribution is hidden, the next smallest is too: the rest would tell it."""
    found = list(items)
    for unit in {item.value_unit for item in items}:
        own = [(place, item) for place, item in enumerate(found) if item.value_unit == unit]
        told = [(item.numerator, place) for place, item in own if not item.suppressed and item.numerator]
        if len([item for _place, item in own if item.suppressed]) == 1 and told:
            place = min(told)[1]
            found[place] = _without(found[place], {"value", "numerator"}, set(), whole=True)
    return found


_SENSITIVE = {Breakdown.FOREIGN_BACKGROUND.value, Breakdown.HOUSING.value}


def _reason(figure: _Figure, base: int) -> str | None:
    if figure.value is not None:
        return None
    return NO_BASE if base == 0 else NO_DENOMINATOR


def reason_words(reason: str | None) -> str:
    """Why a value is not there, for people."""
    return {
        NO_BASE: _("nobody to count"),
        NO_DENOMINATOR: _("nobody to divide by"),
        HIDDEN: _("hidden, a small number of people"),
    }.get(reason or "", "")


def _figures(indicator: Indicator, slot: Slot, base: int) -> Iterator[_Figure]:
    if indicator.kind is Kind.TARGET:
        yield from _attained(slot)
    elif indicator.kind is Kind.PAIRED:
        yield _paired(indicator, slot)
    elif indicator.kind is Kind.FLOW:
        yield from _flows(indicator, slot)
    elif indicator.kind is Kind.CLASSES:
        yield from _distribution(indicator, slot, base)
    elif indicator.kind is Kind.MEDIAN:
        yield from _median(indicator, slot)
    elif indicator.kind is Kind.RATIO:
        yield _ratio(indicator, slot)
    else:
        yield from _shares(indicator, slot, base)


def percent(numerator: int, denominator: float) -> float | None:
    """100 · numerator / denominator, unrounded; None without a denominator."""
    return 100 * numerator / denominator if denominator else None


def _shares(indicator: Indicator, slot: Slot, base: int) -> Iterator[_Figure]:
    code, counts = indicator.code, slot.counts
    numerator = counts.get(f"{code}.n", 0)
    denominator = None
    if indicator.has_share:
        denominator = base if indicator.denominator is None else counts.get(f"{code}.d", 0)
    for unit in indicator.units:
        yield _Figure(
            by=slot.by,
            category=slot.category,
            klass="",
            numerator=numerator,
            denominator=denominator,
            value=numerator if unit is Unit.COUNT else percent(numerator, denominator or 0),
            unit=unit,
            missing=counts.get(f"{code}.m", 0),
            refused=None if indicator.refused is None else counts.get(f"{code}.r", 0),
        )


def _distribution(indicator: Indicator, slot: Slot, base: int) -> Iterator[_Figure]:
    """The indicator's own classes: as breakdown of their own, or as classes within the one that is asked for."""
    for group, name, _condition in indicator.classes:
        numerator = slot.counts.get(f"{indicator.code}:{group}:{name}", 0)
        for unit in indicator.units:
            yield _Figure(
                by=slot.by or group,
                category=slot.category if slot.by else name,
                klass=f"{group}:{name}" if slot.by else "",
                numerator=numerator,
                denominator=base,
                value=numerator if unit is Unit.COUNT else percent(numerator, base),
                unit=unit,
            )


def _median(indicator: Indicator, slot: Slot) -> Iterator[_Figure]:
    """The middle of the days waited, or the mean of the two in the middle; only for the whole, not within a class."""
    if slot.by:
        return
    number = sum(slot.waits.values())
    yield _Figure(
        by="",
        category="",
        klass="",
        numerator=number,
        denominator=None,
        value=(_waited(slot.waits, (number + 1) // 2) + _waited(slot.waits, number // 2 + 1)) / 2 if number else None,
        unit=Unit.DAYS,
        missing=slot.counts.get(f"{indicator.code}.n", 0) - number,
    )


def _waited(waits: Mapping[str, int], place: int) -> int:
    """The days of whoever stands at the place, from 1, when all stand in the order of their days."""
    passed = 0
    for days in sorted(waits):
        passed += waits[days]
        if passed >= place:
            return int(days)
    raise ValueError(place)


def _ratio(indicator: Indicator, slot: Slot) -> _Figure:
    """What happened in the period per what stands at its end."""
    numerator, denominator = slot.counts.get(f"{indicator.code}.n", 0), slot.cohort.get(indicator.base.code, 0)
    return _Figure(
        by=slot.by,
        category=slot.category,
        klass="",
        numerator=numerator,
        denominator=denominator,
        value=percent(numerator, denominator),
        unit=Unit.PERCENT,
    )


def _flows(indicator: Indicator, slot: Slot) -> Iterator[_Figure]:
    for start, end, _condition in indicator.classes:
        numerator = slot.counts.get(f"{indicator.code}:{start}:{end}", 0)
        yield _Figure(
            by=slot.by,
            category=slot.category,
            klass=f"{start}:{end}",
            numerator=numerator,
            denominator=None,
            value=numerator,
            unit=Unit.COUNT,
        )


def _attained(slot: Slot) -> Iterator[_Figure]:
    target = slot.target
    assert target is not None
    participants = slot.counts.get("P", 0)
    goal = float(target.value)
    yield _Figure(
        by="",
        category="",
        klass=target.source,
        numerator=participants,
        denominator=int(goal) if goal.is_integer() else goal,
        value=percent(participants, goal),
        unit=Unit.PERCENT,
        extra={
            "target_source": target.source,
            "target_decided_on": target.decided_on.isoformat() if target.decided_on else None,
        },
    )


PAIRED_FIELDS = ("pairs", "employed_start", "employed_end", "moved_in", "moved_out")
DERIVED_FIELDS = ("ci_low", "ci_high", "p_value")
BOUND_FIELDS = ("bound_low", "bound_high", "net_bound_low", "net_bound_high")


def _paired(indicator: Indicator, slot: Slot) -> _Figure:
    """The paired change of those who ended in the period, with the bounds of those who started in it.

    Level ratio, relative change and point change are three fields: employed at the end per employed at the start;
    that ratio less one, in percent; and points.
    """
    a, b, c, d = (slot.counts.get(f"{indicator.code}.{name}", 0) for name in "abcd")
    change = paired_change(a=a, b=b, c=c, d=d)
    limits = bounds(
        employed_end=slot.cohort.get("A17.cohort_employed_end", 0),
        pairs=slot.cohort.get("A04.n", 0),
        starts=slot.cohort.get("S", 0),
        employed_start=slot.cohort.get("A14.n", 0),
    )
    before, after = a + c, a + b
    ratio = after / before if before else None
    return _Figure(
        by=slot.by,
        category=slot.category,
        klass="",
        numerator=change.net,
        denominator=change.pairs,
        value=change.net_points,
        unit=Unit.POINTS,
        extra={
            **change.as_dict(),
            "level_ratio": ratio,
            "relative_change": None if ratio is None else 100 * (ratio - 1),
            "bound_low": limits.low,
            "bound_high": limits.high,
            "net_bound_low": limits.net_low,
            "net_bound_high": limits.net_high,
            "bound_starts": slot.cohort.get("S", 0),
        },
    )


def suppress(item: Item, *, sensitive: bool) -> Item:
    """The item as people outside the area get it: no count of 1 to 4 (sensitive: 1 to 9), nothing made from one.

    A zero stays a zero. What is hidden is null and named in `suppressed_fields`; `suppressed` says that the value is.
    """
    least = SMALL_SENSITIVE if sensitive else SMALL

    def small(number: Any) -> bool:
        return isinstance(number, int) and 0 < abs(number) < least

    hidden = {name for name in ("base", "missing", "refused") if small(getattr(item, name))}
    counted = {
        "numerator": item.numerator,
        "denominator": None if item.klass and item.indicator == "A05" else item.denominator,
    }
    hidden |= {name for name, number in counted.items() if small(number)}
    extra = {name for name in (*PAIRED_FIELDS, "net", "bound_starts") if small(item.extra.get(name))}
    if extra & {"moved_in", "moved_out"}:
        extra |= {"moved_in", "moved_out"}  # with the net change, each tells the other
    if extra & {"moved_in", "moved_out", "employed_start", "employed_end"}:
        extra |= {name for name in DERIVED_FIELDS if name in item.extra}
    if extra & {"employed_start", "employed_end"}:
        extra |= {"level_ratio", "relative_change"}
    if "bound_starts" in extra:
        extra |= set(BOUND_FIELDS)
    whole = bool(hidden & {"numerator", "denominator", "base"}) or "pairs" in extra or "net" in extra
    if whole:
        hidden |= {"value", "numerator"}
        extra |= {name for name in item.extra if name not in {"target_source", "target_decided_on"}}
    if not hidden and not extra:
        return item
    return _without(item, hidden, extra, whole=whole)


def _without(item: Item, hidden: set[str], extra: set[str], *, whole: bool) -> Item:
    nothing: dict[str, Any] = dict.fromkeys(hidden)
    return replace(
        item,
        **nothing,
        extra={name: None if name in extra else value for name, value in item.extra.items()},
        suppressed=whole,
        suppressed_fields=tuple(sorted(hidden | extra)),
        reason=HIDDEN if whole else item.reason,
    )
