"""A form that was wrong altogether counts no more, and stays to be read with who withdrew it and why."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import change_record
from clients.enums.forms import FormKind, PastGround
from clients.form_questions import PARTICIPATION, questions_of
from clients.models import Participation, PastForm
from clients.selectors.participation_states import Seen, answers_of, empty, form_of, is_same, seen_now
from clients.services.marks import reason_of
from clients.services.participating.drafts import forget_drafts
from clients.services.participating.held import announce, held_participation
from config.kernel.errors import Conflict, NotFound, OutOfOrder

# What has to be withdrawn before, as it is compared with the form.
FOLLOWED_BY = {FormKind.START: FormKind.END, FormKind.END: FormKind.FOLLOW_UP}


@transaction.atomic
def withdraw_form(*, actor: User, participation_id: UUID, kind: FormKind, seen: Seen, reason: str) -> PastForm:
    """The form counts nowhere from now on; figures are worked out anew, and its answers stay to be read.

    With the end form go the reason of ending and the direction; the day of ending stays, as the client has left.
    Refused: no reason, a form that a later one is compared with. Conflict when it is not as `seen` any more.
    """
    participation = held_participation(actor, participation_id)
    if form_of(participation, kind) is None:
        raise NotFound
    if not is_same(kind, seen, seen_now(participation, kind)):
        raise Conflict
    later = FOLLOWED_BY.get(kind)
    if later is not None and form_of(participation, later) is not None:
        raise OutOfOrder(_("Withdraw the later form first: it is compared with this one."))
    kept = put_aside(actor, participation, kind, ground=PastGround.WITHDRAWN, reason=reason_of(reason, field="reason"))
    of_stay = {
        question.field: empty(kind, question)
        for question in questions_of(kind)
        if question.record == PARTICIPATION and question.name != "ended_on"
    }
    if of_stay:
        change_record(participation, version=participation.version, values=of_stay)
    forget_drafts(actor=actor, participation_id=participation.pk, kind=kind)
    announce(participation)
    return kept


def put_aside(
    actor: User, participation: Participation, kind: FormKind, *, ground: PastGround, reason: str = ""
) -> PastForm:
    """The form's row is gone and its answers are kept apart; for callers that hold the participation."""
    answers = {name: _plain(value) for name, value in answers_of(participation, kind).items()}
    kept = PastForm(
        area_id=participation.area_id,
        participation=participation,
        kind=kind,
        ground=ground,
        answers=answers,
        reason=reason[:500],
        removed_by=actor,
        removed_at=timezone.now(),
    )
    kept.save(force_insert=True)
    form_of(participation, kind).delete()
    fresh = Participation.objects.with_forms().get(pk=participation.pk)
    participation._state.fields_cache = fresh._state.fields_cache
    return kept


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
