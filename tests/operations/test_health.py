"""The probes say which service is away, soon and without a word about anybody."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client, override_settings

from config import health


def well_known(answer: object) -> dict[str, object]:
    return answer.json()  # type: ignore[attr-defined]


@pytest.fixture
def black_hole() -> Iterator[str]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        held: list[socket.socket] = []
        threading.Thread(target=lambda: _accept(listener, held), daemon=True).start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        for line in held:
            line.close()


def _accept(listener: socket.socket, held: list[socket.socket]) -> None:
    while True:
        try:
            held.append(listener.accept()[0])
        except OSError:
            return


def test_alive_without_any_service(monkeypatch):
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "/nowhere")

    answer = Client().get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"live": True})


def test_ready_when_all_is_well(live_database):
    with override_settings(CELERY_BROKER_URL=live_database["BROKER_URL"]):
        answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "database": "well", "migrations": "well", "broker": "well"},
    )


def test_not_ready_without_the_database_and_says_nothing_of_it(live_database, monkeypatch):
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "/nowhere")

    answer = Client().get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["database"] == "away (OperationalError)"
    assert b"nowhere" not in answer.content


def test_not_ready_while_a_migration_is_missing(live_database):
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'clients' AND name LIKE '0002%%'")

    answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()["migrations"]) == (503, "1 not applied")


def test_a_broker_that_never_answers_is_told_and_does_not_hold_the_probe(live_database, black_hole):
    began = time.monotonic()

    with override_settings(CELERY_BROKER_URL=black_hole):
        answer = Client().get("/health/ready")

    assert time.monotonic() - began < health.PATIENCE + 1.5
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert answer.json()["broker"] != "well"
