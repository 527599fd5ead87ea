"""What the database itself holds, read from its catalogue: no table of persons is left without its guards."""

from collections.abc import Callable

import pgtrigger
import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Unit
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory
from tests.factories.clients import ClientFactory, ParticipationFactory, StartFormFactory
from tests.house.catalogue import names, personal_tables, rows

# Tables of persons without history by trigger, and why.
OTHERWISE_KEPT = {
    "clients_documentpiece": "written once with its version, which has history, and never changed",
    "clients_disclosure": "rows are only added",
    "clients_formdraft": "nobody's record yet; gone when the form is saved, at sign-out, or after a day",
    "clients_casefeedback": "rows are only added",
    "clients_feedbackrequest": "rows are only added",
    "clients_pastform": "rows are only added",
    "clients_namesdecision": "rows are only added",
    "clients_measurestep": "rows are only added",
    "clients_pensionstep": "rows are only added",
    "clients_planreview": "rows are only added",
    "clients_referrallink": "lives for days; only times are set in it, and the steps taken by it are kept",
    "clients_referralstep": "rows are only added",
    "employers_jobreferralstep": "rows are only added",
    "employers_matchsearch": "lives for a month; what was shown of it is kept, with history",
    "clients_importchange": "is itself the before and after of a batch",
    "reporting_participationfact": "derived; rows are closed and opened, never changed",
    "reporting_workfact": "derived; rows are closed and opened, never changed",
}
# Protected tables whose hot path does not begin with the area, and why.
FOUND_OTHERWISE = {
    "accounts_user": "a person belongs to no area; found by key or e-mail",
    "accounts_userevent": "history of such a person; found by key",
    "accounts_securityevent": "of a person, not of an area; found by the person",
    "clients_calendarfeed": "of a person, not of an area; found by the person or the hash of its token",
    "clients_importproblem": "read by the key of its batch, which is of one area",
    "employers_employer": "one register of all areas; found by its key, business id or name",
    "employers_employerevent": "history of such an employer; found by key",
    "employers_establishment": "one register of all areas; found by employer or municipality",
    "employers_establishmentevent": "history of such an establishment; found by key",
    "ledger_idempotencykey": "found by its owner and key",
    "mfa_authenticator": "of a person, not of an area; found by the person",
    "usersessions_usersession": "of a person, not of an area; found by the person or the session",
}
# Single-column keys between two tables with an area column that need no pair, and why.
PUBLIC = {
    "accounts_municipality": "public reference data; its area says where the municipality is, not whose row it is",
    "employers_vacancy": "recorded by one area and seen by all, whose clients may be offered it",
    "questionnaires_questionsetversion": "the area's own or shipped for all; a trigger sees to it",
    "questionnaires_question": "of a version of the area's own or shipped for all; a trigger sees to it",
}
# Seen by two areas, and why; what each may do with it is in tests/clients/handovers/test_transfers.py.
OF_TWO_AREAS = {"clients_casetransfer": "sent from one controller to another, who sees the row and answers it"}
# Keys paired with another column of area than the row's own.
PAIRED_OTHERWISE = {("clients_casetransfer", "made_client_id"): "to_area_id"}
EVENTS = """
    SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'pgh_label'
    WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace ORDER BY 1
"""


@pytest.mark.django_db
def test_tables_of_persons_are_found():
    assert {"clients_client", "clients_participation", "clients_startform", "reporting_participationfact"} < set(
        personal_tables()
    )


@pytest.mark.django_db
def test_every_table_of_persons_has_an_area_and_forced_security():
    kept = rows(
        "SELECT t.relname, t.relforcerowsecurity AND t.relrowsecurity, a.attnotnull FROM pg_class t"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'area_id' WHERE t.oid::regclass::text = ANY (%s)",
        (personal_tables(),),
    )

    records = {name for name, _forced, _required in kept if not name.endswith("event")}
    assert {name for name, _forced, _required in kept} == set(personal_tables())
    assert [name for name, forced, _required in kept if not forced] == []
    assert [name for name, _forced, required in kept if name in records and not required] == []


@pytest.mark.django_db
def test_every_policy_of_persons_asks_for_the_area_when_reading_and_writing():
    policies = rows(
        "SELECT tablename, qual, with_check, permissive, cmd FROM pg_policies WHERE tablename = ANY (%s)",
        (personal_tables(),),
    )

    assert {name for name, *_rest in policies} == set(personal_tables())
    more = {(name, verbs) for name, _reading, _writing, _permissive, verbs in policies if verbs != "ALL"}
    assert more == {(name, verbs) for name in OF_TWO_AREAS for verbs in ("SELECT", "UPDATE")}
    for name, reading, writing, _permissive, verbs in policies:
        if (name, verbs) in more:
            continue
        assert reading == writing, name
        assert reading.startswith("(area_id = ANY"), name
        assert " OR " not in reading, name


@pytest.mark.django_db
def test_no_policy_lets_rows_be_deleted_that_could_not_be_written():
    wider = names(
        "SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND cmd <> 'SELECT'"
        " AND qual IS NOT NULL AND qual IS DISTINCT FROM coalesce(with_check, qual)"
    )

    assert wider == []


