"""The states of `import_target` become what is stored: five tables, a few statements, versions on changed rows only."""

from uuid import UUID

from django.db import connection

from clients.services.importing import states
from clients.services.importing.comparing import CREATED, UNCHANGED, UPDATED
from clients.services.importing.states import CLIENT, FORMS, PARTICIPATION, Table
from clients.services.moving import pointers

OF_PARTICIPATION = "r.participation_id = t.participation_id"


def write_target(*, area_id: int, programme_id: int) -> None:
    """Created participations exist, updated ones are in their target state; rows that are as wanted are not touched."""
    scope = {"area": area_id, "programme": programme_id}
    with connection.cursor() as cursor:
        cursor.execute(INSERT_CLIENTS, scope)
        cursor.execute(INSERT_PARTICIPATIONS, scope)
        cursor.execute(MOVE_CLIENTS, scope)
        for table, key in ((CLIENT, "client_id"), (PARTICIPATION, "participation_id")):
            cursor.execute(_update(table, f"r.id = t.{key}"), scope)
        for form in FORMS:
            cursor.execute(_delete_form(form), scope)
            cursor.execute(f"{_update(form, OF_PARTICIPATION)} AND t.{form.status} <> ''", scope)
            cursor.execute(_insert_form(form), scope)


def delete_target(*, area_id: int, kind: str) -> None:
    """Participations of this kind are gone with their forms, and their clients unless something else needs them."""
    with connection.cursor() as cursor:
        for form in FORMS:
            cursor.execute(_delete_all(form.name, OF_PARTICIPATION), {"area": area_id, "kind": kind})
        cursor.execute(_delete_all(PARTICIPATION.name, "r.id = t.participation_id"), {"area": area_id, "kind": kind})
        cursor.execute(_delete_all(CLIENT.name, "r.id = t.client_id") + _unneeded(), {"area": area_id, "kind": kind})


def _unneeded() -> str:
    """The condition that nothing points to the client: no participation, contact, document, merge or what there is."""
    keys = [(pointer.model._meta.db_table, pointer.field.column) for pointer in pointers()]
    keys.append((CLIENT.name, "merged_into_id"))
    return "".join(f' AND NOT EXISTS (SELECT 1 FROM "{table}" p WHERE p."{column}" = r.id)' for table, column in keys)


def keep_changes(*, area_id: int, batch_id: UUID, limit: int | None = None) -> None:
    """The batch has what its rows changed, before and after, in the order of the file; the first `limit` of them."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_CHANGES, {"area": area_id, "batch": batch_id, "limit": limit})


_OWN = ", ".join(PARTICIPATION.columns)
# What a file of participations says nothing of.
_UNSAID = {
    **dict.fromkeys(
        ("first_names", "last_name", "street_address", "postal_code", "post_office", "phone", "email"), "''"
    ),
    "service_language": "''",
    "non_disclosure": "false",
    "needs_interpreter": "false",
    "interpreter_language": "''",
    "adjustments": "'{}'",
    "adjustments_note": "''",
}
INSERT_CLIENTS = f"""
    INSERT INTO clients_client
        (id, area_id, unit_id, version, created_at, {", ".join((*CLIENT.columns, *_UNSAID))})
    SELECT t.client_id, %(area)s, t.unit_id, 1, now(),
           {", ".join((*(f"t.{name}" for name in CLIENT.columns.values()), *_UNSAID.values()))}
    FROM import_target t WHERE t.kind = '{CREATED}' ORDER BY t.row_number
"""
# A client whom the unit of the participation serves moves with it; one since handed to another unit stays there.
MOVE_CLIENTS = f"""
    UPDATE clients_client r SET unit_id = t.unit_id, version = r.version + 1
    FROM import_target t JOIN clients_participation p ON p.id = t.participation_id
    WHERE r.id = t.client_id AND r.area_id = %(area)s AND p.area_id = %(area)s AND t.kind = '{UPDATED}'
      AND t.unit_id IS DISTINCT FROM p.unit_id AND r.unit_id IS NOT DISTINCT FROM p.unit_id
"""
INSERT_PARTICIPATIONS = f"""
    INSERT INTO clients_participation (id, area_id, programme_id, client_id, client_ref, version, created_at, {_OWN})
    SELECT t.participation_id, %(area)s, %(programme)s, t.client_id, t.client_ref, 1, now(),
           {", ".join(f"t.{name}" for name in PARTICIPATION.columns.values())}
    FROM import_target t WHERE t.kind = '{CREATED}' ORDER BY t.row_number
"""
KEEP_CHANGES = f"""
    INSERT INTO clients_importchange (area_id, batch_id, participation_id, "row", before, after)
    SELECT %(area)s, %(batch)s, t.participation_id, t.row_number,
           CASE WHEN t.kind = '{UPDATED}' THEN {states.as_json("st")} END,
           {states.as_json("t")} || jsonb_build_object('client_identified', c.identity_cipher IS NOT NULL)
    FROM import_target t
    LEFT JOIN clients_client c ON c.id = t.client_id
    LEFT JOIN import_stored st ON st.participation_id = t.participation_id
    WHERE t.kind <> '{UNCHANGED}' ORDER BY t.row_number LIMIT %(limit)s
"""


def _update(table: Table, matching: str) -> str:
    assigned = ", ".join(f"{column} = t.{name}" for column, name in table.columns.items())
    now = ", ".join(f"r.{column}" for column in table.columns)
    wanted = ", ".join(f"t.{name}" for name in table.columns.values())
    return f"""
        UPDATE {table.name} r SET {assigned}, version = r.version + 1
        FROM import_target t
        WHERE {matching} AND r.area_id = %(area)s AND t.kind = '{UPDATED}' AND ROW({now}) IS DISTINCT FROM ROW({wanted})
    """


def _delete_all(table: str, matching: str) -> str:
    return f"""
        DELETE FROM {table} r USING import_target t
        WHERE {matching} AND r.area_id = %(area)s AND t.kind = %(kind)s
    """


def _delete_form(form: Table) -> str:
    return f"""
        DELETE FROM {form.name} r USING import_target t
        WHERE r.participation_id = t.participation_id AND r.area_id = %(area)s
          AND t.kind = '{UPDATED}' AND t.{form.status} = ''
    """


def _insert_form(form: Table) -> str:
    return f"""
        INSERT INTO {form.name} (id, area_id, participation_id, version, {", ".join(form.columns)})
        SELECT gen_random_uuid(), %(area)s, t.participation_id, 1,
               {", ".join(f"t.{name}" for name in form.columns.values())}
        FROM import_target t
        WHERE t.kind IN ('{CREATED}', '{UPDATED}') AND t.{form.status} <> ''
          AND NOT EXISTS (SELECT 1 FROM {form.name} r WHERE r.participation_id = t.participation_id)
        ORDER BY t.row_number
    """
