"""Cell by cell: what each contender counted, per area, date, month, breakdown and class."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.contenders import ByHand, Ducks
from benchmarks.handwritten import SCANS, Scan, breakdown
from benchmarks.population import PROGRAMME
from benchmarks.scratch import Scratch

# Kind and start of the period, unit, breakdown, class.
Place = tuple[str, str, str, str, str]
Cells = dict[Place, tuple[int, ...]]
OURS = """
    SELECT period_kind, period_start, coalesce(unit_id::text, ''), "by", category, counts FROM reporting_cell
    WHERE area_id = %s AND programme_id = %s AND basis = %s
"""

NAMES = "SELECT measures FROM reporting_computation WHERE area_id = %s AND programme_id = %s"


class Different(AssertionError):
    """Two contenders do not find the same numbers, so that no timing counts."""


def compare(scratch: Scratch, *, areas: Iterable[int], by_hand: ByHand, ducks: Ducks) -> tuple[int, int]:
    """Every cell of every area is the same for all three; returns how many cells and counts were compared."""
    cells = counts = 0
    with scratch.connect("owner") as connection:
        for area in areas:
            named = connection.execute(NAMES, [area, PROGRAMME]).fetchone()
            for scan in SCANS:
                rows = connection.execute(OURS, [area, PROGRAMME, scan.basis])
                product = of_product(rows, named[0][scan.basis] if named else [], scan)
                whole = f"SELECT * EXCLUDE (area_id) FROM all_{scan.basis} WHERE area_id = {area}"
                _same(product, of_all(ducks.engine.execute(whole).fetchall()), "DuckDB (all cells)", area, scan)
                query = f"SELECT * FROM by_hand_{scan.basis} WHERE area_id = {area}"
                monthly = months(product)
                _same(monthly, of_scan(by_hand.connection.execute(query).fetchall()), "SQL by hand", area, scan)
                _same(monthly, of_scan(ducks.engine.execute(query).fetchall()), "DuckDB", area, scan)
                cells += len(product)
                counts += len(product) * len(scan.counts)
    by_hand.connection.commit()
    if not cells:
        raise Different("nothing was counted at all")
    return cells, counts


def keys_of(scan: Scan) -> list[str]:
    return list(scan.counts)


def of_product(rows: Iterable[Any], names: list[str], scan: Scan) -> Cells:
    known, found = keys_of(scan), {}
    for kind, period, unit, by, category, numbers in rows:
        counts = dict(zip(names, numbers, strict=True))
        # What can never be unknown is not written by hand; its count of unknowns must be zero.
        extra = {name for name, number in counts.items() if number and name not in scan.counts}
        if extra:
            raise Different(f"{scan.basis}: the product counts {sorted(extra)}, which nobody wrote by hand")
        found[kind, str(period), unit, by, category] = tuple(counts.get(name, 0) for name in known)
    return found


def of_scan(rows: Iterable[Any]) -> Cells:
    return {
        ("month", str(month), "", breakdown(bits), category or ""): tuple(counts)
        for _area, month, bits, category, *counts in rows
    }


def of_all(rows: Iterable[Any]) -> Cells:
    return {
        (kind, str(period), unit, by, category): tuple(counts) for kind, period, unit, by, category, *counts in rows
    }


def months(cells: Cells) -> Cells:
    """Those of the whole area by month, which is what is written by hand for PostgreSQL."""
    return {place: counts for place, counts in cells.items() if place[0] == "month" and not place[2]}


def _same(product: Cells, other: Cells, name: str, area: int, scan: Scan) -> None:
    if product == other:
        return
    places = [key for key in product.keys() | other.keys() if product.get(key) != other.get(key)]
    place = min(places)
    ours, theirs = product.get(place), other.get(place)
    wrong = [key for key, a, b in zip(keys_of(scan), ours or [], theirs or [], strict=False) if a != b]
    words = f"product and {name} differ in {wrong or 'being there'} ({len(places)} cells)"
    raise Different(f"area {area}, {scan.basis} {place}: {words}")
