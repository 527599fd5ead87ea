"""The data-protection officer's pages: only the officer's areas, no client's record, and every look is logged."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.context import set_context
from accounts.enums import ROLES_OF_PEOPLE, AnomalyRule, AnomalyState, Role, Surface
from accounts.models import Anomaly
from accounts.services.anomalies import note_anomaly
from accounts.services.reading import log_read
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.signin import fresh_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return member(role=Role.DATA_PROTECTION)


@pytest.fixture
def reader():
    return member(role=Role.COORDINATOR)


def browser(user) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.cookies["tasma_language"] = "en"
    set_context(user=user.pk)
    client.force_login(user)
    fresh_second_factor(client, user)
    return client


def read(reader, *, clients: int = 1, area: int = HOME_AREA, **changes) -> list[uuid.UUID]:
    set_context(user=None, areas=range(1, 47))
    keys = [uuid.uuid4() for _client in range(clients)]
    told = {"surface": Surface.PAGE, "purpose": "clients:client", "ground": "unit", **changes}
    log_read(actor=reader, area_id=area, clients=keys, field_groups=["client", "history"], **told)
    return keys


def noted(reader, *, rule=AnomalyRule.NIGHT, clients=(), area: int = HOME_AREA) -> Anomaly:
    set_context(user=None, areas=range(1, 47))
    details = {"clients": [str(key) for key in clients], "count": len(clients)}
    note_anomaly(area_id=area, user_id=reader.pk, rule=rule, details=details)
    return Anomaly.objects.get(user=reader, rule=rule)


def asked(user, name: str, *arguments, **query):
    response = browser(user).get(reverse(f"accounts:{name}", args=arguments), query)
    set_context(user=None, areas=range(1, 47))
    return response


def lines(response) -> list[list[str]]:
    """The rows of the page's table."""
    return [[str(cell.text) for cell in row.cells] for row in response.context["table"].rows]


@pytest.mark.capability("PB-07")
def test_the_log_says_who_read_what_why_and_through_what(officer, reader):
    read(reader, clients=3)

    (row,) = lines(asked(officer, "logs"))

    assert row[1:] == [
        reader.name,
        "Work-ability coordinator",
        "–",
        "View",
        "Page",
        "Serving the client",
        "basic data, history of changes",
        "client of the unit",
        "3",
    ]


def test_another_area_and_another_role_see_nothing(officer, reader):
    read(reader, area=OTHER_AREA)

    assert lines(asked(officer, "logs")) == []
    for role in set(ROLES_OF_PEOPLE) - {Role.DATA_PROTECTION}:
        assert asked(member(role=role), "logs").status_code == 403, role


def test_looking_is_itself_in_the_log(officer, reader):
    asked(officer, "logs")
    asked(officer, "logs_csv")

    found = lines(asked(officer, "logs"))

    assert [(row[1], row[4], row[6]) for row in found] == [
        (officer.name, "Export", "Data protection: looking into how the data had been read"),
        (officer.name, "View", "Data protection: looking into how the data had been read"),
    ]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({"event": "vienti"}, 1),
        ({"surface": "list"}, 1),
        ({"since": "2000-01-01", "until": "2000-01-31"}, 0),
        ({"until": "2000-01-31", "since": "2000-02-01"}, 0),
        ({}, 3),
    ],
)
def test_filters_choose_a_part(officer, reader, choice, count):
    read(reader)
    read(reader, surface=Surface.LIST)
    read(reader, surface=Surface.EXPORT)

    assert len(lines(asked(officer, "logs", **choice))) == count


def test_a_person_and_a_client_can_be_asked_for(officer, reader):
    (wanted,) = read(reader)
    read(member(role=Role.COORDINATOR))

    of_client = asked(officer, "logs", client=wanted)
    of_person = asked(officer, "logs", person=reader.pk)

    assert [row[1] for row in lines(of_client)] == [reader.name]
    assert [row[1] for row in lines(of_person)] == [reader.name]
    assert [row[1] for row in lines(asked(officer, "logs", client=wanted))] == [officer.name, reader.name]


