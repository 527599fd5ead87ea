import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from clients.enums.forms import FormKind
from clients.models import EndForm, FormDraft, Participation, PastForm
from clients.selectors.participation_states import seen_now
from tests.clients.participating.conftest import END, ENDED_ON, again, save
from tests.factories.clients import ParticipationFactory, StartFormFactory
from tests.factories.network import ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-23")]
PERSONAS = ("coordinator", "colleague", "supervisor", "outsider", "nobody")
TYPED = {
    "ended_on": "2026-05-04",
    "end_observed_on": "2026-05-20",
    "end_status": "21",
    "end_reason": "10",
    "end_qualification": "true",
    "qualification_name": "Kokki",
}


@pytest.fixture
def signed_in(people) -> Callable[[str], Client]:
    def browser(persona: str) -> Client:
        client = Client()
        set_context(user=people[persona].pk)
        client.force_login(people[persona])
        client.cookies["tasma_language"] = "en"
        set_context(user=None, areas=range(1, 47))
        return client

    return browser


def address(participation: Participation, kind: str = "end", step: str = "") -> str:
    return f"/participations/{participation.pk}/forms/{kind}/{step}"


def version(participation: Participation, kind: FormKind = FormKind.END) -> dict[str, str]:
    return {"version": str(seen_now(again(participation), kind))}


def part_of(page: str, name: str) -> str:
    """What stands of one question."""
    return page.split(f'data-answer="{name}"')[1].split('data-answer="', maxsplit=1)[0]


@pytest.mark.parametrize("step", ["", "withdraw/", "missing/"])
@pytest.mark.parametrize("persona", PERSONAS)
def test_forms_open_to_those_who_work_with_the_client(signed_in, supervisor, participation, persona, step):
    save(supervisor, participation, FormKind.END, **END)

    response = signed_in(persona).get(address(participation, step=step))

    assert response.status_code == (200 if persona in {"coordinator", "supervisor"} else 404)
    assert b"UNDEFINED(" not in response.content


def test_an_end_form_is_filled_in_beside_the_answers_of_the_start(signed_in, participation):
    browser = signed_in("coordinator")

    page = browser.get(address(participation)).content.decode()
    status = part_of(page, "end_status")
    assert "start form, 1 Sep 2025" in status
    assert "<strong>Unemployed</strong>" in status
    assert 'aria-describedby="id_end_status_earlier' in status
    assert not re.search(r"<option[^>]*selected[^>]*>(?!Not said)", status)
    response = browser.post(address(participation), TYPED | version(participation))

    assert response.headers["Location"] == f"/participations/{participation.pk}/"
    kept = again(participation)
    assert (kept.ended_on, kept.end_reason, kept.end_form.status) == (ENDED_ON, "10", "21")
    assert (kept.end_form.qualification, kept.end_form.qualification_name) == (True, "Kokki")


def test_no_earlier_answer_is_saved_as_the_new_one(signed_in, participation):
    """A page that is sent as it came says nothing new, and without the needed answers it is not saved."""
    browser = signed_in("coordinator")

    response = browser.post(address(participation), {**version(participation), "ended_on": "2026-05-04"})

    assert response.status_code == 422
    assert not EndForm.objects.exists()


def test_day_29_is_refused_in_a_sentence_at_the_day(signed_in, participation):
    response = signed_in("coordinator").post(
        address(participation), TYPED | version(participation) | {"end_observed_on": "2026-06-02"}
    )

    assert response.status_code == 422
    observed = part_of(response.content.decode(), "end_observed_on")
    assert "must be observed from 4 May 2026 to 1 Jun 2026, within 28 days of the end" in observed
    assert 'value="Kokki"' in part_of(response.content.decode(), "qualification_name")


def test_facts_are_filled_in_beforehand_and_marked_but_judgements_never(signed_in, people, participation, programme):
    other = ParticipationFactory(
        client=participation.client, programme=ProgrammeFactory(), first_started_on=date(2026, 6, 1)
    )
    first = again(participation).start_form
    first.household, first.disability, first.path = "2", "1", "1a"
    first.save()

    page = signed_in("supervisor").get(address(other, "start")).content.decode()

    isced = part_of(page, "isced")
    assert 'value="3" selected' in isced
    assert "Filled in beforehand from start form of S20784, 1 Sep 2025" in isced
    for name in ("start_status", "household", "disability", "start_path"):
        part = part_of(page, name)
        assert "Filled in beforehand" not in part, name
        assert "Earlier" in part, name
        assert not re.search(r'(checked|selected)[^>]*value="[^"]', part), name
        assert not re.search(r'value="[^"]+"[^>]*(checked|selected)', part), name
    assert not hasattr(again(other), "start_form")


