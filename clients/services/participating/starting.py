"""A client begins in a programme, or returns to it; the stay is corrected; why a form is missing."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.services.records import add_record, change_record
from clients.enums import MissingReason
from clients.enums.forms import FormKind, PastGround
from clients.models import Client, Participation
from clients.participation_rules import follow_up_due, is_return
from clients.policies import can_work_on
from clients.selectors.participation_states import form_of, state_of
from clients.services.marks import visible_client
from clients.services.participating.held import announce, check_rules, held_participation, must_have_come
from clients.services.participating.withdrawing import put_aside
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from network.models import Programme

OWN_REFERENCE = "T-"


@transaction.atomic
def start_participation(
    *, actor: User, client_id: UUID, programme_id: int, started_on: date, client_ref: str = ""
) -> Participation:
    """The client takes part in the programme from this day; one who has left it returns, by the rule of imports.

    On a return the first start and the start form stay, the new start counts, and what told of the former end is put
    aside. Refused: a day to come or outside the programme, one who has not left, a reference that another has.
    """
    client = visible_client(actor, client_id)
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    programme = Programme.objects.filter(pk=programme_id, areas=client.area_id).first()
    if programme is None:
        raise Refusal(_("The area does not take part in this programme."), field="programme")
    _check_start(client, programme, started_on)
    stored = Participation.objects.filter(client=client, programme=programme).locked().first()
    if stored is not None:
        participation = _return(actor, stored, started_on)
    else:
        participation = _begin(client, programme, started_on, client_ref.strip())
    announce(participation)
    return participation


def _check_start(client: Client, programme: Programme, started_on: date) -> None:
    must_have_come(started_on, field="started_on")
    outside = (programme.starts_on and started_on < programme.starts_on) or (
        programme.ends_on and started_on > programme.ends_on
    )
    if outside:
        raise Refusal(_("The day is outside the programme’s own time."), field="started_on")
    if client.birth_date and client.birth_date > started_on:
        raise Refusal(_("The client was born after this day."), field="started_on")


def _begin(client: Client, programme: Programme, started_on: date, client_ref: str) -> Participation:
    key = uuid4()
    participation = Participation(
        id=key,
        area_id=client.area_id,
        client=client,
        programme=programme,
        unit_id=client.unit_id,
        client_ref=client_ref or f"{OWN_REFERENCE}{key.hex[:12]}",
        first_started_on=started_on,
        started_on=started_on,
    )
    add_record(participation)
    return participation


def _return(actor: User, stored: Participation, started_on: date) -> Participation:
    if stored.ended_on is None:
        raise OutOfOrder(_("The client already takes part in this programme."))
    stay = {
        "stored_first": stored.first_started_on,
        "stored_start": stored.started_on,
        "stored_end": stored.ended_on,
    }
    if started_on <= stored.ended_on or not is_return(started_on=started_on, **stay):
        raise Refusal(_("A return comes after the end of the former stay."), field="started_on")
    participation = Participation.objects.with_forms().get(pk=stored.pk)
    for kind in (FormKind.FOLLOW_UP, FormKind.END):
        if form_of(participation, kind) is not None:
            put_aside(actor, participation, kind, ground=PastGround.RETURNED)
    values = {"started_on": started_on, "ended_on": None, **dict.fromkeys(ENDING, "")}
    change_record(participation, version=participation.version, values=values)
    return participation


ENDING = ("end_reason", "end_path", "end_missing_reason", "followup_missing_reason")


@transaction.atomic
def correct_stay(
    *,
    actor: User,
    participation_id: UUID,
    version: int,
    unit_id: UUID | None,
    first_started_on: date,
    started_on: date,
    ended_on: date | None,
) -> bool:
    """The stay has this unit and these days; False when it was so already. Refused where the forms speak against it."""
    participation = held_participation(actor, participation_id)
    if participation.version != version:
        raise Conflict
    if unit_id is not None and not Unit.objects.filter(pk=unit_id, area_id=participation.area_id).exists():
        raise NotFound
    for name, day in (("first_started_on", first_started_on), ("started_on", started_on), ("ended_on", ended_on)):
        must_have_come(day, field=name)
    if ended_on is None and form_of(participation, FormKind.END) is not None:
        raise Refusal(_("There is an end form. Withdraw it first if the client has not left."), field="ended_on")
    days = {"first_started_on": first_started_on, "started_on": started_on, "ended_on": ended_on}
    check_rules(state_of(participation) | days)
    values: dict[str, Any] = {"unit_id": unit_id, **days}
    if ended_on is None:
        values |= dict.fromkeys(ENDING, "")
    changed = change_record(participation, version=version, values=values)
    if changed:
        announce(participation)
    return changed


@transaction.atomic
def explain_missing(
    *, actor: User, participation_id: UUID, version: int, kind: FormKind, reason: MissingReason | str
) -> bool:
    """Why there is no end form, or no follow-up, is on record; an empty reason takes it away. False if it was so.

    Refused while the form is there, while the client has not left, and of a follow-up that is not due yet.
    """
    participation = held_participation(actor, participation_id)
    if participation.version != version:
        raise Conflict
    field = {FormKind.END: "end_missing_reason", FormKind.FOLLOW_UP: "followup_missing_reason"}[kind]
    if reason and form_of(participation, kind) is not None:
        raise OutOfOrder(_("There is a form, so that no reason is needed."))
    ended_on = participation.ended_on
    if reason and ended_on is None:
        raise OutOfOrder(_("The client has not left the programme."))
    if reason and ended_on and kind == FormKind.FOLLOW_UP and follow_up_due(ended_on) > timezone.localdate():
        raise OutOfOrder(_("The follow-up is not due yet."))
    changed = change_record(participation, version=version, values={field: reason})
    if changed:
        announce(participation)
    return changed