@pytest.mark.parametrize("sort", ["-at", "at"])
def test_pages_go_on_by_key(officer, reader, sort):
    for _entry in range(60):
        read(reader)

    first = asked(officer, "logs", sort=sort, event="katselu", person=reader.pk)
    second = asked(officer, "logs", sort=sort, event="katselu", person=reader.pk, past=first.context["older"])

    times = [row.cells[0].value for page in (first, second) for row in page.context["table"].rows]
    assert (len(times), second.context["older"]) == (60, "")
    assert times == sorted(times, reverse=sort == "-at")


def test_an_entry_shows_keys_of_clients_and_logs_that(officer, reader):
    keys = read(reader, clients=2)
    address = asked(officer, "logs").context["table"].rows[0].cells[0].url

    page = browser(officer).get(address)

    assert all(str(key) in page.content.decode() for key in keys)
    found = lines(asked(officer, "logs", client=keys[0]))
    assert [row[1] for row in found] == [officer.name, reader.name]
    assert asked(officer, "log_entry", 987654321).status_code == 404


def test_the_file_holds_every_entry_asked_for(officer, reader):
    for _entry in range(55):
        read(reader)

    response = asked(officer, "logs_csv", person=reader.pk)

    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert (len(rows), rows[1][1]) == (56, reader.name)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["logs", "anomalies"])
def test_lists_ask_the_same_however_many_rows(officer, count, name):
    for _row in range(count):
        someone = member(role=Role.COORDINATOR)
        read(someone)
        noted(someone)
    client = browser(officer)

    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.get(reverse(f"accounts:{name}"))

    assert len(response.context["table"].rows) == count
    assert len(seen) == 8


def test_an_anomaly_is_commented_and_closed(officer, reader):
    anomaly = noted(reader, clients=[uuid.uuid4()])
    client = browser(officer)
    addresses = {step: reverse(f"accounts:anomaly_{step}", args=[anomaly.pk]) for step in ("comment", "close")}

    empty = client.post(addresses["close"], {"comment": " ", "version": 1})
    kept = client.post(addresses["comment"], {"comment": "Asked the person.", "version": 1})
    stale = client.post(addresses["close"], {"comment": "Agreed beforehand.", "version": 1})
    closed = client.post(addresses["close"], {"comment": "Agreed beforehand.", "version": 2})
    again = client.post(addresses["close"], {"comment": "Again.", "version": 3})

    assert [one.status_code for one in (empty, kept, stale, closed, again)] == [422, 302, 409, 302, 409]
    set_context(user=None, areas=range(1, 47))
    anomaly.refresh_from_db()
    assert (anomaly.state, anomaly.comment, anomaly.closed_by_id, anomaly.version) == (
        AnomalyState.CLOSED,
        "Agreed beforehand.",
        officer.pk,
        3,
    )


def test_an_anomaly_is_hidden_from_others(officer, reader):
    anomaly = noted(reader)
    elsewhere = member(role=Role.DATA_PROTECTION, area=OTHER_AREA)

    assert asked(elsewhere, "anomaly", anomaly.pk).status_code == 404
    assert asked(reader, "anomaly", anomaly.pk).status_code == 403
    assert browser(reader).post(reverse("accounts:anomaly_close", args=[anomaly.pk])).status_code == 403
    set_context(user=None, areas=range(1, 47))
    anomaly.refresh_from_db()
    assert anomaly.state == AnomalyState.OPEN


@pytest.mark.parametrize("sort", ["day", "-day", "person", "-person", "rule", "state"])
def test_anomalies_are_sorted_and_filtered(officer, reader, sort):
    noted(reader, rule=AnomalyRule.NIGHT)
    noted(member(role=Role.COORDINATOR), rule=AnomalyRule.SURNAME)

    found = asked(officer, "anomalies", sort=sort)
    night = asked(officer, "anomalies", rule="night", state="open", person=reader.pk)
    file = asked(officer, "anomalies_csv")

    key = {"day": "day", "person": "who"}.get(sort.removeprefix("-"), sort)
    column = ["day", "who", "rule", "clients", "state"].index(key)
    texts = [row[column] for row in lines(found)]
    assert texts == sorted(texts, reverse=sort.startswith("-"))
    assert [row[1] for row in lines(night)] == [reader.name]
    assert len(file.content.decode().splitlines()) == 3