def test_sensitive_questions_may_be_refused(signed_in, participation):
    page = signed_in("coordinator").get(address(participation, "start")).content.decode()

    for name in ("foreign_background", "disability", "other_disadvantage", "housing_exclusion", "third_country"):
        assert 'value="8"' in part_of(page, name), name


def test_completeness_is_counted_by_the_rule_of_the_figures(signed_in, participation):
    browser = signed_in("coordinator")
    assert b"7 of 7 needed answers given." in browser.get(address(participation, "start")).content
    form = again(participation).start_form
    form.isced, form.unemployed_months = "9", None
    form.save()

    page = browser.get(address(participation, "start")).content.decode()

    assert "5 of 7 needed answers given." in page
    assert "Missing: Highest education, Months unemployed." in page


def test_health_is_asked_of_those_with_the_right(signed_in, supervisor, participation):
    save(supervisor, participation, FormKind.START, start_work_ability=3)
    page = signed_in("supervisor").get(address(participation)).content.decode()
    assert "<strong>3</strong>" in part_of(page, "end_work_ability")

    browser = signed_in("coordinator")

    assert "work_ability" not in browser.get(address(participation)).content.decode()
    detail = browser.get(f"/participations/{participation.pk}/").content.decode()
    assert "Own rating of work ability at the start, 0–10" in detail
    assert re.search(r"work ability at the start, 0–10</dt><dd>hidden", detail)


def test_the_reading_of_a_form_is_logged(signed_in, participation):
    browser = signed_in("coordinator")

    with CaptureQueriesContext(connection) as asked:
        browser.get(address(participation))

    logged = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert len(logged) == 1
    assert participation.client_id.hex in logged[0]


def test_two_people_who_change_different_answers_both_keep_theirs(signed_in, people, participation):
    opened = version(participation, FormKind.START)
    first = {"start_status": "11", "unemployed_months": "12", "in_education": "false", "isced": "5", "household": "1"}
    signed_in("coordinator").post(address(participation, "start"), first | {"adults": "2"} | opened)
    mine = {"start_status": "11", "unemployed_months": "20", "in_education": "false", "isced": "3", "household": "1"}
    browser = signed_in("supervisor")

    with CaptureQueriesContext(connection) as asked:
        response = browser.post(address(participation, "start"), mine | opened)

    page = response.content.decode()
    assert response.status_code == 409
    assert len([one for one in asked.captured_queries if "INTO accounts_readlog" in one["sql"]]) == 1
    assert again(participation).start_form.unemployed_months == 12
    assert people["coordinator"].name in page
    taken = page.split("Taken over from the other")[1].split("</ul>")[0]
    assert re.search(r"Highest education: [^→]+ → <strong>Short-cycle tertiary", taken), taken
    assert 'value="20"' in part_of(page, "unemployed_months")
    assert 'value="2"' in part_of(page, "adults")
    merged = mine | {"isced": "5", "adults": "2"} | version(participation, FormKind.START)
    assert browser.post(address(participation, "start"), merged).status_code == 302
    form = again(participation).start_form
    assert (form.isced, form.adults, form.unemployed_months) == ("5", 2, 20)


def test_an_answer_that_both_changed_is_chosen_with_both_in_sight(signed_in, people, participation):
    opened = version(participation, FormKind.START)
    save(people["coordinator"], participation, FormKind.START, isced="5")
    mine = {"start_status": "11", "unemployed_months": "12", "in_education": "false", "isced": "6", "household": "1"}
    browser = signed_in("supervisor")

    page = browser.post(address(participation, "start"), mine | opened).content.decode()

    choice = page.split('id="contested_isced"')[1].split("</fieldset>")[0]
    assert "Bachelor" in choice
    assert "Short-cycle tertiary" in choice
    assert "checked" not in choice
    again_typed = mine | version(participation, FormKind.START)
    both = {"contested": "isced", "mine_isced": "6", "theirs_isced": "5"}
    undecided = browser.post(address(participation, "start"), again_typed | both)
    assert undecided.status_code == 422
    assert "Choose one of the two." in undecided.content.decode()
    assert again(participation).start_form.isced == "5"
    decided = browser.post(address(participation, "start"), again_typed | both | {"choice_isced": "mine"})
    assert decided.status_code == 302
    assert again(participation).start_form.isced == "6"


