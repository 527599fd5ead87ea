"""Who computes: the product's own code as the application's login, SQL by hand in PostgreSQL, DuckDB over Parquet."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import duckdb
import psycopg

from benchmarks.handwritten import SCANS, statement, statement_of_all, statement_of_sums
from benchmarks.population import PROGRAMME, TABLES
from benchmarks.scratch import Scratch

HANDS = 2  # worker processes of the product, threads of DuckDB, and PostgreSQL's one helper beside its leader


@dataclass(frozen=True)
class Took:
    """Seconds of one run by the clock, and where the product spent them."""

    whole: float
    facts: float = 0.0
    counting: float = 0.0


def enter_worker() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()


def _compute(area_id: int) -> tuple[float, float]:
    """One area, as the task does it; seconds until the facts stood, and until the cells did."""
    from accounts.context import acting
    from reporting.services.computing import compute_area

    moments = [perf_counter()]
    with acting(areas=[area_id]):
        compute_area(
            area_id=area_id, programme_id=PROGRAMME, full=True, progress=lambda _done: moments.append(perf_counter())
        )
    return moments[1] - moments[0], moments[-1] - moments[1]


class Product:
    """The task's service for every area, in as many worker processes as a worker of the product has."""

    def __init__(self, scratch: Scratch) -> None:
        scratch.use()
        with scratch.connect("owner") as connection:
            rows = connection.execute(
                "SELECT area_id FROM clients_participation GROUP BY area_id ORDER BY count(*) DESC"
            )
            self.areas = [area for (area,) in rows]
        context = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(HANDS, mp_context=context, initializer=enter_worker)
        list(self.pool.map(abs, range(HANDS * 4)))

    def run(self) -> Took:
        """Every area's facts and cells are worked out anew."""
        began = perf_counter()
        parts = list(self.pool.map(_compute, self.areas))
        whole = perf_counter() - began
        shares = [sum(column) for column in zip(*parts, strict=True)]
        return Took(whole, *[whole * share / sum(shares) for share in shares])

    def close(self) -> None:
        self.pool.shutdown()


def open_context(connection: psycopg.Connection) -> None:
    """Rows of every area are visible to the application's login until the transaction ends."""
    areas = "{" + ",".join(str(area) for area in range(1, 47)) + "}"
    connection.execute("SELECT set_config('app.areas', %s, true)", [areas])


class ByHand:
    """Three statements by the application's login with every area in its context; results in temporary tables."""

    def __init__(self, scratch: Scratch) -> None:
        self.connection = scratch.connect("app")
        self.connection.execute("SET work_mem = '256MB'")
        self.connection.commit()

    def run(self) -> Took:
        """The tables `by_hand_…` hold the counts of this moment."""
        for scan in SCANS:
            self.connection.execute(f"DROP TABLE IF EXISTS pg_temp.by_hand_{scan.basis}")
        self.connection.commit()
        began = perf_counter()
        open_context(self.connection)
        for scan in SCANS:
            self.connection.execute(
                f"CREATE TEMPORARY TABLE by_hand_{scan.basis} AS {statement(scan, programme=PROGRAMME)}"
            )
        self.connection.commit()
        return Took(perf_counter() - began)

    def close(self) -> None:
        self.connection.close()


class Ducks:
    """DuckDB with as many threads, over Parquet files of the case tables."""

    def __init__(self, scratch: Scratch, folder: Path) -> None:
        self.scratch = scratch
        self.folder = folder
        self.engine = duckdb.connect(config={"threads": HANDS})

    def export(self) -> Took:
        """The files hold the rows of this moment: COPY out of PostgreSQL, then into compressed columns."""
        began = perf_counter()
        with self.scratch.connect("app") as connection:
            open_context(connection)
            types = self._types(connection)
            for table, columns in TABLES.items():
                self._unload(connection, table, columns)
        for table in TABLES:
            self._compress(table, types[table])
        return Took(perf_counter() - began)

    def run(self) -> Took:
        """The tables `by_hand_…` of the engine hold the counts of the files."""
        began = perf_counter()
        for scan in SCANS:
            self.engine.execute(
                f"CREATE OR REPLACE TEMP TABLE by_hand_{scan.basis} AS {statement_of_sums(scan, programme=PROGRAMME)}"
            )
        return Took(perf_counter() - began)

    def run_all(self) -> Took:
        """The tables `all_…` of the engine hold every cell that the product keeps."""
        began = perf_counter()
        for scan in SCANS:
            asked = statement_of_all(scan, programme=PROGRAMME)
            self.engine.execute(f"CREATE OR REPLACE TEMP TABLE all_{scan.basis} AS {asked}")
        return Took(perf_counter() - began)

    def close(self) -> None:
        self.engine.close()

    def _unload(self, connection: psycopg.Connection, table: str, columns: tuple[str, ...]) -> None:
        query = f"COPY (SELECT {', '.join(columns)} FROM {table}) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE *)"
        with (self.folder / f"{table}.csv").open("wb") as file, connection.cursor().copy(query) as copy:
            for piece in copy:
                file.write(piece)

    def _compress(self, table: str, types: dict[str, str]) -> None:
        declared = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        source, target = self.folder / f"{table}.csv", self.folder / f"{table}.parquet"
        reading = f"read_csv('{source}', header = true, columns = {{{declared}}}, allow_quoted_nulls = false)"
        self.engine.execute(f"COPY (SELECT * FROM {reading}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        self.engine.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{target}')")
        source.unlink()

    def _types(self, connection: psycopg.Connection) -> dict[str, dict[str, str]]:
        kinds = {"character varying": "VARCHAR", "timestamp with time zone": "TIMESTAMPTZ"}
        found: dict[str, dict[str, str]] = {}
        for table, columns in TABLES.items():
            rows = connection.execute(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
            )
            declared = dict(rows.fetchall())
            found[table] = {name: kinds.get(declared[name], declared[name].upper()) for name in columns}
        return found


@contextmanager
def closing_all(*contenders: Product | ByHand | Ducks) -> Iterator[None]:
    """Connections and processes of the contenders end with the block."""
    try:
        yield
    finally:
        for contender in contenders:
            contender.close()
