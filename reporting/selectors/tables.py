"""Values as tables, for pages and files alike; every number opens to the people behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from config.kernel.tables import Cell, Column, Row, Table
from reporting.enums import Breakdown, PeriodKind
from reporting.indicators import INDICATORS
from reporting.selectors.figures import (
    UNITS,
    Item,
    Links,
    category_text,
    class_text,
    field_cell,
    is_hidden,
    number_cell,
    number_text,
    value_cell,
)
from reporting.selectors.items import BOUND_FIELDS, DERIVED_FIELDS, PAIRED_FIELDS
from reporting.selectors.movements import flow_words

PARTS = ("numerator", "denominator", "base", "missing")


def indicator_cell(links: Links, item: Item) -> Cell:
    """Code and name, opening to the definition."""
    code = item["indicator"]
    klass = class_name(item)
    return Cell(text=f"{code} {INDICATORS[code].name}", url=links.indicator(code), header=True, note=klass)


def class_name(item: Item) -> str:
    """The class of a distribution or flow in words; empty for other values."""
    klass = item["class"]
    if not klass:
        return ""
    return " → ".join(flow_words(klass)) if item["indicator"] == "FLOW" else class_text(klass)


def values_table(*, links: Links, items: Sequence[Item], caption: str, whole: bool = False) -> Table:
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
        cells = [indicator_cell(links, item)]
        if with_class:
            cells += [
                Cell(text=Breakdown(item["by"]).label if item["by"] else _("Total"), value=item["by"] or None),
                Cell(text=category_text(item["by"], item["category"])),
            ]
        if with_period:
            cells.append(Cell(text=period_text(item["period"]), value=item["period"], tight=True))
        rows.append(Row(cells=(*cells, *number_cells(links, item))))
    return Table(
        caption=caption, columns=tuple(columns), rows=tuple(rows), empty=_("No values for this choice. Compute first?")
    )


def number_cells(links: Links, item: Item) -> tuple[Cell, ...]:
    """Value, numerator, denominator, base, missing and refused of one item."""
    return (
        value_cell(item, url=links.people(item, "numerator")),
        *(field_cell(item, part, url=links.people(item, part)) for part in PARTS),
        field_cell(item, "refused"),
    )


FILE_COLUMNS = (
    "indicator", "name", "version", "programme", "period", "by", "category", "category_name", "class", "value_unit",
    "value", "numerator", "denominator", "base", "missing", "refused", "suppressed", "reason", "as_of", "area", "unit",
    *PAIRED_FIELDS, "net", "net_points", *DERIVED_FIELDS, "level_ratio", "relative_change", *BOUND_FIELDS,
)  # fmt: skip


def values_file(*, items: Sequence[Item], caption: str) -> Table:
    """The same values under the names the API uses, one typed cell per field, for files."""
    rows = (Row(cells=tuple(file_cell(item, name) for name in FILE_COLUMNS)) for item in items)
    return Table(caption=caption, columns=tuple(Column(label=name) for name in FILE_COLUMNS), rows=tuple(rows))


def file_cell(item: Item, name: str) -> Cell:
    """One field as a file holds it: hidden ones stay empty, the column `suppressed` says why."""
    if name == "name":
        return Cell(text=str(INDICATORS[item["indicator"]].name))
    if name == "category_name":
        return Cell(text=category_text(item["by"], item["category"]))
    if name == "suppressed":
        return Cell(text="1" if item["suppressed"] else "0", value=int(item["suppressed"]))
    value = item.get(name)
    if is_hidden(item, name) or value is None:
        return Cell(text="")
    return Cell(text=str(value), value=value if isinstance(value, (int, float)) else str(value))


# --- in time ----------------------------------------------------------------------------------------------------------


def period_text(label: str) -> str:
    return str(_("Whole programme")) if label == PeriodKind.ALL else label


def series_table(*, links: Links, items: Sequence[Item], caption: str) -> Table:
    """Periods in rows, indicators in columns."""
    codes = list(dict.fromkeys(item["indicator"] for item in items))
    found = {(item["period"], item["indicator"]): item for item in items}
    rows = []
    for period in sorted({item["period"] for item in items}):
        cells = [Cell(text=period, header=True, tight=True)]
        for code in codes:
            item = found.get((period, code))
            cells.append(
                Cell(text="–", numeric=True, kind="absent")
                if item is None
                else value_cell(item, url=links.people(item, "numerator"))
            )
        rows.append(Row(cells=tuple(cells)))
    columns = [Column(label=_("Period"))]
    columns += [Column(label=f"{code} {INDICATORS[code].name}", numeric=True) for code in codes]
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


def targets_table(*, links: Links, items: Sequence[Item]) -> Table:
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
                    url=links.people(item, "numerator"),
                ),
                value_cell(item),
            )
        )
        for item in items
    )
    return Table(caption=_("Participants against each target"), columns=columns, rows=rows)
