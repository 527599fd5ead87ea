"""Change markers: written with the change, settled with what was worked out from it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection, transaction

MARK = """
    INSERT INTO ledger_changemarker (area_id, kind, subject_id, current, processed)
    SELECT %(area)s, %(kind)s, subject, 1, 0 FROM unnest(%(subjects)s::uuid[]) AS subject ORDER BY subject
    ON CONFLICT (area_id, kind, subject_id) DO UPDATE SET current = ledger_changemarker.current + 1
"""
SETTLE = """
    UPDATE ledger_changemarker AS marker SET processed = seen.version
    FROM unnest(%(subjects)s::uuid[], %(versions)s::bigint[]) AS seen (subject, version)
    WHERE marker.area_id = %(area)s AND marker.kind = %(kind)s AND marker.subject_id = seen.subject
      AND marker.processed < seen.version AND seen.version <= marker.current
"""


@transaction.atomic
def mark_changed(*, area_id: int, kind: str, subjects: Iterable[UUID]) -> None:
    """Each subject counts as changed once more; in one statement, in one order so two callers cannot deadlock."""
    marked = sorted(set(subjects))
    if not marked:
        return
    with connection.cursor() as cursor:
        cursor.execute(MARK, {"area": area_id, "kind": kind, "subjects": marked})


@transaction.atomic
def settle(*, area_id: int, kind: str, read: Mapping[UUID, int]) -> int:
    """Subjects count as worked out up to the version that was read; what changed after that stays pending.

    Returns how many were settled by this call.
    """
    if not read:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"area": area_id, "kind": kind, "subjects": list(read), "versions": list(read.values())})
        return int(cursor.rowcount)
