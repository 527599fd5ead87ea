"""Counting: all indicators over the facts of one area and programme, in one pass per date that makes the periods."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FullResultSet
from django.db import connection
from django.db.models import Q
from django.db.models.sql import Query

from reporting.enums import Basis, Breakdown
from reporting.indicators import BASES, CATALOGUE, Measure
from reporting.models import ParticipationFact

FACT = "reporting_participationfact"
MONTHS = {Basis.START: "start_month", Basis.END: "end_month", Basis.FOLLOW_UP: "followup_month"}
BASE_KEYS = {Basis.START: ("P", "S"), Basis.END: ("E",), Basis.FOLLOW_UP: ("F",)}
DIMENSIONS = [by.value for by in Breakdown if by not in {Breakdown.NONE, Breakdown.UNIT}]


@dataclass(frozen=True)
class Compiled:
    """A condition as SQL over the fact table."""

    sql: str
    params: tuple[Any, ...]


def compile_condition(condition: Q) -> Compiled:
    """The condition as the ORM would write it into WHERE, three-valued as it stands."""
    query = Query(ParticipationFact)
    where = query.build_where(condition) if condition else query.where
    try:
        sql, params = where.as_sql(query.get_compiler(connection=connection), connection)
    except FullResultSet:
        return Compiled("TRUE", ())
    return Compiled(sql or "TRUE", tuple(params))


def measures_of(basis: Basis) -> list[Measure]:
    """Every count whose period is made by this date: sizes of the bases, then those of the catalogue."""
    sizes = [Measure(key, BASES[key], Q()) for key in BASE_KEYS[basis]]
    found = [m for indicator in CATALOGUE.values() if indicator.basis == basis for m in indicator.measures()]
    if basis is Basis.START:
        found.append(Measure("A17.cohort_employed_end", BASES["S"], Q(paired=True) & Q(employed_end=True)))
    return sizes + found


def _count(measure: Measure) -> Compiled:
    base, condition = compile_condition(measure.base.condition), compile_condition(measure.condition)
    test = f"({condition.sql}) IS NULL" if measure.unknown else f"({condition.sql})"
    return Compiled(f"(count(*) FILTER (WHERE ({base.sql}) AND {test}))::integer", base.params + condition.params)


def _monthly(basis: Basis, measures: list[Measure]) -> Compiled:
    """One scan: counts per month, unit and class of each breakdown; `set_bits` tells which breakdown a row is of."""
    month, counts = MONTHS[basis], [_count(measure) for measure in measures]
    names = [f"m{position}" for position in range(len(measures))]
    columns = ", ".join(f"{count.sql} AS {name}" for count, name in zip(counts, names, strict=True))
    classes = ", ".join(DIMENSIONS)
    sets = ", ".join(["()", *[f"({name})" for name in DIMENSIONS]])
    floor = {Basis.START: "TRUE", Basis.END: "paired", Basis.FOLLOW_UP: "followed"}[basis]
    sql = f"""
        CREATE TEMPORARY TABLE monthly_count ON COMMIT DROP AS
        SELECT {month} AS month, unit_id, GROUPING({classes}) AS set_bits, coalesce({classes}) AS category, {columns}
        FROM {FACT} WHERE area_id = %s AND programme_id = %s AND closed_at IS NULL AND {floor}
        GROUP BY {month}, unit_id, GROUPING SETS ({sets})
    """
    params = tuple(value for count in counts for value in count.params)
    return Compiled(sql, params)


def _set_bits(position: int | None) -> int:
    """GROUPING() of the grouping set with only the dimension at `position`: one bit per absent dimension."""
    everything = (1 << len(DIMENSIONS)) - 1
    return everything if position is None else everything & ~(1 << (len(DIMENSIONS) - 1 - position))


def keys_of(basis: Basis) -> list[str]:
    """Names of the counts in a cell, in their order."""
    return [measure.key for measure in measures_of(basis)]


def _rolled_up(basis: Basis, measures: list[Measure]) -> str:
    """Months into quarters, years and the whole, each from the one before; units into the area; the unit as a class."""
    names = " ".join(f"WHEN {_set_bits(position)} THEN '{name}'" for position, name in enumerate(DIMENSIONS))
    values = ", ".join(f"m{position}" for position in range(len(measures)))
    sums = ", ".join(f"sum(m{position})::integer AS m{position}" for position in range(len(measures)))
    added = f"unit_id, by, category, {sums}"
    grouped = "GROUP BY period, unit_id, by, category"
    levels = {"month": "by_month", "quarter": "by_quarter", "year": "by_year", "all": "by_all"}
    cells = " UNION ALL ".join(
        f"SELECT '{basis.value}', '{kind}', period, unit_id, by, category, ARRAY[{values}] FROM {level}"
        for kind, level in levels.items()
    )
    return f"""
        INSERT INTO fresh_cell (basis, period_kind, period_start, unit_id, "by", category, counts)
        WITH labelled AS (
            SELECT month AS period, unit_id, CASE set_bits {names} ELSE '' END AS by,
                coalesce(category, '') AS category, {values}
            FROM monthly_count
        ), by_month AS (
            SELECT period, NULL::uuid AS unit_id, by, category, {sums} FROM labelled GROUP BY period, by, category
            UNION ALL
            SELECT period, unit_id, by, category, {values} FROM labelled WHERE unit_id IS NOT NULL
            UNION ALL
            SELECT period, NULL, 'unit', coalesce(unit_id::text, '9'), {values} FROM labelled WHERE by = ''
            UNION ALL
            SELECT period, unit_id, 'unit', unit_id::text, {values} FROM labelled WHERE by = '' AND unit_id IS NOT NULL
        ), by_quarter AS (
            SELECT period, {added} FROM (
                SELECT date_trunc('quarter', period)::date AS period, unit_id, by, category, {values} FROM by_month
            ) AS dated {grouped}
        ), by_year AS (
            SELECT period, {added} FROM (
                SELECT date_trunc('year', period)::date AS period, unit_id, by, category, {values} FROM by_quarter
            ) AS dated {grouped}
        ), by_all AS (
            SELECT NULL::date AS period, {added} FROM by_year GROUP BY unit_id, by, category
        )
        {cells}
    """


FRESH = """
    CREATE TEMPORARY TABLE fresh_cell (
        basis text, period_kind text, period_start date, unit_id uuid, "by" text, category text, counts integer[]
    ) ON COMMIT DROP
