"""Values as the data of charts (static/js/charts.js); hidden and absent numbers are gaps, never zeros."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from reporting.indicators import INDICATORS
from reporting.indicators.project import NO_END, STATES
from reporting.selectors.figures import Item, is_hidden
from reporting.selectors.movements import flow_ends, group_text, state_text
from reporting.selectors.tables import class_name

Data = dict[str, Any]


def shown(item: Item, field: str = "value") -> float | None:
    """The number, unless it is hidden."""
    return None if is_hidden(item, field) else item[field]


def paired_chart(items: Sequence[Item]) -> Data:
    """Points, their intervals and the bounds of the missing, a row per group."""
    rows = [
        {
            "label": group_text(item),
            "value": shown(item),
            "low": shown(item, "ci_low"),
            "high": shown(item, "ci_high"),
            "boundLow": shown(item, "net_bound_low"),
            "boundHigh": shown(item, "net_bound_high"),
        }
        for item in items
        if item["pairs"] or is_hidden(item, "pairs")
    ]
    words = {
        "value": _("Change among pairs"),
        "interval": _("95 % interval"),
        "bounds": _("If every missing end form were no … yes"),
    }
    summary = _("Change in the share of employed people among pairs, in percentage points; the table has the numbers.")
    return {"unit": _("percentage points"), "summary": summary, "words": words, "rows": rows}


def flow_chart(items: Sequence[Item]) -> Data:
    """States at the start to the left, at the end to the right."""
    counted = [(*flow_ends(item["class"]), shown(item, "numerator")) for item in items]
    links = [
        {"source": f"start-{start}", "target": f"end-{end}", "value": count} for start, end, count in counted if count
    ]
    used = {name for link in links for name in (link["source"], link["target"])}
    order = {state: position for position, state in enumerate(STATES)}
    nodes = [
        {"id": f"{side}-{state}", "label": state_text(state), "group": order.get(state, "none")}
        for side, states in (("start", list(STATES)), ("end", [*STATES, NO_END]))
        for state in states
        if f"{side}-{state}" in used
    ]
    summary = _("From the status at the start to the status at the end; the table has the numbers.")
    return {"summary": summary, "words": {"count": _("participations")}, "nodes": nodes, "links": links}


def series_chart(items: Sequence[Item], *, unit: str) -> Data:
    """One line or row of bars per indicator, over the periods in order."""
    codes = list(dict.fromkeys(item["indicator"] for item in items))
    found = {(item["period"], item["indicator"]): item for item in items}
    periods = sorted({item["period"] for item in items})
    series = [
        {
            "label": f"{code} {INDICATORS[code].name}",
            "form": "bar" if number == 0 else "line",
            "values": [shown(found[period, code]) if (period, code) in found else None for period in periods],
        }
        for number, code in enumerate(codes)
    ]
    summary = _("Values by period; the table has the numbers.")
    whole = all(item["value_unit"] == "count" for item in items)
    return {"unit": unit, "whole": whole, "summary": summary, "periods": periods, "series": series}


def targets_chart(items: Sequence[Item]) -> Data:
    """What was reached beside each target."""
    rows = [
        {"label": str(item["class"]), "actual": shown(item, "numerator"), "target": float(item["denominator"])}
        for item in items
        if item["denominator"]
    ]
    words = {"actual": _("Reached"), "target": _("Target")}
    return {"unit": _("participants"), "summary": _("Participants against each target."), "words": words, "rows": rows}


MOST_LINES = 5


def classes_chart(items: Sequence[Item], *, unit: str) -> Data:
    """One indicator over the periods, a line per class; of two units of value the last, of many classes the first."""
    shape = (items[0]["by"], items[-1]["value_unit"])
    items = [item for item in items if (item["by"], item["value_unit"]) == shape]
    names = list(dict.fromkeys(line_text(item) for item in items))[:MOST_LINES]
    found = {(item["period"], line_text(item)): item for item in items}
    periods = sorted({item["period"] for item in items})
    series = [
        {
            "label": name,
            "form": "line",
            "values": [shown(found[period, name]) if (period, name) in found else None for period in periods],
        }
        for name in names
    ]
    summary = _("Values by period; the table has the numbers.")
    whole = items[-1]["value_unit"] == "count"
    return {"unit": unit, "whole": whole, "summary": summary, "periods": periods, "series": series}


def line_text(item: Item) -> str:
    """What tells the item from others of the same period."""
    words = [group_text(item)] if item["by"] else []
    words += [class_name(item)] if item["class"] else []
    return ", ".join(words) or str(INDICATORS[item["indicator"]].name)
