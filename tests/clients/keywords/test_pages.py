"""The pages of marks: who gets which, what is said of bad input, and what the list of the target group tells whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.models import DiagnosisMark, Keyword, WorkAbilityStatus
from clients.selectors.client_sections import tab_address
from tests.factories.clients import ClientFactory
from tests.factories.keywords import DiagnosisMarkFactory, KeywordFactory, WorkAbilityStatusFactory

TODAY = timezone.localdate()
LIST = reverse("clients:target_group")


@pytest.fixture
def marks(client_of_north) -> dict:
    return {
        "keyword": KeywordFactory(client=client_of_north),
        "status": WorkAbilityStatusFactory(client=client_of_north),
        "diagnosis": DiagnosisMarkFactory(client=client_of_north),
    }


def addresses(client, marks) -> dict[str, str]:
    at = [client.pk]
    return {
        "keyword_new": reverse("clients:keyword_new", args=at),
        "keyword_end": reverse("clients:keyword_end", args=[*at, marks["keyword"].pk]),
        "keyword_correct": reverse("clients:keyword_correct", args=[*at, marks["keyword"].pk]),
        "ability_status_new": reverse("clients:ability_status_new", args=at),
        "ability_status_back": reverse("clients:ability_status_back", args=[*at, marks["status"].pk]),
        "diagnosis_new": reverse("clients:diagnosis_new", args=at),
        "diagnosis_end": reverse("clients:diagnosis_end", args=[*at, marks["diagnosis"].pk]),
    }


@pytest.mark.parametrize(
    ("persona", "plain", "health"),
    [
        ("responsible", 200, 403),
        ("colleague", 200, 403),
        ("supervisor", 200, 403),
        ("trusted", 200, 200),
        ("coordinator", 404, 404),
        ("officer", 404, 404),
    ],
)
def test_who_opens_the_forms(client_of_north, marks, people, signed_in, persona, plain, health):
    browser = signed_in(persona)

    seen = {name: browser.get(address).status_code for name, address in addresses(client_of_north, marks).items()}

    assert seen == {name: health if name.startswith("diagnosis") else plain for name in seen}


def test_nobody_is_sent_to_sign_in(client_of_north, marks, client):
    seen = {client.get(address).status_code for address in addresses(client_of_north, marks).values()}

    assert seen == {302}


@pytest.mark.capability("CL-03")
def test_a_keyword_is_set_ended_and_corrected_by_pages(client_of_north, people, signed_in):
    browser = signed_in("colleague")
    new = reverse("clients:keyword_new", args=[client_of_north.pk])

    browser.post(new, {"kind": "tasmatyo", "on": "2026-03-02", "reason": "Wants work that fits"})
    keyword = Keyword.objects.get()
    correct = reverse("clients:keyword_correct", args=[client_of_north.pk, keyword.pk])
    browser.post(correct, {"version": 1, "wrong": "days", "on": "2026-03-01", "reason": "The day before"})
    end = reverse("clients:keyword_end", args=[client_of_north.pk, keyword.pk])
    answer = browser.post(end, {"version": 2, "on": "2026-04-01", "reason": "Found work"})

    keyword.refresh_from_db()
    assert answer.status_code == 302
    assert (keyword.set_on, keyword.ended_on, keyword.end_reason, keyword.version) == (
        date(2026, 3, 1),
        date(2026, 4, 1),
        "Found work",
        3,
    )


def test_a_refused_form_keeps_what_was_typed(client_of_north, people, signed_in):
    new = reverse("clients:keyword_new", args=[client_of_north.pk])
    to_come = (TODAY + timedelta(days=2)).isoformat()

    answer = signed_in("colleague").post(new, {"kind": "tasmatyo", "on": to_come, "reason": "KEPT-REASON"})

    assert (answer.status_code, Keyword.objects.count()) == (422, 0)
    assert "The day cannot be in the future." in answer.text
    assert "KEPT-REASON" in answer.text


def test_a_form_sent_twice_says_that_somebody_was_first(client_of_north, marks, people, signed_in):
    browser, end = signed_in("colleague"), addresses(client_of_north, marks)["keyword_end"]
    Keyword.objects.update(version=2)

    answer = browser.post(end, {"version": 1, "on": "2026-04-01", "reason": "Found work"})

    assert (answer.status_code, Keyword.objects.get().ended_on) == (409, None)


@pytest.mark.capability("CL-08")
def test_the_status_takes_a_step_and_takes_it_back(client_of_north, people, signed_in):
    browser, new = signed_in("colleague"), reverse("clients:ability_status_new", args=[client_of_north.pk])

    browser.post(new, {"after": "", "status": "suspected", "since": "2026-03-02", "expected_until": "2026-12-01"})
    held = WorkAbilityStatus.objects.get()
    browser.post(new, {"after": str(held.pk), "status": "identified", "since": "2026-04-02"})
    latest = WorkAbilityStatus.objects.current().get()
    back = reverse("clients:ability_status_back", args=[client_of_north.pk, latest.pk])
    browser.post(back, {"version": latest.version})

    assert held.is_temporary
    assert list(WorkAbilityStatus.objects.current().values_list("status", flat=True)) == ["suspected"]


def test_a_step_not_offered_is_refused(client_of_north, marks, people, signed_in):
    address = addresses(client_of_north, marks)["ability_status_new"]

    answer = signed_in("colleague").post(
        address, {"after": str(marks["status"].pk), "status": "suspected", "since": "2026-04-02"}
    )

    assert (answer.status_code, WorkAbilityStatus.objects.count()) == (422, 1)


@pytest.mark.capability("CL-01")
def test_a_diagnosis_is_recorded_and_ended_by_its_right(client_of_north, people, signed_in):
    given = {"chapter": "M00-M99", "source": "statement", "source_name": "", "on": "2026-03-02"}
    new = reverse("clients:diagnosis_new", args=[client_of_north.pk])

    refused = signed_in("colleague").post(new, given).status_code
    signed_in("trusted").post(new, given)
    mark = DiagnosisMark.objects.get()
    end = reverse("clients:diagnosis_end", args=[client_of_north.pk, mark.pk])
    signed_in("trusted").post(end, {"version": 1, "what": "over", "on": "2026-04-01"})

    mark.refresh_from_db()
    assert (refused, mark.chapter, mark.ended_on) == (403, "M00-M99", date(2026, 4, 1))


@pytest.mark.parametrize(("persona", "seen"), [("colleague", False), ("trusted", True)])
def test_the_client_page_shows_diagnoses_only_by_the_right(client_of_north, marks, people, signed_in, persona, seen):
    address = tab_address(client_of_north.pk, "work_ability")

    page = signed_in(persona).get(address).text

    assert ("Keywords of the client" in page, "CANARY-KEYWORD-REASON" in page) == (True, True)
    assert ("Diagnoses of the client" in page, "F00-F99" in page) == (seen, seen)


# --- the target group -------------------------------------------------------------------------------------------------


@pytest.fixture
def group(client_of_north, people) -> dict:
    """Three of the unit: by keyword, by diagnosis, by both."""
    made = {name: ClientFactory(unit=client_of_north.unit, last_name=name) for name in ("Word", "Chapter", "Double")}
    KeywordFactory(client=made["Word"], kind="tasmatyokykyinen", ended=True)
    KeywordFactory(client=made["Double"])
    DiagnosisMarkFactory(client=made["Chapter"])
    DiagnosisMarkFactory(client=made["Double"])
    return made


def listed(page: str, group: dict) -> set[str]:
    return {name for name, client in group.items() if str(client.pk) in page}


@pytest.mark.capability("CL-03")
@pytest.mark.capability("CL-02")
@pytest.mark.parametrize(
    ("persona", "query", "expected"),
    [
        ("colleague", "on=2026-05-31", {"Word", "Double"}),
        ("colleague", "on=2026-06-01", {"Double"}),
        ("colleague", "on=2026-05-31&keyword=tasmatyokykyinen", {"Word"}),
        ("colleague", "on=2026-05-31&basis=keyword", {"Word", "Double"}),
        ("trusted", "on=2026-05-31", {"Word", "Chapter", "Double"}),
        ("trusted", "on=2026-05-31&basis=diagnosis", {"Chapter"}),
        ("trusted", "on=2026-05-31&basis=keyword", {"Word"}),
        ("trusted", "on=2025-05-31", set()),
        ("coordinator", "on=2026-05-31", set()),
        ("analyst", "on=2026-05-31", set()),
    ],
)
def test_the_list_tells_each_reader_what_is_theirs(group, signed_in, persona, query, expected):
    page = signed_in(persona).get(f"{LIST}?{query}")

    assert (page.status_code, listed(page.text, group)) == (200, expected)


def test_the_list_tells_the_basis_only_by_the_right(group, signed_in):
    texts = {persona: signed_in(persona).get(f"{LIST}?on=2026-05-31").text for persona in ("colleague", "trusted")}

    assert {persona: "Diagnosis only" in text for persona, text in texts.items()} == {
        "colleague": False,
        "trusted": True,
    }


@pytest.mark.parametrize("sort", ["name", "-name", "unit", "-unit", "since", "-since", "nonsense"])
def test_the_list_is_sorted(group, signed_in, sort):
    page = signed_in("trusted").get(f"{LIST}?on=2026-05-31&sort={sort}")

    assert listed(page.text, group) == set(group)


def test_a_day_that_is_none_is_said_to_be(group, signed_in):
    page = signed_in("colleague").get(f"{LIST}?on=2026-02-31")

    assert page.status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_hold_the_same_and_ask_for_a_second_factor(group, signed_in, kind):
    address = reverse(f"clients:target_group_{kind}") + "?on=2026-05-31"

    fresh = signed_in("colleague").get(address)
    stale = signed_in("colleague", fresh=False).get(address)

    assert (fresh.status_code, stale.status_code) == (200, 302)
    if kind == "csv":
        text = fresh.content.decode("utf-8-sig")
        assert ("Word" in text, "Double" in text, "Chapter" in text) == (True, True, False)


def test_reading_the_list_is_logged(group, signed_in):
    browser = signed_in("colleague")

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"{LIST}?on=2026-05-31")

    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert "clients:target_group" in logged
    assert [group[name].pk.hex in logged.replace("-", "") for name in ("Word", "Double", "Chapter")] == [
        True,
        True,
        False,
    ]


def test_the_list_takes_the_same_statements_for_one_and_for_three(client_of_north, people, signed_in):
    browser, counts = signed_in("trusted"), []
    for number in (1, 2):
        for _ in range(number):
            KeywordFactory(client=ClientFactory(unit=client_of_north.unit))
        browser.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            browser.get(LIST)
        counts.append(len(seen))

    assert counts[0] == counts[1]
