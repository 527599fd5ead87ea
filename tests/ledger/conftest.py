"""One stage for the whole file: database, broker, relay and worker are started once and replaced by who kills them."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from config.embedded import Endpoints
from tests.conftest import clone, drop, maintenance, use_database
from tests.ledger.sample.tasks import GATE
from tests.ledger.stage import RELAY, Broker, Stage


@pytest.fixture(scope="module")
def stage_in_use(
    services: Endpoints,
    template: str,
    worker_database: str,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[Stage]:
    name = f"tasma_stage_{os.getpid()}"
    clone(services, template, name)
    use_database(services, name)
    folder = tmp_path_factory.mktemp("stage")
    broker = Broker(folder)
    broker.start()
    stage = Stage(environment=environment_of(services, name), broker=broker, folder=folder)
    stage.start(*RELAY)
    stage.worker()
    with django_db_blocker.unblock():
        yield stage
    stage.end()
    broker.kill()
    use_database(services, worker_database)
    with maintenance(services) as admin:
        drop(admin, name)


def environment_of(services: Endpoints, name: str) -> dict[str, str]:
    host = quote(services.pg_host, safe="")
    ours = ("TASMA_", "DATABASE_", "BROKER_")
    return {
        **{word: value for word, value in os.environ.items() if not word.startswith(ours)},
        "DATABASE_URL": f"postgresql://tasma_app@/{name}?host={host}",
        "DATABASE_OWNER_URL": f"postgresql://tasma_owner@/{name}?host={host}",
    }


@pytest.fixture
def stage(stage_in_use: Stage, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Iterator[Stage]:
    set_up_again(stage_in_use)
    yield stage_in_use
    connection.close()


def set_up_again(stage: Stage) -> None:
    """One broker, one relay and one worker, whatever the test before left or killed."""
    if not stage.broker.answers():
        stage.broker.start()
    for process in [one for one in stage.running if one.poll() is not None or "beat" in one.args]:
        stage.kill(process)
    for word, start in (("relay", lambda: stage.start(*RELAY)), ("celery", stage.worker)):
        alive = [process for process in stage.running if word in process.args]
        for spare in alive[1:]:
            stage.kill(spare)
        if not alive:
            start()


@pytest.fixture
def gate(stage: Stage) -> Iterator[Any]:
    """Shuts the gate of tests.gated_count; what it yields opens it."""

    def shut() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])

    def open_gate() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")

    shut()
    yield open_gate
    open_gate()
