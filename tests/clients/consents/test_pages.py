import io
from datetime import date

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import User
from clients.enums import ConsentState, DataItem
from clients.models import Consent, Disclosure
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.consents import ConsentFactory, DisclosureFactory
from tests.factories.signin import fresh_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 10:00+02:00"):
        yield


@pytest.fixture
def people(db) -> dict[str, User]:
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.COORDINATOR, unit=west),
        "supervisor": MembershipFactory(rights=[Right.HEALTH]).user,
        "outsider": member(area=OTHER_AREA),
        "nobody": UserFactory(),
    }


@pytest.fixture
def client_of_area(people):
    return ClientFactory(unit=people["coordinator"].memberships.get().unit, last_name="Testinen", first_names="Testi")


def browser_of(user: User, *, stepped_up: bool = True) -> Browser:
    browser = Browser()
    set_context(user=user.pk)
    browser.force_login(user)
    if stepped_up:
        fresh_second_factor(browser, user)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser


def answer(browser: Browser, address: str, data: dict | None = None):
    response = browser.get(address) if data is None else browser.post(address, data)
    set_context(user=None, areas=range(1, 47))
    return response


PAGES = (
    "consents/",
    "consents/?state=given&to=provider&sort=-recipient&page=1",
    "consents/new/",
    "consents/new/?to=employer",
    "consents/consents.csv",
    "consents/consents.xlsx",
    "disclosures/",
    "disclosures/?ground=116&to=provider&starts=2026-01-01&ends=2026-12-31&sort=ground",
    "disclosures/new/",
    "disclosures/disclosures.csv",
    "disclosures/disclosures.xlsx",
)


@pytest.mark.parametrize("persona", ["coordinator", "colleague", "supervisor", "outsider", "nobody"])
def test_pages_open_to_those_who_need_to_know_the_client(people, client_of_area, persona):
    consent = ConsentFactory(client=client_of_area)
    DisclosureFactory(client=client_of_area)
    browser = browser_of(people[persona])
    pages = [*PAGES, f"consents/{consent.pk}/", f"consents/{consent.pk}/withdraw/"]

    answers = {page: answer(browser, f"/clients/{client_of_area.pk}/{page}") for page in pages}

    expected = {"coordinator": 200, "supervisor": 200, "nobody": 302}.get(persona, 404)
    assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(pages, expected)
    assert all(b"UNDEFINED(" not in one.content for one in answers.values())


@pytest.mark.parametrize("name", ["consents/consents.csv", "disclosures/disclosures.xlsx"])
def test_files_ask_for_a_fresh_second_factor(people, client_of_area, name):
    response = answer(browser_of(people["supervisor"], stepped_up=False), f"/clients/{client_of_area.pk}/{name}")

    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_reading_consents_is_logged_with_the_group(people, client_of_area):
    browser = browser_of(people["supervisor"])

    with CaptureQueriesContext(connection) as asked:
        answer(browser, f"/clients/{client_of_area.pk}/consents/")

    logged = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert len(logged) == 1
    assert client_of_area.pk.hex in logged[0].replace("-", "")
    assert "consent" in logged[0]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["consents/", "disclosures/"])
def test_lists_ask_as_much_for_many_as_for_one(people, client_of_area, page, count):
    recorder = UserFactory()
    for _ in range(count):
        ConsentFactory(client=client_of_area, recorded_by=recorder)
        DisclosureFactory(client=client_of_area, discloser=recorder)
    browser = browser_of(people["supervisor"])

    with CaptureQueriesContext(connection) as asked:
        answer(browser, f"/clients/{client_of_area.pk}/{page}")

    about = [query["sql"] for query in asked.captured_queries if f"clients_{page[:-2]}" in query["sql"]]
    assert len(about) == 2


def decision(**changes) -> dict:
    return {
        "recipient_name": "Konepaja Oy",
        "items": [DataItem.NAME, DataItem.WORK_HISTORY],
        "health_items": [DataItem.LIMITATIONS],
        "manner": "paper",
        "decided_on": "2026-03-01",
    } | changes


def test_a_decision_is_recorded_item_by_item(people, client_of_area):
    browser = browser_of(people["coordinator"])

    response = answer(browser, f"/clients/{client_of_area.pk}/consents/new/?to=employer", decision())

    consent = Consent.objects.get()
    assert response["Location"] == f"/clients/{client_of_area.pk}/consents/{consent.pk}/"
    assert consent.items_given == [DataItem.NAME, DataItem.WORK_HISTORY, DataItem.LIMITATIONS]
    assert consent.recorded_by == people["coordinator"]
    assert b"Konepaja Oy" in answer(browser, response["Location"]).content


def test_a_refusal_of_everything_is_recorded(people, client_of_area):
    refusal = decision(items=[], health_items=[], refused="on", manner="oral")

    answer(browser_of(people["coordinator"]), f"/clients/{client_of_area.pk}/consents/new/?to=employer", refusal)

    assert Consent.objects.get().state == ConsentState.REFUSED


