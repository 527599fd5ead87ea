"""Values as tables, for pages and files alike; every number opens to the people behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from config.kernel.tables import Cell, Column, Row, Table
from network.models import Programme
from reporting.enums import Breakdown, PeriodKind
from reporting.indicators import CATALOGUE
from reporting.indicators.project import NO_END, STATES
from reporting.selectors.figures import (
    UNITS,
    Item,
    category_text,
    class_text,
    field_cell,
    hidden_cell,
    interval_text,
    is_hidden,
    number_cell,
    number_text,
    p_text,
    people_url,
    percent_text,
    signed_text,
    value_cell,
)

PARTS = ("numerator", "denominator", "base", "missing")


def indicator_cell(programme: Programme, item: Item) -> Cell:
    """Code and name, opening to the definition."""
    code = item["indicator"]
    klass = class_name(item)
    url = reverse("reporting:indicator", args=[programme.code, code])
    return Cell(text=f"{code} {CATALOGUE[code].name}", url=url, header=True, note=klass)


def class_name(item: Item) -> str:
    """The class of a distribution or flow in words; empty for other values."""
    klass = item["class"]
    if not klass:
        return ""
    return " → ".join(flow_words(klass)) if item["indicator"] == "FLOW" else class_text(klass)


def values_table(
    *, programme: Programme, items: Sequence[Item], caption: str, units: dict[str, str], whole: bool = False
) -> Table:
    """Every value with its parts; columns that would say the same on every line are left out unless `whole`."""
    with_period = whole or any(item["period"] != PeriodKind.ALL for item in items)
    with_class = whole or any(item["by"] for item in items)
    labels = [_("Indicator")]
    labels += [_("Breakdown"), _("Class")] if with_class else []
    labels += [_("Period")] if with_period else []
    numbers = [_("Value"), _("Numerator"), _("Denominator"), _("Base"), _("Missing"), _("Refused")]
    columns = [Column(label=label) for label in labels] + [Column(label=label, numeric=True) for label in numbers]
    rows = []
    for item in items:
        cells = [indicator_cell(programme, item)]
        if with_class:
            cells += [
                Cell(text=Breakdown(item["by"]).label if item["by"] else _("Total"), value=item["by"] or None),
                Cell(text=category_text(item["by"], str(item["category"]), units) if item["by"] else ""),
            ]
        if with_period:
            cells.append(Cell(text=period_text(item["period"]), value=item["period"]))
        rows.append(Row(cells=(*cells, *number_cells(programme, item))))
    return Table(
        caption=caption, columns=tuple(columns), rows=tuple(rows), empty=_("No values for this choice. Compute first?")
    )


def number_cells(programme: Programme, item: Item) -> tuple[Cell, ...]:
    """Value, numerator, denominator, base, missing and refused of one item."""
    return (
        value_cell(item, url=people_url(programme, item, "numerator")),
        *(field_cell(item, part, url=people_url(programme, item, part)) for part in PARTS),
        field_cell(item, "refused"),
    )


FILE_COLUMNS = (
    "indicator", "name", "version", "programme", "period", "by", "category", "category_name", "class", "value_unit",
    "value", "numerator", "denominator", "base", "missing", "refused", "suppressed", "reason", "as_of",
)  # fmt: skip


def values_file(*, items: Sequence[Item], caption: str, units: dict[str, str]) -> Table:
    """The same values under the names the API uses, one typed cell per field, for files."""
    rows = (Row(cells=tuple(file_cell(item, name, units) for name in FILE_COLUMNS)) for item in items)
    return Table(caption=caption, columns=tuple(Column(label=name) for name in FILE_COLUMNS), rows=tuple(rows))


def file_cell(item: Item, name: str, units: dict[str, str]) -> Cell:
    """One field as a file holds it: hidden ones stay empty, the column `suppressed` says why."""
    if name == "name":
        return Cell(text=str(CATALOGUE[item["indicator"]].name))
    if name == "category_name":
        return Cell(text=category_text(item["by"], str(item["category"]), units) if item["by"] else "")
    if name == "suppressed":
        return Cell(text="1" if item["suppressed"] else "0", value=int(item["suppressed"]))
    if is_hidden(item, name) or item[name] is None:
        return Cell(text="")
    value = item[name]
    return Cell(text=str(value), value=value if isinstance(value, (int, float)) else str(value))


# --- the paired change ------------------------------------------------------------------------------------------------

PAIRED_COUNTS = ("pairs", "employed_start", "employed_end", "moved_in", "moved_out")


def paired_table(*, programme: Programme, items: Iterable[Item], units: dict[str, str]) -> Table:
    """The same people before and after: counts, change in points with its interval, and what the missing could do."""
    labels = [
        _("Pairs"),
        _("Employed at the start"),
        _("Employed at the end"),
        _("Moved into work"),
        _("Moved out of work"),
        _("Change (percentage points)"),
        _("95 % interval (points)"),
        _("p (exact McNemar)"),
        _("If the missing were all no … all yes (points)"),
    ]
    rows = tuple(paired_row(programme, item, units) for item in items)
    return Table(
        caption=_("Employment of the same people before and after (pairs)"),
        columns=(Column(label=_("Group")), *(Column(label=label, numeric=True) for label in labels)),
        rows=rows,
        empty=_("There are no pairs yet."),
    )


def group_text(item: Item, units: dict[str, str]) -> str:
    """Whom the item is about: everybody, or a class of a breakdown."""
    return category_text(item["by"], str(item["category"]), units) if item["by"] else str(_("Everybody"))


def paired_row(programme: Programme, item: Item, units: dict[str, str]) -> Row:
    """One group of the paired table."""
    header = Cell(text=group_text(item, units), header=True)
    if is_hidden(item, "value"):
        return Row(cells=(header, *(hidden_cell() for _column in range(9))))
    counts = [
        number_cell(item[name], number_text(item[name] or 0), url=people_url(programme, item, "base"))
        for name in PAIRED_COUNTS
    ]
    return Row(
        cells=(
            header,
            *counts,
            value_cell(item) if item["value"] is None else number_cell(item["value"], signed_text(item["value"])),
            range_cell(item["ci_low"], item["ci_high"]),
            number_cell(item["p_value"], p_text(item["p_value"] or 0)),
            range_cell(item.get("net_bound_low"), item.get("net_bound_high")),
        )
    )


def range_cell(low: float | None, high: float | None) -> Cell:
    if low is None or high is None:
        return Cell(text="–", numeric=True, kind="absent")
    return Cell(text=interval_text(low, high), numeric=True)


def measures_table(item: Item) -> Table:
    """The one change of the pairs in three measures that must not be mixed: ratio, relative change, points."""
    before, after, pairs = item["employed_start"], item["employed_end"], item["pairs"]
    ratio = after / before if before else None
    rows = (
        Row(
            cells=(
                Cell(text=_("Ratio of the levels"), header=True, note=_("employed at the end ÷ employed at the start")),
                number_cell(ratio, _("%(ratio)s-fold") % {"ratio": number_text(ratio or 0, places=2)}),
            )
        ),
        Row(
            cells=(
                Cell(text=_("Relative change"), header=True, note=_("by how many percent there are more employed")),
                number_cell(
                    None if ratio is None else 100 * (ratio - 1), f"{signed_text(100 * ((ratio or 1) - 1))}\u00a0%"
                ),
            )
        ),
        Row(
            cells=(
                Cell(
                    text=_("Change in percentage points"),
                    header=True,
                    note=_("share at the end − share at the start: %(end)s − %(start)s")
                    % {"end": share_text(after, pairs), "start": share_text(before, pairs)},
                ),
                number_cell(item["net_points"], signed_text(item["net_points"] or 0)),
            )
        ),
    )
    return Table(
        caption=_("One change, three measures: they answer different questions"),
        columns=(Column(label=_("Measure")), Column(label=_("Pairs only"), numeric=True)),
        rows=rows,
    )


def share_text(part: int | None, whole: int | None) -> str:
    return percent_text(100 * part / whole) if whole and part is not None else "–"


# --- flow from status to status ---------------------------------------------------------------------------------------


def flow_ends(klass: str) -> tuple[str, str]:
    """The two states of a flow's class, `start:end`."""
    start, _colon, end = klass.removeprefix("FLOW:").partition(":")
    return start, end


