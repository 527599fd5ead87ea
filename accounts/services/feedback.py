"""Feedback on accessibility: sent by anybody, answered in time, and its address forgotten afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import FeedbackKind, FeedbackOutcome
from accounts.models import ServiceFeedback, User
from accounts.models.feedback import ANSWERED_WITHIN, EXTENDED_BY
from accounts.policies import can_administer
from accounts.services.records import change_record
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal


@transaction.atomic
def send_feedback(*, kind: FeedbackKind, about: str, text: str, email: str) -> ServiceFeedback:
    """The feedback is received now, has its number and its receipt, and is to be answered within two weeks."""
    now = timezone.now()
    feedback = ServiceFeedback(
        kind=kind,
        about=about,
        text=text,
        language=(get_language() or "fi")[:2],
        received_at=now,
        due_on=timezone.localdate(now) + ANSWERED_WITHIN,
    )
    feedback.keep_email(email)
    feedback.save(force_insert=True)
    return feedback


@transaction.atomic
def extend_feedback(*, actor: User, feedback_id: int, version: int, reason: str) -> ServiceFeedback:
    """There are two weeks more, once, as the content asked for is large; the receipt tells the sender so and why."""
    feedback = _feedback_for(actor, feedback_id)
    if feedback.version == version and not feedback.may_be_extended:
        raise OutOfOrder(_("More time is taken once, before the first two weeks are over."))
    if not reason.strip():
        raise Refusal(_("More time needs its reason."), field="reason")
    due_on = feedback.due_on + EXTENDED_BY if feedback.version == version else feedback.due_on
    values = {"extended_on": timezone.localdate(), "extension_reason": reason.strip(), "due_on": due_on}
    change_record(feedback, version=version, values=values)
    return feedback


@transaction.atomic
def answer_feedback(
    *, actor: User, feedback_id: int, version: int, outcome: FeedbackOutcome, answer: str
) -> ServiceFeedback:
    """The feedback is answered, or refused by a certificate with reasons; the receipt shows it, and a mail says so."""
    feedback = _feedback_for(actor, feedback_id)
    if feedback.version == version and not feedback.is_waiting:
        raise OutOfOrder(_("This feedback has its answer already."))
    if not answer.strip():
        raise Refusal(_("An answer says what it is, and a refusal its reasons."), field="answer")
    values = {
        "outcome": outcome,
        "answer": answer.strip(),
        "answered_at": timezone.now(),
        "answered_by": actor,
    }
    change_record(feedback, version=version, values=values)
    return feedback


@transaction.atomic
def forget_addresses(*, now: datetime) -> int:
    """Addresses of senders are gone 30 days after the answer; returns how many."""
    return ServiceFeedback.objects.with_old_address(now).update(email_cipher=None)


def _feedback_for(actor: User, feedback_id: int) -> ServiceFeedback:
    if not can_administer(actor):
        raise NotAllowed
    feedback = ServiceFeedback.objects.locked().filter(pk=feedback_id).first()
    if feedback is None:
        raise NotFound
    return feedback
