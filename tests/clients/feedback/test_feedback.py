"""Feedback of clients: without a name by a link, by name through the coordinator, and what it comes to (CA-19)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.context import set_context
from clients.models import CaseFeedback, FeedbackRequest
from clients.selectors.feedback import results_for, version_asked
from clients.services.feedback import ask_feedback, record_feedback
from config.kernel.errors import NotFound, OutOfOrder, Refusal
from questionnaires.models import AnswerSheet, Invitation
from questionnaires.selectors.sheets import batches_of, responses
from questionnaires.services.inviting import answer_invitation
from tests.factories.accounts import HOME_AREA
from tests.factories.cases import CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-19")]
TODAY = date(2026, 3, 2)
GOOD = {"heard": 5, "met": 4, "helped": None}


@pytest.fixture
def client_with_case(known):
    return CaseFactory(client=known).client


def token_in(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def asked(people: dict[str, Any], client: Any) -> Invitation:
    ask_feedback(actor=people["coordinator"], client_id=client.pk)
    return Invitation.objects.latest("sent_on") if Invitation.objects.count() == 1 else _newest()


def _newest() -> Invitation:
    return FeedbackRequest.objects.order_by("-made_at").first().invitation


def opened(path: str) -> str:
    """The signed mark of the page's form."""
    found = re.search(r'name="mark" value="([^"]+)"', Browser().get(path).content.decode())
    return found.group(1) if found else ""


def sending(path: str, **given: str) -> Any:
    answers = {"heard": "5", "met": "4", "helped": "refused", "mark": opened(path), **given}
    response = Browser().post(path, answers)
    set_context(user=None, areas=range(1, 47))
    return response


def test_an_answer_by_a_link_is_kept_without_anything_that_leads_to_somebody(people, client_with_case):
    address = ask_feedback(actor=people["coordinator"], client_id=client_with_case.pk)
    path = f"/answer/{token_in(address)}/"

    with CaptureQueriesContext(connection) as asked_for:
        response = sending(path)

    sheet = AnswerSheet.objects.get()
    assert (response.status_code, sheet.answers, sheet.given_on) == (200, GOOD, TODAY)
    names = {field.name for field in AnswerSheet._meta.get_fields()}
    assert names == {"id", "area", "question_set_version", "given_on", "answers"}
    assert {field.name for field in Invitation._meta.get_fields()} == {
        *("id", "area", "question_set_version", "token_hash", "sent_on", "expires_on", "is_spent"),
    }
    written = {sql.split()[2] for query in asked_for if (sql := query["sql"]).startswith("INSERT INTO")}
    assert {table.strip('"') for table in written} <= {"questionnaires_answersheet", "accounts_ratelimit"}
    assert not response.cookies
    assert [not hasattr(model, "pgh_event_model") for model in (AnswerSheet, Invitation)] == [True, True]


def test_not_even_the_marks_of_transactions_tell_which_link_an_answer_came_by(people, client_with_case):
    invitations = [asked(people, client_with_case) for _ in range(3)]

    answer_invitation(invitation_id=invitations[1].pk, answers=GOOD)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT cmin::text || xmin::text) FROM questionnaires_invitation")
        (marks,) = cursor.fetchone()
    assert (marks, Invitation.objects.filter(is_spent=True).count()) == (1, 1)


def test_a_link_is_good_once_and_for_thirty_days(people, client_with_case):
    first, second, third = (asked(people, client_with_case) for _ in range(3))

    answer_invitation(invitation_id=first.pk, answers=GOOD)
    with pytest.raises(OutOfOrder):
        answer_invitation(invitation_id=first.pk, answers=GOOD)
    with time_machine.travel("2026-04-01 10:00+03:00", tick=False):
        answer_invitation(invitation_id=second.pk, answers=GOOD)
    with time_machine.travel("2026-04-02 10:00+03:00", tick=False), pytest.raises(OutOfOrder):
        answer_invitation(invitation_id=third.pk, answers=GOOD)

    assert [one.given_on for one in AnswerSheet.objects.all()] == [TODAY, date(2026, 4, 1)]


@pytest.mark.parametrize(
    ("given", "status"),
    [({"heard": ""}, 422), ({"heard": "9"}, 422), ({"mark": "forged"}, 200), ({"mark": ""}, 200)],
)
def test_what_cannot_stand_is_not_kept_and_the_link_stays(people, client_with_case, given, status):
    path = f"/answer/{token_in(ask_feedback(actor=people['coordinator'], client_id=client_with_case.pk))}/"

    response = sending(path, **given)

    assert (response.status_code, AnswerSheet.objects.count()) == (status, 0)
    assert not Invitation.objects.get().is_spent


