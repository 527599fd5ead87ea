"""Changes in clients' work and services as SQL: what happened on which day, for the facts of client work."""

from collections.abc import Mapping

from clients.enums import EMPLOYED, UNEMPLOYED
from clients.enums.employment import CHECK_MONTHS, GRANTING, Decision, SupportKind
from clients.enums.service_referrals import TERMINAL, ServiceReferralState
from clients.enums.spells import StatusEnd
from employers.enums.job_referrals import TERMINAL as OVER
from employers.enums.job_referrals import JobReferralState
from reporting.enums import NEITHER, WorkKind

TO_WORK = (StatusEnd.OPEN_WORK, StatusEnd.SUBSIDISED, StatusEnd.SELF_EMPLOYED, StatusEnd.APPRENTICE)
DECIDED = GRANTING | {Decision.REJECTED}
ARGUMENTS: Mapping[str, object] = {
    "unemployed": sorted(UNEMPLOYED),
    "employing": sorted(EMPLOYED),
    "to_work": sorted(TO_WORK),
    "granting": sorted(GRANTING),
    "decided": sorted(DECIDED),
    "over_without_work": sorted(OVER - {JobReferralState.HIRED}),
    "not_to_start": sorted(TERMINAL - {ServiceReferralState.RESULT}),
}

# What an event may tell beside its kind, client, record and day; what it does not tell stays empty.
TOLD = {
    "labour": "text",
    "reason": "text",
    "service": "text",
    "ground": "text",
    "result": "text",
    "to_work": "boolean",
    "subsidised": "boolean",
    "started": "boolean",
    "referred": "boolean",
    "completed": "boolean",
    "granted": "boolean",
    "offer": "text",
    "rung": "text",
    "industry": "text",
    "responded": "boolean",
    "hired": "boolean",
    **{f"kept_{months}": "boolean" for months in CHECK_MONTHS},
}


def _kept(months: int) -> str:
    """At work so many months after the beginning; not known until that day has come."""
    day = f"(lower(days) + interval '{months} months')::date"
    return f"CASE WHEN {day} <= %(today)s THEN days @> {day} END"


def event(kind: WorkKind, source: str, *, on: str, where: str, **told: str) -> str:
    """A SELECT of one kind of events, every column of TOLD in its place."""
    columns = ", ".join(f"({told.get(name, 'NULL')})::{form} AS {name}" for name, form in TOLD.items())
    record = f"'{kind.value}' AS kind, client_id, id AS subject_id, {on} AS begun_on"
    return f"SELECT {record}, {columns} FROM {source} WHERE {where}"


