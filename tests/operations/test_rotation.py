"""Keys change while people work: nothing is lost, nothing is doubled, and nothing closed is ever taken for clear."""

import io
import threading
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test import override_settings

from accounts.context import acting
from clients.models import Client, ImportBatch
from clients.models.clients import IDENTITY_PLACE
from clients.services.importing.uploads import open_upload
from config.kernel.encryption import Undecipherable, key_id_of
from config.signin.adapters import FactorAdapter
from desk.operations.ciphers import BY_SESSION, CIPHERED
from desk.operations.contents import hash_keys, key_ids
from desk.operations.postgres import connect
from desk.operations.rotation import rotate
from tests.factories.accounts import HOME_AREA
from tests.operations.conftest import CODES, FILE, SECRET, keep_person

OLD_FIELD, NEW_FIELD = {"t1": bytes(range(32))}, {"n1": bytes(range(7, 39))}
OLD_HASH, NEW_HASH = {"1": bytes(range(64, 96))}, {"2": bytes(range(70, 102))}
BOTH = {"FIELD_KEYS": {**NEW_FIELD, **OLD_FIELD}, "HASH_KEYS": {**OLD_HASH, **NEW_HASH}}
NEW = {"FIELD_KEYS": NEW_FIELD, "HASH_KEYS": NEW_HASH}


@pytest.fixture
def both_keys(inhabited) -> Iterator[None]:
    with override_settings(**BOTH):
        yield


def used() -> tuple[dict[str, int], dict[str, int]]:
    with connect("owner") as line:
        return key_ids(line), {slot: sum(made.values()) for slot, made in hash_keys(line).items()}


def events() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM clients_clientevent")
        return cursor.fetchone()[0]


def test_everything_reads_as_before_with_the_new_keys_alone(both_keys):
    before = events()
    rotate(batch=30)
    keys_used, hashes = used()
    made = sum(hashes.values())

    with override_settings(**NEW):
        rotate(batch=30)
        with acting(areas=[HOME_AREA]):
            assert sorted(client.identity_code for client in Client.objects.all()) == sorted(CODES)
            assert all(Client.objects.with_identity_code(code).count() == 1 for code in CODES)
            assert open_upload(batch=ImportBatch.objects.get()).read() == FILE
            assert {client.version for client in Client.objects.all()} == {1}
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT data->>'secret' FROM mfa_authenticator")
            assert FactorAdapter().decrypt(cursor.fetchone()[0]) == SECRET

    assert set(keys_used) == {"n1"}
    assert made == 2 * len(CODES)
    assert used()[1] == {"1": 0, "2": len(CODES)}
    assert events() == before


def test_a_second_run_and_a_dry_run_change_nothing(both_keys):
    with override_settings(FIELD_KEYS=OLD_FIELD, HASH_KEYS=OLD_HASH):
        assert rotate().changed == {}
    assert rotate(dry_run=True).waiting["clients_client"] == len(CODES)
    assert used()[0] == {"t1": 2 * len(CODES) + 3}
    rotate()

    assert rotate().changed == {}
    assert rotate(dry_run=True).waiting == {}


def test_people_are_kept_and_changed_while_keys_change(both_keys):
    stop, failures = threading.Event(), []
    written = [f"{number:06}A-{number:03}L" for number in range(1000)]
    kept: list[str] = []

    def write() -> None:
        try:
            for code in written:
                if stop.is_set():
                    return
                with acting(areas=[HOME_AREA]):
                    keep_person(code)
                    someone = Client.objects.order_by("?").select_for_update().first()
                    someone.gender = "2" if someone.gender == "1" else "1"
                    someone.save()
                kept.append(code)
        except Exception as error:  # noqa: BLE001 - the thread tells the test of whatever it was
            failures.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    while len(kept) < 20:
        assert writer.is_alive(), failures
    rotate(batch=7)
    during = len(kept)
    stop.set()
    writer.join()
    rotate()

    assert failures == []
    assert during > 20
    assert set(used()[0]) == {"n1"}
    with override_settings(**NEW), acting(areas=[HOME_AREA]):
        assert sorted(one.identity_code for one in Client.objects.all()) == sorted([*CODES, *kept])


