"""The doctor finds real faults, says them in words, and fails; a healthy installation passes."""

import io
import json
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings

from accounts.context import acting
from accounts.services.sealing import seal_read_log
from clients.models import Client
from config.catalogues import compile_if_stale
from desk.operations import seeing_machine, seeing_protection, seeing_work
from desk.operations.doctor import examine
from desk.operations.findings import Finding, State
from desk.operations.rotation import rotate
from ledger.services.signs import show_life
from tests.factories.accounts import HOME_AREA

# The services of the tests give up durability for speed, and tests collect no static files.
NOT_HERE = {"durability", "static files"}


@pytest.fixture
def healthy(inhabited) -> Iterator[dict[str, str]]:
    compile_if_stale()
    for name in ("relay", "beat", "worker", "backup", "drill"):
        show_life(name)
    seal_read_log()
    with override_settings(CELERY_BROKER_URL=inhabited["BROKER_URL"]):
        yield inhabited


def as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def troubles(subject: str = "") -> list[Finding]:
    found = [one for one in examine() if one.state == State.TROUBLE and one.subject not in NOT_HERE]
    return [one for one in found if one.subject == subject] if subject else found


def test_a_healthy_installation_has_no_trouble_and_every_subject_is_seen(healthy):
    found = examine()

    assert [one for one in found if one.state == State.TROUBLE and one.subject not in NOT_HERE] == []
    assert {one.subject for one in found} >= {
        *(
            "settings",
            "broker",
            "disk",
            "clock",
            "translations",
            "logins",
            "migrations",
            "row-level security",
            "grants",
        ),
        *("history", "pooler", "processes", "outbox", "mail", "precautions", "keys", "read log", "scanner"),
    }


WAITING = "INSERT INTO ledger_outbox (id, task, arguments, attempts, last_error, available_at, dead_at) VALUES"
FAULTS = (
    ("row-level security", "ALTER TABLE clients_client NO FORCE ROW LEVEL SECURITY", "clients_client"),
    ("row-level security", "DROP POLICY by_context ON ledger_job", "2 tables are open to every area"),
    ("grants", "GRANT DELETE ON accounts_area TO tasma_app", "accounts_area"),
    ("grants", "GRANT SELECT ON clients_client TO PUBLIC", "clients_client"),
    ("grants", "REVOKE UPDATE ON ledger_outbox FROM tasma_app", "3 tables have other rights than set"),
    ("history", "ALTER TABLE clients_client DISABLE TRIGGER USER", "triggers are missing or off, such as"),
    (
        "migrations",
        "DELETE FROM django_migrations WHERE app = 'clients' AND name = '0002_health_details_go'",
        "migrations are not applied, first clients.0002",
    ),
    (
        "processes",
        "UPDATE ledger_signoflife SET at = now() - interval '3 hours' WHERE name = 'relay'",
        "The relay has been silent for 3 h.",
    ),
    ("processes", "DELETE FROM ledger_signoflife WHERE name = 'worker'", "The worker has never worked here."),
    (
        "outbox",
        f"{WAITING} (gen_random_uuid(), 'ledger.clean', '{{}}', 0, '', now() - interval '1 hour', NULL)",
        "1 pieces of work wait, the oldest for 60 min.",
    ),
    (
        "outbox",
        f"{WAITING} (gen_random_uuid(), 'ledger.clean', '{{}}', 5, 'x', now(), now())",
        "1 pieces of work were given up after their last attempt, such as ledger.clean.",
    ),
    ("read log", "DELETE FROM accounts_readseal", ""),
    (
        "read log",
        "UPDATE accounts_readlog SET at = now() - interval '1 hour'",
        "1 rows of the read log are under no seal",
    ),
)


def test_each_fault_is_found_and_said(healthy):
    for _subject, statement, _words in FAULTS:
        as_owner(statement)

    # A transaction that still runs, such as autovacuum's, holds the judgement of the read log back.
    for _patience in range(120):
        if troubles("read log"):
            break
        time.sleep(0.25)
    found = troubles()

    assert {one.subject for one in found} == {subject for subject, _statement, _words in FAULTS}
    said = {subject: " ".join(one.sentence for one in found if one.subject == subject) for subject, *_rest in FAULTS}
    assert [(subject, words) for subject, _statement, words in FAULTS if words not in said[subject]] == []
    assert [one for one in found if not one.advice] == []


