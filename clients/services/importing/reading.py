"""The door of a file: what kind it is, its header, and its rows one at a time, whatever the format."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from clients.services.importing import delimited, workbook
from clients.services.importing.problems import FileRefused, Problem, refusal
from clients.services.importing.records import MAX_BYTES, MAX_COLUMNS, MAX_RECORDS, MAX_ROWS, MEGABYTE, Record

ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"
MAX_NAME = 64


class SheetRow(NamedTuple):
    """A data row: the cells of the known columns by name, and whether cells were left over."""

    number: int
    cells: dict[str, str]
    surplus: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a file: the columns it has of those known, those it has beside them, and its rows, read once."""

    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: Iterator[SheetRow]


def read_sheet(source: BinaryIO, *, known: Sequence[str], required: Sequence[str]) -> Sheet:
    """The table in the file, its rows unread yet.

    Raises FileRefused now for what the size, the kind or the header show, and while the rows are read for the rest.
    """
    records = _bounded(_records(source, known=known))
    header = next(records, None)
    if header is None:
        raise refusal("empty_file")
    names = [name.strip().lower() for name in header.values]
    _check_header(names, row=header.number, known=known, required=required)
    positions = {name: names.index(name) for name in known if name in names}
    return Sheet(
        columns=tuple(sorted(positions, key=positions.__getitem__)),
        unknown=tuple(name[:MAX_NAME] for name in names if name and name not in known),
        rows=_rows(records, positions=positions, width=len(names)),
    )


def _records(source: BinaryIO, *, known: Sequence[str]) -> Iterator[Record]:
    size = source.seek(0, 2)
    source.seek(0)
    if size > MAX_BYTES:
        raise refusal("too_big", maximum=MAX_BYTES // MEGABYTE)
    mark = source.read(len(ZIP_MARK))
    source.seek(0)
    if mark == OLD_EXCEL_MARK:
        raise refusal("old_excel")
    if mark == ZIP_MARK:
        return workbook.records(source)
    return delimited.records(source, known=known)


def _bounded(records: Iterable[Record]) -> Iterator[Record]:
    filled = 0
    for record in records:
        if record.number > MAX_RECORDS:
            raise refusal("too_many_rows", maximum=MAX_ROWS)
        if not any(map(str.strip, record.values)):
            continue
        if len(record.values) > MAX_COLUMNS:
            raise refusal("too_many_columns", row=record.number, maximum=MAX_COLUMNS)
        filled += 1
        if filled > MAX_ROWS + 1:  # the header is one of them
            raise refusal("too_many_rows", maximum=MAX_ROWS)
        yield record


def _check_header(names: Sequence[str], *, row: int, known: Sequence[str], required: Sequence[str]) -> None:
    times = Counter(names)
    missing = [Problem("missing_column", row=row, column=name) for name in required if not times[name]]
    repeated = [Problem("repeated_column", row=row, column=name) for name in known if times[name] > 1]
    if problems := [*missing, *repeated]:
        raise FileRefused(*problems)


def _rows(records: Iterator[Record], *, positions: Mapping[str, int], width: int) -> Iterator[SheetRow]:
    places = list(positions.items())
    for number, values in records:
        short = width - len(values)
        full = [*values, *[""] * short] if short > 0 else values
        cells = {name: full[place].strip() for name, place in places}
        yield SheetRow(number, cells, surplus=short < 0 and any(map(str.strip, full[width:])))
