"""Importing a file: the product's service against COPY of the same rows into the same indexed tables."""

from __future__ import annotations

import csv
import multiprocessing
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks import report, scratch
from benchmarks.contenders import enter_worker
from benchmarks.population import CHUNK, DAYS, FIRST_DAY, STATUSES, TABLES, People, days

DATABASE = "tasma_bench_import"
LARGEST_FILE = 200_000
AREA = 41
HEADER = (
    "client_ref", "unit", "started_on", "gender", "birth_date", "municipality", "start_status", "unemployed_months",
    "in_education", "isced", "household", "adults", "working_members", "dependent_children", "foreign_background",
    "disability", "other_disadvantage", "housing_exclusion", "ended_on", "end_observed_on", "end_status",
    "end_in_education", "end_qualification", "end_job_kind", "end_reason", "end_path", "end_missing_reason",
    "followup_observed_on", "followup_status", "followup_improved",
)  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """What one import of every file took."""

    seconds: float
    rows: int
    megabytes: float


def measure(host: str, *, rows: int, seed: int, rounds: int, folder: Path) -> None:
    """The files went in whole, and the times of the product and of COPY are printed."""
    report.heading(f"Importing {rows:,} rows")
    files = write_files(folder, rows=rows, seed=seed)
    report.note(", ".join(f"{path.name} {path.stat().st_size / 1e6:.0f} MB" for path in files))
    imported: list[Imported] = []
    plain: list[float] = []
    historied: list[float] = []
    for _round in range(rounds):
        place = scratch.create(host, DATABASE, template=scratch.EMPTY)
        imported.append(_import(place, files, rows))
        dumps = _dump(place, folder)
        plain.append(_copy(host, dumps, history=False))
        historied.append(_copy(host, dumps, history=True))
    scratch.drop(host, DATABASE)
    _tell(rows, imported, plain, historied)


