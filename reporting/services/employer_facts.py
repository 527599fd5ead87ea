"""Facts of work with employers: worked out from what an area recorded, closed and opened, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from employers.enums.jobs import VacancyState
from reporting.models import EmployerFact
from reporting.services.facts import Refreshed

_KEPT_BY_ENGINE = {"id", "opened_at", "closed_at"}
COLUMNS = [str(field.column) for field in EmployerFact._meta.concrete_fields if field.column not in _KEPT_BY_ENGINE]
# What a thing may tell beside its kind, employer, record and days.
TOLD = {
    "channel": "text",
    "interest": "integer",
    "answered": "boolean",
    "raised": "boolean",
    "placed": "boolean",
    "turned": "boolean",
}


def _thing(kind: str, source: str, *, on: str, over: str = "NULL::date", where: str = "TRUE", **told: str) -> str:
    columns = ", ".join(f"({told.get(name, 'NULL')})::{form} AS {name}" for name, form in TOLD.items())
    return (
        f"SELECT '{kind}' AS kind, employer_id, id AS subject_id, {on} AS begun_on, {over} AS over_on, {columns}"
        f" FROM {source} WHERE {where}"
    )


# An employer is contacted once a calendar year, on the day of its first contact; placed within twelve months of that
# day or not, which is not known until they have passed. A vacancy is open until the day before it ended. What
# was recorded in error is none.
THINGS = "\n    UNION ALL\n    ".join(
    (
        _thing(
            "contact",
            "talk",
            on="held_on",
            channel="channel",
            interest="interest",
            answered="answered",
            raised="CASE WHEN answered THEN topic_raised END",
        ),
        _thing(
            "contacted",
            "first_talk",
            on="held_on",
            channel="channel",
            placed="""CASE WHEN EXISTS (
                SELECT 1 FROM placed WHERE placed.employer_id = first_talk.employer_id
                    AND placed.day BETWEEN held_on AND held_on + interval '12 months'
            ) THEN TRUE WHEN held_on + interval '12 months' < %(today)s THEN FALSE END""",
        ),
        _thing("willing", "word", on="set_on", over="ended_on", where="ended_on IS NULL OR ended_on > set_on"),
        _thing("keyword", "word", on="set_on"),
        _thing("vacancy", "vacancy", on="opened_on", over="CASE WHEN is_over THEN ended_on END"),
        _thing("lead", "lead", on="found_on", turned="CASE state WHEN 'open' THEN NULL ELSE state <> 'dropped' END"),
    )
)
DERIVE = f"""
CREATE TEMPORARY TABLE fresh_employer ON COMMIT DROP AS
WITH talk AS (
    SELECT * FROM employers_employercontact WHERE area_id = %(area)s AND withdrawn_at IS NULL
        AND (%(subjects)s::uuid[] IS NULL OR employer_id = ANY (%(subjects)s::uuid[]))
), first_talk AS (
    SELECT DISTINCT ON (employer_id, extract(year FROM held_on)) * FROM talk
    ORDER BY employer_id, extract(year FROM held_on), held_on, id
), word AS (
    SELECT * FROM employers_willingkeyword WHERE area_id = %(area)s AND end_reason <> 'error'
        AND (%(subjects)s::uuid[] IS NULL OR employer_id = ANY (%(subjects)s::uuid[]))
), vacancy AS (
    SELECT *, state = ANY (%(over)s) AS is_over FROM employers_vacancy WHERE area_id = %(area)s
        AND opened_on IS NOT NULL AND end_reason <> 'error'
        AND (%(subjects)s::uuid[] IS NULL OR employer_id = ANY (%(subjects)s::uuid[]))
), lead AS (
    SELECT * FROM employers_lead WHERE area_id = %(area)s AND drop_reason <> 'error'
        AND (%(subjects)s::uuid[] IS NULL OR employer_id = ANY (%(subjects)s::uuid[]))
), placed AS (
    SELECT p.employer_id, coalesce(e.begun_on, s.started_on) AS day FROM employers_placement p
    LEFT JOIN clients_employmentspell e ON e.id = p.employment_id AND e.withdrawn_at IS NULL
    LEFT JOIN clients_serviceperiod s ON s.id = p.service_period_id
    WHERE p.area_id = %(area)s AND coalesce(e.begun_on, s.started_on) <= %(today)s
        AND (%(subjects)s::uuid[] IS NULL OR p.employer_id = ANY (%(subjects)s::uuid[]))
), thing AS (
    {THINGS}
)
SELECT %(area)s::smallint AS area_id, NULL::uuid AS unit_id, NULL::bigint AS programme_id,
    thing.kind, employer_id, subject_id, begun_on, over_on,
    date_trunc('month', begun_on)::date AS begun_month,
    date_trunc('month', over_on)::date AS over_month,
    (date_trunc('month', over_on) - interval '1 month')::date AS last_month,
    coalesce(channel, '9') AS channel, coalesce(nullif(employer.industry, ''), '9') AS industry,
    coalesce('s' || nullif(employer.size, ''), '9') AS size, employer.kind AS employer_class,
    coalesce('i' || interest, '9') AS interest, answered, raised, placed, turned
