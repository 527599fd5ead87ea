"""The client's page tab by tab, its timeline; the list and My day at a constant cost."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from clients.forms.lists import FIRST, ClientsForm, more_filters
from clients.models import Case, CaseRelation, Client, Contact, Task
from clients.selectors.client_sections import OVERVIEW, TABS
from clients.selectors.facets import facets
from clients.selectors.timeline import Wanted, timeline_of
from tests.clients.lists.worlds import draw
from tests.factories.accounts import HOME_AREA
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.contacts import AppointmentFactory, ContactFactory, TaskFactory
from tests.factories.keywords import DiagnosisMarkFactory, KeywordFactory
from tests.factories.relations import CaseRelationFactory

OWN_OF_TESTS = 3  # by which the test's client begins and ends, and sees all areas again


def content(response) -> str:
    return response.content.decode()


def statements(browser, address: str) -> int:
    """What the second opening asks; the first fills what a process keeps."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked) - OWN_OF_TESTS


@pytest.fixture
def full_client(client_of_north, people):
    person = people["colleague"]
    CaseFactory(client=client_of_north, waiting_for="partner", waiting_since=timezone.localdate())
    ContactFactory(client=client_of_north, author=person, summary="FINAL-WORDS")
    ContactFactory(client=client_of_north, author=person, summary="DRAFT-WORDS", is_draft=True)
    TaskFactory(client=client_of_north, owner=person, title="CALL-KELA", due_on=timezone.localdate())
    AppointmentFactory(client=client_of_north, of=[person])
    KeywordFactory(client=client_of_north, set_by=person)
    DiagnosisMarkFactory(client=client_of_north)
    return client_of_north


def test_every_tab_of_a_client_the_reader_knows_is_there_and_no_other(signed_in, client_of_north):
    browser = signed_in("colleague")
    page = content(browser.get(f"/clients/{client_of_north.pk}/"))

    answers = {tab: browser.get(f"/clients/{client_of_north.pk}/{tab}/").status_code for tab in TABS if tab != OVERVIEW}

    assert answers == dict.fromkeys(answers, 200)
    assert [tab for tab in answers if f"/clients/{client_of_north.pk}/{tab}/" not in page] == []
    assert browser.get(f"/clients/{client_of_north.pk}/nothing/").status_code == 404


def test_sections_of_other_tabs_are_not_looked_up(signed_in, client_of_north):
    text = content(signed_in("trusted").get(f"/clients/{client_of_north.pk}/people/"))

    assert 'id="section-relations"' in text
    assert "CANARY-STREET" not in text


def test_the_header_says_what_matters_now(signed_in, full_client):
    text = content(signed_in("colleague").get(f"/clients/{full_client.pk}/forms/"))

    assert [word for word in ("Non-disclosure", "A partner", "CALL-KELA") if word not in text] == []


def test_drafts_are_their_author_s_and_diagnoses_for_the_right(people, full_client):
    found = {
        name: {line.words for line in timeline_of(people[name], full_client, Wanted())[0]}
        for name in ("colleague", "supervisor", "trusted")
    }

    drafts = {name: any("DRAFT-WORDS" in words for words in lines) for name, lines in found.items()}
    assert drafts == {"colleague": True, "supervisor": False, "trusted": False}
    assert all(any("FINAL-WORDS" in words for words in lines) for lines in found.values())
    assert len(found["trusted"]) == len(found["supervisor"]) + 1


def test_the_timeline_is_filtered_by_kind_and_day(people, full_client):
    person, today = people["colleague"], timezone.localdate()

    tasks, _more = timeline_of(person, full_client, Wanted(kind="task"))
    later, _more = timeline_of(person, full_client, Wanted(since=today + timedelta(days=400)))
    second, more = timeline_of(person, full_client, Wanted(page=2))

    assert [line.words for line in tasks] == ["Task given: CALL-KELA"]
    assert (later, second, more) == ([], [], False)


@pytest.mark.parametrize("since", ["", "2026-99-99", "1900-01-01"])
def test_the_timeline_takes_any_day(signed_in, full_client, since):
    assert signed_in("colleague").get(f"/clients/{full_client.pk}/?since={since}&page=x").status_code == 200


def test_the_client_s_page_costs_six_statements(signed_in, full_client):
    assert statements(signed_in("supervisor"), f"/clients/{full_client.pk}/") <= 6