def test_looking_changes_nothing_and_a_used_or_unknown_link_opens_nothing(people, client_with_case):
    path = f"/answer/{token_in(ask_feedback(actor=people['coordinator'], client_id=client_with_case.pk))}/"
    for _ in range(5):
        Browser().get(path)
    Browser().head(path)
    set_context(user=None, areas=range(1, 47))
    unspent = not Invitation.objects.get().is_spent

    statuses = [sending(path).status_code, Browser().get(path).status_code, Browser().get("/answer/x/").status_code]

    set_context(user=None, areas=range(1, 47))
    assert (unspent, statuses, AnswerSheet.objects.count()) == (True, [200, 410, 404], 1)


@pytest.mark.parametrize("persona", ["colleague", "outsider", "nobody"])
def test_only_those_who_work_with_the_client_ask_and_record(people, client_with_case, persona):
    with pytest.raises(NotFound):
        ask_feedback(actor=people[persona], client_id=client_with_case.pk)
    with pytest.raises(NotFound):
        record_feedback(actor=people[persona], client_id=client_with_case.pk, given_on=TODAY, answers=GOOD)

    assert (Invitation.objects.count(), CaseFeedback.objects.count()) == (0, 0)


def test_a_client_without_a_case_is_not_asked(people, known):
    with pytest.raises(Refusal):
        ask_feedback(actor=people["coordinator"], client_id=known.pk)

    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("given_on", "answers", "field"),
    [
        (TODAY + timedelta(days=1), GOOD, "given_on"),
        (TODAY, {**GOOD, "met": 6}, "met"),
        (TODAY, {"heard": 5}, "met"),
        (TODAY, {**GOOD, "other": 1}, ""),
    ],
)
def test_what_is_recorded_by_name_is_whole(people, client_with_case, given_on, answers, field):
    actor = people["coordinator"]
    with pytest.raises(Refusal) as refused:
        record_feedback(actor=actor, client_id=client_with_case.pk, given_on=given_on, answers=answers)

    assert (refused.value.field, CaseFeedback.objects.count()) == (field, 0)


def test_fewer_than_five_are_not_shown_and_answers_without_a_name_come_in_fives(people, client_with_case):
    version, shown = version_asked(HOME_AREA), {}
    for number in range(11):
        answer_invitation(invitation_id=asked(people, client_with_case).pk, answers={**GOOD, "met": 2})
        with time_machine.travel("2026-03-03 10:00+02:00", tick=False):
            shown[number + 1] = len(batches_of(HOME_AREA, version))
    today = len(batches_of(HOME_AREA, version))
    asked(people, client_with_case)

    assert (today, [shown[n] for n in (4, 5, 9, 10, 11)]) == (0, [0, 5, 5, 10, 10])
    with time_machine.travel("2026-03-03 10:00+02:00", tick=False):
        told = responses(HOME_AREA, version)
        (result,) = results_for(people["supervisor"])
    assert (told.invited, told.answered) == (12, 11)
    with translation.override("en"):
        assert result.rate == "11 of 12 asked by a link until yesterday have answered (91.7 %)"
    by_link, by_name = ([[cell.value for cell in row.cells[1:]] for row in table.rows] for table in result.tables)
    assert by_link == [[10, 5, 100, 0], [10, 2, 0, 0], [None] * 4]
    assert by_name == [[None] * 4] * 3


def test_the_pages_give_a_link_once_record_by_name_and_show_the_results(signed_in, people, client_with_case):
    browser, client = signed_in("coordinator"), client_with_case
    page = f"/clients/{client.pk}/feedback/"

    first = browser.get(f"{page}ask/").content.decode()
    made = browser.post(f"{page}ask/").content.decode()
    wrong = browser.post(f"{page}new/", {"given_on": "2026-03-01", "heard": "5"})
    posted = {"given_on": "2026-03-01", "heard": "5", "met": "4", "helped": "refused"}
    recorded = browser.post(f"{page}new/", posted)
    tab = browser.get(f"/clients/{client.pk}/services/").content.decode()

    assert ("/answer/" in first, "/answer/" in made, wrong.status_code, recorded.status_code) == (False, True, 422, 302)
    assert CaseFeedback.objects.get().answers == GOOD
    assert ("Not answered yet" in tab, "Client feedback" in tab) == (True, True)
    results = {name: signed_in(name).get("/client-feedback/").status_code for name in ("supervisor", "coordinator")}
    assert results == {"supervisor": 200, "coordinator": 403}
    assert "fewer than 5 answers" in signed_in("supervisor").get("/client-feedback/").content.decode()


def test_only_staff_of_the_unit_open_the_pages(signed_in, client_with_case):
    page = f"/clients/{client_with_case.pk}/feedback/ask/"

    assert [signed_in(one).get(page).status_code for one in ("colleague", "outsider")] == [404, 404]
