"""Seeded people: participations with their forms, drawn with numpy and written by COPY as the owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import numpy as np
import psycopg
from psycopg import sql

from benchmarks.scratch import Scratch

PROGRAMME = 1
UNITS_PER_AREA = 3
FIRST_DAY = np.datetime64("2019-01-01")
DAYS = 5 * 365
STATUSES = ["11", "12", "21", "22", "23", "31", "32", "33"]
CHUNK = 50_000

UNSAID = (
    "first_names", "last_name", "street_address", "postal_code", "post_office", "phone", "email", "service_language",
    "interpreter_language", "adjustments_note",
)  # fmt: skip
TABLES = {
    "clients_client": (
        "id", "version", "area_id", "gender", "birth_date", "created_at", *UNSAID, "non_disclosure",
        "needs_interpreter", "adjustments",
    ),
    "clients_participation": (
        "id", "version", "area_id", "client_id", "programme_id", "unit_id", "client_ref", "first_started_on",
        "started_on", "ended_on", "end_reason", "end_path", "end_missing_reason", "created_at",
    ),
    "clients_startform": (
        "id", "version", "area_id", "participation_id", "status", "unemployed_months", "in_education", "isced",
        "household", "adults", "working_members", "dependent_children", "foreign_background", "disability",
        "other_disadvantage", "housing_exclusion",
    ),
    "clients_endform": (
        "id", "version", "area_id", "participation_id", "observed_on", "status", "in_education", "qualification",
        "job_kind",
    ),
    "clients_followupform": ("id", "version", "area_id", "participation_id", "observed_on", "status", "improved"),
}  # fmt: skip


class People:
    """One chunk of people, column by column; the same seed and chunk number make the same people."""

    def __init__(self, *, seed: int, chunk: int, count: int, areas: list[int]) -> None:
        self.dice = np.random.default_rng([seed, chunk])
        self.count = count
        self.first = chunk * CHUNK
        weights = 1 / (np.arange(len(areas)) + 6.0)
        self.area = self.dice.choice(areas, count, p=weights / weights.sum())

    def pick(self, values: list[Any], weights: list[float]) -> list[Any]:
        places = self.dice.choice(len(values), self.count, p=np.array(weights) / sum(weights))
        return [values[place] for place in places]

    def yes(self, share: float) -> np.ndarray[Any, Any]:
        return self.dice.random(self.count) < share

    def keys(self) -> list[str]:
        raw = self.dice.bytes(16 * self.count).hex()
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]

    def tables(self) -> dict[str, Iterable[tuple[Any, ...]]]:
        """The rows of each table, in the order of its columns in TABLES."""
        start = FIRST_DAY + self.dice.integers(0, DAYS, self.count)
        ended = start + self.dice.integers(30, 500, self.count)
        has_start, left = self.yes(0.96), self.yes(0.75)
        has_end = has_start & left & self.yes(0.75)
        followed = has_end & self.yes(0.5)
        area, client, key = self.area.tolist(), self.keys(), self.keys()
        return {
            "clients_client": self._clients(area, client, start),
            "clients_participation": self._participations(area, client, key, start, np.where(left, ended, None)),
            "clients_startform": kept(self._start_forms(area, key), has_start),
            "clients_endform": kept(self._end_forms(area, key, ended), has_end),
            "clients_followupform": kept(self._follow_ups(area, key, ended), followed),
        }

    def _clients(self, area: list[int], client: list[str], start: Any) -> Iterable[tuple[Any, ...]]:
        born = start - self.dice.integers(17 * 365, 66 * 365, self.count)
        dates = np.where(self.yes(0.99), days(born), None)
        genders = self.pick(["1", "2", "3", "9", ""], [52, 44, 1, 2, 1])
        unsaid = (repeat("") for _ in UNSAID)
        return zip(
            client, ones(), area, genders, dates, now(), *unsaid, repeat("f"), repeat("f"), repeat("{}"), strict=False
        )

    def _participations(
        self, area: list[int], client: list[str], key: list[str], start: Any, ended: Any
    ) -> Iterable[tuple[Any, ...]]:
        places = self.dice.integers(0, UNITS_PER_AREA + 1, self.count).tolist()
        units = [
            unit_key(one, place) if place < UNITS_PER_AREA else None for one, place in zip(area, places, strict=True)
        ]
        names = [f"b{self.first + position}" for position in range(self.count)]
        begun, over = days(start), [None if day is None else str(day) for day in ended]
        empty = [""] * self.count
        columns = (
            key,
            ones(),
            area,
            client,
            same(PROGRAMME),
            units,
            names,
            begun,
            begun,
            over,
            empty,
            empty,
            empty,
            now(),
        )
        return zip(*columns, strict=False)

    def _start_forms(self, area: list[int], key: list[str]) -> Iterable[tuple[Any, ...]]:
        status = self.pick(STATUSES, [60, 6, 4, 1, 1, 8, 10, 10])
        months = self.dice.integers(0, 60, self.count).tolist()
        months = [m if s in {"11", "12"} and m < 59 else None for m, s in zip(months, status, strict=True)]
        flags = [self.pick([True, False, None], [share, 97 - share, 3]) for share in (10, 40, 25)]
        answers = [self.pick(["1", "0", "8", ""], [share, 90 - share, 7, 3]) for share in (12, 60, 20, 5)]
        isced = self.pick([*map(str, range(10)), ""], [1, 2, 25, 45, 3, 6, 10, 5, 1, 1, 1])
        household = self.pick(["1", "2", ""], [55, 43, 2])
        adults = self.pick([1, 2, 3, None], [55, 35, 8, 2])
        columns = (
            self.keys(), ones(), area, key, status, months, flags[0], isced, household, adults, *flags[1:], *answers,
        )  # fmt: skip
        return zip(*columns, strict=False)

    def _end_forms(self, area: list[int], key: list[str], ended: Any) -> Iterable[tuple[Any, ...]]:
        observed = days(ended + self.dice.integers(0, 28, self.count))
        status = self.pick(STATUSES, [45, 4, 16, 2, 3, 12, 9, 9])
        study, learnt = self.pick([True, False, None], [15, 80, 5]), self.pick([True, False, None], [8, 88, 4])
        kinds = [""] * self.count
        return zip(self.keys(), ones(), area, key, observed, status, study, learnt, kinds, strict=False)

    def _follow_ups(self, area: list[int], key: list[str], ended: Any) -> Iterable[tuple[Any, ...]]:
        observed = days(ended + self.dice.integers(185, 300, self.count))
        status = self.pick(STATUSES, [40, 4, 20, 3, 4, 12, 8, 9])
        improved = self.pick(["a", "b", "c", "d", "0", ""], [5, 5, 5, 5, 70, 10])
        return zip(self.keys(), ones(), area, key, observed, status, improved, strict=False)


def days(dates: Any) -> list[str]:
    return np.datetime_as_string(dates, unit="D").tolist()


def same(value: Any) -> Iterator[Any]:
    while True:
        yield value


def ones() -> Iterator[int]:
    return same(1)


def now() -> Iterator[str]:
    return same("2025-01-01 12:00:00+02")


def kept(rows: Iterable[tuple[Any, ...]], mask: Any) -> Iterable[tuple[Any, ...]]:
    return (row for row, keep in zip(rows, mask.tolist(), strict=True) if keep)


def unit_key(area: int, place: int) -> str:
    return f"00000000-0000-4000-8000-{area:06}{place:06}"


def populate(scratch: Scratch, *, people: int, seed: int) -> dict[str, int]:
    """The database has so many participations, spread over every area and five years; returns rows per table."""
    with scratch.connect("owner") as connection:
        areas = [area for (area,) in connection.execute("SELECT id FROM accounts_area ORDER BY id")]
        _programme(connection, areas)
        connection.commit()
        with without_checks(connection, TABLES):
            for chunk in range(-(-people // CHUNK)):
                count = min(CHUNK, people - chunk * CHUNK)
                drawn = People(seed=seed, chunk=chunk, count=count, areas=areas).tables()
                for table, rows in drawn.items():
                    copy_in(connection, table, TABLES[table], rows)
    with scratch.connect("owner") as connection:
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")
        return {
            table: connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()[0]  # type: ignore[index]
            for table in TABLES
        }


def copy_in(
    connection: psycopg.Connection, table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _programme(connection: psycopg.Connection, areas: list[int]) -> None:
    connection.execute(
        "INSERT INTO network_programme (id, version, code, name_fi, name_sv, name_en, funder, beneficiary, coordinator)"
        " OVERRIDING SYSTEM VALUE VALUES (%s, 1, 'BENCH', 'Mittaus', '', '', '', '', '')",
        [PROGRAMME],
    )
    for area in areas:
        connection.execute(
            "INSERT INTO network_programmearea (programme_id, area_id) VALUES (%s, %s)", [PROGRAMME, area]
        )
        for place in range(UNITS_PER_AREA):
            connection.execute(
                "INSERT INTO accounts_unit (id, version, area_id, name, kind, successor)"
                " VALUES (%s, 1, %s, %s, 'team', '')",
                [unit_key(area, place), area, f"Unit {place + 1}"],
            )


@contextmanager
def without_checks(connection: psycopg.Connection, tables: Iterable[str]) -> Iterator[None]:
    """History triggers sleep; keys and indexes are put back, whole, at the end: millions of rows need no check each."""
    back: list[str] = []
    names = list(tables)
    for query, gone, again in PARTS:
        for values in connection.execute(query, {"tables": names}).fetchall():
            connection.execute(gone.format(*values))
            back.insert(0, again.format(*values))
    for table in names:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for statement in back:
        connection.execute(statement)
    for table in names:
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


# Foreign keys first, the keys they point to next, then indexes that belong to no key; put back the other way round.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype {} AND (conrelid::regclass::text = ANY (%(tables)s) OR confrelid::regclass::text = ANY (%(tables)s))
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid::regclass::text = ANY (%(tables)s)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""
DROP_CONSTRAINT, ADD_CONSTRAINT = 'ALTER TABLE {0} DROP CONSTRAINT "{1}"', 'ALTER TABLE {0} ADD CONSTRAINT "{1}" {2}'
PARTS = (
    (CONSTRAINTS.format("= 'f'"), DROP_CONSTRAINT, ADD_CONSTRAINT),
    (CONSTRAINTS.format("IN ('p', 'u')"), DROP_CONSTRAINT, ADD_CONSTRAINT),
    (INDEXES, "DROP INDEX {0}", "{1}"),
)
