"""Rows on their way in: copied to a temporary table of the transaction, in batches, never all in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID, uuid4

from django.db import connection
from psycopg import sql

from accounts.models import Code, Municipality, Unit
from clients.services.importing.checking import Checker, ImportRow, same_name
from clients.services.importing.columns import CODE_LISTS, COLUMNS, MUNICIPALITY, NAMES, Kind
from clients.services.importing.problems import Problem
from clients.services.importing.reading import Sheet, SheetRow
from clients.services.importing.stored import fill_absent

MAX_KEPT = 10_000
BATCH = 1_000
SQL_TYPES = {Kind.TEXT: "text", Kind.CODE: "text", Kind.DATE: "date", Kind.NUMBER: "smallint", Kind.FLAG: "boolean"}
UNIT_PLACE = NAMES.index("unit")

Progress = Callable[[int], None]


@dataclass(slots=True)
class Intake:
    """What the reading of a file found: how many rows there are, and the first problems and notes of each kind."""

    rows: int = 0
    rejected: int = 0
    errors: list[Problem] = field(default_factory=list)
    error_count: int = 0
    notes: list[Problem] = field(default_factory=list)
    note_count: int = 0
    new_units: dict[UUID, str] = field(default_factory=dict)

    def keep_errors(self, problems: Sequence[Problem]) -> None:
        """The row is rejected; its problems count, and are kept while there is room."""
        self.rejected += 1
        self.error_count += len(problems)
        self.errors += problems[: MAX_KEPT - len(self.errors)]

    def keep_notes(self, notes: Sequence[Problem]) -> None:
        """The notes count, and are kept while there is room."""
        self.note_count += len(notes)
        self.notes += notes[: MAX_KEPT - len(self.notes)]


class UnitNames:
    """The units of an area by name, as spelt or nearly; a name unknown to it may get a key for a unit to come."""

    def __init__(self, area_id: int) -> None:
        self._exact = {name: key for key, name in Unit.objects.filter(area_id=area_id).values_list("id", "name")}
        self.by_name = {same_name(name): key for name, key in self._exact.items()}

    def key(self, name: str) -> UUID | None:
        """The key of the unit of this name."""
        return self._exact.get(name) or self.by_name.get(same_name(name))

    def promise(self, name: str) -> UUID:
        """A new key for the name, the same from now on."""
        key = self._exact[name] = self.by_name[same_name(name)] = uuid4()
        return key


def stage(sheet: Sheet, *, area_id: int, programme_id: int, create_units: bool, progress: Progress) -> Intake:
    """The good rows are in the temporary table `import_incoming`; the others are told in the answer."""
    intake = Intake()
    units = UnitNames(area_id)
    checker = Checker(lists=code_lists(), units=None if create_units else units.by_name.keys())
    absent = [name for name in NAMES if name not in sheet.columns]
    _create_incoming()
    rows = iter(sheet.rows)
    while batch := list(islice(rows, BATCH)):
        if absent:
            batch = fill_absent(batch, absent=absent, area_id=area_id, programme_id=programme_id)
        _copy(_good_rows(batch, checker=checker, units=units, intake=intake))
        progress(intake.rows)
    with connection.cursor() as cursor:  # the index saves the planner from a wrong guess at how many rows there are
        cursor.execute("CREATE UNIQUE INDEX ON import_incoming (client_ref)")
        cursor.execute("ANALYZE import_incoming")
    return intake


def code_lists() -> Mapping[str, frozenset[str]]:
    """The values of every list the columns name; a municipality's code stays valid after the municipality ended."""
    found: dict[str, set[str]] = {name: set() for name in CODE_LISTS}
    for name, code in Code.objects.filter(list__in=CODE_LISTS).values_list("list", "code"):
        found[name].add(code)
    found[MUNICIPALITY] = set(Municipality.objects.values_list("code", flat=True))
    return {name: frozenset(codes) for name, codes in found.items()}


def _good_rows(
    batch: Iterable[SheetRow], *, checker: Checker, units: UnitNames, intake: Intake
) -> Iterator[tuple[int, UUID | None, ImportRow]]:
    for sheet_row in batch:
        intake.rows += 1
        verdict = checker.check(sheet_row)
        if verdict.row is None:
            intake.keep_errors(verdict.problems)
            continue
        if verdict.notes:
            intake.keep_notes(verdict.notes)
        yield sheet_row.number, _unit_key(verdict.row.unit, units=units, intake=intake), verdict.row


def _unit_key(name: str, *, units: UnitNames, intake: Intake) -> UUID | None:
    if not name:
        return None
    key = units.key(name)
    if key is None:
        key = units.promise(name)
        intake.new_units[key] = name
    return key


def _create_incoming() -> None:
    columns = ", ".join(f"{column.name} {SQL_TYPES[column.kind]}" for column in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.import_incoming")
        cursor.execute(
            f"CREATE TEMPORARY TABLE import_incoming (row_number int, unit_id uuid, {columns}) ON COMMIT DROP"
        )


def _copy(rows: Iterable[tuple[int, UUID | None, ImportRow]]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, ("row_number", "unit_id", *NAMES)))
    statement = sql.SQL("COPY import_incoming ({}) FROM STDIN").format(names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for number, unit, row in rows:
            copy.write_row((number, unit, *row))
