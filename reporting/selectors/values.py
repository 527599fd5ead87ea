"""Values: read from the computed cells, the same for page, file and API; suppressed here and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.enums import Right
from accounts.models import ApiClient, Unit, User
from network.models import Programme
from network.selectors.programmes import areas_of_programme
from reporting import policies
from reporting.enums import ABSENT, CLASSES, NOT_ALWAYS, SENSITIVE, Basis, Breakdown, PeriodKind, WorkBreakdown
from reporting.indicators import CATALOGUE, INDICATORS, ORDER, WORK, Indicator, Kind, definitions_hash
from reporting.models import Cell, Computation, Target
from reporting.selectors.items import Counts, Item, Key, Slot, items_of
from reporting.selectors.periods import WHOLE, Period, periods_between

MOST_PERIODS = 1200
ELSEWHERE = "elsewhere"
"""The class of units the reader may not see: offices of other areas."""


@dataclass(frozen=True)
class Scope:
    """Whose numbers: these areas of a programme; `outside` readers get no small counts, `whole` is every area.

    `health` says that the reader holds the right to health data in all of them.
    """

    areas: tuple[int, ...]
    whole: bool
    outside: bool
    health: bool = False

    @property
    def area(self) -> int | None:
        """The one area the numbers are of, when they are not the programme's."""
        return self.areas[0] if len(self.areas) == 1 and not self.whole else None


@dataclass(frozen=True)
class Ask:
    """Which numbers: indicators (all when empty), kind of period, breakdown, unit, first and last day.

    Without a programme they are those of client work.
    """

    programme: Programme | None
    indicators: tuple[str, ...] = ()
    period: str = PeriodKind.ALL
    by: str = ""
    unit: UUID | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class State:
    """How fresh the numbers are: the oldest computation of the scope, and areas without one or by old definitions."""

    as_of: datetime | None
    not_computed: tuple[int, ...]
    outdated: bool
    participations: int


def scope_for(user: User, programme: Programme) -> Scope:
    """The whole programme; small counts are shown only to those who read the numbers of all its areas."""
    areas = tuple(sorted(areas_of_programme(programme)))
    return Scope(areas=areas, whole=True, outside=not set(areas) <= policies.areas_of_numbers(user))


def scope_for_token(client: ApiClient, programme: Programme) -> Scope:
    """The client's own area, or the whole programme; always as somebody outside."""
    areas = tuple(sorted(areas_of_programme(programme)))
    if client.all_areas:
        return Scope(areas=areas, whole=True, outside=True)
    own = tuple(area for area in areas if area == client.area_id)
    return Scope(areas=own, whole=False, outside=True)


def scope_for_operator(programme: Programme) -> Scope:
    """The whole programme, nothing suppressed: the command line of the installation."""
    return Scope(areas=tuple(sorted(areas_of_programme(programme))), whole=True, outside=False)


def scope_of_work(user: User, areas: Iterable[int]) -> Scope:
    """Client work of these areas; small counts are shown only to those who read the numbers of all of them."""
    chosen = set(areas)
    health = {one.area_id for one in user.memberships_today() if Right.HEALTH in one.rights}
    return Scope(
        areas=tuple(sorted(chosen)),
        whole=False,
        outside=not chosen <= policies.areas_of_numbers(user),
        health=chosen <= health,
    )


def state_of(programme: Programme | None, scope: Scope) -> State:
    """As of when the scope's numbers are true."""
    found = list(Computation.objects.filter(programme=programme, area_id__in=scope.areas))
    current = definitions_hash(WORK if programme is None else CATALOGUE)
    return State(
        as_of=min((computation.as_of for computation in found), default=None),
        not_computed=tuple(sorted(set(scope.areas) - {computation.area_id for computation in found})),
        outdated=any(computation.definitions != current for computation in found),
        participations=sum(computation.participations for computation in found),
    )


