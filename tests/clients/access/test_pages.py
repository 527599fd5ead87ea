"""The list of clients, one client and the files: who opens them, and what of the client is in them."""

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clients.models import CaseRelation, Client
from tests.factories.clients import ClientFactory
from tests.factories.relations import BreakGlassFactory, CaseRelationFactory

CONTACTS = ("CANARY-STREET", "99999", "CANARY-TOWN", "CANARY-PHONE", "canary@mail", "Tampere")
KNOWING = {"responsible", "colleague", "supervisor", "trusted"}
STRANGERS = {"coordinator", "coach", "other_supervisor", "officer", "regional", "analyst"}


def content(response) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.mark.parametrize("persona", sorted(KNOWING | STRANGERS))
def test_client_opens_to_those_who_need_to_know(signed_in, client_of_north, persona):
    response = signed_in(persona).get(f"/clients/{client_of_north.pk}/forms/")

    assert response.status_code == (200 if persona in KNOWING else 404)
    assert ("CANARY-REF" in content(response)) is (persona in KNOWING)


@pytest.mark.parametrize("persona", ["coordinator", "coach", "other_supervisor", "officer"])
def test_hidden_and_absent_are_the_same(signed_in, client_of_north, persona):
    browser = signed_in(persona)
    absent = uuid4()
    browser.get("/clients/")
    answers = []

    for key in (client_of_north.pk, absent):
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(f"/clients/{key}/")
        text = content(response).replace(str(key), "ID")
        text = "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
        answers.append((response.status_code, text, len(queries)))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize("persona", sorted(KNOWING))
def test_contacts_under_non_disclosure_need_their_right(signed_in, client_of_north, persona):
    browser = signed_in(persona)
    client_of_north.phone = "CANARY-PHONE-2"
    client_of_north.save()

    texts = [
        content(browser.get(address))
        for address in (f"/clients/{client_of_north.pk}/", "/clients/?whose=all", "/clients.csv?whose=all")
    ]

    shown = [canary for canary in CONTACTS if any(canary in text for text in texts)]
    assert shown == (list(CONTACTS) if persona == "trusted" else [])
    assert all("Keksitty" in text for text in texts)
    assert ("hidden (non-disclosure)" in texts[0]) is (persona != "trusted")


@pytest.mark.parametrize("persona", sorted(KNOWING))
def test_workbook_withholds_contacts_too(signed_in, client_of_north, persona):
    response = signed_in(persona).get("/clients.xlsx?whose=all")

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    words = {str(cell.value) for row in book["Table"].iter_rows() for cell in row}
    assert ("CANARY-PHONE" in words) is (persona == "trusted")
    assert "Keksitty" in words


@pytest.mark.parametrize("persona", sorted(KNOWING))
def test_health_needs_its_right(signed_in, client_of_north, persona):
    browser = signed_in(persona)

    overview = content(browser.get(f"/clients/{client_of_north.pk}/"))
    tab = content(browser.get(f"/clients/{client_of_north.pk}/work_ability/"))
    statement = client_of_north.statements.get()
    text = content(browser.get(f"/clients/{client_of_north.pk}/statements/{statement.pk}/"))

    assert ("CANARY-HEALTH" in overview, "CANARY-HEALTH" in tab) == (False, False)
    assert ("CANARY-HEALTH" in text) is (persona == "trusted")


def test_own_caseload_comes_first(signed_in, people, client_of_north):
    ClientFactory(unit_id=people["responsible"].memberships_today()[0].unit_id, last_name="Unitmate")

    browser = signed_in("responsible")

    assert "Unitmate" not in content(browser.get("/clients/"))
    assert "Unitmate" in content(browser.get("/clients/?whose=all"))


def test_list_is_filtered_and_sorted_as_finns_do(signed_in, client_of_north):
    for name in ("Äijälä", "Zeta", "Aalto"):
        ClientFactory(unit=client_of_north.unit, last_name=name)
    browser = signed_in("supervisor")

    up, down = (content(browser.get(f"/clients/?sort={sort}")) for sort in ("name", "-name"))
    one = content(browser.get("/clients/?reference=canary"))

    order = ["Aalto", "Keksitty", "Zeta", "Äijälä"]
    assert sorted(order, key=up.index) == order
    assert sorted(order, key=down.index) == order[::-1]
    assert [name for name in order if name in one] == ["Keksitty"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_many_as_for_one(signed_in, client_of_north, django_assert_num_queries, count):
    Client.objects.exclude(pk=client_of_north.pk).update(unit=None)
    for number in range(count - 1):
        ClientFactory(unit=client_of_north.unit, last_name=f"N{number}")
    browser = signed_in("supervisor")
    browser.get("/clients/")

    with django_assert_num_queries(9):  # six, and those by which the test itself begins and ends
        assert browser.get("/clients/").status_code == 200


@pytest.mark.parametrize("address", ["/clients.csv", "/clients.xlsx", "/exceptional-access.csv"])
def test_files_ask_for_a_second_factor(signed_in, address):
    response = signed_in("supervisor", fresh=False).get(address)

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/account/step-up/")


def test_consultation_opens_the_client_until_its_last_day(signed_in, people, client_of_north):
    today = timezone.localdate()
    relation = CaseRelationFactory(client=client_of_north, user=people["regional"], kind="consultation", valid_to=today)
    browser = signed_in("regional")
    address = f"/clients/{client_of_north.pk}/"

    last_day = browser.get(address).status_code
    CaseRelation.objects.filter(pk=relation.pk).update(valid_to=today - timedelta(days=1))
    day_after = browser.get(address).status_code
    CaseRelation.objects.filter(pk=relation.pk).update(valid_to=None)
    again = browser.get(address).status_code
    CaseRelation.objects.filter(pk=relation.pk).update(ended_at=timezone.now())
    ended = browser.get(address).status_code

    assert (last_day, day_after, again, ended) == (200, 404, 200, 404)


def test_relation_without_a_role_opens_nothing(signed_in, people, client_of_north):
    CaseRelationFactory(client=client_of_north, user=people["analyst"], kind="co_owner")

    assert signed_in("analyst").get(f"/clients/{client_of_north.pk}/").status_code == 404


def test_exceptional_access_is_over_after_an_hour(signed_in, people, client_of_north):
    glass = BreakGlassFactory(client=client_of_north, user=people["coordinator"])
    browser = signed_in("coordinator")
    address = f"/clients/{client_of_north.pk}/"

    open_ = browser.get(address)
    moved = timezone.now() - timedelta(minutes=60, seconds=1)
    type(glass).objects.filter(pk=glass.pk).update(opened_at=moved, expires_at=moved + timedelta(minutes=60))
    over = browser.get(address)

    assert (open_.status_code, over.status_code) == (200, 404)
    assert "exceptional access" in content(open_)
    assert [canary for canary in (*CONTACTS, "CANARY-HEALTH") if canary in content(open_)] == []
