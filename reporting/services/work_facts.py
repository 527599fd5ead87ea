"""Facts of client work: worked out from the case tables in one statement per area, closed and opened, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from clients.enums.contacts import REMOTE_CHANNELS
from clients.enums.keywords import IDENTIFYING, TARGET_GROUP
from reporting.models import WorkFact
from reporting.services.facts import Refreshed
from reporting.services.work_events import ARGUMENTS, HAPPENED, TOLD

MARKER = "client_work"
"""The ledger's marker of clients whose facts are to be worked out anew; triggers of the case tables write it."""

_KEPT_BY_ENGINE = {"id", "opened_at", "closed_at"}
COLUMNS = [str(field.column) for field in WorkFact._meta.concrete_fields if field.column not in _KEPT_BY_ENGINE]

_TOLD = ", ".join(TOLD)
_NOTHING = ", ".join(f"NULL::{form} AS {name}" for name, form in TOLD.items())

# Of each client the days on which a keyword or a diagnosis begins or ends cut time into segments; neighbours with the
# same basis are one. Identification is the first mark in force on or after the beginning; one in force then takes none.
# Of a case's directions those count on which nothing later was said (clients.selectors.directions has the same rule).
DERIVE = f"""
CREATE TEMPORARY TABLE fresh_work ON COMMIT DROP AS
WITH person AS (
    SELECT id AS client_id, area_id, unit_id, gender, birth_date FROM clients_client
    WHERE area_id = %(area)s AND (%(subjects)s::uuid[] IS NULL OR id = ANY (%(subjects)s::uuid[]))
), word AS (
    SELECT w.* FROM clients_keyword w JOIN person USING (client_id, area_id) WHERE NOT w.is_mistaken
), held AS (
    SELECT client_id, set_on AS begun_on, ended_on AS over_on, true AS is_word FROM word WHERE kind = ANY (%(kinds)s)
    UNION ALL
    SELECT d.client_id, d.stated_on, d.ended_on, false
    FROM clients_diagnosismark d JOIN person USING (client_id, area_id) WHERE NOT d.is_mistaken
), edge AS (
    SELECT client_id, begun_on AS day FROM held UNION SELECT client_id, over_on FROM held WHERE over_on IS NOT NULL
), segment AS (
    SELECT client_id, day, lead(day) OVER (PARTITION BY client_id ORDER BY day) AS next_day FROM edge
), judged AS (
    SELECT segment.client_id, day, next_day, coalesce(bool_or(is_word), false) AS has_word,
        coalesce(bool_or(NOT is_word), false) AS has_diagnosis
    FROM segment
    LEFT JOIN held ON held.client_id = segment.client_id AND held.begun_on <= day
        AND (held.over_on IS NULL OR held.over_on > day)
    GROUP BY segment.client_id, day, next_day
), based AS (
    SELECT client_id, day, next_day, CASE WHEN has_word AND has_diagnosis THEN 'both' WHEN has_word THEN 'keyword'
        WHEN has_diagnosis THEN 'diagnosis' ELSE '' END AS basis
    FROM judged
), turned AS (
    SELECT *, (basis IS DISTINCT FROM lag(basis) OVER (PARTITION BY client_id ORDER BY day))::integer AS turn FROM based
), run AS (
    SELECT *, sum(turn) OVER (PARTITION BY client_id ORDER BY day) AS number FROM turned
), target AS (
    SELECT client_id, basis, min(day) AS begun_on, (array_agg(next_day ORDER BY day DESC))[1] AS over_on
    FROM run WHERE basis <> '' GROUP BY client_id, basis, number
), work_case AS (
    SELECT c.id, c.client_id, c.kind, c.opened_on, c.closed_on, c.phase, c.phase_since, c.is_employed,
        c.sickness_maximum_on,
        coalesce(c.jobseeking_started_on, c.opened_on) AS began_on
    FROM clients_case c JOIN person USING (client_id, area_id)
), mark AS (
    SELECT client_id, set_on AS begun_on, ended_on AS over_on FROM word WHERE kind = ANY (%(kinds)s)
    UNION ALL
    SELECT s.client_id, s.since, s.until FROM clients_workabilitystatus s JOIN person USING (client_id, area_id)
    WHERE NOT s.is_mistaken AND s.status = ANY (%(identifying)s)
), identified AS (
    SELECT work_case.id, work_case.client_id, work_case.kind, min(greatest(mark.begun_on, began_on)) AS day, began_on
    FROM work_case JOIN mark ON mark.client_id = work_case.client_id
        AND (mark.over_on IS NULL OR mark.over_on > began_on)
        AND (closed_on IS NULL OR greatest(mark.begun_on, began_on) <= closed_on)
    GROUP BY work_case.id, work_case.client_id, work_case.kind, began_on
), phase_began AS (
    SELECT DISTINCT ON (e.pgh_obj_id, e.phase_since) e.pgh_obj_id AS id, e.phase_since AS day, e.phase
    FROM clients_caseevent e WHERE e.area_id = %(area)s AND e.pgh_obj_id IN (SELECT id FROM work_case)
    ORDER BY e.pgh_obj_id, e.phase_since, e.pgh_id DESC
), phased AS (
    SELECT phase_began.*, lead(day) OVER (PARTITION BY id ORDER BY day) AS next_day FROM phase_began
), direction_said AS (
    SELECT e.pgh_obj_id AS id, e.pgh_id, e.direction,
        coalesce(e.direction_on, (e.pgh_created_at AT TIME ZONE 'Europe/Helsinki')::date) AS day,
        (e.direction, e.direction_on) IS DISTINCT FROM (coalesce(lag(e.direction) OVER said, ''), lag(e.direction_on)
            OVER said) AS is_new
    FROM clients_caseevent e
    WHERE e.area_id = %(area)s AND e.pgh_obj_id IN (SELECT id FROM work_case) AND e.pgh_label <> 'delete'
    WINDOW said AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id)
), direction_kept AS (
    SELECT *, min(day) OVER (PARTITION BY id ORDER BY pgh_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
        AS corrected_from
    FROM direction_said WHERE is_new
), directed AS (
    SELECT id, direction, day, lead(day) OVER (PARTITION BY id ORDER BY pgh_id) AS next_day
    FROM direction_kept WHERE corrected_from IS NULL OR corrected_from > day
), thing AS (
    SELECT 'target' AS kind, client_id, client_id AS subject_id, begun_on, over_on, basis, NULL AS keyword,
        NULL AS case_kind, NULL AS phase, NULL AS direction, NULL AS channel, NULL::integer AS days,
        NULL::boolean AS remote, NULL::boolean AS employed
    FROM target
    UNION ALL
    SELECT 'keyword', client_id, id, set_on, NULL, NULL, kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM word
    UNION ALL
    SELECT 'identified', client_id, id, day, NULL, NULL, NULL, kind, NULL, NULL, NULL, day - began_on, NULL, NULL
    FROM identified
    UNION ALL
    SELECT 'case', client_id, id, opened_on, closed_on, NULL, NULL, kind, NULL, NULL, NULL, NULL, NULL, is_employed
    FROM work_case
    UNION ALL
    SELECT 'phase', c.client_id, c.id, greatest(p.day, c.opened_on), coalesce(p.next_day, c.closed_on), NULL, NULL,
        c.kind, p.phase, NULL, NULL, coalesce(p.next_day, c.closed_on) - p.day, NULL, NULL
    FROM phased p JOIN work_case c USING (id) WHERE p.next_day IS NULL OR p.next_day > greatest(p.day, c.opened_on)
    UNION ALL
    SELECT 'direction', c.client_id, c.id, greatest(c.opened_on, d.day), coalesce(d.next_day, c.closed_on), NULL, NULL,
        c.kind, NULL, CASE left(d.direction, 1) WHEN '9' THEN 'unclear' ELSE left(d.direction, 1) END, NULL, NULL, NULL,
        NULL
    FROM directed d JOIN work_case c USING (id)
    WHERE d.direction <> '' AND (d.next_day IS NULL OR d.next_day > greatest(d.day, c.opened_on))
    UNION ALL
    SELECT 'sickness', client_id, id, greatest(opened_on, sickness_maximum_on), closed_on, NULL, NULL, kind, NULL, NULL,
        NULL, NULL, NULL, is_employed
    FROM work_case WHERE sickness_maximum_on IS NOT NULL
    UNION ALL
    SELECT 'contact', x.client_id, x.id, (x.at AT TIME ZONE 'Europe/Helsinki')::date, NULL, NULL, NULL, NULL, NULL,
        NULL, x.channel, NULL, x.channel = ANY (%(remote)s), NULL
    FROM clients_contact x JOIN person USING (client_id, area_id) WHERE NOT x.is_draft AND x.withdrawn_at IS NULL
    UNION ALL
    SELECT 'statement', s.client_id, s.id, s.received_on, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        s.received_on - s.requested_on, NULL, NULL
    FROM clients_statement s JOIN person USING (client_id, area_id)
    WHERE s.received_on IS NOT NULL AND s.requested_on IS NOT NULL
), {HAPPENED}, every AS (
    SELECT *, {_NOTHING} FROM thing
    UNION ALL
    SELECT kind, client_id, subject_id, begun_on, over_on, basis, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        {_TOLD}
    FROM happened
), aged AS (
    SELECT every.*, person.area_id, person.unit_id, person.gender, greatest(every.days, 0) AS waited_days,
        extract(year FROM age(begun_on, birth_date))::integer AS age
    FROM every JOIN person USING (client_id)
)
SELECT area_id, unit_id, kind, client_id, subject_id, begun_on, over_on,
    date_trunc('month', begun_on)::date AS begun_month,
    date_trunc('month', over_on)::date AS over_month,
    (date_trunc('month', over_on) - interval '1 month')::date AS last_month,
    CASE WHEN gender IN ('1','2','3') THEN gender ELSE '9' END AS gender,
    CASE WHEN age < 30 THEN '<30' WHEN age < 55 THEN '30-54' WHEN age >= 55 THEN '>54' ELSE '9' END AS age_group,
    coalesce(basis, '9') AS basis, coalesce(keyword, '9') AS keyword, coalesce(case_kind, '9') AS case_kind,
    coalesce(phase, '9') AS phase, coalesce(direction, '9') AS direction, coalesce(channel, '9') AS channel,
    coalesce(lpad(least(waited_days, 99999)::text, 5, '0'), '9') AS waited,
    coalesce(labour, '9') AS labour, coalesce(reason, '9') AS reason, coalesce(service, '9') AS service,
    coalesce(ground, '9') AS ground, coalesce(result, '9') AS result,
    coalesce(offer, '9') AS offer, coalesce(rung, '9') AS rung, coalesce(industry, '9') AS industry,
    remote, employed, to_work, subsidised, started, referred, completed, granted,
    responded, hired, kept_1, kept_3, kept_6, kept_12,
    CASE kind WHEN 'identified' THEN waited_days <= 14 END AS within_14,
    CASE kind WHEN 'identified' THEN waited_days <= 30 END AS within_30
FROM aged
"""

