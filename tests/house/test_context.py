"""With real transactions: the context ends with the work it was for, and another area's rows are out of any reach."""

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings

from accounts.context import SETTINGS, acting, set_context
from accounts.models import User
from accounts.services.signin import make_signin_token
from clients import models as clients
from config.celery import app
from ledger.services.execution import perform
from network.models import Programme
from reporting.models import ParticipationFact
from reporting.services.computing import compute_area, request_computation
from tests.conftest import filled_database
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.house.catalogue import names, personal_tables, rows
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY_AREA = range(1, 47)


@dataclass(frozen=True)
class World:
    """Two areas with participants in one programme, computed; a supervisor of the home area."""

    environment: dict[str, str]
    programme: Programme
    supervisor: User


@pytest.fixture(scope="module")
def filled(services, template, worker_database, django_db_setup, django_db_blocker) -> Iterator[tuple[str, Any]]:
    with filled_database(services, template, worker_database, django_db_blocker, fill) as made:
        yield made


def fill() -> tuple[Programme, User]:
    with acting(areas=EVERY_AREA):
        programme = ProgrammeFactory(code="S20784", areas=[HOME_AREA, OTHER_AREA])
        for number, area in enumerate((HOME_AREA, OTHER_AREA)):
            UnitFactory(area_id=area)
            load_rows(random_rows(number, 30), programme=programme, area=area)
            compute_area(area_id=area, programme_id=programme.pk)
        return programme, member(area=HOME_AREA)


@pytest.fixture
def live_source(filled) -> str:
    return filled[0]


@pytest.fixture
def world(filled, live_database) -> Iterator[World]:
    """Each test has the rows to itself; what it does to the objects it does to copies."""
    yield World(live_database, *deepcopy(filled[1]))
    connection.close()


def browser(world: World) -> Client:
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        set_context(user=world.supervisor.pk)
        client.force_login(world.supervisor)
        fresh_second_factor(client, world.supervisor)
    return client


def context_left() -> list[str]:
    """The settings as the next borrower of the connection finds them."""
    asked = ", ".join("current_setting(%s, true)" for _name in SETTINGS)
    return [value for value in rows(f"SELECT {asked}", SETTINGS)[0] if value]


def people_address(world: World, form: str = "") -> str:
    return f"/programmes/{world.programme.code}/people{form or '/'}?indicator=A01&part=numerator&period=all"


REQUESTS = {
    "a page": ("get", "/programmes/", 200),
    "rows of people": ("get", "/programmes/S20784/people/?indicator=A01&part=numerator&period=all", 200),
    "a page that is not there": ("get", "/programmes/NOWHERE/", 404),
    "an address that is not there": ("get", "/nowhere/", 404),
    "a method that is not allowed": ("post", "/programmes/", 405),
    "a failure": ("get", "/breaks/", 500),
    "an endpoint without a token": ("get", "/api/v1/values/?programme=S20784", 401),
    "a streamed file": ("get", "/programmes/S20784/people.csv?indicator=A01&part=numerator&period=all", 200),
}


@pytest.mark.parametrize("kind", REQUESTS)
def test_nothing_is_left_on_the_connection_after(world, kind):
    method, address, status = REQUESTS[kind]
    client = browser(world)

    with override_settings(ROOT_URLCONF="tests.house.failing_urls"):
        response = getattr(client, method)(address)
        left_at_the_answer = context_left() if not response.streaming else []
        body = b"".join(response.streaming_content) if response.streaming else response.content

    assert response.status_code == status
    assert body or status == 405
    assert left_at_the_answer == []
    assert context_left() == []
    assert rows("SELECT count(*) FROM clients_participation") == [(0,)]


def test_a_failure_keeps_nothing_it_wrote(world):
    with override_settings(ROOT_URLCONF="tests.house.failing_urls"):
        browser(world).get("/breaks/")

    with acting(areas=EVERY_AREA):
        assert rows("SELECT count(*) FROM accounts_unit WHERE name LIKE 'Written before%'") == [(0,)]


def test_a_streamed_file_abandoned_halfway_leaves_nothing(world):
    response = browser(world).get(people_address(world, ".csv"))
    stream = iter(response.streaming_content)

    next(stream)
    next(stream)
    response.close()
    del stream, response

    assert context_left() == []
    assert not connection.in_atomic_block


def test_nothing_is_left_after_a_task(world):
    with acting(areas=[HOME_AREA]):
        run = request_computation(actor=None, programme=world.programme, areas=[HOME_AREA])
        waiting = names("SELECT id::text FROM ledger_job WHERE run = %s", (run,))

    app.loader.import_default_modules()
    for key in waiting:
        perform(outbox_id=uuid.UUID(key))

    assert context_left() == []
    with acting(areas=[HOME_AREA]):
        assert names("SELECT state FROM ledger_job WHERE run = %s", (run,)) == ["done"]


def test_nothing_is_left_after_a_task_that_fails(world):
    facts = []

    with suppress(ZeroDivisionError), acting(areas=[HOME_AREA]):
        facts.append(ParticipationFact.objects.count())
        raise ZeroDivisionError

    assert facts[0] > 0
    assert context_left() == []


def test_nothing_is_left_after_a_command(world):
    call_command("indicator_values", programme="S20784", indicator=["A01"], stdout=StringIO())

    assert context_left() == []


def test_an_inner_context_gives_back_the_outer_one(world):
    with acting(areas=[HOME_AREA]):
        with acting(areas=[OTHER_AREA]):
            inner = names("SELECT DISTINCT area_id FROM clients_participation")
        outer = names("SELECT DISTINCT area_id FROM clients_participation")

    assert (inner, outer) == ([OTHER_AREA], [HOME_AREA])


