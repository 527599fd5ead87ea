"""The restore drill: what was backed up comes back and is proved, and what is not as it was is refused in words."""

import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings

from accounts.context import acting
from accounts.services.sealing import seal_read_log
from clients.models import Client
from desk.operations import restore
from desk.operations.backup import back_up
from desk.operations.manifest import DUMP, NAME
from desk.operations.postgres import Trouble, connect, query
from ledger.models import SignOfLife
from tests.conftest import use_database
from tests.factories.accounts import HOME_AREA
from tests.operations.conftest import CODES, FILE, SECRET

KEY = bytes(range(100, 132))
TARGET = f"tasma_test_drill_{os.getpid()}"


@pytest.fixture(scope="module")
def backup(inhabited_module, tmp_path_factory, django_db_blocker) -> Path:
    with django_db_blocker.unblock():
        seal_read_log()
        return back_up(to=tmp_path_factory.mktemp("backups"))


@pytest.fixture
def spoiled(backup, tmp_path) -> Callable[[], Path]:
    """A copy of the backup that a test may damage."""
    return Path(shutil.copytree(backup, tmp_path / backup.name))


def databases() -> list[str]:
    with connect("owner", database="postgres") as line:
        return sorted(name for (name,) in query(line, "SELECT datname FROM pg_database WHERE datname = %s", [TARGET]))


def refusal(folder: Path, **options) -> str:
    with pytest.raises(Trouble) as caught:
        restore.restore(folder=folder, database=TARGET, **options)
    assert databases() == []
    return str(caught.value)


def test_the_drill_proves_everything_and_leaves_nothing_but_its_date(backup, inhabited_module):
    said = io.StringIO()

    call_command("restore", str(backup), "--drill", stdout=said, verbosity=0)

    words = said.getvalue()
    assert "Every table has the rows, and the content, of the moment of the backup." in words
    assert "The application's login without a context sees none of" in words
    assert "encrypted values were tried" in words
    assert "Every seal of the read log fits its rows." in words
    assert "The drill succeeded" in words
    assert SignOfLife.objects.filter(name="drill").exists()
    with connect("owner", database="postgres") as line:
        assert query(line, "SELECT 1 FROM pg_database WHERE datname LIKE %s", [f"tasma_drill_{os.getpid()}_%"]) == []


def test_the_restored_database_serves_the_application(backup, inhabited_module, services):
    done = restore.restore(folder=backup, database=TARGET)
    use_database(services, TARGET)

    try:
        with acting(areas=[HOME_AREA]):
            codes = {client.identity_code for client in Client.objects.all()}
            found = Client.objects.with_identity_code(CODES[0]).count()
        assert (codes, found) == (set(CODES), 1)
        assert Client.objects.count() == 0
    finally:
        use_database(services, inhabited_module)
        restore.drop(done.database)


def test_a_backup_and_its_manifest_are_for_the_owner_alone_and_hold_no_secret(backup):
    text = (backup / NAME).read_text()

    assert [oct(path.stat().st_mode & 0o777) for path in sorted(backup.iterdir())] == ["0o600", "0o600"]
    assert oct(backup.stat().st_mode & 0o777) == "0o700"
    assert not {word for word in ("CANARY", "password", "secret", *CODES) if word in text}


def test_nothing_of_an_identity_code_upload_or_factor_is_in_the_dump(backup, tmp_path):
    plain = tmp_path / "plain.sql"
    with plain.open("wb") as file:
        assert restore.start(["pg_restore", "--file=-", str(backup / DUMP)], stdout=file).wait() == 0

    dumped = plain.read_bytes()

    assert b"clients_client" in dumped
    for secret in (*(code.encode() for code in CODES), FILE, b"CANARY-ROW", SECRET.encode()):
        assert secret not in dumped
        assert secret.hex().encode() not in dumped


