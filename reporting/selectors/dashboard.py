"""The dashboard of a programme: tiles, targets, the paired change, the flow and the months, from computed values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.tables import Table
from network.models import Programme
from reporting.enums import Breakdown, PeriodKind
from reporting.indicators import CATALOGUE, INDICATORS
from reporting.models import Target
from reporting.selectors import charts, movements, tables
from reporting.selectors.about import TO_COME
from reporting.selectors.figures import (
    Item,
    Links,
    absent_text,
    interval_text,
    is_hidden,
    number_text,
    percent_text,
    signed_text,
)
from reporting.selectors.values import Ask, Scope, State, state_of, values

DEMO_PROGRAMME = "S20784"
ASSUMPTION = gettext_lazy(
    "Assumption of the demonstration data: of the 27 people employed at the start, 15 have a complete end form, and 12"
    " of these were still employed at the end. The published documents do not tell this, so the paired change here"
    " rests on it."
)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """What components/tile.html is given."""

    label: Any
    number: str = ""
    absent: str = ""
    unit: Any = ""
    sub: str = ""
    url: str = ""
    state: str = ""
    tag: Any = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What components/target.html is given."""

    title: str
    target: str
    actual: str = ""
    percent: str = ""
    value: int = 0
    full: int = 1
    source: str = ""
    url: str = ""
    absent: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A chart with its table and the sentence on the missing."""

    id: str
    kind: str
    title: Any
    data: dict[str, Any]
    table: Table
    missing: str = ""
    sub: Any = ""
    size: str = ""
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Everything the page shows; without a computation there is nothing but that."""

    state: State
    tiles: list[Tile] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    other_goals: list[Goal] = field(default_factory=list)
    conflict: str = ""
    attained: Finding | None = None
    paired: Finding | None = None
    measures: Table | None = None
    flow: Finding | None = None
    months: Finding | None = None
    assumption: Any = ""


def assumption_of(programme: Programme) -> Any:
    """What the numbers of the demonstration rest on; empty elsewhere."""
    return ASSUMPTION if settings.DEMO and programme.code == DEMO_PROGRAMME else ""


def read(ask: Ask, scope: Scope) -> list[Item]:
    """The values asked for as plain items."""
    return [item.as_dict() for item in values(ask, scope)]


def dashboard(*, programme: Programme, scope: Scope) -> Dashboard:
    """The whole page, by three readings of values: totals, pairs by gender, months."""
    state = state_of(programme, scope)
    if state.as_of is None:
        return Dashboard(state=state)
    links = Links(programme)
    totals = read(Ask(programme=programme), scope)
    by_gender = read(Ask(programme=programme, indicators=("A17",), by=Breakdown.GENDER), scope)
    months = read(Ask(programme=programme, indicators=("A01", "A03"), period=PeriodKind.MONTH), scope)
    goals = [item for item in totals if item["indicator"] == "A05"]
    pairs = [item for item in totals if item["indicator"] == "A17"]
    flow = [item for item in totals if item["indicator"] == "FLOW"]
    single = {(item["indicator"], item["value_unit"]): item for item in totals if not item["class"] and not item["by"]}
    lacking = _lacking(single.get(("A04", "percent")))
    return Dashboard(
        state=state,
        tiles=_tiles(links, single, goals, outside=scope.outside),
        goals=[_goal(links, item) for item in goals],
        other_goals=_other_goals(programme, links, single),
        conflict=_conflict(goals),
        attained=_attained(links, goals),
        paired=_paired(links, pairs + by_gender, lacking),
        measures=movements.measures_table(pairs[0]) if pairs and not is_hidden(pairs[0], "value") else None,
        flow=_flow(links, flow, lacking),
        months=_months(links, months),
        assumption=assumption_of(programme),
    )


# --- tiles ------------------------------------------------------------------------------------------------------------