@pytest.mark.parametrize("written_under", [OLD_HASH, {**OLD_HASH, **NEW_HASH}, NEW_HASH], ids=["old", "both", "new"])
def test_a_code_is_once_in_an_area_whatever_keys_its_writers_hold(inhabited, written_under):
    """Processes that know one key and such that know both run side by side while the keys are being changed."""
    with override_settings(HASH_KEYS={**OLD_HASH, **NEW_HASH}):
        rotate()

    with override_settings(HASH_KEYS=written_under), pytest.raises(IntegrityError), acting(areas=[HOME_AREA]):
        keep_person(CODES[0])

    with acting(areas=[HOME_AREA]):
        assert Client.objects.count() == len(CODES)


def test_a_code_is_once_in_an_area_before_the_keys_have_changed(both_keys):
    with pytest.raises(IntegrityError), acting(areas=[HOME_AREA]):
        keep_person(CODES[0])

    with acting(areas=[HOME_AREA]):
        assert Client.objects.with_identity_code(CODES[0]).count() == 1


def test_an_altered_value_is_refused_told_and_left_alone(both_keys):
    with acting(areas=[HOME_AREA]):
        victim = Client.objects.first()
        altered = bytearray(bytes(victim.identity_cipher))
        altered[-1] ^= 1
        Client.objects.filter(pk=victim.pk).update(identity_cipher=bytes(altered))
    said = io.StringIO()

    with pytest.raises(CommandError, match=r"open with none of the keys held here.*1 of clients_client"):
        call_command("rotate_keys", stdout=said, verbosity=0)

    with acting(areas=[HOME_AREA]):
        victim.refresh_from_db()
        with pytest.raises(Undecipherable):
            _ = victim.identity_code
    assert bytes(victim.identity_cipher) == bytes(altered)
    assert "Nothing needs" not in said.getvalue()


def test_a_lost_key_raises_and_gives_nothing_in_its_stead(inhabited):
    with override_settings(FIELD_KEYS=NEW_FIELD):
        with acting(areas=[HOME_AREA]), pytest.raises(Undecipherable) as caught:
            _ = Client.objects.first().identity_code
        with pytest.raises(CommandError, match="A key is missing or wrong"):
            call_command("rotate_keys", stdout=io.StringIO(), verbosity=0)

    assert str(caught.value) == IDENTITY_PLACE
    with acting(areas=[HOME_AREA]):
        assert key_id_of(Client.objects.first().identity_cipher) == "t1"


def test_a_row_held_by_another_is_told_and_not_waited_for_without_end(both_keys, monkeypatch):
    monkeypatch.setattr("desk.operations.rotation.PASSES", 2)
    monkeypatch.setattr("desk.operations.rotation.PAUSE", 0.05)

    with transaction.atomic(), acting(areas=[HOME_AREA]):
        list(Client.objects.select_for_update()[:3])
        with pytest.raises(CommandError, match="Others held these all the while: 3 of clients_client"):
            call_command("rotate_keys", stdout=io.StringIO(), verbosity=0)

    said = io.StringIO()
    call_command("rotate_keys", stdout=said, verbosity=0)
    assert "Nothing needs this any more but backups made before now: field key t1." in said.getvalue()


def test_only_the_owners_login_leaves_no_history(inhabited):
    before = events()

    with acting(areas=[HOME_AREA]):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.changing_keys', 'on', true)")
        Client.objects.update(gender="2")

    assert events() == before + len(CODES)


@pytest.mark.django_db
def test_every_column_of_ciphers_is_known():
    from django.apps import apps
    from django.db.models import BinaryField

    found = {
        (model._meta.db_table, column.column)
        for model in apps.get_models()
        for column in model._meta.fields
        if isinstance(column, BinaryField) and column.column.endswith("cipher")
    }

    listed = {(one.table, one.column) for one in CIPHERED}
    assert found - listed == set(BY_SESSION)
    assert ("clients_clientevent", "identity_cipher") in listed
    assert Authenticator._meta.db_table in {one.table for one in CIPHERED}
