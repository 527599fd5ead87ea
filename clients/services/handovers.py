"""Offering a case to a colleague or unit of the area: offered, taken back, accepted or declined by the receiver.

Whose client it is changes with the acceptance and not before; the work under way moves in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind, Role
from accounts.models import Membership, Unit, User
from accounts.policies import units_under
from accounts.services.messages import tell
from accounts.services.records import add_record, change_record
from clients import policies
from clients.enums import RelationKind
from clients.enums.handovers import (
    HANDOVER_RECEIVER_STEPS,
    HANDOVER_SENDER_STEPS,
    DeclineReason,
    HandoverReason,
    HandoverState,
    HandoverSteps,
)
from clients.models import Appointment, AppointmentStaff, Case, CaseHandover, Client
from clients.selectors.handovers import UnderWay, under_way
from clients.services.footing import locked_client
from clients.services.relations import colleague_for, make_responsible
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal


@dataclass(frozen=True, kw_only=True)
class Offer:
    """To whom, why, from when, and what is under way; without a unit the client's unit stays as it is."""

    to_user_id: UUID | None = None
    to_unit_id: UUID | None = None
    reason: HandoverReason
    planned_on: date
    note: str


@transaction.atomic
def offer_handover(*, actor: User, client_id: UUID, offer: Offer) -> CaseHandover:
    """The client's open case is offered; the receiver, or everybody who works in the unit, is told."""
    client = locked_client(actor, client_id)
    _must_manage(actor, client)
    case = client.cases.not_closed().first()
    if case is None:
        raise Refusal(_("The client has no open case to hand over."))
    if offer.planned_on < timezone.localdate():
        raise Refusal(_("The planned day cannot be in the past."), field="planned_on")
    if offer.to_user_id is None and offer.to_unit_id is None:
        raise Refusal(_("Choose a person or a unit."), field="to_user")
    unit = _unit(client, offer.to_unit_id)
    receiver = _receiver(client, offer.to_user_id, unit=unit)
    handover = CaseHandover(
        area_id=client.area_id,
        client=client,
        case=case,
        to_user=receiver,
        to_unit=unit,
        reason=offer.reason,
        planned_on=offer.planned_on,
        note=offer.note.strip(),
        offered_by=actor,
    )
    add_record(handover)
    for person in _told(handover):
        tell(user_id=person, kind=MessageKind.HANDOVER_OFFERED, about=handover.pk)
    return handover


@transaction.atomic
def accept_handover(*, actor: User, handover_id: UUID, version: int) -> CaseHandover:
    """The actor is responsible for the client, in the unit that was named, with what was under way; history stays."""
    handover, client = _held(actor, handover_id)
    if not policies.can_answer_handover(actor, handover):
        raise NotAllowed(_("Only the one to whom the client is offered answers the offer."))
    _must_follow(handover, HandoverState.ACCEPTED, by=HANDOVER_RECEIVER_STEPS)
    sender = User.objects.filter(pk=handover.offered_by_id, is_active=True).first()
    if sender is None or not policies.can_manage_relations(sender, client):
        raise OutOfOrder(_("Whoever made the offer no longer decides whose client this is."))
    if Case.objects.locked().get(pk=handover.case_id).is_closed:
        raise OutOfOrder(_("The case has been closed since it was offered."))
    colleague_for(client, actor.pk, kind=RelationKind.RESPONSIBLE)
    moving = under_way(client, hold=True)
    make_responsible(client, actor, by=actor)
    _move(moving, to=actor)
    if handover.to_unit_id is not None and client.unit_id != handover.to_unit_id:
        change_record(client, version=client.version, values={"unit": handover.to_unit})
    _answer(handover, HandoverState.ACCEPTED, actor=actor, version=version, moved=moving.counts)
    return handover


@transaction.atomic
def decline_handover(
    *, actor: User, handover_id: UUID, version: int, reason: DeclineReason, text: str = ""
) -> CaseHandover:
    """The client stays where it is, and whoever offered is told why."""
    handover, _client = _held(actor, handover_id)
    if not policies.can_answer_handover(actor, handover):
        raise NotAllowed(_("Only the one to whom the client is offered answers the offer."))
    _must_follow(handover, HandoverState.DECLINED, by=HANDOVER_RECEIVER_STEPS)
    if reason == DeclineReason.OTHER and not text.strip():
        raise Refusal(_("Say in words which reason."), field="text")
    told = {"decline_reason": reason, "answer_text": text.strip()}
    _answer(handover, HandoverState.DECLINED, actor=actor, version=version, **told)
    tell(user_id=handover.offered_by_id, kind=MessageKind.HANDOVER_DECLINED, about=handover.pk)
    return handover


