"""Keeping the list of records that may be of one person: at once for a client taken in, by night for a whole area.

A pair on record is left as it is: one that was decided is not proposed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from clients.models import Client, DuplicateCandidate
from clients.selectors.duplicates import found_by, known_of
from clients.selectors.matching import Known, Likeness, likeness

BATCH = 1_000
SIDE = (
    "{side}.id, {side}.last_name, {side}.first_names, {side}.birth_date,"
    " coalesce(encode(coalesce({side}.identity_hash, {side}.identity_hash_second), 'hex'), ''), {side}.phone"
)
# Each way of finding is a join of its own, by an index; a name or number common to very many says nothing.
PAIRS = f"""
    WITH known AS (
        SELECT * FROM clients_client WHERE area_id = %(area)s AND merged_into_id IS NULL
    ), pair AS (
        SELECT a.id AS one, b.id AS other FROM known a JOIN known b ON a.birth_date = b.birth_date AND a.id < b.id
        WHERE a.last_name <> '' AND b.last_name <> ''
        UNION
        SELECT a.id, b.id FROM known a JOIN known b ON a.match_name = b.match_name AND a.id < b.id
        WHERE a.birth_date IS NULL OR b.birth_date IS NULL OR a.phone <> ''
        UNION
        SELECT least(a.id, b.id), greatest(a.id, b.id)
        FROM known a JOIN known b ON a.match_name_end = b.match_name AND a.id <> b.id
        UNION
        SELECT a.id, b.id FROM known a JOIN known b ON a.match_phone = b.match_phone AND a.id < b.id
    )
    SELECT {SIDE.format(side="a")}, {SIDE.format(side="b")}
    FROM pair JOIN known a ON a.id = pair.one JOIN known b ON b.id = pair.other
    WHERE NOT EXISTS (
        SELECT 1 FROM clients_duplicatecandidate d
        WHERE d.area_id = %(area)s AND d.first_id = pair.one AND d.second_id = pair.other
    )
"""


@transaction.atomic
def note_duplicates(*, client_id: UUID) -> int:
    """Pairs of this client and others of the area are on the list; returns how many are new.

    Looks at the whole area, whoever took the client in: the list shows a pair only to those who know both.
    """
    client = Client.objects.filter(pk=client_id, merged_into__isnull=True).first()
    if client is None:
        return 0
    mine = known_of(client)
    keys = found_by(mine, area_id=client.area_id) - {client.pk}
    told = DuplicateCandidate.objects.filter(Q(first=client) | Q(second=client)).values_list("first", "second")
    keys -= {key for pair in told for key in pair}
    others = Client.objects.filter(pk__in=keys).order_by("pk")
    made = [
        _pair(client.area_id, client.pk, other.pk, like)
        for other in others
        if (like := likeness(mine, known_of(other))) is not None
    ]
    DuplicateCandidate.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def scan_duplicates(*, area_id: int, dry_run: bool = False) -> int:
    """Every pair of the area that is not on the list yet is; returns how many. A dry run only counts them."""
    found, waiting = 0, []
    for pair in _compared(area_id):
        found += 1
        waiting.append(pair)
        if len(waiting) >= BATCH and not dry_run:
            DuplicateCandidate.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    if not dry_run:
        DuplicateCandidate.objects.bulk_create(waiting, ignore_conflicts=True)
    return found


def _compared(area_id: int) -> Iterator[DuplicateCandidate]:
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"area": area_id})
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                one, other = row[:6], row[6:]
                like = likeness(_known(one), _known(other))
                if like is not None:
                    yield _pair(area_id, one[0], other[0], like)


def _known(row: tuple[Any, ...]) -> Known:
    """Of an identity code its look-up hash is enough to tell two apart."""
    _key, last_name, first_names, birth_date, identity_hash, phone = row
    return Known(
        last_name=last_name, first_names=first_names, birth_date=birth_date, identity_code=identity_hash, phone=phone
    )


def _pair(area_id: int, one: UUID, other: UUID, like: Likeness) -> DuplicateCandidate:
    first, second = sorted((one, other))
    return DuplicateCandidate(
        area_id=area_id, first_id=first, second_id=second, score=like.score, reasons=list(like.reasons)
    )
