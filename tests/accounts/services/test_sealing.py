"""The read log under its seals, with real transactions: what an owner of the database does to it is found."""

import re
import time
import uuid
from contextlib import suppress
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import override_settings
from django.utils import translation

from accounts.context import acting
from accounts.enums import Surface
from accounts.models import ReadSeal
from accounts.services.reading import log_read
from accounts.services.sealing import seal_read_log
from tests.factories.accounts import HOME_AREA, UnitFactory, member

WHOLE = "The read log is whole: every row is as it was sealed."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def seal() -> int:
    """How many rows were sealed; a transaction of another test's database that ends meanwhile may put it off once."""
    for _again in range(100):
        if rows := seal_read_log():
            return rows
        time.sleep(0.05)
    return 0


@pytest.fixture
def reader(live_database):
    with acting(areas=[HOME_AREA]):
        return member(area=HOME_AREA, unit=UnitFactory(area_id=HOME_AREA))


@pytest.fixture
def sealed(reader):
    """Three seals of two rows each."""
    for _seal in range(3):
        for _row in range(2):
            read(reader)
        assert seal() == 2
    return reader


def read(reader, **changes) -> None:
    told = {"purpose": 'clients:"client" ä\\', "field_groups": ["client", "history"], "ground": "unit", **changes}
    with acting(user=reader, areas=[HOME_AREA]):
        log_read(
            actor=reader,
            area_id=HOME_AREA,
            clients=[uuid.uuid4(), uuid.uuid4()],
            surface=Surface.PAGE,
            request_id=str(uuid.uuid4()),
            **told,
        )


def as_owner(statement: str, *values) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def verified(*known: str) -> str:
    """What the command says; it fails exactly when something is wrong."""
    written = StringIO()
    with suppress(CommandError):
        call_command("verify_read_log", known=list(known), stdout=written)
        assert written.getvalue().strip() == WHOLE
    return written.getvalue().strip()


def test_a_log_that_nobody_touched_is_whole(sealed):
    assert verified() == WHOLE
    assert seal_read_log() == 0
    assert list(ReadSeal.objects.order_by("number").values_list("number", "rows")) == [(1, 2), (2, 2), (3, 2)]


def test_a_row_keeps_role_and_unit_of_the_reader_at_the_time(reader):
    read(reader)

    membership = reader.memberships_today()[0]
    assert as_owner("SELECT role, unit_id, ground, found FROM accounts_readlog") == [
        ("esihlo", membership.unit_id, "unit", 2)
    ]


MADE_UP = "area_id, clients, event, surface, purpose, api_client, ground, role, found, field_groups, request_id"
AS_OTHERS = "area_id, clients, event, surface, purpose, '', '', '', 1, '{}', ''"
TAMPERING = {
    "an altered row": (
        "UPDATE accounts_readlog SET purpose = 'other' WHERE id = (SELECT min(id) FROM accounts_readlog)",
        r"Rows under seal 1, made \S+, were altered\.",
    ),
    "a row given another reader": (
        "UPDATE accounts_readlog SET actor_id = NULL WHERE id = (SELECT max(id) FROM accounts_readlog)",
        r"Rows under seal 3, made \S+, were altered\.",
    ),
    "a removed row": (
        "DELETE FROM accounts_readlog WHERE id = (SELECT min(id) FROM accounts_readlog)",
        r"1 rows under seal 1, made \S+, are gone\.",
    ),
    "an added row": (
        (
            f"INSERT INTO accounts_readlog ({MADE_UP}, xact, incarnation)"
            f" SELECT {AS_OTHERS}, xact, incarnation FROM accounts_readlog ORDER BY id LIMIT 1"
        ),
        r"1 rows were added under seal 1, made \S+\.",
    ),
    "an altered seal": (
        "UPDATE accounts_readseal SET rows = 1 WHERE number = 2",
        r"The signature of seal 2 does not hold: the seal was altered\.",
    ),
    "a removed seal": ("DELETE FROM accounts_readseal WHERE number = 2", r"Seals 2 to 2 are missing\."),
    "a signature put in by hand": (
        "UPDATE accounts_readseal SET mac = sha256('x') WHERE number = 2",
        r"Seal 3 does not follow from the seal before it\.",
    ),
    "a signature taken away": (
        "UPDATE accounts_readseal SET mac = NULL WHERE number = 3",
        r"Seal 3 is not signed\.",
    ),
    "a gap between seals": (
        "UPDATE accounts_readseal SET from_xact = from_xact + 1 WHERE number = 2",
        "Between seal 2 and the one before it there are transactions under no seal.",
    ),
    "rows that nobody sealed": (
        (
            f"INSERT INTO accounts_readlog ({MADE_UP}, at)"
            f" SELECT {AS_OTHERS}, now() - interval '6 minutes' FROM accounts_readlog ORDER BY id LIMIT 1"
        ),
        r"1 rows, the oldest of \S+, are under no seal after five minutes: is the beat running\?",
    ),
}


