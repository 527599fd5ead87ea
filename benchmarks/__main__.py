"""`make bench`, or `python -m benchmarks --people 20000` for a fraction of the size."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Both parts, or the one asked for; the report is printed and, when asked for, written to a file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="participations to compute over (1,000,000)")
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the file to import (200,000; 0 skips it)")
    parser.add_argument("--reads", type=int, default=1_000_000, help="rows of the read log (1,000,000; 0 skips it)")
    parser.add_argument(
        "--clients", type=int, default=1_000_000, help="clients to open and search (1,000,000; 0 skips it)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="times each contender runs, taking turns")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from benchmarks import auditing, computing, importing, pages, register, report, searching
    from benchmarks.scratch import cluster, create, migrated, settings_of

    with cluster() as host, tempfile.TemporaryDirectory(prefix="tasma-bench-") as folder:
        empty = migrated(host)
        report.machine(settings_of(empty))
        if options.reads:
            auditing.measure(host, rows=options.reads)
        if options.people:
            computing.measure(
                host, people=options.people, seed=options.seed, rounds=options.rounds, folder=Path(folder)
            )
        if options.clients:
            scratch = create(host, "tasma_bench_register", template="tasma_bench_empty")
            scratch.use()
            report.heading(f"Register of {options.clients:,} clients, seed {options.seed}, being written by COPY")
            worker = register.populate(scratch, clients=options.clients, seed=options.seed)
            report.note(report.sizes(scratch))
            pages.measure(scratch, worker, clients=options.clients)
            searching.measure(scratch, clients=options.clients, seed=options.seed)
        if options.rows:
            importing.measure(host, rows=options.rows, seed=options.seed, rounds=options.rounds, folder=Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