POOLED = """
import json, sys
import django
django.setup()
from django.db import connection
from django.test import Client
from types import SimpleNamespace
from tests.factories.signin import fresh_second_factor
from tests.house.test_context import SETTINGS

client = Client(raise_request_exception=False)
client.get(sys.argv[1])
fresh_second_factor(client, SimpleNamespace(pk=client.session["_auth_user_id"]))
seen = {}
for address in sys.argv[2:]:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    connection.close()
    pool = connection.pool
    with pool.connection() as borrowed:
        left = borrowed.execute(f"SELECT {', '.join(f'current_setting({n!r}, true)' for n in SETTINGS)}").fetchone()
        seen[address] = [response.status_code, len(body) > 0, [value for value in left if value]]
print(json.dumps(seen))
"""


def test_the_pool_of_a_web_process_hands_out_empty_connections(world):
    token = make_signin_token(email=world.supervisor.email)
    addresses = [address for method, address, _status in REQUESTS.values() if method == "get"]

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", POOLED, f"/sign-in/{token}/", *addresses],
        cwd=ROOT,
        env={**world.environment, "TASMA_PROCESS": "web", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen[people_address(world, ".csv")][:2] == [200, True]
    assert {address: left for address, (_status, _body, left) in seen.items() if left} == {}


def test_without_any_filter_of_the_application_another_area_has_no_rows(world):
    hidden = [table for table in personal_tables() if table != "clients_importchange"]
    with acting(areas=[OTHER_AREA]):
        there = {t: rows(f"SELECT count(*) FROM {t} WHERE area_id = %s", (OTHER_AREA,))[0][0] for t in hidden}
    filled = [table for table, count in there.items() if count]
    assert {"clients_client", "clients_participation", "clients_startform", "reporting_participationfact"} <= set(
        filled
    )

    for table in filled:
        with acting(areas=[HOME_AREA]):
            assert names(f"SELECT DISTINCT area_id FROM {table}") == [HOME_AREA]
            assert rows(f"SELECT count(*) FROM {table} WHERE area_id = %s", (OTHER_AREA,)) == [(0,)]
        with acting(areas=[]):
            assert rows(f"SELECT count(*) FROM {table}") == [(0,)]


def test_another_areas_rows_cannot_be_changed_or_taken_away(world):
    with acting(areas=[OTHER_AREA]):
        before = rows("SELECT id, version, xmin::text FROM clients_participation ORDER BY id")

    with acting(areas=[HOME_AREA]):
        keys = [key for key, *_rest in before]
        assert clients.Participation.objects.filter(pk__in=keys).update(ended_on=date(2030, 1, 1)) == 0
        assert clients.StartForm.objects.filter(participation_id__in=keys).delete() == (0, {})
        with connection.cursor() as cursor:
            cursor.execute("UPDATE clients_client SET birth_date = NULL WHERE area_id = %s", [OTHER_AREA])
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM clients_participation WHERE area_id = %s", [OTHER_AREA])
            assert cursor.rowcount == 0

    with acting(areas=[OTHER_AREA]):
        assert rows("SELECT id, version, xmin::text FROM clients_participation ORDER BY id") == before


@pytest.mark.parametrize("write", ["insert", "move"])
def test_no_row_can_be_written_into_another_area(world, write):
    with acting(areas=[HOME_AREA]):
        mine = ClientFactory()

    writes = {
        "insert": lambda: ClientFactory(area_id=OTHER_AREA),
        "move": lambda: clients.Client.objects.filter(pk=mine.pk).update(area_id=OTHER_AREA),
    }
    with pytest.raises(DatabaseError, match="row-level security"), acting(areas=[HOME_AREA]):
        writes[write]()


def test_a_clash_with_a_hidden_row_tells_nothing(world):
    """The same reference in another area is free, so that no message can say that somebody is there."""
    with acting(areas=[OTHER_AREA]):
        taken = clients.Participation.objects.first()

    with acting(areas=[HOME_AREA]):
        client = ClientFactory()
        clients.Participation.objects.create(
            area_id=HOME_AREA,
            client=client,
            programme=world.programme,
            client_ref=f"{taken.client_ref}-home",
            first_started_on=date(2018, 1, 1),
            started_on=date(2018, 1, 1),
        )
        unique = rows(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = 'clients_participation'::regclass AND contype = 'u'"
        )

    assert [words for _name, words in unique if "client_ref" in words and "area_id" not in words] == []


def test_numbers_of_a_programme_are_shared_and_rows_are_not(world):
    with acting(areas=[HOME_AREA], programmes=[world.programme.pk]):
        numbers = set(names("SELECT DISTINCT area_id FROM reporting_cell"))
        facts = set(names("SELECT DISTINCT area_id FROM reporting_participationfact"))

    assert (numbers, facts) == ({HOME_AREA, OTHER_AREA}, {HOME_AREA})


def test_shared_numbers_cannot_be_written(world):
    with acting(areas=[HOME_AREA], programmes=[world.programme.pk]), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_cell WHERE area_id = %s", [OTHER_AREA])
        deleted = cursor.rowcount

    with acting(areas=[OTHER_AREA]):
        left = rows("SELECT count(*) FROM reporting_cell WHERE area_id = %s", (OTHER_AREA,))[0][0]
    assert (deleted, left > 0) == (0, True), "members of another area may read numbers, never take them away"
