"""Verifying the read log against its seals: read as the owner, hashed here and not in the database."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from accounts.services.sealing import COLUMNS, Seal, seal_keys, seal_of, signature

BATCH = 5_000
PATIENCE = timedelta(minutes=5)
# The columns of the canonical form, in its order (accounts_read_log_line of accounts/migrations/sql/read_log.py).
ROW = """
    id, at, area_id, actor_id, api_client, event, surface, purpose, ground, role, unit_id, found, field_groups, clients,
    request_id, xact::text, incarnation
"""
SEALS = f"SELECT {COLUMNS} FROM accounts_readseal WHERE number > %s ORDER BY number LIMIT {BATCH}"
SEALED_ROWS = f"""
    SELECT {ROW} FROM accounts_readlog
    WHERE incarnation = %(incarnation)s AND xact >= %(from)s::text::xid8 AND xact < %(to)s::text::xid8
      AND (xact, id) > (%(past)s::text::xid8, %(past_id)s)
    ORDER BY xact, id LIMIT {BATCH}
"""
UNSEALED = """
    WITH sealed AS (SELECT incarnation, max(to_xact) AS upto FROM accounts_readseal GROUP BY incarnation)
    SELECT count(*) FILTER (WHERE r.xact < c.horizon OR r.incarnation <> c.here),
        count(*), min(r.at)
    FROM (SELECT (pg_control_system()).system_identifier AS here, accounts_read_log_horizon() AS horizon) c,
        accounts_readlog r
    LEFT JOIN sealed s ON s.incarnation = r.incarnation
    WHERE r.xact >= coalesce(s.upto, 0)::text::xid8 AND r.at < %s
"""


def verify_read_log(*, using: str = "owner", known: dict[int, str] | None = None) -> Iterator[str]:
    """A sentence for each thing wrong with the log or its seals; none when all is well. Memory stays flat.

    `known` holds digests of seals as log lines elsewhere kept them: a seal that is gone or differs is found by them.
    """
    unseen = dict(known or {})
    before: Seal | None = None
    reached: dict[int, int] = {}
    for seal in _seals(using):
        yield from _of_chain(seal, before)
        yield from _of_span(seal, reached)
        yield from _of_signature(seal)
        yield from _of_rows(using, seal)
        if seal.digest.hex() != unseen.pop(seal.number, seal.digest.hex()):
            yield _("Seal %(number)s differs from the one that was logged.") % {"number": seal.number}
        before, reached[seal.incarnation] = seal, seal.to_xact
    for number in sorted(unseen):
        yield _("Seal %(number)s was logged and is gone.") % {"number": number}
    yield from _of_unsealed(using)


def _seals(using: str) -> Iterator[Seal]:
    last = 0
    while found := _rows(using, SEALS, [last]):
        yield from (seal_of(row) for row in found)
        last = found[-1][0]


def _rows(using: str, query: str, values: Any) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def _of_chain(seal: Seal, before: Seal | None) -> Iterator[str]:
    expected = before.number + 1 if before else 1
    if seal.number != expected:
        yield _("Seals %(first)s to %(last)s are missing.") % {"first": expected, "last": seal.number - 1}
    elif seal.previous != ((before.mac or b"") if before else b""):
        yield _("Seal %(number)s does not follow from the seal before it.") % {"number": seal.number}


def _of_span(seal: Seal, reached: dict[int, int]) -> Iterator[str]:
    if seal.from_xact != reached.get(seal.incarnation, 0):
        yield _("Between seal %(number)s and the one before it there are transactions under no seal.") % {
            "number": seal.number
        }


def _of_signature(seal: Seal) -> Iterator[str]:
    if seal.mac is None:
        yield _("Seal %(number)s is not signed.") % {"number": seal.number}
        return
    key = seal_keys().get(seal.key_id)
    if key is None:
        yield _("Seal %(number)s is signed with a key that is not held here (%(key)s).") % {
            "number": seal.number,
            "key": seal.key_id,
        }
    elif not hmac.compare_digest(seal.mac, signature(seal, key)):
        yield _("The signature of seal %(number)s does not hold: the seal was altered.") % {"number": seal.number}


def _of_rows(using: str, seal: Seal) -> Iterator[str]:
    count, digest = 0, b""
    for row in _sealed_rows(using, seal):
        count, digest = count + 1, hashlib.sha256(digest + canonical(row)).digest()
    about = {"number": seal.number, "at": seal.sealed_at.isoformat(timespec="seconds"), "rows": abs(count - seal.rows)}
    if count < seal.rows:
        yield _("%(rows)s rows under seal %(number)s, made %(at)s, are gone.") % about
    elif count > seal.rows:
        yield _("%(rows)s rows were added under seal %(number)s, made %(at)s.") % about
    elif digest != seal.digest:
        yield _("Rows under seal %(number)s, made %(at)s, were altered.") % about


def _sealed_rows(using: str, seal: Seal) -> Iterator[tuple[Any, ...]]:
    span = {"incarnation": seal.incarnation, "from": seal.from_xact, "to": seal.to_xact}
    place = {"past": 0, "past_id": 0}
    while found := _rows(using, SEALED_ROWS, {**span, **place}):
        yield from found
        place = {"past": int(found[-1][-2]), "past_id": found[-1][0]}


def canonical(row: tuple[Any, ...]) -> bytes:
    """The row as PostgreSQL's jsonb prints it: the same bytes that were hashed when it was sealed."""
    key, at, area, actor, *words, unit, found, groups, clients, request, xact, incarnation = row
    moment = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    said = [key, moment, area, _text(actor), *words, _text(unit), found, groups, [str(one) for one in clients]]
    return json.dumps([*said, request, xact, incarnation], ensure_ascii=False).encode()


def _text(key: Any) -> str | None:
    return None if key is None else str(key)


def _of_unsealed(using: str) -> Iterator[str]:
    ended, late, oldest = _rows(using, UNSEALED, [datetime.now(UTC) - PATIENCE])[0]
    if ended:
        yield _("%(rows)s rows, the oldest of %(at)s, are under no seal after five minutes: is the beat running?") % {
            "rows": ended,
            "at": oldest.isoformat(timespec="seconds"),
        }
    if late > ended:
        yield _("%(rows)s rows older than five minutes wait for a transaction that is still open.") % {
            "rows": late - ended
        }