def flow_words(klass: str) -> tuple[str, str]:
    """The two states of a flow's class in words."""
    start, end = flow_ends(klass)
    return str(STATES.get(start, start)), state_text(end)


def state_text(state: str) -> str:
    return str(_("No end form") if state == NO_END else STATES.get(state, state))


def flow_table(*, programme: Programme, items: Sequence[Item]) -> Table:
    """Status at the start in rows, at the end in columns; each number opens to its people."""
    found = {flow_ends(item["class"]): item for item in items}
    ends = [*STATES, NO_END]
    rows = []
    for start in STATES:
        cells = [Cell(text=str(STATES[start]), header=True)]
        for end in ends:
            item = found.get((start, end))
            if item is None:
                cells.append(Cell(text="–", numeric=True, kind="absent"))
            else:
                cells.append(field_cell(item, "numerator", url=people_url(programme, item, "numerator")))
        rows.append(Row(cells=tuple(cells)))
    columns = [Column(label=_("At the start ↓ at the end →"))]
    columns += [Column(label=state_text(end), numeric=True) for end in ends]
    caption = _("Status at the start and at the end, participations with a complete start form")
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))


# --- in time ----------------------------------------------------------------------------------------------------------


def period_text(label: str) -> str:
    return str(_("Whole programme")) if label == PeriodKind.ALL else label


