"""The read log: every disclosure of a client's data, and every refusal, has its row before the first byte leaves.

The row is part of the request's transaction, which is committed before the answer is sent, and for a streamed file
before its first line is read. When the row cannot be written nothing of the request is kept and nothing is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from accounts.enums import LINK_READER, ROLES_WITH_CLIENTS, ReadEvent, Surface
from accounts.models import Membership, User
from accounts.services.quota import SPAN, count_export, judge_opening

EVENTS = {Surface.EXPORT: ReadEvent.EXPORT, Surface.SEARCH: ReadEvent.SEARCH}
# The application's login may insert these columns and nothing else; the row's key is not asked back.
INSERT = """
    INSERT INTO accounts_readlog (area_id, actor_id, api_client, event, surface, purpose, ground, role, unit_id, found,
        field_groups, clients, request_id)
    VALUES """
# Counted first: the row is written only when the person opened the client in the last hour, or few enough others.
OPENING = """
    WITH lately AS MATERIALIZED (SELECT opened, known FROM accounts_opened_lately(%s, %s, %s::interval)),
    logged AS (
        INSERT INTO accounts_readlog (area_id, actor_id, api_client, event, surface, purpose, ground, role, unit_id,
            found, field_groups, clients, request_id)
        SELECT %s::smallint, %s::uuid, %s::text, %s::text, %s::text, %s::text, %s::text, %s::text, %s::uuid,
            %s::integer, %s::text[], %s::uuid[], %s::text
        FROM lately WHERE known OR opened < %s
    )
    SELECT opened, known FROM lately
"""
ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One row of the log, as far as the application fills it."""

    area_id: int
    event: ReadEvent
    surface: Surface
    purpose: str
    actor: User | None = None
    api_client: str = ""
    ground: str = ""
    field_groups: list[str] = field(default_factory=list)
    clients: list[UUID] = field(default_factory=list)
    found: int | None = None
    request_id: str = ""


def log_read(
    *,
    actor: User | None,
    area_id: int,
    clients: Iterable[UUID],
    surface: Surface,
    purpose: str,
    field_groups: Iterable[str],
    request_id: str = "",
    ground: str = "",
) -> None:
    """The log has one row saying that `actor` read these field groups of these clients; nothing when there are none.

    `ground` is how the reader was entitled: caseload, unit, consultation or break_glass. Raises ReadingStopped when the
    person has read more than an hour allows (accounts.services.quota).
    """
    keys = list(dict.fromkeys(clients))
    if not keys:
        return
    reading = Reading(
        actor=actor,
        area_id=area_id,
        event=EVENTS.get(surface, ReadEvent.VIEW),
        surface=surface,
        purpose=purpose,
        ground=ground,
        field_groups=list(field_groups),
        clients=keys,
        request_id=request_id,
    )
    if actor is not None and surface == Surface.PAGE and len(keys) == 1:
        _open(actor, reading)
        return
    if actor is not None and surface == Surface.EXPORT:
        count_export(actor=actor, request_id=request_id)
    _insert(reading)


def _open(actor: User, reading: Reading) -> None:
    """The row of one client's page is written if the hour allows it, counted and written by one statement."""
    stop = settings.READ_STOP_PER_HOUR
    with connection.cursor() as cursor:
        cursor.execute(OPENING, [actor.pk, reading.clients[0], SPAN, *_values(reading), stop])
        opened, known = cursor.fetchone()
    judge_opening(actor=actor, area_id=reading.area_id, opened=opened, known=known)


def log_reads(
    *,
    actor: User,
    disclosed: Mapping[tuple[int, str], Iterable[UUID]],
    surface: Surface,
    purpose: str,
    field_groups: Iterable[str],
    request_id: str = "",
) -> None:
    """The log has a row for every area and ground by which the clients of a list were shown, in one statement.

    Raises ReadingStopped when the person has taken more files than an hour allows.
    """
    groups = list(field_groups)
    rows = [
        Reading(
            actor=actor,
            area_id=area_id,
            event=EVENTS.get(surface, ReadEvent.VIEW),
            surface=surface,
            purpose=purpose,
            ground=ground,
            field_groups=groups,
            clients=keys,
            request_id=request_id,
        )
        for (area_id, ground), found in disclosed.items()
        if (keys := list(dict.fromkeys(found)))
    ]
    if not rows:
        return
    if surface == Surface.EXPORT:
        count_export(actor=actor, request_id=request_id)
    _insert(*rows)


def log_use(*, actor: User, area_id: int, surface: Surface, purpose: str, found: int, request_id: str = "") -> None:
    """The log has a row saying that `actor` used a page or took a file that names no client, such as the log itself."""
    event = EVENTS.get(surface, ReadEvent.VIEW)
    _insert(
        Reading(
            actor=actor,
            area_id=area_id,
            event=event,
            surface=surface,
            purpose=purpose,
            found=found,
            request_id=request_id,
        )
    )


def log_machine_read(
    *, machine: str, area_id: int, clients: Iterable[UUID], purpose: str, field_groups: Iterable[str], request_id: str
) -> None:
    """The log has one row saying that the machine read these field groups of these clients; nothing for none."""
    keys = list(dict.fromkeys(clients))
    if keys:
        _insert(
            Reading(
                api_client=machine,
                area_id=area_id,
                event=ReadEvent.VIEW,
                surface=Surface.API,
                purpose=purpose,
                field_groups=list(field_groups),
                clients=keys,
                request_id=request_id,
            )
        )


def log_link_read(
    *, reader: str, area_id: int, client_id: UUID, purpose: str, field_groups: Iterable[str], request_id: str
) -> None:
    """The log has a row saying that the partner `reader` read these groups of the client by a link, with no account."""
    _insert(
        Reading(
            api_client=f"{LINK_READER}{reader}",
            area_id=area_id,
            event=ReadEvent.VIEW,
            surface=Surface.PAGE,
            purpose=purpose,
            field_groups=list(field_groups),
            clients=[client_id],
            request_id=request_id,
        )
    )


def log_refusal(*, actor: User | None, area_id: int, purpose: str, request_id: str = "", api_client: str = "") -> None:
    """The log has a row saying that `actor`, or a machine, was refused; of whom is not told: there may be nobody."""
    surface = Surface.API if api_client else Surface.PAGE
    _insert(
        Reading(
            actor=actor,
            area_id=area_id,
            event=ReadEvent.REFUSED,
            surface=surface,
            purpose=purpose,
            api_client=api_client,
            request_id=request_id,
        )
    )


def _insert(*readings: Reading) -> None:
    with connection.cursor() as cursor:
        values = [value for reading in readings for value in _values(reading)]
        cursor.execute(INSERT + ", ".join([ROW] * len(readings)), values)


def _values(reading: Reading) -> list[Any]:
    held = membership_in(reading.actor, area_id=reading.area_id)
    return [
        reading.area_id,
        reading.actor.pk if reading.actor else None,
        reading.api_client[:100],
        reading.event,
        reading.surface,
        reading.purpose[:40],
        reading.ground,
        held.role if held else "",
        held.unit_id if held else None,
        len(reading.clients) if reading.found is None else reading.found,
        reading.field_groups,
        reading.clients,
        reading.request_id,
    ]


def membership_in(actor: User | None, *, area_id: int) -> Membership | None:
    """The membership by which the person reads in the area: one of client work before any other."""
    if actor is None:
        return None
    held = [one for one in actor.memberships_today() if one.area_id == area_id]
    return min(held, key=lambda one: one.role not in ROLES_WITH_CLIENTS, default=None)
