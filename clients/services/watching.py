"""Looking through a day's reading for what somebody should look at. A rule points, the data-protection officer judges.

Own record, same surname, many clients, no case relation, night hours. The same address is not looked for: the system
keeps no address of staff, and should not begin to for this.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.context import acting
from accounts.enums import AnomalyRule
from accounts.models import Area
from accounts.services.anomalies import note_anomaly
from accounts.services.staff_identity import identity_codes_of
from clients.models import Client

# One pass over the day: each person's clients, then the rules, each with keys of at most 50 clients and counts.
FOUND = """
WITH reads AS MATERIALIZED (
    SELECT * FROM accounts_reads_of_day(%(since)s, %(until)s, %(night_from)s, %(night_to)s)
), own AS (
    SELECT * FROM unnest(%(owners)s::uuid[], %(records)s::uuid[]) AS own(actor_id, client_id)
), pointed AS (
    SELECT r.*, 'own_record' AS rule FROM reads r JOIN own USING (actor_id, client_id)
    UNION ALL
    SELECT r.*, 'surname' FROM reads r
        JOIN clients_client c ON c.id = r.client_id JOIN accounts_user u ON u.id = r.actor_id
        WHERE c.last_name <> '' AND lower(c.last_name) = lower(substring(u.name from '\\S+$'))
    UNION ALL
    SELECT r.*, 'no_relation' FROM reads r WHERE r.ungrounded > 0
    UNION ALL
    SELECT r.*, 'night' FROM reads r WHERE r.at_night > 0
), mass AS (
    SELECT actor_id, count(*) FILTER (WHERE opened > 0) AS opened, count(*) AS seen FROM reads GROUP BY actor_id
)
SELECT actor_id, rule, jsonb_build_object(
        'clients', to_jsonb((array_agg(client_id ORDER BY client_id))[1:50]), 'count', count(*), 'times', sum(times)
    ) || CASE WHEN rule = 'night' THEN jsonb_build_object('at_night', sum(at_night)) ELSE '{}' END
FROM pointed GROUP BY actor_id, rule
UNION ALL
SELECT actor_id, 'mass_views', jsonb_build_object('count', seen, 'opened', opened, 'seen', seen)
FROM mass WHERE opened > %(most_opened)s OR seen > %(most_seen)s
ORDER BY 1, 2
"""


def watch_reading(*, day: date, areas: Iterable[int] | None = None) -> int:
    """What the rules point at on that day is on the officers' lists; returns how many anomalies are new.

    Once for a person, rule and day, so looking again adds only what happened since.
    """
    chosen = list(Area.objects.order_by("pk").values_list("pk", flat=True)) if areas is None else sorted(areas)
    return sum(_watch_area(area, day) for area in chosen)


def _watch_area(area_id: int, day: date) -> int:
    with acting(areas=[area_id]):
        found = _pointed_at(area_id, day)
        return sum(
            note_anomaly(area_id=area_id, user_id=user, rule=AnomalyRule(rule), details=details, day=day)
            for user, rule, details in found
        )


def _pointed_at(area_id: int, day: date) -> list[tuple[UUID, str, dict[str, object]]]:
    own = _own_records(area_id)
    night_from, night_to = settings.NIGHT_HOURS
    with connection.cursor() as cursor:
        cursor.execute(
            FOUND,
            {
                "since": _midnight(day),
                "until": _midnight(day + timedelta(days=1)),
                "night_from": night_from,
                "night_to": night_to,
                "owners": [user for user, _client in own],
                "records": [client for _user, client in own],
                "most_opened": settings.READ_CLIENTS_PER_DAY,
                "most_seen": settings.SEEN_CLIENTS_PER_DAY,
            },
        )
        return [(user, rule, json.loads(told)) for user, rule, told in cursor.fetchall()]


def _own_records(area_id: int) -> list[tuple[UUID, UUID]]:
    """Which person of staff is which client of the area, where an identity code of the person is kept."""
    return [
        (user, client)
        for user, code in identity_codes_of(area_id=area_id)
        for client in Client.objects.with_identity_code(code).filter(area_id=area_id).values_list("pk", flat=True)
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