"""
NOBODY, NEVER = "'00000000-0000-0000-0000-000000000000'::uuid", "'-infinity'::date"
SAME_PLACE = f"""
    kept.period_kind = fresh.period_kind AND kept."by" = fresh."by" AND kept.basis = fresh.basis
    AND kept.category = fresh.category AND coalesce(kept.unit_id, {NOBODY}) = coalesce(fresh.unit_id, {NOBODY})
    AND coalesce(kept.period_start, {NEVER}) = coalesce(fresh.period_start, {NEVER})
"""
REMOVE = f"""
    DELETE FROM reporting_cell kept WHERE kept.area_id = %s AND kept.programme_id = %s
      AND NOT EXISTS (SELECT 1 FROM fresh_cell fresh WHERE {SAME_PLACE} AND kept.counts = fresh.counts)
"""
ADD = f"""
    INSERT INTO reporting_cell
        (area_id, programme_id, basis, period_kind, period_start, unit_id, "by", category, counts)
    SELECT %s, %s, basis, period_kind, period_start, unit_id, "by", category, counts FROM fresh_cell fresh
    WHERE NOT EXISTS (
        SELECT 1 FROM reporting_cell kept WHERE kept.area_id = %s AND kept.programme_id = %s AND {SAME_PLACE}
    )
    ORDER BY period_kind, "by", unit_id, basis, period_start, category
"""

# Cells are compared by hash, whatever stale statistics say: loops would be quadratic, and sorting arrays is slow.
HASHED = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"
AS_BEFORE = "SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL enable_mergejoin TO DEFAULT"


def count_cells(*, area_id: int, programme_id: int, progress: Callable[[int], None]) -> int:
    """The cells of the area and programme are those of its current facts; returns how many there are.

    A cell that is as it was is not written again. `progress` is told how many of the three passes are done.
    """
    place = [area_id, programme_id]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.fresh_cell")
        cursor.execute(FRESH)
        made = 0
        for done, basis in enumerate(Basis):
            if done:
                progress(done)
            measures = measures_of(basis)
            monthly = _monthly(basis, measures)
            cursor.execute("DROP TABLE IF EXISTS pg_temp.monthly_count")
            cursor.execute(monthly.sql, [*monthly.params, *place])
            cursor.execute(_rolled_up(basis, measures), [])
            made += cursor.rowcount
        cursor.execute("ANALYZE fresh_cell (period_kind)")
        cursor.execute(HASHED)
        cursor.execute(REMOVE, place)
        cursor.execute(ADD, [*place, *place])
        cursor.execute(AS_BEFORE)
        progress(len(Basis))
    return made
