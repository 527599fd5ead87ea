from datetime import date

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.enums import FeedbackKind, FeedbackOutcome, Role
from accounts.models import ServiceFeedback
from accounts.services.feedback import answer_feedback, extend_feedback, forget_addresses, send_feedback
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.services.feedback_mail import serve_feedback
from tests.factories.accounts import member
from tests.factories.feedback import ServiceFeedbackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-01 23:30+02:00", tick=False) as moving:
        yield moving


@pytest.fixture
def administrator(db):
    return member(role=Role.ADMINISTRATOR)


@pytest.fixture
def letters(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mail


def sent(email: str = "") -> ServiceFeedback:
    return send_feedback(kind=FeedbackKind.REQUEST, about="Figures", text="Please as text.", email=email)


def answered(actor, feedback, **changes):
    given = {"version": feedback.version, "outcome": FeedbackOutcome.ANSWERED, "answer": "It is text now."}
    return answer_feedback(actor=actor, feedback_id=feedback.pk, **(given | changes))


@pytest.mark.usefixtures("clock")
def test_feedback_has_its_time_its_number_and_two_weeks():
    first, second = sent(), sent("sender@test.invalid")

    assert second.pk > first.pk
    assert (first.received_at, first.due_on) == (timezone.now(), date(2026, 3, 15))
    assert first.receipt != second.receipt
    assert (first.email, second.email) == ("", "sender@test.invalid")
    assert b"sender" not in bytes(second.email_cipher)


@pytest.mark.parametrize(("moment", "overdue"), [("2026-03-15 23:59+02:00", 0), ("2026-03-16 00:01+02:00", 1)])
def test_feedback_is_overdue_after_its_last_day(clock, moment, overdue):
    sent()

    clock.move_to(moment)

    assert ServiceFeedback.objects.overdue_on(timezone.localdate()).count() == overdue


def test_more_time_is_two_weeks_once_and_with_a_reason(clock, administrator):
    feedback = sent()
    clock.move_to("2026-03-15 12:00+02:00")
    with pytest.raises(Refusal):
        extend_feedback(actor=administrator, feedback_id=feedback.pk, version=1, reason=" ")

    extend_feedback(actor=administrator, feedback_id=feedback.pk, version=1, reason="Nine hundred pages")

    feedback.refresh_from_db()
    assert (feedback.due_on, feedback.extended_on, feedback.version) == (date(2026, 3, 29), date(2026, 3, 15), 2)
    with pytest.raises(OutOfOrder):
        extend_feedback(actor=administrator, feedback_id=feedback.pk, version=2, reason="Once more")
    feedback.refresh_from_db()
    assert feedback.due_on == date(2026, 3, 29)


def test_time_that_has_run_out_is_not_extended(clock, administrator):
    feedback = sent()
    clock.move_to("2026-03-16 08:00+02:00")

    with pytest.raises(OutOfOrder):
        extend_feedback(actor=administrator, feedback_id=feedback.pk, version=1, reason="Too late")

    feedback.refresh_from_db()
    assert feedback.due_on == date(2026, 3, 15)


@pytest.mark.parametrize("outcome", FeedbackOutcome)
def test_an_answer_is_given_once_and_says_who_and_when(clock, administrator, outcome):
    feedback = sent()

    answered(administrator, feedback, outcome=outcome)

    feedback.refresh_from_db()
    assert (feedback.outcome, feedback.answer) == (outcome, "It is text now.")
    assert (feedback.answered_by, feedback.answered_at) == (administrator, timezone.now())
    with pytest.raises(OutOfOrder):
        answered(administrator, feedback, answer="Again")
    feedback.refresh_from_db()
    assert feedback.answer == "It is text now."


def test_an_answer_without_words_is_none(administrator):
    feedback = ServiceFeedbackFactory()

    with pytest.raises(Refusal):
        answered(administrator, feedback, outcome=FeedbackOutcome.REFUSED, answer="  ")

    feedback.refresh_from_db()
    assert feedback.is_waiting


def test_nobody_answers_over_somebody_elses_answer(administrator):
    feedback = ServiceFeedbackFactory(version=2)

    with pytest.raises(Conflict):
        answered(administrator, feedback, version=1)

    feedback.refresh_from_db()
    assert feedback.is_waiting


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DATA_PROTECTION])
def test_only_administrators_answer(role):
    feedback = ServiceFeedbackFactory()
    actor = member(role=role)

    with pytest.raises(NotAllowed):
        answered(actor, feedback)
    with pytest.raises(NotAllowed):
        extend_feedback(actor=actor, feedback_id=feedback.pk, version=1, reason="x")

    feedback.refresh_from_db()
    assert (feedback.is_waiting, feedback.version) == (True, 1)


def test_feedback_that_is_not_there_is_not_found(administrator):
    with pytest.raises(NotFound):
        extend_feedback(actor=administrator, feedback_id=0, version=1, reason="x")


def test_an_answer_is_mailed_once_as_a_sentence_and_a_link(clock, administrator, letters):
    feedback = sent("sender@test.invalid")
    answered(administrator, sent())
    assert serve_feedback() == (0, 0)
    answered(administrator, feedback)

    assert [serve_feedback(), serve_feedback()] == [(1, 0), (0, 0)]

    (letter,) = letters.outbox
    assert letter.to == ["sender@test.invalid"]
    assert f"/accessibility/feedback/{feedback.receipt}/" in letter.body
    assert "text" not in letter.body
    feedback.refresh_from_db()
    assert feedback.mailed_at is not None


def test_an_address_is_forgotten_30_days_after_the_answer(clock, administrator, letters):
    feedback = sent("sender@test.invalid")
    answered(administrator, feedback)
    clock.move_to("2026-03-31 23:29+03:00")
    assert forget_addresses(now=timezone.now()) == 0

    clock.move_to("2026-04-01 00:31+03:00")

    assert forget_addresses(now=timezone.now()) == 1
    feedback.refresh_from_db()
    assert feedback.email == ""
    assert "email_cipher" not in {field.name for field in ServiceFeedback.pgh_event_model._meta.fields}
