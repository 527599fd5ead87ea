"""The rules of a row: what each cell may hold and what the cells may say together. No database."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from clients.participation_rules import broken_rules
from clients.services.importing.columns import CODE_LISTS, COLUMNS, MUNICIPALITY, PLACES, STATUS_OF, Column, Kind
from clients.services.importing.problems import Problem, excerpt, holds_identity_code
from clients.services.importing.reading import SheetRow

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Beyond this a list is not spelt out in a sentence.
MAX_LISTED = 24
MAX_REMEMBERED = 50_000
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
FINNISH_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
# 5.0 is how other tools write a whole number of a column that has gaps.
WHOLE_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]0{1,6})?")
FLAGS = {"0": False, "1": True}


class ImportRow(NamedTuple):
    """A row whose every cell is understood: an empty code is "", any other empty cell None."""

    client_ref: str
    unit: str
    started_on: date
    gender: str
    birth_date: date | None
    municipality: str
    start_status: str
    unemployed_months: int | None
    in_education: bool | None
    isced: str
    household: str
    adults: int | None
    working_members: bool | None
    dependent_children: bool | None
    foreign_background: str
    disability: str
    other_disadvantage: str
    housing_exclusion: str
    ended_on: date | None
    end_observed_on: date | None
    end_status: str
    end_in_education: bool | None
    end_qualification: bool | None
    end_job_kind: str
    end_reason: str
    end_path: str
    end_missing_reason: str
    followup_observed_on: date | None
    followup_status: str
    followup_improved: str


class Verdict(NamedTuple):
    """The row when it may enter, else the problems that keep it out; notes tell what will not be kept."""

    row: ImportRow | None
    problems: list[Problem]
    notes: list[Problem]


class Wrong(Exception):
    """A cell that cannot be understood: which sentence says so."""

    def __init__(self, sentence: str, **details: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details


class Checker:
    """Checks the rows of one file in their order, remembering the references it has met.

    `lists` holds the values of each code list; `units` the unit names of the area in the form `same_name` gives,
    or None when any name may enter.
    """

    def __init__(self, *, lists: Mapping[str, Collection[str]], units: Collection[str] | None) -> None:
        if missing := CODE_LISTS - lists.keys():
            raise LookupError(*sorted(missing))
        self._parsers = [(place, column.name, _parser(column, lists)) for place, column in enumerate(COLUMNS)]
        self._units = units
        self._first_rows: dict[str, int] = {}

    def check(self, row: SheetRow) -> Verdict:
        """The verdict on the row; one that is refused still counts as the first of its reference."""
        values, wrong = self._understand(row.cells)
        if row.surplus:
            wrong.append(("", Wrong("too_wide")))
        wrong += _combinations(values, unread={column for column, _ in wrong})
        wrong += self._references(row.number, values)
        if wrong:
            wrong.sort(key=lambda pair: PLACES.get(pair[0], -1))
            return Verdict(None, [_problem(row.number, column, error) for column, error in wrong], [])
        notes = [_problem(row.number, column, error) for column, error in _unkept(values)]
        return Verdict(ImportRow(*values.values()), [], notes)

    def _understand(self, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, Wrong]]]:
        values: dict[str, Any] = {}
        wrong: list[tuple[str, Wrong]] = []
        for place, name, parse in self._parsers:
            try:
                values[name] = parse(cells.get(name, ""))
            except Wrong as error:
                values[name] = EMPTY[place]
                wrong.append((name, error))
        return values, wrong

    def _references(self, number: int, values: Mapping[str, Any]) -> list[tuple[str, Wrong]]:
        wrong = []
        reference, unit = values["client_ref"], values["unit"]
        if reference:
            first = self._first_rows.setdefault(reference, number)
            if first != number:
                wrong.append(("client_ref", Wrong("duplicate_ref", first=first)))
        if unit and self._units is not None and same_name(unit) not in self._units:
            wrong.append(("unit", Wrong("unknown_unit", value=excerpt(unit))))
        return wrong


def same_name(name: str) -> str:
    """What two spellings of one unit's name have in common."""
    return unicodedata.normalize("NFC", name).casefold()


