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
    """Months into quarters, years and the whole; units into the area; the unit also as a class of its own."""
    names = " ".join(f"WHEN {_set_bits(position)} THEN '{name}'" for position, name in enumerate(DIMENSIONS))
    values = ", ".join(f"m{position}" for position in range(len(measures)))
    sums = ", ".join(f"sum(m{position})" for position in range(len(measures)))
    return f"""
        INSERT INTO reporting_cell
            (area_id, programme_id, basis, period_kind, period_start, unit_id, "by", category, counts)
        WITH labelled AS (
            SELECT month, unit_id, CASE set_bits {names} ELSE '' END AS by, coalesce(category, '') AS category, {values}
            FROM monthly_count
        ), source AS (
            SELECT month, NULL::uuid AS unit_id, by, category, {values} FROM labelled
            UNION ALL
            SELECT month, unit_id, by, category, {values} FROM labelled WHERE unit_id IS NOT NULL
            UNION ALL
            SELECT month, NULL, 'unit', coalesce(unit_id::text, '9'), {values} FROM labelled WHERE by = ''
            UNION ALL
            SELECT month, unit_id, 'unit', unit_id::text, {values} FROM labelled WHERE by = '' AND unit_id IS NOT NULL
        ), dated AS (
            SELECT 'all' AS kind, NULL::date AS period, source.* FROM source
            UNION ALL SELECT 'year', date_trunc('year', month)::date, source.* FROM source
            UNION ALL SELECT 'quarter', date_trunc('quarter', month)::date, source.* FROM source
            UNION ALL SELECT 'month', month, source.* FROM source
        )
        SELECT %s, %s, '{basis.value}', kind, period, unit_id, by, category, ARRAY[{sums}]::integer[]
        FROM dated GROUP BY kind, period, unit_id, by, category
    """


def count_cells(*, area_id: int, programme_id: int, progress: Callable[[int], None]) -> int:
    """The cells of the area and programme are those of its current facts; returns how many there are.

    `progress` is told how many of the three passes are done.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_cell WHERE area_id = %s AND programme_id = %s", [area_id, programme_id])
        made = 0
        for done, basis in enumerate(Basis):
            measures = measures_of(basis)
            monthly = _monthly(basis, measures)
            cursor.execute("DROP TABLE IF EXISTS pg_temp.monthly_count")
            cursor.execute(monthly.sql, [*monthly.params, area_id, programme_id])
            cursor.execute(_rolled_up(basis, measures), [area_id, programme_id])
            made += cursor.rowcount
            progress(done + 1)
    return made
