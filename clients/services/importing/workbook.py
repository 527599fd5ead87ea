"""XLSX, streamed: one row at a time in memory, however large the sheet.

The libraries were tried on a sheet of 200,000 rows and 30 columns: calamine holds it whole (436 MB, and a cell in the
last corner of an otherwise empty sheet makes it ask for a gigantic grid), openpyxl streams it in twice our time.
"""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO
from xml.parsers import expat

from clients.services.importing.archive import UNREADABLE, open_archive
from clients.services.importing.problems import refusal
from clients.services.importing.records import MAX_COLUMNS, MAX_RECORD_LENGTH, MEGABYTE, Record

CHUNK = 64 * 1024
# Of expat's buffer, 8 KiB each, in one cell.
MAX_PIECES = 16
MAX_STRINGS_LENGTH = 64 * MEGABYTE
BUILT_IN_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
NOT_DATE_MARKS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
DATE_MARKS = re.compile(r"[dmyhs]", re.IGNORECASE)
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days of a calendar
# The 1900 system counts a 29 February 1900 that never was.
FIRST_TRUE_SERIAL, LAST_SERIAL = 61, 2_958_466
LARGEST_EXACT = 2**53

Attributes = dict[str, str]


def records(source: BinaryIO) -> Iterator[Record]:
    """The rows of the first visible sheet in order, cells as text: 5.0 is "5", a date cell is an ISO date."""
    archive = open_archive(source)
    book = _open_book(archive)
    sheet = _SheetReader(book)
    for _ in _feed(archive, book.sheet, sheet):
        yield from sheet.rows
        sheet.rows.clear()


class _Strings:
    """The shared texts of a workbook, packed: a list of them would cost ten times the memory."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._ends = array("L", [0])

    def add(self, text: str) -> None:
        self._packed += text.encode("utf-8", "replace")
        self._ends.append(len(self._packed))
        if len(self._packed) + 8 * len(self._ends) > MAX_STRINGS_LENGTH:
            raise refusal("inflates")

    def __getitem__(self, place: int) -> str:
        if place < 0:
            raise IndexError(place)
        return self._packed[self._ends[place] : self._ends[place + 1]].decode()


@dataclass(slots=True)
class _Book:
    """What the cells of the sheet need to be understood."""

    sheet: str
    epoch: datetime
    strings: _Strings = field(default_factory=_Strings)
    date_styles: frozenset[str] = frozenset()


def _open_book(archive: zipfile.ZipFile) -> _Book:
    main = next((target for kind, target in _relations(archive, "").values() if kind == "officeDocument"), "")
    related = _relations(archive, main)
    found = _elements(archive, main, {"sheet", "workbookPr"})
    sheets = [
        related[key][1]
        for name, attributes in found
        if name == "sheet" and attributes.get("state", "visible") == "visible"
        for key in _relation_keys(attributes)
        if related.get(key, ("", ""))[0] == "worksheet"
    ]
    if not sheets:
        raise refusal("not_workbook")
    is_1904 = any(attributes.get("date1904") in ("1", "true") for _, attributes in found)
    book = _Book(sheet=sheets[0], epoch=EPOCH_1904 if is_1904 else EPOCH_1900)
    parts = {kind: target for kind, target in related.values() if target in archive.NameToInfo}
    if "sharedStrings" in parts:
        book.strings = _read_strings(archive, parts["sharedStrings"])
    if "styles" in parts:
        book.date_styles = _read_date_styles(archive, parts["styles"])
    return book


def _relation_keys(attributes: Attributes) -> list[str]:
    return [value for name, value in attributes.items() if name.endswith(":id")]


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = {}
    for _, attributes in _elements(archive, listing, {"Relationship"}):
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
        if attributes.get("TargetMode") != "External":
            relations[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)
    return relations


def _elements(archive: zipfile.ZipFile, part: str, wanted: set[str]) -> list[tuple[str, Attributes]]:
    reader = _ElementReader(wanted)
    for _ in _feed(archive, part, reader):
        if len(reader.found) > MAX_RECORD_LENGTH:
            raise refusal("inflates")
    return reader.found


def _read_strings(archive: zipfile.ZipFile, part: str) -> _Strings:
    reader = _StringReader()
    for _ in _feed(archive, part, reader):
        pass
    return reader.strings


def _read_date_styles(archive: zipfile.ZipFile, part: str) -> frozenset[str]:
    reader = _StyleReader()
    for _ in _feed(archive, part, reader):
        pass
    return frozenset(str(place) for place, number_format in enumerate(reader.formats) if number_format in reader.dates)


class _Reader:
    """What an XML part is fed to; element names arrive without their prefix."""

    row = 1

    def start(self, name: str, attributes: Attributes) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _feed(archive: zipfile.ZipFile, part: str, reader: _Reader) -> Iterator[None]:
    """The part is read chunk by chunk into the reader, pausing after each; an entity or a damaged part is refused."""
    parser = _parser(reader)
    fed = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > MEGABYTE:  # one mark-up token that never ends
                    raise refusal("inflates")
                yield
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
        yield
    except KeyError as error:
        raise refusal("not_workbook") from error
    except (expat.ExpatError, IndexError, OverflowError, *UNREADABLE) as error:
        raise refusal("broken_workbook", row=reader.row) from error


def _parser(reader: _Reader) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = reader.text

    def start_root(name: str, attributes: Attributes) -> None:
        if ":" not in name:  # the usual part: its elements go straight to the reader
            parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        reader.start(name.rpartition(":")[2], attributes)

    def end_prefixed(name: str) -> None:
        reader.end(name.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise refusal("unsafe_archive")

    parser.StartElementHandler, parser.EndElementHandler = start_root, end_prefixed
    parser.StartDoctypeDeclHandler = refuse  # no table needs one, and every entity attack does
    return parser


class _ElementReader(_Reader):
    def __init__(self, wanted: set[str]) -> None:
        self.found: list[tuple[str, Attributes]] = []
        self._wanted = wanted

    def start(self, name: str, attributes: Attributes) -> None:
        if name in self._wanted:
            self.found.append((name, attributes))


class _StyleReader(_Reader):
    def __init__(self) -> None:
        self.formats: list[str] = []
        self.dates = set(BUILT_IN_DATES)
        self._in_cell_formats = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            self.formats.append(attributes.get("numFmtId", "0"))
        elif name == "numFmt" and DATE_MARKS.search(NOT_DATE_MARKS.sub("", attributes.get("formatCode", ""))):
            self.dates.add(attributes.get("numFmtId", ""))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_formats = False


class _TextReader(_Reader):
    """Gathers the text of `t` elements, without the pronunciation guides some have."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gathering = self._in_guide = False

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - as for every reader
        if name == "t":
            self._gathering = not self._in_guide
        elif name == "rPh":
            self._in_guide = True

    def end(self, name: str) -> None:
        if name == "t":
            self._gathering = False
        elif name == "rPh":
            self._in_guide = False

    def text(self, text: str) -> None:
        if self._gathering:
            self._pieces.append(text)
            if len(self._pieces) > MAX_PIECES:
                raise refusal("line_too_long", row=self.row)

    def taken(self) -> str:
        """The text gathered since the last time."""
        pieces = self._pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        return text