def write_files(folder: Path, *, rows: int, seed: int) -> list[Path]:
    """CSV files as a sender makes them, none larger than one import takes; every row is good."""
    files = []
    for start in range(0, rows, LARGEST_FILE):
        path = folder / f"import-{start}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for first in range(start, min(start + LARGEST_FILE, rows), CHUNK):
                count = min(CHUNK, rows - first, start + LARGEST_FILE - first)
                writer.writerows(_rows(People(seed=seed + 1, chunk=first // CHUNK, count=count, areas=[AREA])))
        files.append(path)
    return files


def _rows(people: People) -> Iterator[tuple[Any, ...]]:
    count, pick = people.count, people.pick
    start = FIRST_DAY + people.dice.integers(0, DAYS, count)
    ended = start + people.dice.integers(30, 500, count)
    has_start, left = people.yes(0.96), people.yes(0.75)
    has_end = has_start & left & people.yes(0.75)
    followed = has_end & people.yes(0.5)
    status = pick(STATUSES, [60, 6, 4, 1, 1, 8, 10, 10])
    always = (
        [f"i{people.first + position}" for position in range(count)],
        pick(["Pohjoinen", "Eteläinen", "Läntinen", ""], [3, 3, 3, 1]),
        days(start),
        pick(["1", "2", "3", "9", ""], [52, 44, 1, 2, 1]),
        days(start - people.dice.integers(17 * 365, 66 * 365, count)),
        pick(["091", "049", "092", "837", ""], [5, 3, 2, 2, 1]),
    )
    at_start = (
        status,
        [
            m if s in {"11", "12"} else ""
            for m, s in zip(people.dice.integers(0, 60, count).tolist(), status, strict=True)
        ],
        pick(["0", "1", ""], [87, 10, 3]),
        pick([*map(str, range(9)), ""], [1, 2, 25, 45, 3, 6, 10, 5, 1, 1]),
        pick(["1", "2", ""], [55, 43, 2]),
        pick(["1", "2", "3", ""], [55, 35, 8, 2]),
        *[pick(["0", "1", ""], [75, 22, 3]) for _ in range(2)],
        *[pick(["1", "0", "8", ""], [15, 75, 7, 3]) for _ in range(4)],
    )
    at_end = (
        days(ended + people.dice.integers(0, 28, count)),
        pick(STATUSES, [45, 4, 16, 2, 3, 12, 9, 9]),
        *[pick(["0", "1", ""], [85, 10, 5]) for _ in range(2)],
        [""] * count,
    )
    later = (
        days(ended + people.dice.integers(190, 300, count)),
        pick(STATUSES, [40, 4, 20, 3, 4, 12, 8, 9]),
        pick(["a", "b", "0", ""], [5, 5, 80, 10]),
    )
    over = [(str(day) if out else "",) for day, out in zip(ended, left.tolist(), strict=True)]
    parts = [_blanked(*at_start, mask=has_start), over, _blanked(*at_end, mask=has_end)]
    closing = [("", "", "")] * count
    for pieces in zip(zip(*always, strict=True), *parts, closing, _blanked(*later, mask=followed), strict=True):
        yield tuple(cell for piece in pieces for cell in piece)


def _blanked(*columns: list[Any], mask: np.ndarray[Any, Any]) -> list[tuple[Any, ...]]:
    empty = ("",) * len(columns)
    return [row if keep else empty for row, keep in zip(zip(*columns, strict=True), mask.tolist(), strict=True)]


def _import(place: scratch.Scratch, files: list[Path], rows: int) -> Imported:
    """In a process of its own, as the application's login, so that its memory can be told."""
    place.use()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=enter_worker) as pool:
        pool.submit(abs, 0).result()
        done = pool.submit(_import_here, files).result()
    if done.rows != rows:
        raise AssertionError(f"{done.rows} of {rows} rows went in")
    return done


def _import_here(files: list[Path]) -> Imported:
    from clients.services.importing.operator import Order, import_as_operator

    began, created = perf_counter(), 0
    for path in files:
        order = Order(programme="BENCH", area=str(AREA), create_programme=True, create_units=True)
        created += import_as_operator(path=path, order=order).counts()["created"]
    seconds = perf_counter() - began
    return Imported(seconds, created, _largest())


def _largest() -> float:
    """Most memory this process ever held, in megabytes; what its parent held before the start is not counted."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, flags=re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _dump(place: scratch.Scratch, folder: Path) -> dict[str, Path]:
    """What the import wrote, table by table; beside the forms' own tables what they point to."""
    found = {}
    with place.connect("owner") as connection:
        for table in ("network_programme", "accounts_unit", *TABLES):
            found[table] = folder / f"{table}.copy"
            with found[table].open("wb") as file, connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                for piece in copy:
                    file.write(piece)
    return found


def _copy(host: str, dumps: dict[str, Path], *, history: bool) -> float:
    """Seconds until the same rows are committed in a new database with the same keys, indexes and checks."""
    place = scratch.create(host, f"{DATABASE}_copy", template=scratch.EMPTY)
    with place.connect("owner") as connection:
        for table in ("network_programme", "accounts_unit"):
            _load(connection, table, dumps[table])
        connection.commit()
        if not history:
            for table in TABLES:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            connection.commit()
        began = perf_counter()
        for table in TABLES:
            _load(connection, table, dumps[table])
        connection.commit()
        took = perf_counter() - began
    scratch.drop(host, place.name)
    return took


def _load(connection: Any, table: str, path: Path) -> None:
    with path.open("rb") as file, connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        while piece := file.read(1 << 20):
            copy.write(piece)


def _tell(rows: int, imported: list[Imported], plain: list[float], historied: list[float]) -> None:
    ours = [one.seconds for one in imported]
    report.seconds("product: checked, compared, history, undo, markers", ours)
    report.seconds("COPY of the same rows, keys and indexes on", plain)
    report.seconds("COPY of the same rows, with the history triggers", historied)
    report.note(
        f"product {rows / median(ours):,.0f} rows/s, largest process {max(one.megabytes for one in imported):.0f} MB"
    )
    report.share("speed of the import, of plain COPY", plain, ours, "60 % (e1)")
    report.share("speed of the import, of COPY with history", historied, ours, "–")
