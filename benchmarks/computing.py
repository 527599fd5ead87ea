"""Computing every indicator: the product against SQL by hand and against DuckDB, over the same committed rows."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from benchmarks import report, scratch
from benchmarks.comparing import compare
from benchmarks.contenders import HANDS, ByHand, Ducks, Product, closing_all
from benchmarks.population import populate

DATABASE = "tasma_bench_people"


def measure(host: str, *, people: int, seed: int, rounds: int, folder: Path) -> None:
    """The contenders found the same numbers, and their times are printed."""
    report.heading(f"Computing all indicators over {people:,} participations")
    place = scratch.create(host, DATABASE, template=scratch.EMPTY)
    began = perf_counter()
    sizes = populate(place, people=people, seed=seed)
    report.note(f"rows: {', '.join(f'{table} {count:,}' for table, count in sizes.items())}")
    report.note(f"made and analysed in {perf_counter() - began:.0f} s")
    product, by_hand, ducks = Product(place), ByHand(place), Ducks(place, folder)
    with closing_all(product, by_hand, ducks):
        first = product.run()
        report.note(f"the product keeps {_vacuum(place):,} cells: months, quarters, years, the whole; area and units")
        exported = [ducks.export().whole]
        by_hand.run()
        ducks.run()
        ducks.run_all()
        cells, counts = compare(place, areas=product.areas, by_hand=by_hand, ducks=ducks)
        report.note(f"the same for all three: {cells:,} cells, {counts:,} counts")
        runs: dict[str, list[float]] = {"product": [], "facts": [], "counting": [], "hand": [], "duck": [], "all": []}
        for _round in range(rounds):
            took = product.run()
            runs["product"].append(took.whole)
            runs["facts"].append(took.facts)
            runs["counting"].append(took.counting)
            runs["hand"].append(by_hand.run().whole)
            runs["duck"].append(ducks.run().whole)
            runs["all"].append(ducks.run_all().whole)
        exported.append(ducks.export().whole)
    _tell(first.whole, runs, exported)
    scratch.drop(host, DATABASE)


def _vacuum(place: scratch.Scratch) -> int:
    """What the product wrote is in order, as autovacuum would have it; returns how many cells there are."""
    with place.connect("owner") as connection:
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE) reporting_participationfact")
        connection.execute("VACUUM (ANALYZE) reporting_cell")
        row = connection.execute("SELECT count(*) FROM reporting_cell").fetchone()
        return int(row[0]) if row else 0


def _tell(first: float, runs: dict[str, list[float]], exported: list[float]) -> None:
    fresh = [run + min(exported) for run in runs["all"]]
    report.seconds("product, first time: facts built, cells counted", [first])
    report.seconds(f"product, everything again ({HANDS} worker processes)", runs["product"])
    report.seconds("  of which comparing facts with the case tables", runs["facts"])
    report.seconds("  of which counting from facts, with roll-ups", runs["counting"])
    report.seconds("SQL by hand on the case tables, months only", runs["hand"])
    report.seconds(f"DuckDB on Parquet, {HANDS} threads, months only", runs["duck"])
    report.seconds(f"DuckDB on Parquet, {HANDS} threads, every cell", runs["all"])
    report.seconds("export of fresh rows to Parquet", exported)
    report.ratio("counting / SQL by hand, months only", runs["counting"], runs["hand"], "0.15 (a4)")
    report.ratio("counting / DuckDB on ready Parquet, months only", runs["counting"], runs["duck"], "–")
    report.ratio("counting / DuckDB on ready Parquet, all cells", runs["counting"], runs["all"], "1.5 (a1)")
    report.ratio("counting / DuckDB with its export, all cells", runs["counting"], fresh, "0.4 (a2)")
    report.ratio("everything / SQL by hand", runs["product"], runs["hand"], "–")
    report.ratio("everything / DuckDB with its export, all cells", runs["product"], fresh, "–")
