"""Sending a case to another area, which is another controller: by the client's consent, and accepted there.

Both areas see the row of the transfer and nothing else of each other: the receiver sees the copy that was made when it
was sent. What happens in the other area's records happens in that area's context, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.context import acting
from accounts.enums import MessageKind, Role
from accounts.models import Area, Membership, Unit, User
from accounts.services.messages import tell
from accounts.services.records import add_record, change_record
from clients import policies
from clients.enums import DataItem, Ground, RecipientKind
from clients.enums.cases import CaseKind, CaseOrigin, CaseStatus, EndingReason
from clients.enums.handovers import (
    TRANSFER_RECEIVER_STEPS,
    TRANSFER_SENDER_STEPS,
    TransferReason,
    TransferState,
    TransferSteps,
)
from clients.models import Case, CaseTransfer, Client
from clients.models.handovers import passed_on_cipher
from clients.selectors.transferred import digest_of, draft_of, passable, what_leaves
from clients.services.consents import Recipient
from clients.services.disclosing import Basis, disclose
from clients.services.footing import locked_client
from clients.services.intake import Opening, Person, Place, open_case, take_in
from clients.services.transfer_closing import give_up, tell_sender
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal

_T = TransferState


@dataclass(frozen=True, kw_only=True)
class TransferText:
    """To which area, what beside name and need, and what its people need to know."""

    to_area_id: int
    items: tuple[DataItem, ...]
    note: str


@transaction.atomic
def draft_transfer(*, actor: User, client_id: UUID, text: TransferText) -> CaseTransfer:
    """There is a draft, of which the other area sees nothing before it is sent."""
    client = locked_client(actor, client_id)
    _must_manage(actor, client)
    case = client.cases.not_closed().first()
    if case is None:
        raise Refusal(_("The client has no open case to hand over."))
    area = Area.objects.filter(pk=text.to_area_id).exclude(pk=client.area_id).first()
    if area is None:
        raise Refusal(_("Choose another area."), field="to_area")
    if unknown := set(text.items) - set(passable(client, text.items)):
        raise ValueError(f"Not passed on by a transfer: {', '.join(sorted(unknown))}.")
    if not text.note.strip():
        raise Refusal(_("Write what is under way."), field="note")
    transfer = CaseTransfer(
        area_id=client.area_id,
        to_area=area,
        client=client,
        case=case,
        items=[item.value for item in passable(client, text.items)],
        passed_on=passed_on_cipher(draft_of(client, note=text.note.strip())),
        created_by=actor,
    )
    add_record(transfer)
    return transfer


@transaction.atomic
def send_transfer(*, actor: User, transfer_id: UUID, version: int, seen: str, request_id: str = "") -> CaseTransfer:
    """The copy is made and the disclosure is on record; the supervisors of the other area are told.

    Raises NotDisclosed, and sends nothing, without the client's consent to that area for every item; Conflict when
    what would leave is no longer what was shown (`seen`).
    """
    transfer = _of_sender(actor, transfer_id)
    _must_follow(transfer, _T.SENT, by=TRANSFER_SENDER_STEPS)
    items = tuple(DataItem(item) for item in transfer.items)
    what = what_leaves(transfer.client, items, note=transfer.what_is_passed().get("note", ""))
    if digest_of(what) != seen:
        raise Conflict
    permitted = disclose(
        actor=actor,
        client_id=transfer.client_id,
        recipient=recipient_of(transfer),
        items=items,
        ground=Basis(code=Ground.CONSENT),
        purpose=_("Transfer of the case to another area"),
        request_id=request_id,
    )
    change_record(
        transfer,
        version=version,
        values={
            "state": _T.SENT,
            "sent_on": timezone.localdate(),
            "sent_by": actor,
            "passed_on": passed_on_cipher({**what, "sender": actor.name}),
            "consent": permitted.disclosure.consent,
            "disclosure": permitted.disclosure,
        },
    )
    for person in receivers_in(transfer.to_area_id, actor=actor):
        tell(user_id=person, kind=MessageKind.TRANSFER_ARRIVED, about=transfer.pk)
    return transfer


@transaction.atomic
def withdraw_transfer(
    *, actor: User, transfer_id: UUID, version: int, reason: TransferReason, text: str = ""
) -> CaseTransfer:
    """The sender takes it back; the copy is gone."""
    transfer = _of_sender(actor, transfer_id)
    _must_follow(transfer, _T.WITHDRAWN, by=TRANSFER_SENDER_STEPS)
    give_up(transfer, _T.WITHDRAWN, reason=reason, text=text, version=version)
    return transfer


@transaction.atomic
def decline_transfer(
    *, actor: User, transfer_id: UUID, version: int, reason: TransferReason, text: str = ""
) -> CaseTransfer:
    """The other area does not take the client; the copy is gone, and whoever sent it is told."""
    transfer = _of_receiver(actor, transfer_id)
    _must_follow(transfer, _T.DECLINED, by=TRANSFER_RECEIVER_STEPS)
    give_up(transfer, _T.DECLINED, reason=reason, text=text, version=version, answered_by=actor)
    tell_sender(transfer, MessageKind.TRANSFER_ANSWERED)
    return transfer


@transaction.atomic
def accept_transfer(
    *, actor: User, transfer_id: UUID, version: int, unit_id: UUID, client_id: UUID | None = None
) -> Client:
    """The receiving area has the client, new or one it had, with an open case; the sender's case is closed.

    A new client is taken in from the copy by the same service as any other, with its check of duplicates. Nothing of
    the sender's records is read or moved: their history stays where it was made.
    """
    transfer = _of_receiver(actor, transfer_id)
    _must_follow(transfer, _T.ACCEPTED, by=TRANSFER_RECEIVER_STEPS)
    unit = Unit.objects.filter(pk=unit_id, area_id=transfer.to_area_id).first()
    if unit is None or not policies.works_in(actor, area_id=unit.area_id, unit_id=unit.pk):
        raise NotAllowed(_("You may take clients into the units in which you work with clients."))
    opening = Opening(kind=CaseKind.FULL, origin=CaseOrigin.REFERRAL, opened_on=timezone.localdate())
    if client_id is None:
        client = take_in(actor=actor, person=_person(transfer), opening=opening, place=Place(unit_id=unit.pk))
    else:
        client = _known(actor, client_id, area_id=unit.area_id, opening=opening)
    change_record(
        transfer,
        version=version,
        values={
            "state": _T.ACCEPTED,
            "closed_on": timezone.localdate(),
            "answered_by": actor,
            "made_client": client,
        },
    )
    _close_case(transfer, actor=actor)
    tell_sender(transfer, MessageKind.TRANSFER_ANSWERED)
    return client


def recipient_of(transfer: CaseTransfer) -> Recipient:
    """As whom the law sees the other area: another authority, by its Finnish name, which consents name."""
    return Recipient(kind=RecipientKind.AUTHORITY, name=transfer.to_area.name_fi)


def receivers_in(area_id: int, *, actor: User | None) -> list[UUID]:
    """Who in the other area is told: its supervisors, else its coordinators; looked up in that area's context."""
    with acting(user=actor, areas=[area_id]):
        held = Membership.objects.filter(area_id=area_id, user__is_active=True).valid_on(timezone.localdate())
        for role in (Role.SUPERVISOR, Role.COORDINATOR):
            found = set(held.filter(role=role).values_list("user_id", flat=True))
            if found:
                return sorted(found, key=str)
    return []


