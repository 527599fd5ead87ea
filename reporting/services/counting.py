"""Counting: all indicators over one table of facts in an area, in one pass per date that makes the periods."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FullResultSet
from django.db import connection
from django.db.models import Q
from django.db.models.sql import Query
from django.utils import timezone

from reporting.enums import Basis
from reporting.indicators import BASES, Measure
from reporting.services.counted import FactTable, table_of, tables_for


@dataclass(frozen=True)
class Compiled:
    """A condition as SQL over the fact table."""

    sql: str
    params: tuple[Any, ...]


def compile_condition(condition: Q, table: FactTable) -> Compiled:
    """The condition as the ORM would write it into WHERE, three-valued as it stands."""
    query = Query(table.model)
    where = query.build_where(condition) if condition else query.where
    try:
        sql, params = where.as_sql(query.get_compiler(connection=connection), connection)
    except FullResultSet:
        return Compiled("TRUE", ())
    return Compiled(sql or "TRUE", tuple(params))


def measures_of(basis: Basis) -> list[Measure]:
    """Every count whose period is made by this date: sizes of the bases, then those of the catalogue."""
    table = table_of(basis)
    sizes = [Measure(base.code, base, Q()) for base in table.base_keys[basis]]
    found = [m for one in table.indicators.values() if one.basis == basis for m in one.measures()]
    if basis is Basis.START:
        found.append(Measure("A17.cohort_employed_end", BASES["S"], Q(paired=True) & Q(employed_end=True)))
    return sizes + found


def _count(measure: Measure, table: FactTable) -> Compiled:
    base, condition = compile_condition(measure.base.condition, table), compile_condition(measure.condition, table)
    test = f"({condition.sql}) IS NULL" if measure.unknown else f"({condition.sql})"
    return Compiled(f"(count(*) FILTER (WHERE ({base.sql}) AND {test}))::integer", base.params + condition.params)


def _monthly(basis: Basis, measures: list[Measure], *, programme_id: int | None, current: date) -> Compiled:
    """One scan: counts per month, unit and class of each breakdown; `set_bits` tells which breakdown a row is of.

    A state stands in each month at whose end it is in force, the last of them `current`.
    """
    table = table_of(basis)
    month, source, counts = table.months[basis], table.name, [_count(measure, table) for measure in measures]
    if basis == table.stock:
        until = f"least(last_month, DATE '{current.isoformat()}')"
        source += f" CROSS JOIN LATERAL generate_series({month}::timestamp, {until}, '1 month') AS series (moment)"
        month = "series.moment::date"
    names = [f"m{position}" for position in range(len(measures))]
    columns = ", ".join(f"{count.sql} AS {name}" for count, name in zip(counts, names, strict=True))
    classes = ", ".join(table.dimensions)
    sets = ", ".join(["()", *[f"({name})" for name in table.dimensions]])
    sql = f"""
        CREATE TEMPORARY TABLE monthly_count ON COMMIT DROP AS
        SELECT {month} AS month, unit_id, GROUPING({classes}) AS set_bits, coalesce({classes}) AS category, {columns}
        FROM {source} WHERE {_place(table, programme_id)} AND closed_at IS NULL AND {table.floors[basis]}
        GROUP BY {month}, unit_id, GROUPING SETS ({sets})
    """
    params = tuple(value for count in counts for value in count.params)
    return Compiled(sql, params)


def _place(table: FactTable, programme_id: int | None) -> str:
    """Rows of the area, and of the programme where the facts have one; its keys follow in that order."""
    return "area_id = %s" if programme_id is None else "area_id = %s AND programme_id = %s"


def _set_bits(position: int, *, of: int) -> int:
    """GROUPING() of the grouping set with only the dimension at `position`: one bit per absent dimension."""
    return ((1 << of) - 1) & ~(1 << (of - 1 - position))


def keys_of(basis: Basis) -> list[str]:
    """Names of the counts in a cell, in their order."""
    return [measure.key for measure in measures_of(basis)]


def _longer(table: FactTable, basis: Basis, current: date) -> dict[str, str]:
    """From which rows the longer periods are made: events are added up, a state is that of the last month."""
    if basis != table.stock:
        return {"quarter": "by_month", "year": "by_quarter", "all": "by_year"}
    now = f"DATE '{current.isoformat()}'"
    last = {"quarter": "2 months", "year": "11 months"}
    found = {
        kind: f"by_month WHERE period = least((date_trunc('{kind}', period) + interval '{rest}')::date, {now})"
        for kind, rest in last.items()
    }
    return {**found, "all": f"by_month WHERE period = {now}"}


def _rolled_up(basis: Basis, measures: list[Measure], *, table: FactTable, current: date) -> str:
    """Months into quarters, years and the whole; units into the area; the unit as a class."""
    width = len(table.dimensions)
    names = " ".join(f"WHEN {_set_bits(place, of=width)} THEN '{name}'" for place, name in enumerate(table.dimensions))
    longer = _longer(table, basis, current)
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
                SELECT date_trunc('quarter', period)::date AS period, unit_id, by, category, {values}
                FROM {longer["quarter"]}
            ) AS dated {grouped}
        ), by_year AS (
            SELECT period, {added} FROM (
                SELECT date_trunc('year', period)::date AS period, unit_id, by, category, {values}
                FROM {longer["year"]}
            ) AS dated {grouped}
        ), by_all AS (
            SELECT NULL::date AS period, {added} FROM {longer["all"]} GROUP BY unit_id, by, category
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
KEPT = {True: "kept.area_id = %s AND kept.programme_id IS NULL", False: "kept.area_id = %s AND kept.programme_id = %s"}
REMOVE = f"""
    DELETE FROM reporting_cell kept WHERE {{kept}}
      AND NOT EXISTS (SELECT 1 FROM fresh_cell fresh WHERE {SAME_PLACE} AND kept.counts = fresh.counts)
