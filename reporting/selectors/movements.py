"""People before and after as tables: the paired change and the flow from status to status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from config.kernel.tables import Cell, Column, Row, Table
from reporting.enums import PeriodKind
from reporting.indicators.project import NO_END, STATES
from reporting.selectors.figures import (
    Item,
    Links,
    category_text,
    field_cell,
    figure_cell,
    hidden_cell,
    interval_text,
    is_hidden,
    number_cell,
    number_text,
    p_text,
    percent_text,
    signed_text,
)

PAIRED_COUNTS = ("pairs", "employed_start", "employed_end", "moved_in", "moved_out")


def paired_table(*, links: Links, items: Iterable[Item]) -> Table:
    """The same people before and after: counts, change in points with its interval, and what the missing could do."""
    labels = [
        _("Pairs"),
        _("Employed at the start"),
        _("Employed at the end"),
        _("Moved into work"),
        _("Moved out of work"),
        _("No end form"),
        _("Change (percentage points)"),
        _("95 % interval (points)"),
        _("p (exact McNemar)"),
        _("If the missing were all no … all yes (points)"),
    ]
    rows = tuple(paired_row(links, item) for item in items)
    return Table(
        caption=_("Employment of the same people before and after (pairs)"),
        columns=(Column(label=_("Group")), *(Column(label=label, numeric=True) for label in labels)),
        rows=rows,
        empty=_("There are no pairs yet."),
    )


def group_text(item: Item) -> str:
    """Whom the item is about: everybody, or a class of a breakdown."""
    return category_text(item["by"], item["category"]) or str(_("Everybody"))


def paired_row(links: Links, item: Item) -> Row:
    """One group of the paired table."""
    change, p_value = item["net_points"], item["p_value"]
    return Row(
        cells=(
            Cell(text=group_text(item), header=True),
            *(field_cell(item, name, url=links.people(item, name)) for name in PAIRED_COUNTS),
            lacking_cell(item),
            figure_cell(item, "net_points", signed_text(change or 0)),
            range_cell(item, "ci_low", "ci_high"),
            figure_cell(item, "p_value", p_text(p_value or 0)),
            range_cell(item, "net_bound_low", "net_bound_high"),
        )
    )


def lacking_cell(item: Item) -> Cell:
    """Start forms without a complete end form; known where start and end make the same period."""
    if is_hidden(item, "bound_starts") or is_hidden(item, "pairs"):
        return hidden_cell()
    lacking = item["bound_starts"] - item["pairs"] if item["period"] == PeriodKind.ALL else None
    return number_cell(lacking, number_text(lacking or 0))


def range_cell(item: Item, low: str, high: str) -> Cell:
    """Two limits in one cell."""
    if is_hidden(item, low) or is_hidden(item, high):
        return hidden_cell()
    if item[low] is None or item[high] is None:
        return Cell(text="–", numeric=True, kind="absent")
    return Cell(text=interval_text(item[low], item[high]), numeric=True)


def measures_table(item: Item) -> Table:
    """The one change of the pairs in three measures that must not be mixed: ratio, relative change, points."""
    ratio, relative, points = item["level_ratio"], item["relative_change"], item["net_points"]
    shares = {
        "end": share_text(item["employed_end"], item["pairs"]),
        "start": share_text(item["employed_start"], item["pairs"]),
    }
    lines = (
        (
            _("Ratio of the levels"),
            _("employed at the end ÷ employed at the start"),
            figure_cell(item, "level_ratio", _("%(ratio)s-fold") % {"ratio": number_text(ratio or 0, places=2)}),
        ),
        (
            _("Relative change"),
            _("by how many percent there are more employed"),
            figure_cell(item, "relative_change", f"{signed_text(relative or 0)}\u00a0%"),
        ),
        (
            _("Change in percentage points"),
            _("share at the end − share at the start: %(end)s − %(start)s") % shares,
            figure_cell(item, "net_points", signed_text(points or 0)),
        ),
    )
    return Table(
        caption=_("One change, three measures: they answer different questions"),
        columns=(Column(label=_("Measure")), Column(label=_("Pairs only"), numeric=True)),
        rows=tuple(Row(cells=(Cell(text=name, note=note, header=True), cell)) for name, note, cell in lines),
    )


def share_text(part: int | None, whole: int | None) -> str:
    return percent_text(100 * part / whole) if whole and part is not None else "–"


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


def flow_table(*, links: Links, items: Sequence[Item]) -> Table:
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
                cells.append(field_cell(item, "numerator", url=links.people(item, "numerator")))
        rows.append(Row(cells=tuple(cells)))
    columns = [Column(label=_("At the start ↓ at the end →"))]
    columns += [Column(label=state_text(end), numeric=True) for end in ends]
    caption = _("Status at the start and at the end, participations with a complete start form")
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))