def test_an_altered_dump_is_refused(spoiled):
    dump = spoiled / DUMP
    raw = bytearray(dump.read_bytes())
    raw[len(raw) // 2] ^= 1
    dump.write_bytes(raw)

    assert "was altered" in refusal(spoiled)


def test_a_cut_dump_is_refused(spoiled):
    dump = spoiled / DUMP
    dump.write_bytes(dump.read_bytes()[:-1])

    assert "was cut or added to" in refusal(spoiled)


def test_a_missing_dump_or_manifest_is_refused(spoiled):
    (spoiled / DUMP).unlink()
    assert "has no database.dump" in refusal(spoiled)

    (spoiled / NAME).unlink()
    assert "is no backup" in refusal(spoiled)


def test_an_altered_manifest_is_refused(spoiled):
    path = spoiled / NAME
    kept = json.loads(path.read_text())
    kept["manifest"]["tables"]["clients_client"]["rows"] -= 1
    path.write_text(json.dumps(kept))

    assert "checksum does not fit" in refusal(spoiled)


def test_a_backup_of_a_newer_version_is_refused(backup, monkeypatch):
    known = restore._known_migrations()
    monkeypatch.setattr(restore, "_known_migrations", lambda: known - {"ledger.0001_schema"})

    assert "made by a newer version" in refusal(backup)


def test_a_missing_key_is_told_before_anything_is_restored(backup):
    with override_settings(FIELD_KEYS={"t0": bytes(range(32, 64))}):
        assert "The field key t1" in refusal(backup)


def test_a_wrong_key_of_the_right_name_is_told(backup):
    with override_settings(FIELD_KEYS={"t1": bytes(range(33, 65))}):
        assert "is another key than the one of that name" in refusal(backup)


def test_a_missing_key_of_look_up_hashes_is_told(backup):
    with override_settings(HASH_KEYS={"1": bytes(range(50, 82))}):
        assert "Look-up hashes of slot 1 (100)" in refusal(backup)


def test_without_its_keys_a_restore_says_what_stays_closed_and_ends_in_failure(backup, inhabited_module):
    said = io.StringIO()

    with override_settings(FIELD_KEYS={"t0": bytes(range(32, 64))}), pytest.raises(CommandError, match="look at what"):
        call_command("restore", str(backup), "--database", TARGET, "--without-keys", stdout=said, verbosity=0)

    restore.drop(TARGET)
    assert "The field key t1, which encrypted" in said.getvalue()


def test_a_full_database_and_a_name_in_use_are_not_written_into(backup, inhabited_module):
    with pytest.raises(Trouble, match="is not empty"):
        restore.restore(folder=backup)
    with pytest.raises(Trouble, match="already"):
        restore.restore(folder=backup, database=inhabited_module)

    with acting(areas=[HOME_AREA]):
        assert Client.objects.count() == len(CODES)


def test_a_row_lost_on_the_way_is_noticed_and_the_database_dropped(backup, inhabited_module, monkeypatch):
    load = restore._load

    def lose_one(dump: Path, name: str) -> None:
        load(dump, name)
        with connect("owner", database=name, autocommit=True) as line:
            line.execute("DELETE FROM clients_clientevent WHERE ctid = (SELECT min(ctid) FROM clients_clientevent)")

    monkeypatch.setattr(restore, "_load", lose_one)

    assert "do not hold what was backed up, such as clients_clientevent" in refusal(backup)


def test_a_lost_protection_is_noticed_and_the_database_dropped(backup, inhabited_module, monkeypatch):
    load = restore._load

    def open_up(dump: Path, name: str) -> None:
        load(dump, name)
        with connect("owner", database=name, autocommit=True) as line:
            line.execute("ALTER TABLE clients_client NO FORCE ROW LEVEL SECURITY")

    monkeypatch.setattr(restore, "_load", open_up)

    assert "not as they were backed up: row-level security" in refusal(backup)


def test_an_encrypted_backup_opens_with_its_key_alone(inhabited_module, tmp_path):
    with override_settings(BACKUP_KEY=KEY):
        folder = back_up(to=tmp_path)
        assert restore.restore(folder=folder, database=TARGET).rows > 0
        restore.drop(TARGET)
    assert b"PGDMP" not in (folder / DUMP).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name]
    assert "set TASMA_BACKUP_KEY" in refusal(folder)
    with override_settings(BACKUP_KEY=bytes(range(101, 133))):
        assert "does not fit TASMA_BACKUP_KEY" in refusal(folder)


def test_a_backup_is_not_overwritten_and_a_failed_one_leaves_nothing(inhabited_module, tmp_path, monkeypatch):
    monkeypatch.setattr("desk.operations.postgres.program", lambda name: "/bin/false")

    with pytest.raises(Trouble, match="pg_dump is of PostgreSQL"):
        back_up(to=tmp_path)

    assert list(tmp_path.iterdir()) == []
    assert connections["owner"].settings_dict["NAME"] == inhabited_module