EVENTS = "\n    UNION ALL\n    ".join(
    (
        event(
            WorkKind.UNEMPLOYMENT_OVER,
            "neighbour JOIN first_case USING (client_id)",
            on="ended_on",
            where="side = 'out' AND ended_on >= since AND goes_on IS NOT TRUE",
            labour="status",
            reason="end_reason",
            to_work="end_reason = ANY (%(to_work)s)",
        ),
        event(
            WorkKind.WORK_BEGUN,
            "neighbour JOIN first_case USING (client_id)",
            on="begun_on",
            where="side = 'in' AND begun_on >= since AND went_on IS NOT TRUE",
            labour="status",
        ),
        event(
            WorkKind.WORK_OVER,
            "neighbour JOIN first_case USING (client_id)",
            on="ended_on",
            where="side = 'in' AND ended_on >= since AND goes_on IS NOT TRUE",
            labour="status",
            reason="end_reason",
        ),
        event(
            WorkKind.EMPLOYMENT,
            "clients_employmentspell JOIN person USING (client_id, area_id) JOIN first_case USING (client_id)",
            on="begun_on",
            where="withdrawn_at IS NULL AND begun_on BETWEEN since AND %(today)s",
            ground=f"coalesce(nullif(subsidy_ground, ''), '{NEITHER}')",
            subsidised="subsidy_ground <> ''",
        ),
        event(
            WorkKind.REFERRAL,
            "referral",
            on="sent_on",
            where="TRUE",
            service="service",
            started="CASE WHEN started_on IS NOT NULL THEN TRUE WHEN state = ANY (%(not_to_start)s) THEN FALSE END",
        ),
        event(
            WorkKind.SERVICE_BEGUN,
            "taken",
            on="started_on",
            where="started_on >= since",
            service="service",
            referred="referred",
        ),
        event(
            WorkKind.SERVICE_OVER,
            "taken",
            on="ended_on",
            where="ended_on >= since",
            service="service",
            referred="referred",
            completed="completed",
        ),
        event(
            WorkKind.RESULT,
            "referral",
            on="closed_on",
            where="result <> ''",
            service="service",
            result="result",
        ),
        *(
            event(
                kind,
                "support",
                on="decided_on",
                where=f"kind = '{applied.value}' AND decision = ANY (%(decided)s)",
                ground="ground",
                granted="decision = ANY (%(granting)s)",
            )
            for kind, applied in (
                (WorkKind.SUBSIDY_DECIDED, SupportKind.WAGE),
                (WorkKind.ARRANGEMENT_DECIDED, SupportKind.ARRANGEMENT),
            )
        ),
        event(
            WorkKind.APPLICANT,
            "applicant JOIN person USING (client_id)",
            on="applied_on",
            where="TRUE",
            ground="'98.' || purpose",
        ),
        event(
            WorkKind.JOB_REFERRAL,
            "job_referral",
            on="sent_on",
            where="TRUE",
            offer="kind",
            industry="industry",
            responded="CASE WHEN answered_on IS NOT NULL THEN TRUE WHEN state = 'expired' THEN FALSE END",
            hired="CASE WHEN state = 'hired' THEN TRUE WHEN state = ANY (%(over_without_work)s) THEN FALSE END",
        ),
        event(
            WorkKind.PLACEMENT,
            "placement",
            on="begun_on",
            where="begun_on <= %(today)s",
            rung="rung",
            industry="industry",
        ),
        event(
            WorkKind.WORK_SPELL,
            "at_work JOIN first_case USING (client_id)",
            on="lower(days)",
            where="lower(days) BETWEEN since AND %(today)s",
            **{f"kept_{months}": _kept(months) for months in CHECK_MONTHS},
        ),
    )
)

