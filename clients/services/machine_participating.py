"""What machines write of participations: several steps of the pages in one request, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.forms import FormKind
from clients.models import Participation
from clients.selectors.machine_work import participation_for
from clients.selectors.participation_states import Seen, form_of, seen_now
from clients.services.participating.held import held_participation
from clients.services.participating.saving import REASON_OF, save_form
from clients.services.participating.starting import correct_stay, explain_missing, start_participation
from clients.services.participating.withdrawing import withdraw_form
from config.kernel.errors import Conflict, OutOfOrder, Refusal
from network.models import Programme

STAY = ("unit_id", "first_started_on", "started_on", "ended_on")


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """In which programme the client begins, when, and what the start form says if it is there already."""

    programme: str
    started_on: date
    reference: str = ""
    start_form: Mapping[str, Any] | None = None


@transaction.atomic
def begin(*, actor: User, client_id: UUID, beginning: Beginning) -> Participation:
    """The client begins in the programme or returns to it, with the start form when that is told too.

    Refused: an unknown programme, a start form on a return, where that of the first beginning stays.
    """
    programme = Programme.objects.filter(code=beginning.programme).first()
    if programme is None:
        raise Refusal(_("The area does not take part in this programme."), field="programme")
    made = start_participation(
        actor=actor,
        client_id=client_id,
        programme_id=programme.pk,
        started_on=beginning.started_on,
        client_ref=beginning.reference,
    )
    if beginning.start_form is None:
        return made
    begun = participation_for(actor, made.pk)
    if form_of(begun, FormKind.START) is not None:
        raise OutOfOrder(_("On a return the first start form stays: correct it by itself."), field="start_form")
    seen = seen_now(begun, FormKind.START)
    return save_form(
        actor=actor, participation_id=begun.pk, kind=FormKind.START, seen=seen, values=beginning.start_form
    )


@transaction.atomic
def fill_in(*, actor: User, participation_id: UUID, kind: FormKind, values: Mapping[str, Any]) -> Any:
    """There is a form that says this; refused when there is one already. Returns the form."""
    participation = participation_for(actor, participation_id)
    if form_of(participation, kind) is not None:
        raise OutOfOrder(_("There is a form already: correct it."))
    seen = seen_now(participation, kind)
    save_form(actor=actor, participation_id=participation_id, kind=kind, seen=seen, values=values)
    return form_of(participation_for(actor, participation_id), kind)


@transaction.atomic
def take_back(*, actor: User, participation_id: UUID, kind: FormKind, version: int, reason: str) -> Participation:
    """The form counts no more, for the reason; Conflict when it is not of this version. Returns the participation."""
    participation = participation_for(actor, participation_id)
    form = form_of(participation, kind)
    seen = Seen(participation.version, version, form.pk if form else None)
    withdraw_form(actor=actor, participation_id=participation_id, kind=kind, seen=seen, reason=reason)
    return participation_for(actor, participation_id)


@transaction.atomic
def correct(*, actor: User, participation_id: UUID, version: int, values: Mapping[str, Any]) -> None:
    """The stay, and the reasons why forms are missing, are as told; what is not among `values` stays."""
    held = held_participation(actor, participation_id)
    if held.version != version:
        raise Conflict
    if values.keys() & set(STAY):
        stay = {name: values.get(name, getattr(held, name)) for name in STAY}
        version += correct_stay(actor=actor, participation_id=participation_id, version=version, **stay)
    for kind, name in REASON_OF.items():
        if name in values:
            version += explain_missing(
                actor=actor, participation_id=participation_id, version=version, kind=kind, reason=values[name]
            )
