"""Facts: worked out from the case tables in one statement per area and programme, closed and opened, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from reporting.models import ParticipationFact

MARKER = "participation"

_KEPT_BY_ENGINE = {"id", "opened_at", "closed_at"}
COLUMNS = [
    str(field.column) for field in ParticipationFact._meta.concrete_fields if field.column not in _KEPT_BY_ENGINE
]


def _class_of(status: str) -> str:
    return f"""CASE WHEN {status} IN ('21','22','23') THEN 'employed' WHEN {status} IN ('11','12') THEN 'unemployed'
        WHEN {status} = '31' THEN 'student' WHEN {status} IN ('32','33') THEN 'outside' ELSE '' END"""


def _yes_or_no(answer: str) -> str:
    return f"CASE {answer} WHEN '1' THEN true WHEN '0' THEN false END"


# One row per participation, in two steps: what the records say, then what follows from it. An absent form leaves
# its columns empty, and every condition over them unknown, by the rules of SQL.
DERIVE = f"""
CREATE TEMPORARY TABLE fresh_fact ON COMMIT DROP AS
WITH record AS (
    SELECT p.area_id, p.programme_id, p.unit_id, p.id AS participation_id, p.client_id, p.client_ref,
        p.first_started_on AS started_on, p.ended_on, e.observed_on, f.observed_on AS followed_on,
        c.gender, c.birth_date, extract(year FROM age(p.first_started_on, c.birth_date))::smallint AS age,
        s.id IS NOT NULL AS has_start, e.id IS NOT NULL AS has_end, f.id IS NOT NULL AS has_followup,
        s.status AS start_status, s.unemployed_months, s.in_education AS start_in_education,
        nullif(s.isced, '') AS isced, nullif(s.household, '') AS household, s.adults, s.working_members,
        s.dependent_children, nullif(s.foreign_background, '') AS foreign_background,
        nullif(s.disability, '') AS disability, nullif(s.other_disadvantage, '') AS other_disadvantage,
        nullif(s.housing_exclusion, '') AS housing,
        e.status AS end_status, e.in_education AS end_in_education, e.qualification,
        f.status AS followup_status, nullif(f.improved, '') AS improvement
    FROM clients_participation p
    JOIN clients_client c ON c.id = p.client_id
    LEFT JOIN clients_startform s ON s.participation_id = p.id
    LEFT JOIN clients_endform e ON e.participation_id = p.id
    LEFT JOIN clients_followupform f ON f.participation_id = p.id
    WHERE p.area_id = %(area)s AND p.programme_id = %(programme)s
      AND (%(subjects)s::uuid[] IS NULL OR p.id = ANY (%(subjects)s::uuid[]))
), judged AS (
    SELECT record.*, coalesce(
            has_start AND gender IN ('1','2','3') AND birth_date IS NOT NULL AND start_in_education IS NOT NULL
            AND isced BETWEEN '0' AND '8' AND household IS NOT NULL
            AND (start_status NOT IN ('11','12') OR unemployed_months IS NOT NULL), false) AS complete
    FROM record
), paired AS (
    SELECT judged.*, complete AND has_end AND ended_on IS NOT NULL AS paired FROM judged
)
SELECT area_id, programme_id, unit_id, participation_id, client_id, client_ref,
    started_on, ended_on, observed_on, followed_on,
    date_trunc('month', started_on)::date AS start_month,
    date_trunc('month', ended_on)::date AS end_month,
    date_trunc('month', followed_on)::date AS followup_month,
    age,
    CASE WHEN gender IN ('1','2','3') THEN gender ELSE '9' END AS gender,
    CASE WHEN age < 25 THEN '<25' WHEN age < 55 THEN '25-54' WHEN age >= 55 THEN '>54' ELSE '9' END AS age_esf,
    CASE WHEN age < 30 THEN '<30' WHEN age < 55 THEN '30-54' WHEN age >= 55 THEN '>54' ELSE '9' END AS age_group,
    CASE WHEN isced IN ('0','1','2') THEN '0-2' WHEN isced IN ('3','4') THEN '3-4'
         WHEN isced IN ('5','6','7','8') THEN '5-8' ELSE '9' END AS education,
    coalesce(isced, '9') AS isced,
    coalesce(household, '9') AS household,
    CASE dependent_children WHEN true THEN '1' WHEN false THEN '0' ELSE '9' END AS dependants,
    coalesce(foreign_background, '9') AS foreign_background,
    coalesce(disability, '9') AS disability,
    coalesce(other_disadvantage, '9') AS other_disadvantage,
    coalesce(housing, '9') AS housing,
    coalesce(start_status, '') AS start_status,
    coalesce(end_status, '') AS end_status,
    coalesce(followup_status, '') AS followup_status,
    {_class_of("start_status")} AS start_class,
    {_class_of("end_status")} AS end_class,
    complete, paired, paired AND has_followup AS followed,
    CASE gender WHEN '1' THEN true WHEN '2' THEN false WHEN '3' THEN false END AS woman,
    age < 25 AS under_25, age >= 55 AS over_54,
    start_status IN ('21','22','23') AS employed_start,
    start_status NOT IN ('21','22','23') AS not_employed_start,
    start_status IN ('11','12') AS unemployed_start,
    start_status IN ('31','32','33') AS inactive_start,
    start_status IN ('11','12') AND unemployed_months > CASE WHEN age < 25 THEN 6 WHEN age >= 25 THEN 12 END
        AS long_term_unemployed,
    start_in_education OR start_status = '31' AS in_education_start,
    NOT (start_in_education OR start_status = '31') AS not_in_education_start,
    NOT working_members AS jobless_household,
    adults = 1 AS single_adult,
    dependent_children AS has_dependants,
    {_yes_or_no("foreign_background")} AS is_foreign,
    {_yes_or_no("disability")} AS is_disabled,
    {_yes_or_no("other_disadvantage")} AS is_otherwise_disadvantaged,
    {_yes_or_no("housing")} AS is_homeless,
    end_status IN ('21','22','23') AS employed_end,
    end_status NOT IN ('21','22','23') AS not_employed_end,
    end_status IN ('11','12','32') AS seeking_end,
    end_in_education OR end_status = '31' AS in_education_end,
    qualification AS qualified,
    followup_status IN ('21','22','23') AS employed_followup,
    improvement <> '0' AS improved