def series_table(*, programme: Programme, items: Sequence[Item], caption: str) -> Table:
    """Periods in rows, indicators in columns."""
    codes = list(dict.fromkeys(item["indicator"] for item in items))
    found = {(item["period"], item["indicator"]): item for item in items}
    rows = []
    for period in sorted({item["period"] for item in items}):
        cells = [Cell(text=period, header=True)]
        for code in codes:
            item = found.get((period, code))
            cells.append(
                Cell(text="–", numeric=True, kind="absent")
                if item is None
                else value_cell(item, url=people_url(programme, item, "numerator"))
            )
        rows.append(Row(cells=tuple(cells)))
    columns = [Column(label=_("Period"))]
    columns += [Column(label=f"{code} {CATALOGUE[code].name}", numeric=True) for code in codes]
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows), empty=_("Nothing was counted yet."))


def missing_sentence(item: Item | None) -> str:
    """How many people of the base lack what the number asks for."""
    if item is None:
        return ""
    if is_hidden(item, "missing"):
        return str(_("Missing: hidden (small number)."))
    known: Any = {"missing": number_text(item["missing"] or 0), "base": number_text(item["base"] or 0)}
    return _("Missing: %(missing)s of %(base)s.") % known


def unit_text(item: Item) -> str:
    return str(UNITS[item["value_unit"]])


def targets_table(*, programme: Programme, items: Sequence[Item]) -> Table:
    """Each target beside what was reached, with the document it comes from."""
    columns = (
        Column(label=_("Source document")),
        Column(label=_("Target"), numeric=True),
        Column(label=_("Reached"), numeric=True),
        Column(label=_("Reached of target"), numeric=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(item["class"]), header=True),
                number_cell(item["denominator"], number_text(item["denominator"] or 0)),
                field_cell(
                    item,
                    "numerator",
                    url=people_url(programme, item | {"indicator": "A01", "class": ""}, "numerator"),
                ),
                value_cell(item),
            )
        )
        for item in items
    )
    return Table(caption=_("Participants against each target"), columns=columns, rows=rows)
