"""Undo of a batch: what it created goes, what it changed is as before, what others changed since stays."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from clients.models import ImportBatch
from clients.services.importing import comparing, states, writing
from clients.services.importing.running import announce, writing_alone

Scope = dict[str, int | UUID]
DELETED = "deleted"
MAX_LISTED = 200


@dataclass(frozen=True, slots=True)
class Undone:
    """How many participations were removed and restored, and which were left as somebody changed them since."""

    removed: int
    restored: int
    left: int
    left_refs: tuple[str, ...]

    def report(self) -> dict[str, object]:
        """The same, for the report of the batch."""
        return {
            "removed": self.removed,
            "restored": self.restored,
            "left": self.left,
            "left_refs": list(self.left_refs),
        }


@transaction.atomic
def undo_changes(*, batch: ImportBatch) -> Undone:
    """Participations that are still as the batch left them are as they were before it; history has both changes."""
    scope: Scope = {"area": batch.area_id, "programme": batch.programme_id, "batch": batch.pk}
    with writing_alone(batch):
        comparing.create_tables()
        with connection.cursor() as cursor:
            for statement in NAME_CHANGED:
                cursor.execute(statement, scope)
            cursor.execute(LOCK, scope)
            cursor.execute(FILL_STORED, scope)
            cursor.execute("ANALYZE import_stored")
            cursor.execute(FILL_TARGET, scope)
            cursor.execute("ANALYZE import_target")
        removed, restored = _count(DELETED), _count(comparing.UPDATED)
        writing.write_target(area_id=batch.area_id, programme_id=batch.programme_id)
        writing.delete_target(area_id=batch.area_id, kind=DELETED)
        announce(area_id=batch.area_id, programme_id=batch.programme_id)
        left = _left(scope)
    return Undone(removed=removed, restored=restored, left=len(left), left_refs=tuple(left[:MAX_LISTED]))


def _count(kind: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM import_target WHERE kind = %s", [kind])
        return int(cursor.fetchone()[0])


def _left(scope: Scope) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(LEFT, scope)
        return [reference for (reference,) in cursor.fetchall()]


def _before(name: str) -> str:
    """What it was before; a state kept before the pages asked it says nothing of it, so that it stays."""
    if name not in states.ASKED_ON_PAGES:
        return f"old.{name}"
    return f"CASE WHEN coalesce(change.before, change.after) ? '{name}' THEN old.{name} ELSE st.{name} END"


# In a table of its own with an index, as the planner cannot know how many changes a new batch has.
NAME_CHANGED = (
    "DROP TABLE IF EXISTS pg_temp.import_changed",
    "CREATE TEMPORARY TABLE import_changed (participation_id uuid PRIMARY KEY) ON COMMIT DROP",
    "INSERT INTO import_changed SELECT participation_id FROM clients_importchange WHERE batch_id = %(batch)s",
    "ANALYZE import_changed",
)
OF_BATCH = "p.id IN (SELECT participation_id FROM import_changed)"
LOCK = f"""
    SELECT count(*) FROM (
        SELECT 1 FROM clients_participation p WHERE p.area_id = %(area)s AND {OF_BATCH} ORDER BY p.id FOR UPDATE
    ) AS held
"""
FILL_STORED = f"INSERT INTO import_stored ({states.NAMES}) {states.SELECT} AND {OF_BATCH}"
# `@>` rather than `=`: a state kept before a column came into being says nothing of that column.
FILL_TARGET = f"""
    INSERT INTO import_target (row_number, kind, {states.NAMES})
    SELECT change."row", CASE WHEN change.before IS NULL THEN '{DELETED}' ELSE '{comparing.UPDATED}' END,
           {", ".join(_before(name) for name in states.COLUMNS)}
    FROM clients_importchange change
    JOIN import_stored st ON st.participation_id = change.participation_id
    JOIN clients_client c ON c.id = st.client_id
    CROSS JOIN LATERAL jsonb_to_record(coalesce(change.before, change.after)) AS old ({states.DECLARED})
    WHERE change.batch_id = %(batch)s AND change.area_id = %(area)s
      AND {states.as_json("st")} || jsonb_build_object('client_identified', c.identity_cipher IS NOT NULL)
          @> change.after
"""
LEFT = """
    SELECT coalesce(st.client_ref, change.after ->> 'client_ref')
    FROM clients_importchange change
    LEFT JOIN import_target target ON target.participation_id = change.participation_id
    LEFT JOIN import_stored st ON st.participation_id = change.participation_id
    WHERE change.batch_id = %(batch)s AND change.area_id = %(area)s AND target.participation_id IS NULL
    ORDER BY change."row"
"""
