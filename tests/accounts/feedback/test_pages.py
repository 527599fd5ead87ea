import pytest
import time_machine
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import ServiceFeedback
from tests.factories.accounts import member
from tests.factories.feedback import ServiceFeedbackFactory
from tests.factories.signin import fresh_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger():
    browser = Browser()
    browser.cookies["tasma_language"] = "en"
    return browser


@pytest.fixture
def administrator(db):
    return browser_of(member(role=Role.ADMINISTRATOR))


def browser_of(user, *, stepped_up: bool = True) -> Browser:
    browser = Browser()
    set_context(user=user.pk)
    browser.force_login(user)
    if stepped_up:
        fresh_second_factor(browser, user)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser


WRITTEN = {"kind": "notice", "about": "Figures", "text": "The chart has no name.", "email": ""}


def test_anybody_reads_the_statement_and_finds_it_in_the_footer(stranger):
    statement = stranger.get("/accessibility/").content.decode()
    sign_in = stranger.get("/sign-in/").content.decode()

    for words in ("partly meets", "What is lacking", "Traficom", "22 November 2026", "/accessibility/feedback/"):
        assert words in statement, words
    assert 'href="/accessibility/"' in sign_in


def test_anybody_writes_and_gets_a_receipt_at_once(stranger):
    response = stranger.post("/accessibility/feedback/", WRITTEN)

    feedback = ServiceFeedback.objects.get()
    receipt = stranger.get(response["Location"]).content.decode()
    assert response["Location"] == f"/accessibility/feedback/{feedback.receipt}/"
    assert f"<dd>{feedback.pk}</dd>" in receipt
    assert "The chart has no name" not in receipt


@pytest.mark.parametrize("changes", [{"text": ""}, {"kind": "x"}, {"email": "nobody"}, {"text": "x" * 4001}])
def test_what_is_wrong_is_said_and_nothing_lost(stranger, changes):
    response = stranger.post("/accessibility/feedback/", WRITTEN | changes)

    assert response.status_code == 422
    assert b'value="Figures"' in response.content
    assert ServiceFeedback.objects.count() == 0


def test_a_wrong_receipt_is_no_page(stranger):
    assert stranger.get("/accessibility/feedback/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_refusal_is_a_certificate_on_the_receipt(administrator, stranger):
    feedback = ServiceFeedbackFactory()
    said = {"outcome": "refused", "answer": "The content is not ours; ask its maker.", "version": 1}

    response = administrator.post(f"/administration/feedback/{feedback.pk}/", said)

    receipt = stranger.get(f"/accessibility/feedback/{feedback.receipt}/").content.decode()
    assert response["Location"] == "/administration/feedback/"
    assert f"Certificate of refusal, number {feedback.pk}" in receipt
    assert "ask its maker" in receipt


def test_more_time_is_told_on_the_receipt(stranger):
    feedback, actor = ServiceFeedbackFactory(), member(role=Role.ADMINISTRATOR)
    with time_machine.travel("2026-03-10 10:00+02:00"):
        administrator = browser_of(actor)
        page = administrator.get(f"/administration/feedback/{feedback.pk}/").content.decode()
        administrator.post(f"/administration/feedback/{feedback.pk}/extend/", {"reason": "Many pages", "version": 1})

    feedback.refresh_from_db()
    receipt = stranger.get(f"/accessibility/feedback/{feedback.receipt}/").content.decode()
    assert "Take two weeks more" in page
    assert feedback.due_on.isoformat() == "2026-03-29"
    assert "Many pages" in receipt


@pytest.mark.parametrize(
    ("state", "shown"), [("", {1, 2, 3}), ("waiting", {1, 2}), ("overdue", {1}), ("answered", {3})]
)
def test_the_queue_shows_what_waits_and_what_is_overdue(state, shown):
    actor = member(role=Role.ADMINISTRATOR)
    with time_machine.travel("2026-03-20 10:00+02:00"):
        late = ServiceFeedbackFactory()
        fresh = ServiceFeedbackFactory(due_on="2026-04-01")
        done = ServiceFeedbackFactory(
            outcome="answered", answer="Yes.", answered_at="2026-03-10T10:00:00+00:00", answered_by=actor
        )
        page = browser_of(actor).get(f"/administration/feedback/?state={state}&sort=due").content.decode()

    numbers = {place for place, one in enumerate((late, fresh, done), 1) if f"/feedback/{one.pk}/" in page}
    assert numbers == shown


def test_the_queue_as_a_file_has_no_text_and_asks_for_a_second_factor(administrator):
    feedback = ServiceFeedbackFactory(text="Private words")
    unproved = browser_of(member(role=Role.ADMINISTRATOR), stepped_up=False)

    plain = administrator.get("/administration/feedback.csv?state=overdue")
    asked = unproved.get("/administration/feedback.csv")

    lines = plain.content.decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["Number", str(feedback.pk)]
    assert "Private" not in plain.content.decode()
    assert asked.status_code == 302


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.COORDINATOR, Role.DATA_PROTECTION])
@pytest.mark.parametrize("page", ["", "1/", ".csv"])
def test_only_administrators_see_the_queue(role, page):
    ServiceFeedbackFactory(pk=1)

    response = browser_of(member(role=role)).get(f"/administration/feedback{page if page == '.csv' else '/' + page}")

    assert response.status_code == 403


def test_an_answer_against_an_older_version_is_a_conflict(administrator):
    feedback = ServiceFeedbackFactory(version=2)

    response = administrator.post(
        f"/administration/feedback/{feedback.pk}/", {"outcome": "answered", "answer": "Typed at length", "version": 1}
    )

    feedback.refresh_from_db()
    assert response.status_code == 409
    assert b"Typed at length" in response.content
    assert feedback.is_waiting
