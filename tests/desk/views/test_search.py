"""The search of the header: what it shows, what it logs, what it never lets out."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from accounts.enums import ReadEvent, Role, Surface
from tests.accounts.administration.conftest import open_context
from tests.desk.views.test_home import browser_of
from tests.factories.accounts import OTHER_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-01")]

ADDRESSES = ("/search/", "/search/suggestions/")
SECRET = "Qwzxpersoona"


@pytest.fixture
def north():
    return UnitFactory(name="North")


@pytest.fixture
def client(north):
    return ClientFactory(unit=north, last_name=SECRET, first_names="Demo", phone="0405551234", non_disclosure=True)


def body_of(person, address: str, said: str) -> tuple[int, str]:
    answer = browser_of(person).post(address, {"said": said}, headers={"Accept-Language": "en"})
    open_context()
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("role", "own_unit", "finds"),
    [
        (Role.COORDINATOR, True, True),
        (Role.SUPERVISOR, True, True),
        (Role.COORDINATOR, False, False),
        (Role.OWN_COACH, True, False),
        (Role.ANALYST, True, False),
        (Role.ADMINISTRATOR, True, False),
        (Role.DATA_PROTECTION, True, False),
    ],
)
def test_suggestions_are_of_clients_one_needs_to_know(client, north, role, own_unit, finds):
    person = member(role=role, unit=north if own_unit else UnitFactory())

    status, body = body_of(person, "/search/suggestions/", SECRET.lower())

    assert status == 200
    assert (SECRET in body) == finds
    assert "0405551234" not in body


def test_the_responsible_coordinator_of_another_unit_finds_the_client(client):
    person = member(role=Role.OWN_COACH, unit=UnitFactory())
    CaseRelationFactory(client=client, user=person)

    assert SECRET in body_of(person, "/search/suggestions/", SECRET)[1]


def test_another_area_finds_nobody(client):
    assert SECRET not in body_of(member(role=Role.SUPERVISOR, area=OTHER_AREA), "/search/suggestions/", SECRET)[1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_asked_to_sign_in(client, address):
    answer = Client().post(address, {"said": SECRET})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


def test_the_only_one_found_is_opened(client, north):
    answer = browser_of(member(role=Role.COORDINATOR, unit=north)).post("/search/", {"said": SECRET})

    assert answer.headers["Location"] == f"/clients/{client.pk}/"


def test_several_are_listed_and_what_was_said_is_kept(client, north):
    ClientFactory(unit=north, last_name=SECRET, first_names="Toinen")

    status, body = body_of(member(role=Role.COORDINATOR, unit=north), "/search/", SECRET)

    assert status == 200
    assert "2 clients found" in body
    assert body.count('<a href="/clients/') >= 2
    assert f'value="{SECRET}"' in body


def test_the_page_is_there_before_anything_is_said(north):
    answer = browser_of(member(role=Role.COORDINATOR, unit=north)).get("/search/")

    assert answer.status_code == 200


def test_suggestions_are_not_asked_by_address(north):
    assert browser_of(member(role=Role.COORDINATOR, unit=north)).get("/search/suggestions/").status_code == 405


@pytest.mark.parametrize("said", ["", " ", "zz", "\0", "%", "x" * 5000])
@pytest.mark.parametrize("address", ADDRESSES)
def test_whatever_is_said_is_answered(client, north, address, said):
    status, body = body_of(member(role=Role.COORDINATOR, unit=north), address, said)

    assert status == 200
    assert SECRET not in body


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_shown_is_in_the_read_log_and_what_was_said_nowhere(client, north, address, caplog, capfd):
    person = member(role=Role.COORDINATOR, unit=north)
    said = SECRET[:8].lower()

    with CaptureQueriesContext(connection) as asked:
        body_of(person, address, said)

    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    for word in (ReadEvent.SEARCH, Surface.SEARCH, "desk:search", "unit", str(client.pk)):
        assert str(word).replace("-", "") in logged.replace("-", "")
    assert said not in logged.lower()
    assert said not in caplog.text.lower()
    assert said not in "".join(capfd.readouterr()).lower()


def test_three_found_take_as_many_queries_as_one(client, north):
    person = member(role=Role.COORDINATOR, unit=north)
    browser = browser_of(person)

    def queries() -> int:
        set_context(user=None)
        with CaptureQueriesContext(connection) as seen:
            browser.post("/search/suggestions/", {"said": SECRET[:6]})
        open_context()
        return len(seen)

    queries()
    one = queries()
    ClientFactory(unit=north, last_name=SECRET)
    ClientFactory(unit=north, last_name=SECRET)

    assert queries() == one