@pytest.mark.capability("PB-07")
@pytest.mark.parametrize("kind", TAMPERING)
def test_what_an_owner_does_is_found(sealed, kind):
    statement, sentence = TAMPERING[kind]

    as_owner(statement)

    told = verified()
    assert re.search(sentence, told), told


def test_a_last_seal_cut_off_with_its_rows_is_found_by_its_log_line(sealed):
    last = ReadSeal.objects.get(number=3)
    as_owner("DELETE FROM accounts_readlog WHERE xact >= %s::text::xid8", last.from_xact)
    as_owner("DELETE FROM accounts_readseal WHERE number = 3")

    alone, helped = verified(), verified(f"3:{bytes(last.digest).hex()}")

    assert (alone, helped.splitlines()[0]) == (WHOLE, "Seal 3 was logged and is gone.")


def test_a_seal_made_with_another_key_is_found(sealed):
    with override_settings(SEAL_KEYS={"new": bytes(range(32))}):
        read(sealed)
        seal()
        kept = verified()

    assert kept == WHOLE, "earlier seals keep their key, new ones have the new key"
    assert "Seal 4 is signed with a key that is not held here (new)." in verified()


def test_rows_of_a_transaction_that_is_open_wait(reader):
    read(reader)
    with elsewhere(connection.settings_dict["NAME"]) as other:
        other.execute("SELECT pg_current_xact_id()")
        read(reader)
        before_it_ends = seal()
    after = seal()

    assert (before_it_ends, after) == (1, 1)
    assert verified() == WHOLE


def test_a_transaction_of_another_database_holds_nothing_back(reader):
    with elsewhere("postgres") as other:
        other.execute("SELECT pg_current_xact_id()")
        read(reader)
        assert seal() == 1


def elsewhere(name: str) -> psycopg.Connection:
    return psycopg.connect(host=connection.settings_dict["HOST"], user="tasma_app", dbname=name)


def test_seals_hold_a_limited_number_of_rows(reader, monkeypatch):
    monkeypatch.setattr("accounts.services.sealing.MOST_ROWS", 2)
    with acting(user=reader, areas=[HOME_AREA]):
        for _row in range(5):
            log_read(
                actor=reader, area_id=HOME_AREA, clients=[uuid.uuid4()], surface="page", purpose="x", field_groups=[]
            )
    for _row in range(3):
        read(reader)

    assert seal() == 8
    assert list(ReadSeal.objects.order_by("number").values_list("rows", flat=True)) == [5, 2, 1]
    assert verified() == WHOLE


def test_a_restored_database_starts_a_new_incarnation(sealed):
    """Rows that another cluster wrote, sealed there or not, are closed first; nothing can be slipped among them."""
    as_owner("UPDATE accounts_readseal SET incarnation = 7, mac = mac")
    as_owner("UPDATE accounts_readlog SET incarnation = 7, xact = xact")
    as_owner("DELETE FROM accounts_readseal WHERE number = 3")

    read(sealed)
    assert seal() == 3
    latest = list(ReadSeal.objects.order_by("number").values_list("incarnation", "to_xact", "rows"))[2:]
    here = as_owner("SELECT (pg_control_system()).system_identifier")[0][0]

    assert [latest[0], (latest[1][0], latest[1][2])] == [(7, 2**63 - 1, 2), (here, 1)]


def test_the_application_cannot_seal_by_itself(sealed):
    for statement in (
        "INSERT INTO accounts_readseal SELECT * FROM accounts_readseal",
        "UPDATE accounts_readseal SET rows = 0",
        "DELETE FROM accounts_readseal",
        "SELECT * FROM accounts_readlog",
        "INSERT INTO accounts_readlog (xact) VALUES ('1')",
        "INSERT INTO accounts_readlog (at) VALUES (now())",
        "INSERT INTO accounts_readlog (incarnation) VALUES (1)",
        "INSERT INTO accounts_readlog (id) VALUES (1)",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as asked,
        ):
            asked.execute(statement)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_sign_read_seal(2, 'x', 'x')")
        assert cursor.fetchone() == (0,), "a signed seal is not signed again"
