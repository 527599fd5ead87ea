"""CSV: UTF-8 with or without a byte-order mark, comma or semicolon, any line ends, line breaks inside quotes."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from clients.services.importing.problems import refusal
from clients.services.importing.records import MAX_RECORD_LENGTH, Record

DELIMITERS = ",;"
BYTE_ORDER_MARK = "\ufeff"


def records(source: BinaryIO, *, known: Sequence[str]) -> Iterator[Record]:
    """The records of the text in order, numbered as a spreadsheet numbers its rows: one each, blank ones counted."""
    lines = _Lines(source)
    reader = csv.reader(lines, delimiter=_delimiter(lines.first, known=known), strict=True)
    try:
        for values in reader:
            yield Record(lines.record, values)
            lines.end_record()
    except csv.Error as error:
        raise refusal("broken_quotes", row=lines.record) from error


def _delimiter(header: str, *, known: Sequence[str]) -> str:
    def names_found(mark: str) -> int:
        return sum(name.strip(' "\r\n').lower() in known for name in header.split(mark))

    return max(DELIMITERS, key=names_found)


class _Lines:
    """The lines of the text, each decoded alone so that a fault is told by its row, and none longer than a table's."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.record = 1
        self._length = 0
        self._waiting = self._read()
        self.first = self._waiting[0].removeprefix(BYTE_ORDER_MARK) if self._waiting else ""
        self._waiting[:1] = [self.first]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._waiting:
            self._waiting = self._read()
        line = self._waiting.pop(0) if self._waiting else ""
        if not line:
            raise StopIteration
        self._length += len(line)
        if self._length > MAX_RECORD_LENGTH:
            raise refusal("line_too_long", row=self.record)
        return line

    def end_record(self) -> None:
        """The next line begins a record, unless it is the end."""
        self.record += 1
        self._length = 0

    def _read(self) -> list[str]:
        try:
            line = self._source.readline(MAX_RECORD_LENGTH * 4 + 1).decode()
        except UnicodeDecodeError as error:
            raise refusal("not_utf8", row=self.record) from error
        if "\0" in line:
            raise refusal("binary", row=self.record)
        if "\r" not in line.rstrip("\r\n"):
            return [line] if line else []
        return list(io.StringIO(line, newline=""))
