"""The house tests find bad tables: each is planted in a database of its own, and the test that guards must fail."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import DatabaseError, connections

from accounts.context import acting
from tests.house import test_catalogue as catalogue
from tests.house import test_row_level_security as protection

OPEN = "GRANT SELECT, INSERT, UPDATE, DELETE ON bad TO tasma_app;"
PERSONS = "CREATE TABLE bad (id uuid PRIMARY KEY, area_id smallint NOT NULL, client_id uuid NOT NULL);"
FORCED = "ALTER TABLE bad ENABLE ROW LEVEL SECURITY; ALTER TABLE bad FORCE ROW LEVEL SECURITY;"
MINE = "area_id = ANY ((SELECT nullif(current_setting('app.areas', true), ''))::smallint[])"
POLICY = f"CREATE POLICY by_context ON bad USING ({MINE}) WITH CHECK ({MINE});"
PLANTED: dict[str, tuple[str, Callable[[], None]]] = {
    "an area and no policy": (
        f"CREATE TABLE bad (id int PRIMARY KEY, area_id smallint NOT NULL); {OPEN}",
        protection.test_every_table_is_forced_or_exempt,
    ),
    "a policy that does not bind the owner": (
        f"{PERSONS} ALTER TABLE bad ENABLE ROW LEVEL SECURITY; {POLICY} {OPEN}",
        protection.test_every_table_is_forced_or_exempt,
    ),
    "persons without an area": (
        f"CREATE TABLE bad (id uuid PRIMARY KEY, client_id uuid NOT NULL); {FORCED} {OPEN}",
        catalogue.test_every_table_of_persons_has_an_area_and_forced_security,
    ),
    "persons whose area may be empty": (
        f"{PERSONS} ALTER TABLE bad ALTER area_id DROP NOT NULL; {FORCED} {POLICY}",
        catalogue.test_every_table_of_persons_has_an_area_and_forced_security,
    ),
    "persons without history": (
        f"{PERSONS} {FORCED} {POLICY}",
        catalogue.test_every_table_of_persons_keeps_its_history,
    ),
    "a policy that reads further than the area": (
        f"{PERSONS} {FORCED} CREATE POLICY by_context ON bad USING ({MINE} OR area_id = 1) WITH CHECK ({MINE});",
        catalogue.test_every_policy_of_persons_asks_for_the_area_when_reading_and_writing,
    ),
    "a policy that checks nothing when writing": (
        f"{PERSONS} {FORCED} CREATE POLICY by_context ON bad USING ({MINE}) WITH CHECK (true);",
        catalogue.test_every_policy_of_persons_asks_for_the_area_when_reading_and_writing,
    ),
    "rows that could be removed but not written": (
        f"{PERSONS} {FORCED} CREATE POLICY by_context ON bad USING (true) WITH CHECK ({MINE});",
        catalogue.test_no_policy_lets_rows_be_deleted_that_could_not_be_written,
    ),
    "a hot path without the area": (
        f"{PERSONS} {FORCED} {POLICY} CREATE INDEX ON bad (client_id, area_id);",
        catalogue.test_protected_tables_have_an_index_that_begins_with_the_area,
    ),
    "a key that can cross areas": (
        f"{PERSONS} ALTER TABLE bad ADD FOREIGN KEY (client_id) REFERENCES clients_client (id);",
        catalogue.test_keys_between_areas_are_pairs,
    ),
    "a function of the owner with a search path to choose": (
        "CREATE FUNCTION bad() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
        catalogue.test_every_definer_function_fixes_its_search_path,
    ),
    "a view with its owner's rights": (
        "CREATE VIEW bad AS SELECT * FROM clients_client; GRANT SELECT ON bad TO tasma_app;",
        catalogue.test_no_view_reads_with_its_owners_rights,
    ),
    "history that can be rewritten": (
        "GRANT UPDATE ON clients_clientevent TO tasma_app;",
        catalogue.test_history_cannot_be_forged,
    ),
    "a read log that can be read": (
        "GRANT SELECT ON accounts_readlog TO tasma_app;",
        catalogue.test_the_read_log_only_grows,
    ),
}


UNDONE = (
    "DROP VIEW bad",
    "DROP TABLE bad CASCADE",
    "DROP FUNCTION bad()",
    "REVOKE UPDATE ON clients_clientevent FROM tasma_app",
    "REVOKE SELECT ON accounts_readlog FROM tasma_app",
)


@pytest.fixture
def plant(world) -> Iterator[Callable[[str], None]]:
    def execute(statements: str) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statements)

    yield execute
    for statement in UNDONE:
        with suppress(DatabaseError):
            execute(statement)
    connections["owner"].close()


@pytest.mark.parametrize("kind", PLANTED)
def test_a_bad_table_is_found(plant, kind):
    statements, guard = PLANTED[kind]
    fails_already = _fails(guard)

    plant(statements)

    assert (fails_already, _fails(guard)) == (False, True)


def _fails(guard: Callable[[], None]) -> bool:
    """The guard's own test, as it runs in the build."""
    try:
        with acting(areas=range(1, 47)):
            guard()
    except (AssertionError, pytest.fail.Exception):
        return True
    return False