def test_a_draft_comes_back_as_it_was_typed_and_goes_when_discarded(signed_in, participation):
    browser = signed_in("coordinator")
    browser.get(address(participation))

    kept = browser.post(address(participation, step="draft/"), {"end_status": "21", "qualification_name": "Kok"})

    assert kept.status_code == 200
    assert set(kept.json()) == {"saved_at"}
    page = browser.get(address(participation)).content.decode()
    assert "This is your draft of" in page
    assert 'value="Kok"' in part_of(page, "qualification_name")
    assert 'value="21" selected' in part_of(page, "end_status")
    assert "Please check these" not in page
    assert "This is your draft of" not in signed_in("coordinator").get(address(participation)).content.decode()
    browser.post(address(participation, step="draft/discard/"))
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("persona", ["colleague", "outsider", "nobody"])
def test_nobody_else_keeps_drafts_of_it(signed_in, participation, persona):
    response = signed_in(persona).post(address(participation, step="draft/"), {"end_status": "21"})

    assert response.status_code == 404
    assert not FormDraft.objects.exists()


def test_signing_out_leaves_no_draft(signed_in, participation):
    browser = signed_in("coordinator")
    browser.post(address(participation, step="draft/"), {"end_status": "21"})
    assert FormDraft.objects.count() == 1

    response = browser.post("/sign-out/")

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    set_context(user=None, areas=range(1, 47))
    assert not FormDraft.objects.exists()


def test_no_page_with_a_form_is_kept_by_the_browser(signed_in, participation):
    assert signed_in("coordinator").get(address(participation)).headers["Cache-Control"] == "private, no-store"


def test_a_form_is_withdrawn_and_read_with_who_and_why(signed_in, supervisor, participation):
    save(supervisor, participation, FormKind.END, **END, end_work_ability=4)
    browser = signed_in("coordinator")

    refused = browser.post(address(participation, step="withdraw/"), version(participation))
    assert refused.status_code == 422
    assert EndForm.objects.exists()
    browser.post(address(participation, step="withdraw/"), version(participation) | {"reason": "Of another client."})

    page = browser.get(f"/participations/{participation.pk}/").content.decode()
    assert not EndForm.objects.exists()
    assert PastForm.objects.get().reason == "Of another client."
    past = page.split('id="past"')[1]
    assert "Withdrawn as wrong" in past
    assert "Of another client." in past
    assert re.search(r"work ability at the end, 0–10</dt><dd>hidden", past)


def test_a_client_begins_in_a_programme_from_the_clients_page(signed_in, programme, participation):
    browser = signed_in("coordinator")
    other = ProgrammeFactory(areas=[participation.area_id])
    client = f"/clients/{participation.client_id}/"
    assert f'href="{client}participations/new/"' in browser.get(f"{client}forms/").content.decode()

    response = browser.post(f"{client}participations/new/", {"programme": other.pk, "started_on": "2026-06-01"})

    made = Participation.objects.get(programme=other)
    assert response.headers["Location"] == address(made, "start")
    twice = browser.post(f"{client}participations/new/", {"programme": programme.pk, "started_on": "2026-06-01"})
    assert twice.status_code == 409


@pytest.mark.capability("CA-24")
def test_a_missing_form_is_explained_on_its_page(signed_in, participation):
    Participation.objects.update(ended_on=ENDED_ON)
    browser = signed_in("coordinator")

    browser.post(address(participation, step="missing/"), {"reason": "1", "version": 1})

    assert again(participation).end_missing_reason == "1"
    page = browser.get(f"/participations/{participation.pk}/").content.decode()
    assert "There is no end form: Not reached." in page


def test_unit_and_days_are_corrected_on_their_page(signed_in, participation):
    browser = signed_in("coordinator")
    stay = {"unit": participation.unit_id, "first_started_on": "2025-08-01", "started_on": "2025-08-01"}

    done = browser.post(f"/participations/{participation.pk}/stay/", stay | {"ended_on": "", "version": 1})
    late = browser.post(f"/participations/{participation.pk}/stay/", stay | {"ended_on": "2025-08-02", "version": 1})

    assert (done.status_code, late.status_code) == (302, 409)
    assert (again(participation).first_started_on, again(participation).ended_on) == (date(2025, 8, 1), None)


def test_a_start_of_another_programme_stands_beside(signed_in, participation):
    other = ParticipationFactory(
        client=participation.client, programme=ProgrammeFactory(), first_started_on=date(2024, 1, 1)
    )
    StartFormFactory(participation=other, isced="2")

    page = signed_in("coordinator").get(address(participation, "start")).content.decode()

    assert "<strong>Lower secondary" in part_of(page, "isced")
    assert "data-changed hidden" not in part_of(page, "isced")