def _of_sender(actor: User, transfer_id: UUID) -> CaseTransfer:
    """The transfer, locked after its client, for whoever decides whose client it is."""
    seen = CaseTransfer.objects.visible_to(actor).filter(pk=transfer_id)
    key = seen.values_list("client_id", flat=True).first()
    client = Client.objects.visible_to(actor).locked().filter(pk=key).first() if key else None
    if client is None:
        raise NotFound  # hidden and absent look the same
    _must_manage(actor, client)
    transfer = CaseTransfer.objects.locked().select_related("to_area").get(pk=transfer_id)
    transfer.client = client
    return transfer


def _of_receiver(actor: User, transfer_id: UUID) -> CaseTransfer:
    """The transfer for the people of the area to which it was sent, locked while there is something to answer."""
    transfer = CaseTransfer.objects.visible_to(actor).filter(pk=transfer_id).first()
    if transfer is None:
        raise NotFound
    if not policies.can_answer_transfer(actor, transfer):
        raise NotAllowed(_("Only the receiving area answers a transfer."))
    # What is over is beyond the reach of the receiving area: the database holds only what may still be answered.
    return CaseTransfer.objects.locked().filter(pk=transfer_id).first() or CaseTransfer.objects.get(pk=transfer_id)


def _must_manage(actor: User, client: Client) -> None:
    if not policies.can_manage_relations(actor, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))


def _must_follow(transfer: CaseTransfer, to: TransferState, *, by: TransferSteps) -> None:
    now = TransferState(transfer.state)
    if to not in by[now]:
        raise OutOfOrder(_("This step cannot be taken now: the transfer is %(state)s.") % {"state": now.label})


def _person(transfer: CaseTransfer) -> Person:
    """Who is taken in, as far as it was passed on."""
    told: dict[str, Any] = dict(transfer.what_is_passed()["person"])
    if told.get("birth_date"):
        told["birth_date"] = date.fromisoformat(told["birth_date"])
    return Person(**told)


def _known(actor: User, client_id: UUID, *, area_id: int, opening: Opening) -> Client:
    """A client whom the area has already, with an open case from now on where there was none."""
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id, area_id=area_id).first()
    if client is None:
        raise NotFound
    if not policies.can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    if not client.cases.not_closed().exists():
        open_case(actor=actor, client_id=client.pk, opening=opening)
    return client


def _close_case(transfer: CaseTransfer, *, actor: User) -> None:
    """The sender's case has ended as moved to another area; done in that area's context, of which nothing is shown."""
    with acting(user=actor, areas=[transfer.area_id]):
        case = Case.objects.locked().filter(pk=transfer.case_id).not_closed().first()
        if case is not None:
            ended = {
                "status": CaseStatus.CLOSED,
                "closed_on": timezone.localdate(),
                "ending_reason": EndingReason.OTHER_AREA,
                "waiting_for": "",
                "waiting_since": None,
            }
            change_record(case, version=case.version, values=ended)