# The status of a day is that of the spell the day is in; of the days of a case in no spell nothing is on record.
# Spells of one side that follow each other without a day between are one. What was there before the client's first
# case is no change of our time. Whose application was the first of an employer's in the year shows only from the whole
# area: a trigger marks the clients of all the employer's others. Employments on the same or following days are one
# spell of work.
SPELLS = """
first_case AS (
    SELECT client_id, min(opened_on) AS since FROM work_case GROUP BY client_id
), labour AS (
    SELECT s.id, s.client_id, s.status, s.begun_on, s.ended_on, s.end_reason,
        CASE WHEN s.status = ANY (%(unemployed)s) THEN 'out' WHEN s.status = ANY (%(employing)s) THEN 'in' ELSE '' END
            AS side
    FROM clients_labourspell s JOIN person USING (client_id, area_id) WHERE s.withdrawn_at IS NULL
), neighbour AS (
    SELECT *, lead(begun_on) OVER told = ended_on + 1 AND lead(side) OVER told = side AS goes_on,
        lag(ended_on) OVER told = begun_on - 1 AND lag(side) OVER told = side AS went_on
    FROM labour WINDOW told AS (PARTITION BY client_id ORDER BY begun_on)
), case_days AS (
    SELECT client_id, range_agg(daterange(opened_on, closed_on, '[)')) AS days FROM work_case GROUP BY client_id
), known_days AS (
    SELECT client_id, range_agg(daterange(begun_on, ended_on, '[]')) AS days FROM labour GROUP BY client_id
), standing AS (
    SELECT l.client_id, l.id AS subject_id, l.status,
        unnest(c.days * datemultirange(daterange(l.begun_on, l.ended_on, '[]'))) AS days
    FROM labour l JOIN case_days c USING (client_id)
    UNION ALL
    SELECT c.client_id, c.client_id, NULL, unnest(c.days - coalesce(k.days, '{}'::datemultirange))
    FROM case_days c LEFT JOIN known_days k USING (client_id)
), referral AS (
    SELECT r.id, r.client_id, r.sent_on, r.started_on, r.ended_on, r.closed_on, r.state, r.reason, r.result,
        s.code AS service
    FROM clients_servicereferral r JOIN person USING (client_id, area_id) JOIN network_service s ON s.id = r.service_id
    WHERE r.sent_on IS NOT NULL
), taken AS (
    SELECT id, client_id, started_on, ended_on, service, TRUE AS referred, reason = '' AS completed, started_on AS since
    FROM referral WHERE started_on IS NOT NULL
    UNION ALL
    SELECT p.id, p.client_id, p.started_on, p.ended_on, p.service_code, FALSE, p.is_completed, since
    FROM clients_serviceperiod p JOIN person USING (client_id, area_id) JOIN first_case USING (client_id)
), support AS (
    SELECT a.id, a.client_id, a.kind, a.decision, a.decided_on,
        CASE a.kind WHEN 'wage' THEN a.ground ELSE '98.' || a.purpose END AS ground
    FROM clients_supportapplication a JOIN person USING (client_id, area_id) WHERE a.withdrawn_at IS NULL
), applicant AS (
    SELECT DISTINCT ON (employer, year) id, client_id, applied_on, purpose FROM (
        SELECT id, client_id, applied_on, purpose, extract(year FROM applied_on) AS year,
            coalesce(nullif(business_id, ''), lower(btrim(employer_name))) AS employer
        FROM clients_supportapplication
        WHERE area_id = %(area)s AND kind = 'arrangement' AND withdrawn_at IS NULL
    ) AS applied
    ORDER BY employer, year, applied_on, id
), job_referral AS (
    SELECT r.id, r.client_id, r.kind, r.state, r.sent_on, r.answered_on, nullif(e.industry, '') AS industry
    FROM employers_jobreferral r JOIN person USING (client_id, area_id)
    JOIN employers_employer e ON e.id = r.employer_id
    WHERE r.sent_on IS NOT NULL AND r.reason <> 'mistaken'
), placement AS (
    SELECT p.id, p.client_id, p.rung, coalesce(w.begun_on, s.started_on) AS begun_on, nullif(e.industry, '') AS industry
    FROM employers_placement p JOIN person USING (client_id, area_id) JOIN employers_employer e ON e.id = p.employer_id
    LEFT JOIN clients_employmentspell w ON w.id = p.employment_id
    LEFT JOIN clients_serviceperiod s ON s.id = p.service_period_id
    WHERE w.withdrawn_at IS NULL
), spell_days AS (
    SELECT client_id, unnest(range_agg(daterange(begun_on, ended_on, '[]'))) AS days
    FROM clients_employmentspell JOIN person USING (client_id, area_id) WHERE withdrawn_at IS NULL GROUP BY client_id
), at_work AS (
    SELECT DISTINCT ON (d.client_id, d.days) e.id, d.client_id, d.days
    FROM spell_days d JOIN clients_employmentspell e ON e.client_id = d.client_id AND e.begun_on = lower(d.days)
    WHERE e.withdrawn_at IS NULL ORDER BY d.client_id, d.days, e.id
)"""

HAPPENED = f"""{SPELLS}, event AS (
    {EVENTS}
), happened AS (
    SELECT event.*, NULL::date AS over_on, coalesce(target.basis, '{NEITHER}') AS basis
    FROM event LEFT JOIN target ON target.client_id = event.client_id AND target.begun_on <= event.begun_on
        AND (target.over_on IS NULL OR target.over_on > event.begun_on)
    UNION ALL
    SELECT 'status', client_id, subject_id, lower(days), status,
        {", ".join(f"NULL::{form}" for form in list(TOLD.values())[1:])}, upper(days), NULL
    FROM standing
)"""
