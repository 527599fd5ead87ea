"""Saving a form of a participation: the first time and every correction, by the rules of imports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.forms import FormKind
from clients.form_questions import PARTICIPATION, STATUS_OF, Question, questions_of
from clients.models import Participation
from clients.selectors.participation_states import (
    MODELS,
    Seen,
    empty,
    form_of,
    hidden_from,
    is_same,
    seen_now,
    state_of,
)
from clients.services.participating.drafts import forget_drafts
from clients.services.participating.held import announce, check_rules, held_participation, must_have_come
from config.kernel.errors import Conflict, NotAllowed, Refusal

DAYS = ("ended_on", "end_observed_on", "followup_observed_on", "jobseeker_since", "informed_on", "qualified_on")
# What a reason why a form is missing is about; the form does away with it.
REASON_OF = {FormKind.END: "end_missing_reason", FormKind.FOLLOW_UP: "followup_missing_reason"}
# An answer that only another one gives sense to.
DEPENDS = {
    "unemployed_months": ("start_status", frozenset({"11", "12"})),
    "jobseeker_since": ("registered_jobseeker", frozenset({True})),
    "end_education_kind": ("end_in_education", frozenset({True})),
    "qualification_name": ("end_qualification", frozenset({True})),
    "qualification_level": ("end_qualification", frozenset({True})),
    "qualified_on": ("end_qualification", frozenset({True})),
    "followup_support_note": ("followup_support", frozenset({True})),
}


@transaction.atomic
def save_form(
    *, actor: User, participation_id: UUID, kind: FormKind, seen: Seen, values: Mapping[str, Any]
) -> Participation:
    """The form says this, and the participation what the form asks of it; the answers not among `values` stay.

    Conflict when the form, or with the end form the participation, is not as `seen` any more; then nothing is saved,
    and the caller offers both versions. Refused is what an import would refuse, and a day to come. The typist's drafts
    of the form are gone.
    """
    participation = held_participation(actor, participation_id)
    if not is_same(kind, seen, seen_now(participation, kind)):
        raise Conflict
    _check_allowed(actor, participation, kind, values)
    wanted = _sensible(state_of(participation) | dict(values), kind)
    _check(kind, wanted)
    if kind == FormKind.START:
        _follow_municipality(participation, wanted["start_municipality"])
    changed = _keep_stay(participation, kind, wanted)
    changed |= _keep_form(participation, kind, wanted)
    forget_drafts(actor=actor, participation_id=participation.pk, kind=kind)
    if changed:
        announce(participation)
    return participation


def _check_allowed(actor: User, participation: Participation, kind: FormKind, values: Mapping[str, Any]) -> None:
    if unknown := values.keys() - {question.name for question in questions_of(kind)}:
        raise ValueError(f"Not asked by the form: {', '.join(sorted(unknown))}.")
    if values.keys() & hidden_from(actor, participation):
        raise NotAllowed(_("This needs a right that you do not have in the area."))


def _sensible(wanted: dict[str, Any], kind: FormKind) -> dict[str, Any]:
    """Without the answers whose ground is gone, and without the reason of a missing form that is there now."""
    for question in questions_of(kind):
        ground, needed = DEPENDS.get(question.name, ("", frozenset()))
        if ground and wanted[ground] not in needed:
            wanted[question.name] = empty(kind, question)
    if kind in REASON_OF:
        wanted[REASON_OF[kind]] = ""
    return wanted


def _check(kind: FormKind, wanted: Mapping[str, Any]) -> None:
    for question in questions_of(kind):
        if question.is_needed and wanted[question.name] in (None, ""):
            raise Refusal(_("This answer is needed."), field=question.name)
        if question.name in DAYS:
            must_have_come(wanted[question.name], field=question.name)
    if kind == FormKind.FOLLOW_UP and wanted["ended_on"] is None:
        raise Refusal(_("Fill in the end form first: the follow-up is compared with it."), field=STATUS_OF[kind])
    check_rules(wanted)


def _keep_stay(participation: Participation, kind: FormKind, wanted: Mapping[str, Any]) -> bool:
    names = {question.name: question.field for question in questions_of(kind) if question.record == PARTICIPATION}
    if kind in REASON_OF:
        names[REASON_OF[kind]] = REASON_OF[kind]
    values = {field: wanted[name] for name, field in names.items()}
    return _with_names(
        lambda: change_record(participation, version=participation.version, values=values), questions_of(kind)
    )


def _keep_form(participation: Participation, kind: FormKind, wanted: Mapping[str, Any]) -> bool:
    asked = [question for question in questions_of(kind) if question.record != PARTICIPATION]
    values = {question.field: wanted[question.name] for question in asked}
    form = form_of(participation, kind)
    if form is not None:
        return _with_names(lambda: change_record(form, version=form.version, values=values), asked)
    made = MODELS[kind](area_id=participation.area_id, participation=participation, **values)

    def add() -> bool:
        add_record(made)
        return True

    return _with_names(add, asked)


def _with_names(step: Callable[[], bool], asked: Iterable[Question]) -> bool:
    """Takes the step; what a record refuses of a column is refused of the question that is kept there."""
    try:
        return step()
    except Refusal as refusal:
        names = {question.field.removesuffix("_id"): question.name for question in asked}
        raise Refusal(refusal.sentence, field=names.get(refusal.field, "")) from None


def _follow_municipality(participation: Participation, given: str | None) -> None:
    """The client's municipality follows the start form's as long as nobody has recorded a move, as in imports."""
    client, form = participation.client, form_of(participation, FormKind.START)
    follows = client.municipality_id == (form.municipality_id if form else None)
    if given and follows:
        change_record(client, version=client.version, values={"municipality_id": given})