def test_a_key_that_the_data_needs_is_missed_and_one_it_does_not_is_noted(healthy):
    new = {"n1": bytes(range(7, 39))}
    with override_settings(FIELD_KEYS=new):
        assert "The field key t1, which encrypted" in troubles("keys")[0].sentence
    with override_settings(FIELD_KEYS={**new, "t1": bytes(range(32))}):
        assert [one.advice for one in examine() if one.subject == "keys" and one.state == State.NOTE] == [
            "Run rotate_keys."
        ]
        rotate()
        said = [one.sentence for one in examine() if one.subject == "keys" and one.state == State.NOTE]
    assert said == ["Nothing needs this any more but older backups: field key t1."]


def test_a_wrong_key_is_found_by_trying_it(healthy):
    with override_settings(FIELD_KEYS={"t1": bytes(range(5, 37))}):
        assert "does not open with the keys held here" in troubles("keys")[0].sentence


def test_an_altered_value_is_found(healthy):
    with acting(areas=[HOME_AREA]):
        one = Client.objects.first()
        Client.objects.filter(pk=one.pk).update(identity_cipher=bytes(one.identity_cipher)[:-1] + b"!")

    assert "does not open" in troubles("keys")[0].sentence


def test_a_broker_that_is_away_is_found(healthy):
    with override_settings(CELERY_BROKER_URL="redis://127.0.0.1:1/0"):
        assert [one.subject for one in troubles()] == ["broker"]


def test_a_full_disk_and_a_wrong_clock_are_found(healthy, monkeypatch):
    monkeypatch.setattr(seeing_machine.shutil, "disk_usage", lambda _path: SimpleNamespace(total=10**12, free=10**9))
    monkeypatch.setattr(seeing_machine.time, "time", lambda: 0.0)

    with override_settings(CLAMD="127.0.0.1:1"):
        assert "does not answer" in next(iter(seeing_machine.scanner())).sentence
    assert "Only 1.0 GB" in next(iter(seeing_machine.disk())).sentence
    assert "clock and the database's differ" in next(iter(seeing_machine.clock())).sentence


def test_a_real_installation_without_backup_or_drill_is_in_trouble(healthy):
    as_owner("DELETE FROM ledger_signoflife WHERE name = 'drill'")
    as_owner("UPDATE ledger_signoflife SET at = now() - interval '3 days' WHERE name = 'backup'")

    with override_settings(DEMO=False):
        found = list(seeing_work.precautions())

    assert [(one.state, one.sentence) for one in found] == [
        (State.TROUBLE, "The last backup was 3 days ago."),
        (State.TROUBLE, "There has been no drill yet."),
    ]


@pytest.mark.django_db
def test_unsafe_settings_of_a_real_installation_are_found():
    with override_settings(DEMO=False):
        found = list(seeing_machine.settings_state())

    assert State.TROUBLE in {one.state for one in found}
    assert any("https" in one.sentence for one in found)


def test_the_owners_login_in_place_of_the_applications_is_found(healthy, monkeypatch):
    monkeypatch.setitem(connections["default"].settings_dict, "USER", "tasma_owner")

    found = list(seeing_protection.logins())

    assert [one.state for one in found] == [State.TROUBLE, State.TROUBLE, State.WELL]


def test_a_database_that_is_away_does_not_end_the_visit(healthy, monkeypatch):
    for alias in ("default", "owner"):
        connections[alias].close()
        monkeypatch.setitem(connections[alias].settings_dict, "HOST", "/nowhere")

    found = examine()

    assert "logins" in {one.subject for one in found if one.state == State.TROUBLE}
    assert "translations" in {one.subject for one in found if one.state == State.WELL}


def test_the_command_fails_on_trouble_and_speaks_to_machines_too(healthy):
    as_owner("DELETE FROM ledger_signoflife WHERE name = 'beat'")
    said = io.StringIO()

    with pytest.raises(CommandError, match="findings are trouble"):
        call_command("doctor", "--json", stdout=said)
    with pytest.raises(CommandError):
        call_command("doctor", stdout=io.StringIO())

    assert {"subject", "state", "sentence", "advice"} == set(json.loads(said.getvalue())[0])