class _StringReader(_TextReader):
    def __init__(self) -> None:
        super().__init__()
        self.strings = _Strings()

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.strings.add(self.taken())


class _SheetReader(_TextReader):
    def __init__(self, book: _Book) -> None:
        super().__init__()
        self.rows: list[Record] = []
        self.row = 0
        self._values: list[str] = []
        self._cell: Attributes = {}
        self._columns: dict[str, int] = {}
        self._dates: dict[str, str] = {}
        self._book = book
        self._convert: dict[str, Callable[[str], str]] = {
            "s": lambda text: book.strings[int(text)],
            "n": self._number,
            "d": lambda text: text.removesuffix("T00:00:00"),
        }

    # The two below run for every element of the sheet, ten million times in the largest: the commonest names first.
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "v":
            self._gathering = True
        elif name == "c":
            self._cell = attributes
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self._values = []
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self._gathering = False
        elif name == "c":
            if self._pieces:
                self._keep(self._cell, self.taken())
        elif name == "row":
            self.rows.append(Record(self.row, self._values))
        else:
            super().end(name)

    def _keep(self, cell: Attributes, text: str) -> None:
        convert = self._convert.get(cell.get("t", "n"))
        value = convert(text) if convert else text
        reference = cell.get("r")
        values = self._values
        column = len(values) if reference is None else self._place(reference.rstrip("0123456789"))
        if not 0 <= column < MAX_COLUMNS:
            raise refusal("too_many_columns", row=self.row, maximum=MAX_COLUMNS)
        missing = column - len(values)
        if missing < 0:
            raise refusal("broken_workbook", row=self.row)
        if missing:
            values.extend([""] * missing)
        values.append(value)

    def _place(self, letters: str) -> int:
        place = self._columns.get(letters)
        if place is None:
            place = 0
            for letter in letters[:4]:
                place = place * 26 + ord(letter) - 64
            self._columns[letters] = place = place - 1
        return place

    def _number(self, text: str) -> str:
        if self._cell.get("s") in self._book.date_styles:
            return self._date(text)
        return text if text.isdecimal() else _plain_number(text)

    def _date(self, text: str) -> str:
        shown = self._dates.get(text)
        if shown is None:
            shown = self._dates[text] = _iso_date(text, epoch=self._book.epoch)
        return shown


def _plain_number(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() and abs(number) < LARGEST_EXACT else repr(number)


def _iso_date(text: str, *, epoch: datetime) -> str:
    """The day of a serial number as an ISO date; with its time when it has one, for the check to refuse."""
    try:
        serial = float(text)
    except ValueError:
        return text
    if not 1 <= serial < LAST_SERIAL:
        return text
    if epoch is EPOCH_1900 and serial < FIRST_TRUE_SERIAL:
        serial += 1
    moment = epoch + timedelta(days=serial)
    return moment.date().isoformat() if serial.is_integer() else moment.isoformat(timespec="seconds")