def _problem(row: int, column: str, error: Wrong) -> Problem:
    return Problem(error.sentence, row=row, column=column or None, details=error.details)


Parser = Callable[[str], Any]


def _parser(column: Column, lists: Mapping[str, Collection[str]]) -> Parser:
    """Reads a cell of the column, and remembers what it read: most cells of a file repeat."""
    if column.kind is Kind.TEXT:
        return _text_parser(column)
    read = _reader(column, lists)
    known: dict[str, Any] = {}
    if not column.required:
        known[""] = EMPTY[PLACES[column.name]]

    def parse(text: str) -> Any:
        if text in known:
            return known[text]
        value = read(text)
        if len(known) < MAX_REMEMBERED:
            known[text] = value
        return value

    return parse


def _reader(column: Column, lists: Mapping[str, Collection[str]]) -> Parser:
    if column.kind is Kind.DATE:
        return read_date
    if column.kind is Kind.NUMBER:
        return lambda text: _read_number(text, maximum=column.limit)
    if column.kind is Kind.FLAG:
        return _read_flag
    if column.codes == MUNICIPALITY:
        return lambda text: _read_municipality(text, codes=lists[MUNICIPALITY])
    return lambda text: _read_code(text, codes=lists[column.codes])


def _text_parser(column: Column) -> Parser:
    def parse(text: str) -> str:
        if not text:
            if column.required:
                raise Wrong("missing_value")
            return ""
        if len(text) > column.limit:
            raise Wrong("too_long", length=len(text), maximum=column.limit)
        if holds_identity_code(text):
            raise Wrong("identity_code")
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    return parse


def read_date(text: str) -> date:
    """The day that the text names, as 2018-05-31 or 31.5.2018; raises Wrong for anything else."""
    if not text:
        raise Wrong("missing_value")
    if found := ISO_DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := FINNISH_DATE.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise Wrong("bad_date", value=excerpt(text))
    try:
        read = date(year, month, day)
    except ValueError:
        raise Wrong("bad_date", value=excerpt(text)) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong("bad_date", value=excerpt(text))
    return read


def _read_number(text: str, *, maximum: int) -> int:
    found = WHOLE_NUMBER.fullmatch(text)
    if found is None or int(found[1]) > maximum:
        raise Wrong("bad_number", value=excerpt(text), maximum=maximum)
    return int(found[1])


def _read_flag(text: str) -> bool:
    if text not in FLAGS:
        raise Wrong("unknown_code", value=excerpt(text), expected="0, 1")
    return FLAGS[text]


def _read_code(text: str, *, codes: Collection[str]) -> str:
    if text not in codes:
        listed = sorted(codes)
        expected = ", ".join(listed[:MAX_LISTED]) + (", …" if len(listed) > MAX_LISTED else "")
        raise Wrong("unknown_code", value=excerpt(text), expected=expected)
    return text


def _read_municipality(text: str, *, codes: Collection[str]) -> str:
    code = text.zfill(3) if text.isascii() and text.isdecimal() else text  # spreadsheets drop the zeros in front
    if code not in codes:
        raise Wrong("unknown_municipality", value=excerpt(text))
    return code


EMPTY = tuple("" if column.kind in (Kind.CODE, Kind.TEXT) else None for column in COLUMNS)


def _combinations(values: Mapping[str, Any], *, unread: set[str]) -> list[tuple[str, Wrong]]:
    """What the cells say against one another; a cell that was not understood says nothing."""
    return [(broken.name, Wrong(broken.sentence, **broken.details)) for broken in broken_rules(values, unread=unread)]


FORM_COLUMNS = {part: [column.name for column in COLUMNS if column.part is part] for part in STATUS_OF}


def _unkept(values: Mapping[str, Any]) -> list[tuple[str, Wrong]]:
    notes = []
    for part, status in STATUS_OF.items():
        if not values[status]:
            given = [name for name in FORM_COLUMNS[part] if values[name] not in ("", None)]
            if given:
                notes.append((given[0], Wrong("not_kept", columns=", ".join(given))))
    return notes


assert ImportRow._fields == tuple(PLACES), "the row and the declaration of the columns have the same names in order"