@pytest.mark.parametrize(
    "changes",
    [
        {"items": [], "health_items": []},
        {"refused": "on"},
        {"manner": "oral"},
        {"decided_on": "2026-03-03"},
        {"health_items": ["diagnosis"]},
        {"recipient_name": " "},
    ],
)
def test_a_decision_that_cannot_stand_keeps_what_was_typed(people, client_of_area, changes):
    browser = browser_of(people["coordinator"])

    response = answer(browser, f"/clients/{client_of_area.pk}/consents/new/?to=employer", decision(**changes))

    assert response.status_code == 422
    assert b'value="2026-03-0' in response.content
    assert Consent.objects.count() == 0


def test_a_consent_is_withdrawn_on_its_page(people, client_of_area):
    consent = ConsentFactory(client=client_of_area)
    address = f"/clients/{client_of_area.pk}/consents/{consent.pk}/withdraw/"

    response = answer(browser_of(people["coordinator"]), address, {"withdrawn_on": "2026-03-02", "version": 1})

    consent.refresh_from_db()
    assert response.status_code == 302
    assert consent.state == ConsentState.WITHDRAWN


def test_a_conflict_shows_what_is_and_keeps_what_was_typed(people, client_of_area):
    consent = ConsentFactory(client=client_of_area, version=3, recipient_name="Uusi Nimi Oy")
    address = f"/clients/{client_of_area.pk}/consents/{consent.pk}/withdraw/"
    typed = {"withdrawn_on": "2026-03-02", "reason": "Typed at length", "version": 2}

    response = answer(browser_of(people["coordinator"]), address, typed)

    consent.refresh_from_db()
    assert response.status_code == 409
    assert b"Typed at length" in response.content
    assert b"Uusi Nimi Oy" in response.content
    assert b'name="version" value="3"' in response.content
    assert consent.state == ConsentState.GIVEN


def test_a_consent_of_another_client_is_not_under_this_one(people, client_of_area):
    other = ConsentFactory(client=ClientFactory(unit=client_of_area.unit))
    address = f"/clients/{client_of_area.pk}/consents/{other.pk}/"
    browser = browser_of(people["supervisor"])

    answers = [
        answer(browser, address),
        answer(browser, f"{address}withdraw/", {"withdrawn_on": "2026-03-02", "version": 1}),
    ]

    other.refresh_from_db()
    assert [one.status_code for one in answers] == [404, 404]
    assert other.state == ConsentState.GIVEN


def telling(**changes) -> dict:
    return {
        "recipient_kind": "provider",
        "recipient_name": "Kuntoutus Oy",
        "items": ["work_history"],
        "ground": "116",
        "purpose": "Planning",
    } | changes


def test_a_disclosure_is_recorded_and_listed(people, client_of_area):
    browser = browser_of(people["coordinator"])

    response = answer(browser, f"/clients/{client_of_area.pk}/disclosures/new/", telling())

    kept = Disclosure.objects.get()
    assert response["Location"] == f"/clients/{client_of_area.pk}/disclosures/"
    assert (kept.discloser, kept.items) == (people["coordinator"], ["work_history"])
    assert b"Kuntoutus Oy" in answer(browser, response["Location"]).content


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"items": ["limitations"]}, b"has not decided on this recipient"),
        ({"recipient_kind": "employer"}, b"no ground to disclose"),
    ],
)
def test_a_share_without_its_ground_is_refused_logged_and_keeps_what_was_typed(
    people, client_of_area, changes, sentence
):
    browser = browser_of(people["supervisor"])

    with CaptureQueriesContext(connection) as asked:
        response = answer(browser, f"/clients/{client_of_area.pk}/disclosures/new/", telling(**changes))

    refusals = [query["sql"] for query in asked.captured_queries if "'estetty'" in query["sql"]]
    assert response.status_code == 403
    assert sentence in response.content
    assert b"Planning" in response.content
    assert Disclosure.objects.count() == 0
    assert len(refusals) == 1


def test_files_hold_the_rows_and_no_formula(people, client_of_area):
    DisclosureFactory(client=client_of_area, purpose="=1+1", items=["name"])
    browser = browser_of(people["supervisor"])

    plain = answer(browser, f"/clients/{client_of_area.pk}/disclosures/disclosures.csv")
    book = answer(browser, f"/clients/{client_of_area.pk}/disclosures/disclosures.xlsx?ground=28")

    assert plain["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=1+1" in plain.content.decode()
    assert str(client_of_area.pk) not in plain["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert sheet.max_row == 1


def test_a_consent_that_has_ended_says_so(people, client_of_area):
    ConsentFactory(client=client_of_area, valid_to=date(2026, 3, 1))

    page = answer(browser_of(people["supervisor"]), f"/clients/{client_of_area.pk}/consents/").content

    assert b"Ended" in page


def test_the_area_is_the_clients(people, client_of_area):
    answer(browser_of(people["coordinator"]), f"/clients/{client_of_area.pk}/consents/new/?to=employer", decision())

    assert Consent.objects.get().area_id == HOME_AREA