FROM thing JOIN employers_employer employer ON employer.id = employer_id
"""

# A company is an employer with a business id; it takes part from its first answered contact for the programme.
DERIVE_COMPANIES = """
CREATE TEMPORARY TABLE fresh_employer ON COMMIT DROP AS
SELECT DISTINCT ON (c.employer_id) c.area_id, NULL::uuid AS unit_id, c.programme_id, 'company' AS kind, c.employer_id,
    c.id AS subject_id, c.held_on AS begun_on, NULL::date AS over_on,
    date_trunc('month', c.held_on)::date AS begun_month, NULL::date AS over_month, NULL::date AS last_month,
    c.channel, coalesce(nullif(e.industry, ''), '9') AS industry, coalesce('s' || nullif(e.size, ''), '9') AS size,
    e.kind AS employer_class, coalesce('i' || c.interest, '9') AS interest, NULL::boolean AS answered,
    NULL::boolean AS raised, NULL::boolean AS placed, NULL::boolean AS turned
FROM employers_employercontact c JOIN employers_employer e ON e.id = c.employer_id
WHERE c.area_id = %(area)s AND c.programme_id = %(programme)s AND c.answered AND c.withdrawn_at IS NULL
    AND e.business_id <> ''
ORDER BY c.employer_id, c.held_on, c.id
"""

_FRESH = ", ".join(f"fresh_employer.{column}" for column in COLUMNS)
_KEPT = ", ".join(f"fact.{column}" for column in COLUMNS)
_KEYS = ("employer_id", "kind", "subject_id", "begun_on")
_SAME = " AND ".join(f"fresh_employer.{name} = fact.{name}" for name in _KEYS)
_OF_AREA = """fact.closed_at IS NULL AND fact.area_id = %(area)s
  AND fact.programme_id IS NOT DISTINCT FROM %(programme)s::bigint"""
CLOSE = f"""
UPDATE reporting_employerfact AS fact SET closed_at = %(now)s
WHERE {_OF_AREA}
  AND (%(subjects)s::uuid[] IS NULL OR fact.employer_id = ANY (%(subjects)s::uuid[]))
  AND NOT EXISTS (SELECT 1 FROM fresh_employer WHERE {_SAME} AND ({_FRESH}) IS NOT DISTINCT FROM ({_KEPT}))
"""
OPEN = f"""
INSERT INTO reporting_employerfact (opened_at, {", ".join(COLUMNS)})
SELECT %(now)s, {_FRESH} FROM fresh_employer
WHERE NOT EXISTS (SELECT 1 FROM reporting_employerfact fact WHERE {_OF_AREA} AND {_SAME})
ORDER BY begun_month
"""


def refresh_employer_facts(*, area_id: int, now: datetime, subjects: Sequence[UUID] | None = None) -> Refreshed:
    """The current facts of the area's work with employers equal what was recorded; `subjects` narrows to employers.

    The caller holds the lock of the area's numbers without a programme.
    """
    return _refresh(DERIVE, area=area_id, now=now, subjects=subjects, programme=None)


def refresh_companies(*, area_id: int, programme_id: int, now: datetime) -> Refreshed:
    """The current facts of companies that take part in the programme in the area equal what was recorded (EM-18).

    The caller holds the lock of the area's numbers of the programme.
    """
    return _refresh(DERIVE_COMPANIES, area=area_id, now=now, subjects=None, programme=programme_id)


def _refresh(derive: str, *, now: datetime, **told: Any) -> Refreshed:
    arguments: dict[str, Any] = {
        **told,
        "now": now,
        "today": timezone.localdate(now),
        "over": [VacancyState.FILLED.value, VacancyState.CLOSED.value],
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.fresh_employer")
        cursor.execute(derive, arguments)
        cursor.execute("CREATE INDEX ON fresh_employer (employer_id)")
        cursor.execute("ANALYZE fresh_employer")
        cursor.execute(CLOSE, arguments)
        closed = cursor.rowcount
        cursor.execute(OPEN, arguments)
        return Refreshed(closed=closed, opened=cursor.rowcount)