_FRESH = ", ".join(f"fresh_work.{column}" for column in COLUMNS)
_KEPT = ", ".join(f"fact.{column}" for column in COLUMNS)
_SAME = " AND ".join(f"fresh_work.{name} = fact.{name}" for name in ("client_id", "kind", "subject_id", "begun_on"))

CLOSE = f"""
UPDATE reporting_workfact AS fact SET closed_at = %(now)s
WHERE fact.closed_at IS NULL AND fact.area_id = %(area)s
  AND (%(subjects)s::uuid[] IS NULL OR fact.client_id = ANY (%(subjects)s::uuid[]))
  AND NOT EXISTS (SELECT 1 FROM fresh_work WHERE {_SAME} AND ({_FRESH}) IS NOT DISTINCT FROM ({_KEPT}))
"""

OPEN = f"""
INSERT INTO reporting_workfact (opened_at, {", ".join(COLUMNS)})
SELECT %(now)s, {_FRESH} FROM fresh_work
WHERE NOT EXISTS (
    SELECT 1 FROM reporting_workfact fact WHERE fact.closed_at IS NULL AND fact.area_id = %(area)s AND {_SAME}
)
ORDER BY begun_month
"""


def refresh_work_facts(*, area_id: int, now: datetime, subjects: Sequence[UUID] | None = None) -> Refreshed:
    """The current facts of client work in the area equal what the case tables say; `subjects` narrows to clients.

    The caller holds the lock of the area's client work, as for the facts of a programme.
    """
    arguments: dict[str, Any] = {
        "area": area_id,
        "now": now,
        "subjects": subjects,
        "kinds": sorted(TARGET_GROUP),
        "identifying": sorted(IDENTIFYING),
        "remote": sorted(REMOTE_CHANNELS),
        "today": timezone.localdate(now),
        **ARGUMENTS,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.fresh_work")
        if subjects is None:
            cursor.execute("SET LOCAL enable_nestloop = off")  # as for the facts of a programme
        cursor.execute(DERIVE, arguments)
        cursor.execute("CREATE INDEX ON fresh_work (client_id)")
        cursor.execute("ANALYZE fresh_work")
        cursor.execute(CLOSE, arguments)
        closed = cursor.rowcount
        cursor.execute(OPEN, arguments)
        opened = cursor.rowcount
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
        return Refreshed(closed=closed, opened=opened)
