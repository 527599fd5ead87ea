"""The read log: every disclosure of a client's data, and every refusal, has its row before the first byte leaves."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from accounts.enums import ReadEvent, Surface
from accounts.models import User

# The application's login may insert and nothing else, so the row's key is not asked back.
INSERT = """
    INSERT INTO accounts_readlog
        (at, area_id, actor_id, api_client, event, surface, purpose, field_groups, clients, request_id)
    VALUES (clock_timestamp(), %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def log_read(
    *,
    actor: User | None,
    area_id: int,
    clients: Iterable[UUID],
    surface: Surface,
    purpose: str,
    field_groups: Iterable[str],
    request_id: str = "",
) -> None:
    """The log has one row saying that `actor` read these field groups of these clients; nothing when there are none."""
    keys = list(clients)
    if keys:
        _insert(area_id, actor, ReadEvent.VIEW, surface, purpose, list(field_groups), keys, request_id)


def log_refusal(*, actor: User, area_id: int, purpose: str, request_id: str = "") -> None:
    """The log has a row saying that `actor` was refused; of whom is not told, as the record may not exist."""
    _insert(area_id, actor, ReadEvent.REFUSED, Surface.PAGE, purpose, [], [], request_id)


def _insert(
    area_id: int,
    actor: User | None,
    event: ReadEvent,
    surface: Surface,
    purpose: str,
    field_groups: list[str],
    clients: list[UUID],
    request_id: str,
) -> None:
    event_kept = ReadEvent.EXPORT if event == ReadEvent.VIEW and surface == Surface.EXPORT else event
    key = actor.pk if actor else None
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [area_id, key, "", event_kept, surface, purpose[:40], field_groups, clients, request_id])
