"""Reading with real transactions: no row, no disclosure; the row first, the bytes after; only so much in an hour."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from django.urls import reverse

from accounts.context import acting, set_context
from accounts.enums import AnomalyRule, MessageKind, Role, Surface
from accounts.models import Anomaly, Message
from accounts.services.quota import ExportsStopped, ReadingStopped
from accounts.services.reading import log_read
from clients.models import Participation
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

PEOPLE = "/programmes/S20784/people{}?indicator=A01&part=numerator&period=all"


@pytest.fixture
def reader(live_database):
    with acting(areas=[HOME_AREA]):
        return member(area=HOME_AREA)


@pytest.fixture
def officer(live_database):
    with acting(areas=[HOME_AREA]):
        return member(area=HOME_AREA, role=Role.DATA_PROTECTION)


@pytest.fixture
def people(live_database):
    """Participations of the home area, computed; returns their keys."""
    with acting(areas=[HOME_AREA]):
        programme = ProgrammeFactory(code="S20784")
        load_rows(random_rows(1, 20), programme=programme, area=HOME_AREA)
        compute_area(area_id=HOME_AREA, programme_id=programme.pk)
        return list(Participation.objects.values_list("pk", "client_id", "client_ref"))


def browser(user) -> Client:
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        set_context(user=user.pk)
        client.force_login(user)
        fresh_second_factor(client, user)
    return client


def logged(columns: str = "*", where: str = "true") -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM accounts_readlog WHERE {where} ORDER BY id")
        return cursor.fetchall()


def as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def opened(user, client: uuid.UUID, **changes) -> None:
    told = {"surface": Surface.PAGE, "purpose": "clients:client", "field_groups": ["client"], **changes}
    with acting(user=user, areas=[HOME_AREA]):
        log_read(actor=user, area_id=HOME_AREA, clients=[client], **told)


@pytest.mark.parametrize("fault", ["the right to insert is gone", "the row is refused"])
@pytest.mark.parametrize("form", ["/", ".csv", ".xlsx"])
def test_without_its_row_nothing_is_shown(reader, people, fault, form):
    breaking, mending = {
        "the right to insert is gone": (
            "REVOKE INSERT (purpose) ON accounts_readlog FROM tasma_app",
            "GRANT INSERT (purpose) ON accounts_readlog TO tasma_app",
        ),
        "the row is refused": (
            "ALTER TABLE accounts_readlog ADD CONSTRAINT full_disk CHECK (false) NOT VALID",
            "ALTER TABLE accounts_readlog DROP CONSTRAINT full_disk",
        ),
    }[fault]
    client = browser(reader)
    as_owner(breaking)

    refused = client.get(PEOPLE.format(form))
    body = refused.content.decode()
    as_owner(mending)
    answered = client.get(PEOPLE.format(form))

    assert (refused.status_code, refused.streaming) == (500, False)
    assert [ref for _key, _client, ref in people if ref in body] == []
    assert answered.status_code == 200
    assert len(logged()) == 1


def test_the_row_is_committed_before_the_first_line_of_a_streamed_file(reader, people):
    response = browser(reader).get(PEOPLE.format(".csv"))

    rows = logged("event, surface, found, cardinality(clients), request_id")
    first = next(iter(response.streaming_content))
    response.close()

    assert response.streaming
    assert rows == [("vienti", "export", len(people), len(people), response["X-Request-ID"])]
    assert first


def test_refusals_are_logged_without_saying_of_whom(reader, live_database):
    missing = reverse("clients:participation_detail", args=[uuid.uuid4()])

    response = browser(reader).get(missing)

    assert response.status_code == 404
    assert logged("event, purpose, clients, actor_id, role, request_id") == [
        ("estetty", "clients:participation_detail", [], reader.pk, "esihlo", response["X-Request-ID"])
    ]


def test_the_officer_is_told_and_then_reading_stops(reader, officer):
    clients = [uuid.uuid4() for _client in range(5)]
    with override_settings(READ_ALERT_PER_HOUR=2, READ_STOP_PER_HOUR=4):
        for key in (*clients[:4], clients[0]):
            opened(reader, key)
        with pytest.raises(ReadingStopped):
            opened(reader, clients[4])
        opened(reader, clients[1])

    with acting(areas=[HOME_AREA]):
        found = list(Anomaly.objects.order_by("found_at").values_list("rule", "user_id", "details"))
    assert found == [
        (AnomalyRule.QUOTA_ALERT, reader.pk, {"count": 3}),
        (AnomalyRule.QUOTA_STOP, reader.pk, {"count": 4}),
    ]
    assert list(Message.objects.values_list("user_id", "kind")) == [(officer.pk, MessageKind.READING_TO_REVIEW)] * 2
    assert len(logged()) == 6


def test_lists_and_another_person_are_not_counted(reader, officer):
    with override_settings(READ_STOP_PER_HOUR=1):
        opened(reader, uuid.uuid4())
        opened(reader, uuid.uuid4(), surface=Surface.LIST)
        opened(officer, uuid.uuid4())

    assert len(logged()) == 3


def test_what_was_read_an_hour_ago_counts_no_more(reader):
    with override_settings(READ_STOP_PER_HOUR=1):
        opened(reader, uuid.uuid4())
        as_owner("UPDATE accounts_readlog SET at = at - interval '61 minutes'")
        opened(reader, uuid.uuid4())

    assert len(logged()) == 2


def test_two_requests_at_once_cannot_both_be_the_last(reader):
    start = threading.Barrier(4)

    def one() -> bool:
        try:
            start.wait()
            opened(reader, uuid.uuid4())
        except ReadingStopped:
            return False
        finally:
            connection.close()
        return True

    with override_settings(READ_STOP_PER_HOUR=2), ThreadPoolExecutor(4) as pool:
        outcomes = sorted(job.result() for job in [pool.submit(one) for _request in range(4)])

    assert outcomes == [False, False, True, True]
    assert len(logged()) == 2


def test_files_are_counted_apart(reader):
    with override_settings(EXPORTS_PER_HOUR=2):
        for request in ("a", "a", "b"):
            opened(reader, uuid.uuid4(), surface=Surface.EXPORT, request_id=request)
        with pytest.raises(ExportsStopped):
            opened(reader, uuid.uuid4(), surface=Surface.EXPORT, request_id="c")
        opened(reader, uuid.uuid4())

    assert logged("request_id, event") == [("a", "vienti"), ("a", "vienti"), ("b", "vienti"), ("", "katselu")]


def test_the_page_that_stops_says_what_to_do_and_is_logged(reader, people):
    client = browser(reader)
    pages = [reverse("clients:participation_detail", args=[key]) for key, _client, _ref in people[:2]]
    with override_settings(READ_STOP_PER_HOUR=1):
        shown, stopped = (client.get(page, headers={"Accept-Language": "en"}) for page in pages)

    assert (shown.status_code, stopped.status_code) == (200, 429)
    assert "ask your supervisor" in stopped.content.decode()
    assert logged("event, purpose") == [
        ("katselu", "clients:participation_detail"),
        ("estetty", "clients:participation_detail"),
    ]


def test_a_person_cannot_read_what_was_noted_of_the_reading(reader, officer):
    with override_settings(READ_ALERT_PER_HOUR=0):
        opened(reader, uuid.uuid4())

    def seen_by(user, area=HOME_AREA) -> int:
        with acting(user=user, areas=[area]):
            return Anomaly.objects.count()

    assert (seen_by(reader), seen_by(officer), seen_by(officer, OTHER_AREA)) == (0, 1, 0)