@transaction.atomic
def withdraw_handover(*, actor: User, handover_id: UUID, version: int) -> CaseHandover:
    """The offer is taken back, by whoever decides whose client this is; a person it was made to is told."""
    handover, client = _held(actor, handover_id)
    _must_manage(actor, client)
    _must_follow(handover, HandoverState.WITHDRAWN, by=HANDOVER_SENDER_STEPS)
    _answer(handover, HandoverState.WITHDRAWN, actor=actor, version=version)
    if handover.to_user_id not in {None, actor.pk}:
        tell(user_id=handover.to_user_id, kind=MessageKind.HANDOVER_WITHDRAWN, about=handover.pk)
    return handover


def _held(actor: User, handover_id: UUID) -> tuple[CaseHandover, Client]:
    """The offer, locked after its client, when the actor may see it; its client need not be known yet."""
    seen = CaseHandover.objects.visible_to(actor).filter(pk=handover_id)
    key = seen.values_list("client_id", flat=True).first()
    if key is None:
        raise NotFound  # hidden and absent look the same
    client = Client.objects.locked().get(pk=key)
    handover = CaseHandover.objects.locked().select_related("to_unit").get(pk=handover_id)
    handover.client = client
    return handover, client


def _must_manage(actor: User, client: Client) -> None:
    if not policies.can_manage_relations(actor, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))


def _must_follow(handover: CaseHandover, to: HandoverState, *, by: HandoverSteps) -> None:
    now = HandoverState(handover.state)
    if to not in by[now]:
        raise OutOfOrder(_("This step cannot be taken now: the offer is %(state)s.") % {"state": now.label})


def _answer(handover: CaseHandover, state: HandoverState, *, actor: User, version: int, **told: Any) -> None:
    values = {"state": state, "answered_by": actor, "answered_at": timezone.now(), **told}
    change_record(handover, version=version, values=values)


def _unit(client: Client, unit_id: UUID | None) -> Unit | None:
    if unit_id is None:
        return None
    found = Unit.objects.valid_on(timezone.localdate()).filter(area_id=client.area_id, pk=unit_id).first()
    if found is None:
        raise Refusal(_("Choose a unit of the area."), field="to_unit")
    return found


def _receiver(client: Client, user_id: UUID | None, *, unit: Unit | None) -> User | None:
    if user_id is None:
        return None
    try:
        person = colleague_for(client, user_id, kind=RelationKind.RESPONSIBLE)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field="to_user") from None
    if unit is not None and not policies.works_in(person, area_id=client.area_id, unit_id=unit.pk):
        raise Refusal(_("The person does not work in that unit."), field="to_unit")
    if client.relations.filter(user=person, kind=RelationKind.RESPONSIBLE, ended_at__isnull=True).exists():
        raise Refusal(_("The person is already responsible for the client."), field="to_user")
    return person


def _told(handover: CaseHandover) -> list[UUID]:
    """The person, else everybody who works with clients in the unit itself and its supervisors; not who offers."""
    if handover.to_user_id is not None:
        return [handover.to_user_id] if handover.to_user_id != handover.offered_by_id else []
    roles = (Role.COORDINATOR, Role.SUPERVISOR)
    held = Membership.objects.filter(area_id=handover.area_id, role__in=roles, user__is_active=True)
    found = {
        one.user_id
        for one in held.valid_on(timezone.localdate())
        if one.unit_id is not None and handover.to_unit_id in units_under(one.area_id, one.unit_id)
    }
    return sorted(found - {handover.offered_by_id}, key=str)


def _move(moving: UnderWay, *, to: User) -> None:
    """Open tasks and planned appointments are the receiver's; each reminder of a task comes anew."""
    for task in moving.tasks:
        change_record(task, version=task.version, values={"owner": to, "reminded_on": None})
    for appointment in moving.appointments:
        appointment.staff.filter(user_id__in=moving.of).delete()
        if not appointment.staff.filter(user=to).exists():
            AppointmentStaff.objects.create(area_id=appointment.area_id, appointment=appointment, user=to)
        is_joint = appointment.staff.count() > 1
        Appointment.objects.filter(pk=appointment.pk).update(is_joint=is_joint, version=appointment.version + 1)
