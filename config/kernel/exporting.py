"""Tables as files: XLSX with typed cells and a sheet that says what they are, CSV as plain data."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from config.kernel.tables import Cell, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# What a spreadsheet overlooks before a formula.
OVERLOOKED = " \u00a0\u3000\ufeff"
WIDEST = 48


def typed(cell: Cell) -> Any:
    """What a file holds of the cell: its value, else its words; a hidden or absent value keeps its words."""
    return str(cell.text) if cell.value is None else cell.value


def harmless(value: Any) -> Any:
    """Text that a spreadsheet could take for a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(OVERLOOKED).startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_text(value: Any) -> str:
    """The value as CSV prints it: ISO dates, a point in decimals, no thousands."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(harmless(value))


def csv_line(values: Iterable[Any]) -> bytes:
    """One line of CSV (RFC 4180, UTF-8 without a byte-order mark)."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([csv_text(value) for value in values])
    return buffer.getvalue().encode()


def csv_lines(*, labels: Sequence[Any], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The heading, then a line per row, each worked out only when it is read."""
    yield csv_line(labels)
    for cells in rows:
        yield csv_line(typed(cell) for cell in cells)


def table_csv(table: Table) -> bytes:
    """The table as CSV; its group headings are left out."""
    rows = (row.cells for row in table.rows if not row.group)
    return b"".join(csv_lines(labels=[column.label for column in table.columns], rows=rows))


def table_xlsx(*, table: Table, about: Sequence[tuple[Any, Any]]) -> bytes:
    """A workbook of two sheets: the table, and what it shows (filters, definition, as of when)."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": str(table.caption)})
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _write_table(book.add_worksheet(str(_("Table"))[:31]), table, formats)
        _write_about(book.add_worksheet(str(_("About"))[:31]), about, formats)
    return buffer.getvalue()


def _write_table(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, str(column.label), formats["head"])
    line = 0
    for row in table.rows:
        if row.group:
            continue
        line += 1
        for number, cell in enumerate(row.cells):
            _write(sheet, line, number, typed(cell), formats)
    sheet.freeze_panes(1, 0)
    for number, width in enumerate(_widths(table)):
        sheet.set_column(number, number, width)
    if line:
        sheet.autofilter(0, 0, line, len(table.columns) - 1)


def _widths(table: Table) -> list[int]:
    longest = [len(str(column.label)) for column in table.columns]
    for row in table.rows[:500]:
        if not row.group:
            longest = [max(known, len(str(typed(cell)))) for known, cell in zip(longest, row.cells, strict=True)]
    return [min(width + 2, WIDEST) for width in longest]


def _write_about(sheet: Worksheet, about: Sequence[tuple[Any, Any]], formats: dict[str, Format]) -> None:
    for line, (term, description) in enumerate(about):
        sheet.write_string(line, 0, str(term), formats["head"])
        _write(sheet, line, 1, description if isinstance(description, (int, float)) else str(description), formats)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90, formats["wrap"])


def _write(sheet: Worksheet, line: int, number: int, value: Any, formats: dict[str, Format]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(line, number, timezone.localtime(value).replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(line, number, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001 - a day has no zone
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        sheet.write_string(line, number, str(value))
    else:
        sheet.write_number(line, number, value)
