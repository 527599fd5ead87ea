"""Guiding a client to a partner's service: drafted, sent on a ground of law, taken back, answers written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients import policies
from clients.enums import DataItem, Ground, RecipientKind
from clients.enums.cases import JointPoint, WaitingFor
from clients.enums.service_referrals import STAFF_STEPS, TERMINAL, ServiceReferralState
from clients.models import Case, Client, ReferralLink, ServiceReferral
from clients.referral_recipients import grounds_for, recipient_kind_of, usual_ground
from clients.selectors.shared_facts import SHAREABLE
from clients.services.consents import Recipient
from clients.services.disclosing import Basis, disclose
from clients.services.footing import locked_client
from clients.services.referral_links import make_link, replace_links
from clients.services.referral_steps import By, Step, take_step
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from network.models import Service


@dataclass(frozen=True, kw_only=True)
class ReferralText:
    """What is asked of the partner, what of the client is shared, and on what ground; the usual one unless told."""

    service_id: UUID
    message: str
    items: tuple[DataItem, ...]
    ground: Ground | None = None
    ground_detail: str = ""


@transaction.atomic
def draft_referral(*, actor: User, client_id: UUID, text: ReferralText) -> ServiceReferral:
    """There is a draft, of which the partner sees nothing before it is sent."""
    client = locked_client(actor, client_id)
    _may(actor, client)
    referral = ServiceReferral(area_id=client.area_id, client=client, created_by=actor, **_values(client, text))
    add_record(referral)
    return referral


@transaction.atomic
def change_draft(*, actor: User, referral_id: UUID, version: int, text: ReferralText) -> ServiceReferral:
    """The draft says this; what was sent stays as it is."""
    referral = _held(actor, referral_id)
    if referral.state != ServiceReferralState.DRAFT:
        raise OutOfOrder(_("A referral that was sent stays as it is."))
    change_record(referral, version=version, values=_values(referral.client, text))
    return referral


@transaction.atomic
def send_referral(
    *, actor: User, referral_id: UUID, version: int, joint_point: str = "", request_id: str = ""
) -> ServiceReferral:
    """The referral is sent: the disclosure is on record and a link goes to the partner's functional address.

    Raises NotDisclosed, and sends nothing, without a ground that covers every item. With a joint point the open case
    waits there for the partner from today (CA-15).
    """
    referral = _held(actor, referral_id)
    service = Service.objects.select_related("organisation").get(pk=referral.service_id)
    if not service.organisation.email:
        raise Refusal(_("The partner has no functional e-mail to which a link could be sent."), field="service")
    _in_force(service)
    if STAFF_STEPS[ServiceReferralState(referral.state)].isdisjoint({ServiceReferralState.SENT}):
        raise OutOfOrder(_("The referral was sent already."))
    permitted = disclose(
        actor=actor,
        client_id=referral.client_id,
        recipient=Recipient(kind=RecipientKind(referral.recipient_kind), name=referral.recipient_name),
        items=[DataItem(item) for item in referral.items],
        ground=Basis(code=Ground(referral.ground), detail=referral.ground_detail),
        purpose=_("Referral to a service: %(service)s") % {"service": service.name},
        request_id=request_id,
    )
    more: dict[str, Any] = {
        "disclosure": permitted.disclosure,
        "consent": permitted.disclosure.consent,
        "sent_by": actor,
    }
    take_step(
        referral,
        Step(to=ServiceReferralState.SENT),
        by=By(steps=STAFF_STEPS, user=actor),
        version=version,
        more=more,
    )
    if joint_point:
        _wait_at(referral, JointPoint(joint_point))
    make_link(referral)
    return referral


@transaction.atomic
def record_step(*, actor: User, referral_id: UUID, version: int, step: Step) -> ServiceReferral:
    """The step is written down by staff: taking the referral back, or what the partner told by telephone."""
    if step.to == ServiceReferralState.SENT:
        raise OutOfOrder(_("A referral is sent with its disclosure."))
    referral = _held(actor, referral_id)
    take_step(referral, step, by=By(steps=STAFF_STEPS, user=actor), version=version, more={})
    return referral


@transaction.atomic
def send_link_again(*, actor: User, referral_id: UUID) -> ReferralLink:
    """A new link is mailed to the partner's address on record; earlier ones open nothing any more."""
    referral = _held(actor, referral_id)
    if referral.state == ServiceReferralState.DRAFT or referral.state in TERMINAL:
        raise OutOfOrder(_("Only a referral under way has a link."))
    replace_links(referral)
    return make_link(referral)


def _held(actor: User, referral_id: UUID) -> ServiceReferral:
    """The referral, locked after its client, when the actor needs to know and works with the client."""
    key = ServiceReferral.objects.visible_to(actor).filter(pk=referral_id).values_list("client_id", flat=True).first()
    client = Client.objects.visible_to(actor).locked().filter(pk=key).first() if key else None
    if client is None:
        raise NotFound  # hidden and absent look the same
    _may(actor, client)
    referral = ServiceReferral.objects.locked().get(pk=referral_id)
    referral.client = client
    return referral


def _may(actor: User, client: Client) -> None:
    if not policies.can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))


def _values(client: Client, text: ReferralText) -> dict[str, Any]:
    service = Service.objects.filter(area_id=client.area_id, pk=text.service_id).select_related("organisation").first()
    if service is None:
        raise Refusal(_("Choose a service."), field="service")
    _in_force(service)
    if not text.message.strip():
        raise Refusal(_("Write what is asked of the partner."), field="message")
    kind = recipient_kind_of(service)
    ground = text.ground or usual_ground(kind, is_joint=bool(text.ground_detail.strip()))
    if ground not in grounds_for(kind):
        raise Refusal(_("This is no ground to disclose data to this kind of recipient."), field="ground")
    return {
        "service": service,
        "message": text.message.strip(),
        "items": _shared(text.items),
        "recipient_kind": kind,
        "recipient_name": service.organisation.name,
        "ground": ground,
        "ground_detail": text.ground_detail.strip(),
    }


def _shared(items: Iterable[DataItem]) -> list[str]:
    """The items, with the name and the need, without which no referral can be answered; in the catalogue's order."""
    wanted = {*items, DataItem.NAME, DataItem.NEED}
    if unknown := wanted - SHAREABLE.keys():
        raise ValueError(f"Not shared by a referral: {', '.join(sorted(unknown))}.")
    return [item.value for item in SHAREABLE if item in wanted]


def _in_force(service: Service) -> None:
    today = timezone.localdate()
    if not Service.objects.in_force(today).filter(pk=service.pk).exists():
        raise Refusal(_("The service is not in force."), field="service")


def _wait_at(referral: ServiceReferral, point: JointPoint) -> None:
    case = Case.objects.not_closed().filter(area_id=referral.area_id, client_id=referral.client_id).locked().first()
    if case is None:
        raise Refusal(_("The client has no open case that could wait."), field="joint_point")
    today = timezone.localdate()
    values = {"joint_point": point, "joint_point_since": today}
    if case.joint_point == point:
        values = {}
    if not case.waiting_for:
        values |= {"waiting_for": WaitingFor.PARTNER, "waiting_since": today}
    change_record(case, version=case.version, values=values)
