"""What is printed: the machine, the settings, seconds as minimum and median, ratios."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.scratch import Scratch

SIZES = """
    SELECT relname, reltuples::bigint FROM pg_class
    WHERE relkind = 'r' AND relname LIKE 'clients\\_%' AND reltuples > 1000 ORDER BY reltuples DESC, relname
"""


def machine(settings: dict[str, str]) -> None:
    """What the numbers were measured on."""
    print(f"Machine     {os.cpu_count()} processors, {_memory():.0f} GiB, {_processor()}")
    print(f"Python      {platform.python_version()}")
    print(f"DuckDB      {duckdb.__version__}")
    print("PostgreSQL  " + ", ".join(f"{name} {value}" for name, value in settings.items()), flush=True)


def sizes(scratch: Scratch) -> str:
    """How much data there is."""
    with scratch.connect("app") as app:
        rows = app.execute(SIZES).fetchall()
    return ", ".join(f"{name.removeprefix('clients_')} {count:,} rows" for name, count in rows)


def heading(words: str) -> None:
    print(f"\n{words}", flush=True)


def note(words: str) -> None:
    print(f"  {words}", flush=True)


def seconds(name: str, times: Sequence[float]) -> None:
    """One contender's runs."""
    runs = " ".join(f"{time:.2f}" for time in times)
    print(f"  {name:<52} min {min(times):8.2f} s   median {median(times):8.2f} s   ({runs})", flush=True)


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], bar: str) -> None:
    """Our median over theirs (time), beside the bar it is held to."""
    print(f"  {name:<52} {median(ours) / median(theirs):8.2f}   bar: {bar}", flush=True)


def share(name: str, theirs: Sequence[float], ours: Sequence[float], bar: str) -> None:
    """Our speed as a share of theirs, beside the bar."""
    print(f"  {name:<52} {100 * median(theirs) / median(ours):7.0f} %   bar: {bar}", flush=True)


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