"""
ADD = f"""
    INSERT INTO reporting_cell
        (area_id, programme_id, basis, period_kind, period_start, unit_id, "by", category, counts)
    SELECT %s, %s::integer, basis, period_kind, period_start, unit_id, "by", category, counts FROM fresh_cell fresh
    WHERE NOT EXISTS (
        SELECT 1 FROM reporting_cell kept WHERE {{kept}} AND {SAME_PLACE}
    )
    ORDER BY period_kind, "by", unit_id, basis, period_start, category
"""

# Cells are compared by hash, whatever stale statistics say: loops would be quadratic, and sorting arrays is slow.
HASHED = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"
AS_BEFORE = "SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL enable_mergejoin TO DEFAULT"


def count_cells(
    *, area_id: int, programme_id: int | None, progress: Callable[[int], None], today: date | None = None
) -> int:
    """The cells of the area and programme are those of its current facts; returns how many there are.

    Without a programme those of client work and of work with employers, whose states are told up to the month of
    `today`. A cell that is as it was is not written again. `progress` is told how many of the passes, one for each
    date, are done.
    """
    current = (today or timezone.localdate()).replace(day=1)
    passes = [(table, basis) for table in tables_for(programme_id) for basis in table.bases]
    place = [area_id] if programme_id is None else [area_id, programme_id]
    kept = KEPT[programme_id is None]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.fresh_cell")
        cursor.execute(FRESH)
        made = 0
        for done, (table, basis) in enumerate(passes):
            if done:
                progress(done)
            measures = measures_of(basis)
            monthly = _monthly(basis, measures, programme_id=programme_id, current=current)
            cursor.execute("DROP TABLE IF EXISTS pg_temp.monthly_count")
            cursor.execute(monthly.sql, [*monthly.params, *place])
            cursor.execute(_rolled_up(basis, measures, table=table, current=current), [])
            made += cursor.rowcount
        cursor.execute("ANALYZE fresh_cell (period_kind)")
        cursor.execute(HASHED)
        cursor.execute(REMOVE.format(kept=kept), place)
        cursor.execute(ADD.format(kept=kept), [area_id, programme_id, *place])
        cursor.execute(AS_BEFORE)
        progress(len(passes))
    return made