@pytest.mark.django_db
def test_every_table_of_persons_keeps_its_history():
    records = {name for name in personal_tables() if not name.endswith("event")}

    tracked = {event.removesuffix("event") for event in names(EVENTS)}

    assert records - tracked == set(OTHERWISE_KEPT)
    for record in records & tracked:
        kinds = names(
            "SELECT DISTINCT CASE WHEN tgtype & 4 > 0 THEN 'insert' WHEN tgtype & 8 > 0 THEN 'delete' ELSE 'update' END"
            " FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A') ORDER BY 1",
            (record,),
        )
        assert kinds == ["delete", "insert", "update"], record


@pytest.mark.django_db
def test_keys_between_areas_are_pairs():
    single = rows("""
        WITH key AS (
            SELECT c.conrelid, c.confrelid, (
                SELECT array_agg(a.attname::text ORDER BY k.place)
                FROM unnest(c.conkey) WITH ORDINALITY k (number, place)
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
            ) AS columns
            FROM pg_constraint c WHERE c.contype = 'f'
        ), owned AS (SELECT attrelid AS id FROM pg_attribute WHERE attname = 'area_id')
        SELECT conrelid::regclass::text, columns[1], confrelid::regclass::text FROM key
        WHERE cardinality(columns) = 1 AND conrelid IN (SELECT id FROM owned) AND confrelid IN (SELECT id FROM owned)
          AND NOT EXISTS (
            SELECT 1 FROM key pair WHERE pair.conrelid = key.conrelid AND pair.confrelid = key.confrelid
              AND pair.columns = ARRAY['area_id', key.columns[1]]
          )
        ORDER BY 1, 2
    """)

    assert [found for found in single if found[2] not in PUBLIC and found[:2] not in PAIRED_OTHERWISE] == []
    paired = names("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'")
    for (_table, column), area in PAIRED_OTHERWISE.items():
        assert [one for one in paired if one.startswith(f"FOREIGN KEY ({area}, {column})")], column


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("pointing", ["client", "unit"])
def test_no_row_points_across_areas(pointing):
    there = UnitFactory(area_id=OTHER_AREA) if pointing == "unit" else ClientFactory(area_id=OTHER_AREA)

    with pytest.raises(DatabaseError, match="same_area"), transaction.atomic():
        checked(lambda: ParticipationFactory(area_id=HOME_AREA, **{pointing: there}))


def checked(write: Callable[[], object]) -> None:
    write()
    connection.check_constraints()


@pytest.mark.django_db
def test_protected_tables_have_an_index_that_begins_with_the_area():
    without = names("""
        SELECT t.relname FROM pg_class t JOIN pg_index i ON i.indrelid = t.oid
        WHERE t.relforcerowsecurity AND t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
        GROUP BY t.relname
        HAVING NOT bool_or((
            SELECT attname FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        ) = 'area_id')
    """)

    assert sorted(without) == sorted(FOUND_OTHERWISE)


@pytest.mark.django_db
def test_history_triggers_run_as_the_owner_and_nobody_else_may_call_them():
    functions = rows(
        "SELECT proname, prosecdef, pg_get_userbyid(proowner), has_function_privilege('tasma_app', oid, 'EXECUTE'),"
        " proconfig FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\\_%'"
    )

    assert functions
    for name, definer, owner, callable_by_app, settings in functions:
        assert (definer, owner, callable_by_app) == (True, "tasma_owner", False), name
        assert [setting for setting in settings if setting.startswith("search_path=")], name


@pytest.mark.django_db
def test_every_definer_function_fixes_its_search_path():
    loose = names(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND NOT EXISTS (SELECT 1 FROM unnest(coalesce(proconfig, '{}')) s WHERE s LIKE 'search_path=%')"
    )

    assert loose == []


@pytest.mark.django_db
def test_no_view_reads_with_its_owners_rights():
    assert (
        names(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
            " AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
        )
        == []
    )


@pytest.mark.django_db
def test_history_cannot_be_switched_off():
    unit = UnitFactory()
    uri = "accounts.Unit:update_update"
    before = rows("SELECT count(*) FROM accounts_unitevent WHERE pgh_obj_id = %s", (unit.pk,))[0][0]

    with pgtrigger.ignore(uri):
        Unit.objects.filter(pk=unit.pk).update(name="Renamed in silence")

    after = rows("SELECT pgh_label, name FROM accounts_unitevent WHERE pgh_obj_id = %s ORDER BY pgh_id", (unit.pk,))
    assert len(after) == before + 1
    assert after[-1] == ("update", "Renamed in silence")


@pytest.mark.django_db
def test_history_cannot_be_forged():
    StartFormFactory()
    tables = names(EVENTS)

    assert len(tables) > 5
    for table in tables:
        for statement in (
            f"INSERT INTO {table} DEFAULT VALUES",
            f"UPDATE {table} SET pgh_label = 'forged'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ):
            refused(statement)


@pytest.mark.django_db
def test_the_read_log_only_grows():
    for statement in (
        "SELECT * FROM accounts_readlog",
        "UPDATE accounts_readlog SET purpose = ''",
        "DELETE FROM accounts_readlog",
        "TRUNCATE accounts_readlog",
    ):
        refused(statement)


@pytest.mark.django_db
def test_the_application_cannot_change_the_schema_or_become_another():
    for statement in (
        "ALTER TABLE clients_client DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE clients_client DISABLE TRIGGER USER",
        "DROP POLICY by_context ON clients_client",
        "CREATE TABLE public.mine (id int)",
        "SET ROLE tasma_owner",
        "SET session_replication_role = replica",
    ):
        refused(statement)


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege), statement