def _tiles(links: Links, single: dict[tuple[str, str], Item], goals: list[Item], *, outside: bool) -> list[Tile]:
    conflict = bool(_conflict(goals))
    wanted = (
        ("A01", "count", _attainment(goals), "warn" if conflict else "", _("Targets differ") if conflict else ""),
        ("A02", "count", "" if outside else _without_start(single), "", ""),
        ("A03", "count", str(_("complete, of a complete start form")), "", ""),
        ("A04", "percent", _of_base(single.get(("A04", "percent"))), "", ""),
        ("A14", "count", _share(single.get(("A14", "percent")), _("of start forms")), "", ""),
        (
            "A15",
            "count",
            _share(single.get(("A15", "percent")), _("of pairs")),
            "",
            _("Not the same people as at the start"),
        ),
        ("A17", "points", _interval(single.get(("A17", "points"))), "", ""),
        ("A16", "percent", _of_base(single.get(("A16", "percent"))), "", ""),
    )
    return [
        _tile(links, single[code, unit], sub=sub, state=state, tag=tag)
        for code, unit, sub, state, tag in wanted
        if (code, unit) in single
    ]


def _tile(links: Links, item: Item, *, sub: str, state: str, tag: Any) -> Tile:
    name = CATALOGUE[item["indicator"]].name
    if is_hidden(item, "value"):
        return Tile(label=name, absent=str(_("hidden (small number)")), state=state, tag=tag)
    part = "base" if item["value_unit"] == "points" else "numerator"
    url = links.people(item, part)
    if item["value"] is None:
        return Tile(label=name, absent=absent_text(item), sub=sub, url=url, state=state, tag=tag)
    if item["value_unit"] == "points":
        return Tile(label=name, number=signed_text(item["value"]), unit=_("points"), sub=sub, url=url)
    number = percent_text(item["value"]) if item["value_unit"] == "percent" else number_text(item["value"])
    return Tile(label=name, number=number, sub=sub, url=url, state=state, tag=tag)


def _attainment(goals: list[Item]) -> str:
    parts = [
        _("%(percent)s of %(target)s")
        % {"percent": percent_text(item["value"]), "target": number_text(item["denominator"])}
        for item in goals
        if item["value"] is not None and not is_hidden(item, "value")
    ]
    return "; ".join(parts)


def _without_start(single: dict[tuple[str, str], Item]) -> str:
    everybody, starts = single.get(("A01", "count")), single.get(("A02", "count"))
    if everybody is None or starts is None or is_hidden(everybody, "value") or is_hidden(starts, "value"):
        return ""
    rest = number_text(everybody["value"] - starts["value"])
    return _("%(count)s participations without a complete one") % {"count": rest}


def _of_base(item: Item | None) -> str:
    if item is None or is_hidden(item, "numerator") or is_hidden(item, "denominator") or item["denominator"] is None:
        return ""
    parts = {"part": number_text(item["numerator"]), "whole": number_text(item["denominator"])}
    return _("%(part)s of %(whole)s") % parts


def _share(item: Item | None, of: str) -> str:
    if item is None or is_hidden(item, "value") or item["value"] is None:
        return ""
    return f"{percent_text(item['value'])} {of}"


def _interval(item: Item | None) -> str:
    if item is None or is_hidden(item, "value") or item["ci_low"] is None:
        return ""
    return _("95 %% interval %(interval)s") % {"interval": interval_text(item["ci_low"], item["ci_high"])}


# --- targets ----------------------------------------------------------------------------------------------------------


def _goal(links: Links, item: Item) -> Goal:
    target = number_text(item["denominator"])
    title = _("Target %(target)s") % {"target": target}
    if is_hidden(item, "value") or item["value"] is None:
        absent = str(_("hidden (small number)")) if is_hidden(item, "value") else absent_text(item)
        return Goal(title=title, target=target, source=str(item["class"]), absent=absent)
    return Goal(
        title=title,
        actual=number_text(item["numerator"]),
        target=target,
        percent=percent_text(item["value"]),
        value=int(item["numerator"]),
        full=max(int(item["denominator"]), 1),
        source=str(item["class"]),
        url=links.people(item, "numerator"),
    )