FROM paired
"""

_FRESH = ", ".join(f"fresh_fact.{column}" for column in COLUMNS)
_KEPT = ", ".join(f"fact.{column}" for column in COLUMNS)

CLOSE = f"""
UPDATE reporting_participationfact AS fact SET closed_at = %(now)s
WHERE fact.closed_at IS NULL AND fact.area_id = %(area)s AND fact.programme_id = %(programme)s
  AND (%(subjects)s::uuid[] IS NULL OR fact.participation_id = ANY (%(subjects)s::uuid[]))
  AND NOT EXISTS (
    SELECT 1 FROM fresh_fact
    WHERE fresh_fact.participation_id = fact.participation_id AND ({_FRESH}) IS NOT DISTINCT FROM ({_KEPT})
  )
"""

OPEN = f"""
INSERT INTO reporting_participationfact (opened_at, {", ".join(COLUMNS)})
SELECT %(now)s, {_FRESH} FROM fresh_fact
WHERE NOT EXISTS (
    SELECT 1 FROM reporting_participationfact fact
    WHERE fact.closed_at IS NULL AND fact.participation_id = fresh_fact.participation_id
)
ORDER BY start_month
"""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: rows closed and opened, and how many a full one found that no marker had told of."""

    closed: int
    opened: int


def refresh_facts(
    *, area_id: int, programme_id: int, now: datetime, subjects: Sequence[UUID] | None = None
) -> Refreshed:
    """The current facts of the area and programme equal what the case tables say; `subjects` narrows to those.

    The old row of a participation that changed is closed at `now` and a new one opened. The caller holds the lock of
    the area and programme, so that `now` of one refresh never lies before the `now` of an earlier one.
    """
    arguments: dict[str, Any] = {"area": area_id, "programme": programme_id, "now": now, "subjects": subjects}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.fresh_fact")
        cursor.execute(DERIVE, arguments)
        cursor.execute("CREATE INDEX ON fresh_fact (participation_id)")
        cursor.execute("ANALYZE fresh_fact")
        if subjects is None:
            cursor.execute("SET LOCAL enable_nestloop = off")  # loops over facts newer than their statistics never end
        cursor.execute(CLOSE, arguments)
        closed = cursor.rowcount
        cursor.execute(OPEN, arguments)
        opened = cursor.rowcount
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
        return Refreshed(closed=closed, opened=opened)