def values(ask: Ask, scope: Scope, *, after: Key | None = None, limit: int | None = None) -> list[Item]:
    """The items in the order of their keys: indicator, unit of value, period, breakdown, class.

    Every period between the first and the last that has a count is there, and every class of the breakdown: a zero is
    a counted zero. Nothing at all without a computation. For a page, indicators before that of the key `after` are
    left out, and no further indicator is begun when more than `limit` items after the key are there.
    """
    state = state_of(ask.programme, scope)
    if state.as_of is None:
        return []
    chosen = [INDICATORS[code] for code in dict.fromkeys(ask.indicators or (CATALOGUE if ask.programme else WORK))]
    unit_name = Unit.objects.values_list("name", flat=True).filter(pk=ask.unit).first() if ask.unit else None
    counts = _counts(ask, scope)
    whole = replace(ask, by="")
    totals: dict[CellKey, Counts] | None = None
    found: list[Item] = []
    for indicator in sorted(chosen, key=lambda one: ORDER[one.code]):
        if after is not None and ORDER[indicator.code] < after[0]:
            continue
        if limit is not None and sum(after is None or item.key > after for item in found) > limit:
            break
        own: list[Item] = []
        health = tells_of_health(indicator, ask.by)
        outside = scope.outside or (health and not scope.health)
        if health and outside and (ask.by or ask.unit):
            continue  # beside the whole, a part would tell of the few who are hidden
        if ask.by in indicator.own_breakdowns:
            totals = totals if totals is not None else _counts(whole, scope)
            slots = _slots(whole, scope, totals, indicator)
        else:
            slots = _slots(ask, scope, counts, indicator)
        for slot in slots:
            own.extend(
                items_of(
                    indicator,
                    slot=slot,
                    programme=ask.programme.code if ask.programme else "",
                    area=scope.area,
                    unit=unit_name,
                    as_of=state.as_of,
                    outside=outside,
                    only=ask.by if ask.by in indicator.own_breakdowns else "",
                )
            )
        found.extend(sorted(own, key=lambda item: item.key))
    return found


def tells_of_health(indicator: Indicator, by: str) -> bool:
    """Whether the number, or a part of it, tells who has a diagnosis."""
    return indicator.health or by == WorkBreakdown.BASIS


def unit_is(unit: UUID | None) -> dict[str, Any]:
    """The look-up of a unit's cells, or of those of the whole area."""
    return {"unit__isnull": True} if unit is None else {"unit_id": unit}


CellKey = tuple[str, date | None, str, str]


def _cells(ask: Ask, scope: Scope) -> Iterable[Cell]:
    cells = Cell.objects.filter(
        programme=ask.programme, area_id__in=scope.areas, period_kind=ask.period, by=ask.by, **unit_is(ask.unit)
    )
    return cells.only("area_id", "basis", "period_start", "by", "category", "counts")