def _other_goals(programme: Programme, links: Links, single: dict[tuple[str, str], Item]) -> list[Goal]:
    """Targets of other indicators beside what was counted; one not counted yet is shown as missing, never left out."""
    others = Target.objects.filter(programme=programme).exclude(indicator="A01")
    return [_other_goal(links, target, single.get((target.indicator, "count"))) for target in others]


def _other_goal(links: Links, target: Target, item: Item | None) -> Goal:
    known = INDICATORS[target.indicator].name if target.indicator in INDICATORS else TO_COME.get(target.indicator, "")
    planned = number_text(float(target.value), places=0)
    title = _("%(indicator)s: target %(target)s") % {
        "indicator": f"{target.indicator} {known}".strip(),
        "target": planned,
    }
    if item is None:
        absent = str(_("no value yet: the indicator is to come"))
        return Goal(title=title, target=planned, source=target.source, absent=absent)
    if is_hidden(item, "value"):
        return Goal(title=title, target=planned, source=target.source, absent=str(_("hidden (small number)")))
    return Goal(
        title=title,
        actual=number_text(item["numerator"]),
        target=planned,
        percent=percent_text(100 * item["numerator"] / float(target.value)),
        value=int(item["numerator"]),
        full=max(int(target.value), 1),
        source=target.source,
        url=links.people(item, "numerator"),
    )


def _conflict(goals: list[Item]) -> str:
    """The sentence that says that the documents disagree; empty when they do not."""
    different = sorted({item["denominator"] for item in goals})
    if len(different) < 2:
        return ""
    listed = ", ".join(number_text(value) for value in different)
    return _("The documents give different targets: %(targets)s. Each is shown; none has been chosen for you.") % {
        "targets": listed
    }


def _attained(links: Links, goals: list[Item]) -> Finding | None:
    if not goals:
        return None
    return Finding(
        id="chart-targets",
        kind="bars",
        title=_("Participants against each target, participants"),
        data=charts.targets_chart(goals),
        table=tables.targets_table(links=links, items=goals),
        missing=tables.missing_sentence(goals[0]),
    )


# --- findings ---------------------------------------------------------------------------------------------------------


def _lacking(coverage: Item | None) -> str:
    """How many start forms have no end form; said of every finding on pairs."""
    if coverage is None or coverage["suppressed"]:
        return ""
    gap = {
        "missing": number_text(coverage["denominator"] - coverage["numerator"]),
        "base": number_text(coverage["denominator"]),
    }
    return _("Missing: %(missing)s of %(base)s start forms have no complete end form.") % gap


def _paired(links: Links, items: list[Item], lacking: str) -> Finding:
    return Finding(
        id="chart-paired",
        kind="paired",
        title=_("Change in employment of the same people, percentage points"),
        sub=_(
            "Share employed at the end less share employed at the start, among pairs, with 95 % interval (Newcombe)."
        ),
        data=charts.paired_chart(items),
        table=movements.paired_table(links=links, items=items),
        missing=lacking,
    )


def _flow(links: Links, items: list[Item], lacking: str) -> Finding:
    return Finding(
        id="chart-flow",
        kind="sankey",
        size="tall",
        title=_("From status at the start to status at the end, participations"),
        data=charts.flow_chart(items),
        table=movements.flow_table(links=links, items=items),
        missing=lacking,
    )


def _months(links: Links, items: list[Item]) -> Finding:
    return Finding(
        id="chart-months",
        kind="series",
        title=_("Starts and complete end forms by month, participations"),
        sub=_("A start counts in the month of the first start, an end in the month of the last end."),
        data=charts.series_chart(items, unit=str(_("participations"))),
        table=tables.series_table(links=links, items=items, caption=_("Starts and end forms by month")),
        missing=_("Missing: none; every participation has a start date, and end forms are counted only when complete."),
        folded=True,
    )
