"""Metrics for those who have the token; names of routes and states, never a path, an id or a person."""

import re

import pytest
from django.db import connections
from django.test import Client, override_settings

from accounts.context import acting
from ledger.services.outbox import enqueue
from ledger.services.signs import show_life
from tests.factories.clients import ParticipationFactory

TOKEN = "q8Yw3rT6uI1oP5aS9dF2gH4jK7lZ0xC"
ASKING = {"Authorization": f"Bearer {TOKEN}"}


@pytest.mark.django_db
def test_without_a_token_there_is_no_such_page():
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_with_a_wrong_token_there_is_no_such_page():
    with override_settings(METRICS_TOKEN=TOKEN):
        assert Client().get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404
        assert Client().get("/metrics").status_code == 404


def test_requests_and_work_are_counted_by_name(live_database):
    with acting(areas=[1]):
        enqueue("ledger.clean")
    show_life("relay")
    with override_settings(METRICS_TOKEN=TOKEN):
        Client().get("/health/live")
        Client().get("/sign-in/")
        said = Client().get("/metrics", headers=ASKING).content.decode()

    assert "tasma_database_up 1.0" in said
    assert "tasma_outbox_rows 1.0" in said
    assert "tasma_read_log_unsealed 0.0" in said
    assert 'tasma_sign_of_life_age_seconds{name="relay"}' in said
    assert re.search(r'tasma_request_seconds_count\{method="GET",route="accounts:signin",status="200"\} [1-9]', said)


def test_labels_hold_no_path_no_identifier_and_nothing_of_a_person(live_database):
    with acting(areas=range(1, 47)):
        someone = ParticipationFactory(client_ref="CANARY-REF")
    with override_settings(METRICS_TOKEN=TOKEN):
        Client().get(f"/participations/{someone.pk}/?q=CANARY-QUERY")
        Client().get("/CANARY-PATH/")
        said = Client().get("/metrics", headers=ASKING).content.decode()

    values = set(re.findall(r'="([^"]*)"', said))
    assert "CANARY" not in said
    assert str(someone.pk) not in said
    assert values
    assert {value for value in values if "/" in value or re.search(r"[0-9a-f]{8}-", value) or "@" in value} == set()


def test_a_database_that_is_away_is_told(live_database, monkeypatch):
    connections["default"].close()
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "/nowhere")

    with override_settings(METRICS_TOKEN=TOKEN):
        answer = Client().get("/metrics", headers=ASKING)

    assert (answer.status_code, b"tasma_database_up 0.0" in answer.content) == (200, True)
