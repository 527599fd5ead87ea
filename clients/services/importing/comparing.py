"""What the rows would change: each staged row beside what is stored, in one statement."""

from dataclasses import dataclass

from django.db import connection

from clients.services.importing import states
from clients.services.importing.columns import COLUMNS, STATUS_OF, Part

# A row describes a return when it starts after the stored end, and later on as the same row comes again: then the
# stored start is no longer the first one, and the row's start lies after the first.
RETURNS = """
    coalesce(i.started_on > st.ended_on
             OR (st.started_on > st.first_started_on AND i.started_on > st.first_started_on), false)
"""
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many participations the rows create, change and leave as they are."""

    created: int
    updated: int
    unchanged: int


def compare(*, area_id: int, programme_id: int, lock: bool) -> Changes:
    """`import_target` has the state that each staged row asks for, and whether it is new, different or as stored.

    With `lock` the stored participations are held until the transaction ends.
    """
    scope = {"area": area_id, "programme": programme_id}
    create_tables()
    with connection.cursor() as cursor:
        if lock:
            cursor.execute(LOCK, scope)
        cursor.execute(f"INSERT INTO import_stored ({states.NAMES}) {states.SELECT} AND {STAGED}", scope)
        cursor.execute("ANALYZE import_stored")
        cursor.execute(FILL_TARGET)
        cursor.execute("ANALYZE import_target")
    return count()


def create_tables() -> None:
    """Empty temporary tables for the states before and after, gone with the transaction."""
    with connection.cursor() as cursor:
        for name, more in (("import_stored", ""), ("import_target", "row_number int, kind text, ")):
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            columns = f"{more}{states.DECLARED}, PRIMARY KEY (participation_id)"
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")


def count() -> Changes:
    """The changes in `import_target` by kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM import_target GROUP BY kind")
        found = dict(cursor.fetchall())
    return Changes(found.get(CREATED, 0), found.get(UPDATED, 0), found.get(UNCHANGED, 0))


def _of_return(kept: str, given: str) -> str:
    return f"CASE WHEN r.is_return THEN {kept} ELSE {given} END"


def _corrected(kept: str, given: str) -> str:
    """On a return a value that is given corrects the client, and an empty one clears nothing."""
    empty = "''" if states.COLUMNS[kept.removeprefix("st.")] == states.TEXT else "NULL"
    return f"CASE WHEN r.is_return AND {given} IS NOT DISTINCT FROM {empty} THEN {kept} ELSE {given} END"


def _nothing(name: str) -> str:
    return "''" if states.is_plain_text(name) else "NULL"


def _with_form(part: Part, name: str) -> str:
    return f"CASE WHEN i.{STATUS_OF[part]} = '' THEN {_nothing(name)} ELSE i.{name} END"


# When what is asked on pages only has nothing to stand on any more: its form is gone, describes another stay, or the
# row says that there is no such education or qualification.
ANOTHER_STAY = "coalesce(i.started_on > st.ended_on, false)"
NO_END = f"i.end_status = '' OR {ANOTHER_STAY}"
GONE = {
    **dict.fromkeys(states.START.columns.values(), "NOT r.is_return AND i.start_status = ''"),
    **dict.fromkeys(states.END.columns.values(), NO_END),
    **dict.fromkeys(states.FOLLOW_UP.columns.values(), f"i.followup_status = '' OR {ANOTHER_STAY}"),
    "end_education_kind": f"{NO_END} OR i.end_in_education IS NOT TRUE",
    **dict.fromkeys(
        ("qualification_name", "qualification_level", "qualified_on"), f"{NO_END} OR i.end_qualification IS NOT TRUE"
    ),
    "followup_missing_reason": f"i.followup_status <> '' OR {ANOTHER_STAY}",
}


def _kept(name: str) -> str:
    nothing = _nothing(name)
    stored = f"coalesce(st.{name}, {nothing})" if states.is_plain_text(name) else f"st.{name}"
    return f"CASE WHEN {GONE[name]} THEN {nothing} ELSE {stored} END"


MUNICIPALITY = "nullif(i.municipality, '')"
# The client's municipality follows the start form's as long as nobody has recorded a move.
FOLLOWS = "(st.start_status = '' OR st.client_municipality IS NOT DISTINCT FROM st.start_municipality)"


def _targets() -> dict[str, str]:
    wanted = {
        "participation_id": "coalesce(st.participation_id, gen_random_uuid())",
        "client_id": "coalesce(st.client_id, gen_random_uuid())",
        "client_ref": "i.client_ref",
        "unit_id": _of_return("st.unit_id", "i.unit_id"),
        "first_started_on": _of_return("st.first_started_on", "i.started_on"),
        "gender": _corrected("st.gender", "i.gender"),
        "birth_date": _corrected("st.birth_date", "i.birth_date"),
        "client_municipality": f"""
            CASE WHEN st.participation_id IS NULL THEN {MUNICIPALITY}
                 WHEN r.is_return THEN coalesce({MUNICIPALITY}, st.client_municipality)
                 WHEN {FOLLOWS} THEN {MUNICIPALITY}
                 ELSE st.client_municipality END
        """,
        "start_municipality": _of_return(
            "st.start_municipality", f"CASE WHEN i.start_status <> '' THEN {MUNICIPALITY} END"
        ),
    }
    for column in COLUMNS:
        if column.part is Part.START:
            wanted[column.name] = _of_return(f"st.{column.name}", _with_form(Part.START, column.name))
        elif column.part in (Part.END, Part.FOLLOW_UP):
            wanted[column.name] = _with_form(column.part, column.name)
        elif column.name in states.COLUMNS:
            wanted.setdefault(column.name, f"i.{column.name}")
    wanted |= {name: _kept(name) for name in states.ASKED_ON_PAGES}
    return {name: wanted[name] for name in states.COLUMNS}


LOCK = """
    SELECT count(*) FROM (
        SELECT 1 FROM clients_participation p
        WHERE p.area_id = %(area)s AND p.programme_id = %(programme)s
          AND p.client_ref IN (SELECT client_ref FROM import_incoming)
        ORDER BY p.id FOR UPDATE
    ) AS held
"""
STAGED = "p.client_ref IN (SELECT client_ref FROM import_incoming)"
_TARGETS = _targets()
FILL_TARGET = f"""
    INSERT INTO import_target (row_number, kind, {states.NAMES})
    SELECT new.row_number,
           CASE WHEN new.is_new THEN '{CREATED}'
                WHEN ROW({states.columns_of("new")}) IS DISTINCT FROM ROW({states.columns_of("old")}) THEN '{UPDATED}'
                ELSE '{UNCHANGED}' END,
           {states.columns_of("new")}
    FROM (
        SELECT i.row_number, st.participation_id IS NULL AS is_new,
               {", ".join(f"{expression} AS {name}" for name, expression in _TARGETS.items())}
        FROM import_incoming i
        LEFT JOIN import_stored st ON st.client_ref = i.client_ref
        CROSS JOIN LATERAL (SELECT {RETURNS} AS is_return) AS r
    ) AS new
    LEFT JOIN import_stored old ON old.participation_id = new.participation_id
"""