@pytest.mark.parametrize("count", [1, 3, 60])
def test_list_and_day_cost_the_same_for_many(signed_in, people, client_of_north, count):
    draw(Random(count), unit=client_of_north.unit, staff=[people["colleague"]], count=count)
    CaseRelationFactory(client=client_of_north, user=people["colleague"], kind="co_owner")
    TaskFactory(client=client_of_north, owner=people["colleague"], due_on=timezone.localdate())
    AppointmentFactory(client=client_of_north, of=[people["colleague"]])
    browser = signed_in("colleague")

    found = [statements(browser, address) for address in ("/clients/?whose=all", "/clients/", "/my-day/")]

    assert found == [6, 6, 6]


@pytest.mark.parametrize("count", [10, 200, 600])
def test_pages_cost_six_statements_whatever_the_caseload(signed_in, people, client_of_north, count):
    """b2 of the bars; counted is everything but the beginning and end of transactions and the context."""
    person, today = people["colleague"], timezone.localdate()
    carry(person, count=count)
    AppointmentFactory(client=client_of_north, of=[person])
    browser = signed_in("colleague")

    found = [statements(browser, address) for address in ("/clients/", "/my-day/", f"/clients/{client_of_north.pk}/")]

    assert CaseRelation.objects.in_force(today).filter(user=person).count() == count
    assert f">{count}<" in content(browser.get("/my-day/"))
    assert found == [6, 6, 6]


def carry(person, *, count: int) -> None:
    """The person is responsible for so many clients, each with a case, a contact and a task of today."""
    today, now = timezone.localdate(), timezone.now()
    clients = Client.objects.bulk_create(ClientFactory.build_batch(count, area_id=HOME_AREA))
    given = {"area_id": HOME_AREA}
    CaseRelation.objects.bulk_create(
        CaseRelation(client=one, user=person, kind="responsible", valid_from=today, **given) for one in clients
    )
    Case.objects.bulk_create(
        Case(client=one, opened_on=today, phase_since=today, origin="own", **given) for one in clients
    )
    Contact.objects.bulk_create(
        Contact(client=one, at=now, channel="phone", author=person, summary="Met", **given) for one in clients
    )
    Task.objects.bulk_create(
        Task(client=one, owner=person, created_by=person, title="Call", due_on=today, **given) for one in clients
    )


def test_columns_are_chosen(signed_in, people, client_of_north):
    CaseRelationFactory(client=client_of_north, user=people["colleague"], kind="co_owner")
    browser = signed_in("colleague")

    text = content(browser.get("/clients/?whose=all&columns=responsible&columns=last_contact&sort=-last_contact"))

    head = text.partition("<thead>")[2].partition("</thead>")[0]
    assert ("Latest contact" in head, "Date of birth" in head, people["responsible"].name in text) == (
        True,
        False,
        True,
    )


def test_a_page_beyond_the_last_is_the_last(signed_in, client_of_north):
    assert "Keksitty" in content(signed_in("supervisor").get("/clients/?whose=all&page=99"))


@pytest.mark.parametrize(
    ("persona", "sees"), [("colleague", True), ("responsible", False), ("supervisor", False), ("officer", False)]
)
def test_my_day_is_one_s_own(signed_in, full_client, persona, sees):
    response = signed_in(persona).get("/my-day/")

    assert response.status_code == 200
    assert ("CALL-KELA" in content(response)) is sees


def test_a_task_is_ticked_off_where_it_is_seen(signed_in, full_client):
    browser = signed_in("colleague")
    task = full_client.tasks.get()

    answer = browser.post(f"/tasks/{task.pk}/finish/", {"version": task.version, "next": "/my-day/"})

    assert answer["Location"] == "/my-day/"
    assert "No task is due." in content(browser.get("/my-day/"))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "given",
    [{}, {"whose": "mine"}, {"phase": "planning", "age": "u25", "columns": ["phase", "unit"]}, {"keyword": "x"}],
)
def test_filters_that_are_kept_are_those_that_would_be_drawn(language, given):
    """What does not stand open is drawn once for what is chosen in it; nothing looked up is among it."""
    with override(language):
        forms = [ClientsForm(given, keys={"units": [("u", "U")], "staff": [("s", "S")]}) for _twice in range(3)]
        valid = [form.is_valid() for form in forms]
        kept = [str(more_filters(form)) for form in forms]
        drawn = [render_to_string("clients/_more_filters.html", {"form": form}) for form in forms]

    assert kept == drawn
    assert set(valid) == {given.get("keyword") != "x"}
    assert {one.code for one in facets().values() if one.looked_up} <= set(FIRST)
