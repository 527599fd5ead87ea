"""With every filter of the application removed: another area's rows through the pool and through PgBouncer."""

import threading
import time
from contextlib import suppress

import psycopg
from django.db import DatabaseError, connection, transaction

from accounts.context import SETTINGS, acting, set_context
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.house.catalogue import names, personal_tables, rows
from tests.security.isolation.pooler import PORT

CLIENTS, TURNS = 12, 25


def filled_tables(area: int) -> list[str]:
    """Tables with an area of which the area has rows that the application's login may read."""
    protected = names(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area_id'"
        " WHERE c.relkind = 'r' AND c.relrowsecurity AND has_table_privilege(c.oid, 'SELECT')"
        " AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
    )
    with acting(areas=[area]):
        return [
            table for table in protected if rows(f"SELECT EXISTS (SELECT FROM {table} WHERE area_id = {area})")[0][0]
        ]


def fingerprint(area: int, tables: list[str]) -> dict[str, str]:
    """Count and hash of the area's rows, table by table, with the transaction that last wrote each."""
    with acting(areas=[area]):
        asked = "SELECT count(*) || md5(coalesce(string_agg(t::text || t.xmin, ',' ORDER BY t::text), '')) FROM {} t"
        return {table: rows(f"{asked.format(table)} WHERE area_id = {area}")[0][0] for table in tables}


def attempt(statement: str) -> int:
    """Rows the statement reached as the home area; 0 when the database refused it."""
    try:
        with acting(areas=[HOME_AREA]), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount
    except DatabaseError as error:
        if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            return 0
        raise


def copied_into(table: str, area: int) -> str:
    """One row of one's own, with every column as it is but the area."""
    columns = names(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum",
        (table,),
    )
    values = ", ".join(str(area) if name == "area_id" else f'"{name}"' for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE area_id = {HOME_AREA} LIMIT 1"


def test_the_ways_are_what_they_are_called(world, way):
    with transaction.atomic():
        rows("SELECT 1")
        port, folder = connection.connection.info.port, connection.connection.info.host

    assert (bool(connection.pool), port) == {"psycopg pool": (True, 5432), "PgBouncer": (False, PORT)}[way]
    assert folder == connection.settings_dict["HOST"]


def test_another_areas_rows_are_out_of_reach(world, way):
    tables = filled_tables(OTHER_AREA)
    before = fingerprint(OTHER_AREA, tables)
    personal = set(personal_tables())

    reached = {
        (table, verb): attempt(statement)
        for table in tables
        for verb, statement in {
            "read": f"SELECT * FROM {table} WHERE area_id = {OTHER_AREA}",
            "lock": f"SELECT * FROM {table} WHERE area_id = {OTHER_AREA} FOR UPDATE",
            "change": f"UPDATE {table} SET area_id = area_id WHERE area_id = {OTHER_AREA}",
            "take over": f"UPDATE {table} SET area_id = {HOME_AREA} WHERE area_id = {OTHER_AREA}",
            "give away": f"UPDATE {table} SET area_id = {OTHER_AREA} WHERE area_id = {HOME_AREA}",
            "remove": f"DELETE FROM {table} WHERE area_id = {OTHER_AREA}",
            "insert": copied_into(table, OTHER_AREA),
        }.items()
    }
    with acting(areas=[HOME_AREA]):
        counted = {table: rows(f"SELECT count(*) FROM {table} WHERE area_id = {OTHER_AREA}")[0][0] for table in tables}

    assert {"clients_client", "clients_participation", "clients_startform", "reporting_participationfact"} <= set(
        tables
    )
    assert {key: count for key, count in reached.items() if count} == {}
    assert {table: count for table, count in counted.items() if count} == {}
    assert fingerprint(OTHER_AREA, tables) == before
    assert personal & set(tables), "rows of persons were tried"


def test_no_context_reaches_nothing(world, way):
    tables = filled_tables(HOME_AREA)

    with transaction.atomic():
        seen = {table: rows(f"SELECT count(*) FROM {table} WHERE area_id IS NOT NULL")[0][0] for table in tables}

    assert {table: count for table, count in seen.items() if count} == {}


def test_interleaved_clients_see_their_own_area_only(world, way):
    """Many more clients than connections, each taking turns with and without a context, some ending in an error."""
    wrong: list[object] = []
    started = threading.Barrier(CLIENTS)

    def act(number: int) -> None:
        area = (HOME_AREA, OTHER_AREA)[number % 2]
        try:
            started.wait()
            for turn in range(TURNS):
                wrong.extend(_turn(area, turn))
        except Exception as error:  # noqa: BLE001 - a thread's error would be lost
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert wrong == []
    assert [thread for thread in threads if thread.is_alive()] == []


def _turn(area: int, turn: int) -> list[object]:
    found: list[object] = []
    with transaction.atomic():
        if left := [value for value in _context() if value]:
            found.append(("left over", left))
        if count := rows("SELECT count(*) FROM clients_client")[0][0]:
            found.append(("without a context", count))
        set_context(user=None, areas=[area])
        time.sleep(0.001)
        if (seen := names("SELECT DISTINCT area_id FROM clients_client")) != [area]:
            found.append((area, seen))
    if turn % 5 == 0:
        _fail(area)
    return found


def _context() -> list[str]:
    asked = ", ".join("current_setting(%s, true)" for _name in SETTINGS)
    return list(rows(f"SELECT {asked}", SETTINGS)[0])


def _fail(area: int) -> None:
    with suppress(ZeroDivisionError), acting(areas=[area]):
        names("SELECT DISTINCT area_id FROM clients_client")
        raise ZeroDivisionError


def test_statements_are_not_prepared_on_the_server(world, way):
    """A prepared statement belongs to a server connection, and behind PgBouncer the next may be another one."""
    with acting(areas=[HOME_AREA]):
        for _time in range(10):
            rows("SELECT count(*) FROM clients_client WHERE area_id = %s", (HOME_AREA,))
        prepared = rows("SELECT count(*) FROM pg_prepared_statements")[0][0]
        threshold = connection.connection.prepare_threshold

    assert threshold is None
    assert prepared == 0