def measures_by_area(programme: Programme | None, areas: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """Area → basis → names of the counts in its cells."""
    return dict(
        Computation.objects.filter(programme=programme, area_id__in=list(areas)).values_list("area_id", "measures")
    )


def named_counts(names: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    """The counts of a cell that are not zero, by name."""
    return {name: number for name, number in zip(names, counts, strict=True) if number}


def unit_names(keys: Iterable[str]) -> dict[str, str]:
    """Key of a unit in the cells → its name; units of one name are one class, and so are those one may not see."""
    wanted = set(keys) - {ABSENT}
    seen = {str(key): name for key, name in Unit.objects.filter(pk__in=wanted).values_list("pk", "name")}
    return {key: seen.get(key, ELSEWHERE) for key in wanted}


def _counts(ask: Ask, scope: Scope) -> dict[CellKey, Counts]:
    """Sums over the areas of the scope."""
    names = measures_by_area(ask.programme, scope.areas)
    cells = list(_cells(ask, scope))
    units = unit_names(cell.category for cell in cells) if ask.by == Breakdown.UNIT else {}
    found: dict[CellKey, Counts] = defaultdict(Counts)
    for cell in cells:
        kept = found[(cell.basis, cell.period_start, cell.by, units.get(cell.category, cell.category))]
        kept.update(named_counts(names[cell.area_id][cell.basis], cell.counts))
    return found


def _slots(ask: Ask, scope: Scope, counts: dict[CellKey, Counts], indicator: Indicator) -> Iterator[Slot]:
    if indicator.kind is Kind.TARGET:
        yield from _target_slots(ask, scope, counts)
        return
    categories = _categories(ask, counts)
    waits = _waits(ask, scope, indicator)
    for period in _periods(ask, counts):
        for category in categories:
            own = counts.get((indicator.basis, period.start, ask.by, category), Counts())
            cohort = counts.get((indicator.cohort, period.start, ask.by, category), Counts())
            yield Slot(
                period=period,
                by=ask.by,
                category=category,
                counts=own,
                cohort=cohort,
                sensitive=indicator.sensitive or ask.by in SENSITIVE,
                waits=waits.get(period.start, Counts()),
            )


def _waits(ask: Ask, scope: Scope, indicator: Indicator) -> dict[date | None, Counts]:
    """Of a median, period → how many waited how many days; kept by the day for the whole, not within a breakdown."""
    found: dict[date | None, Counts] = defaultdict(Counts)
    if indicator.kind is not Kind.MEDIAN or ask.by:
        return found
    for (basis, start, _by, days), counts in _counts(replace(ask, by=WorkBreakdown.WAITED), scope).items():
        number = counts.get(f"{indicator.code}.n", 0)
        if basis == indicator.basis and number and days != ABSENT:
            found[start][days] += number
    return found


def _periods(ask: Ask, counts: dict[CellKey, Counts]) -> list[Period]:
    if ask.period == PeriodKind.ALL:
        return [WHOLE]
    starts = [start for _basis, start, _by, _category in counts if start is not None]
    if not starts:
        return []
    found = periods_between(ask.period, min(starts), max(starts))
    return [period for period in found if _inside(period, ask)][:MOST_PERIODS]


def _inside(period: Period, ask: Ask) -> bool:
    """Periods that begin on or after the first day asked for and on or before the last."""
    assert period.start is not None
    return (ask.starts is None or period.start >= ask.starts) and (ask.ends is None or period.start <= ask.ends)


def _categories(ask: Ask, counts: dict[CellKey, Counts]) -> list[str]:
    """The classes of the breakdown, in their order; "not given" only where somebody is in it."""
    if not ask.by:
        return [""]
    used = {category for _basis, _start, _by, category in counts}
    if ask.by == WorkBreakdown.WAITED:
        return sorted(used)
    if ask.by != Breakdown.UNIT:
        return [code for code in CLASSES[ask.by] if code in used or not is_left_out_empty(ask.by, code)]
    return [*sorted(used - {ABSENT}), *sorted(used & {ABSENT})]


def is_left_out_empty(by: str, code: str) -> bool:
    """Whether the class is shown only where something is in it."""
    return code == ABSENT or (by, code) in NOT_ALWAYS


def _target_slots(ask: Ask, scope: Scope, counts: dict[CellKey, Counts]) -> Iterator[Slot]:
    """One slot per target of the programme's participants; a target is for the whole programme."""
    if ask.period != PeriodKind.ALL or ask.by or ask.unit or not scope.whole or ask.programme is None:
        return
    for target in targets_of(ask.programme, "A01"):
        yield Slot(
            period=WHOLE,
            by="",
            category="",
            counts=counts.get((Basis.START, None, "", ""), Counts()),
            cohort=Counts(),
            sensitive=False,
            target=target,
        )


def targets_of(programme: Programme, indicator: str) -> Sequence[Target]:
    """The targets of an indicator for the whole programme, each with its source; they may contradict each other."""
    return list(
        Target.objects.filter(programme=programme, indicator=indicator, period=PeriodKind.ALL).order_by(
            "value", "source"
        )
    )
