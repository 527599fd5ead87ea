"""Incoming referrals: received into a unit's queue, and decided on there. Each step is one of REFERRAL_STEPS."""

from __future__ import annotations

from collections.abc import Mapping
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
from clients.enums.cases import REFERRAL_STEPS, ReferralDecision, ReferralKind
from clients.models import Client, IncomingReferral
from clients.services.identity import agreed_birth_date, checked_code
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal

SENDER = ("sender_organisation", "sender_unit", "sender_name", "sender_contact")
SCHOOL = ("school", "graduates_on", "notified_on", "support_need")
PERSON = ("last_name", "first_names", "birth_date", "phone")
RECEIVED = (*PERSON, *SENDER, *SCHOOL, "reason", "criteria", "received_on")


@transaction.atomic
def receive_referral(
    *,
    actor: User,
    unit_id: UUID,
    kind: ReferralKind,
    values: Mapping[str, Any],
    client_id: UUID | None = None,
) -> IncomingReferral:
    """The referral waits in the unit's queue, and the unit's supervisors are told.

    A colleague's is sent by anybody who works with clients of the area, of a client in sight when there is a record;
    a partner's or a school's is written down by those who work in the unit. `values` are some of RECEIVED and
    `identity_code`.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None or not policies.can_send_referral(actor, area_id=unit.area_id):
        raise NotFound
    if kind != ReferralKind.COLLEAGUE and not policies.works_in(actor, area_id=unit.area_id, unit_id=unit.pk):
        raise NotAllowed(_("A referral from outside is written down by those who work with clients in the unit."))
    given = dict(values)
    code = given.pop("identity_code", "")
    if unknown := given.keys() - set(RECEIVED):
        raise ValueError(f"Not of a referral: {', '.join(sorted(unknown))}.")
    if code:
        code = checked_code(code)
        given["birth_date"] = agreed_birth_date(code, given.get("birth_date"))
    if given["received_on"] > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="received_on")
    made = IncomingReferral(
        area_id=unit.area_id,
        unit=unit,
        kind=kind,
        client=_in_sight(actor, client_id, area_id=unit.area_id),
        sent_by=actor if kind == ReferralKind.COLLEAGUE else None,
        recorded_by=actor,
        **given,
    )
    made.keep_identity_code(code or None)
    add_record(made)
    for person in _supervisors(unit) - {actor.pk}:
        tell(user_id=person, kind=MessageKind.REFERRAL_ARRIVED, about=made.pk)
    return made


@transaction.atomic
def decide_referral(
    *,
    actor: User,
    referral_id: UUID,
    version: int,
    decision: ReferralDecision,
    reason: str = "",
    client_id: UUID | None = None,
) -> IncomingReferral:
    """The referral is decided on today; with `client_id` it leads to a client the actor already knows.

    A colleague who sent it is told of the decision. Returning needs a reason. What was accepted or returned stays so; a
    consultation may still be accepted.
    """
    found = IncomingReferral.objects.visible_to(actor).locked().filter(pk=referral_id).first()
    if found is None:
        raise NotFound
    if not policies.works_in(actor, area_id=found.area_id, unit_id=found.unit_id):
        raise NotAllowed(_("Only those who work with clients in the unit decide on its referrals."))
    if decision not in REFERRAL_STEPS[ReferralDecision(found.decision)]:
        raise OutOfOrder(_("This step cannot be taken now: the referral has been decided."))
    if decision == ReferralDecision.RETURNED and not reason.strip():
        raise Refusal(_("Say why the referral is returned."), field="decision_reason")
    decided: dict[str, Any] = {
        "decision": decision,
        "decided_on": timezone.localdate(),
        "decided_by": actor,
        "decision_reason": reason.strip(),
    }
    if client_id is not None:
        decided["client"] = _in_sight(actor, client_id, area_id=found.area_id)
    change_record(found, version=version, values=decided)
    if found.sent_by_id not in {None, actor.pk}:
        tell(user_id=found.sent_by_id, kind=MessageKind.REFERRAL_DECIDED, about=found.pk)
    return found


def _in_sight(actor: User, client_id: UUID | None, *, area_id: int) -> Client | None:
    if client_id is None:
        return None
    client = Client.objects.visible_to(actor).filter(pk=client_id, area_id=area_id).first()
    if client is None:
        raise NotFound
    return client


def _supervisors(unit: Unit) -> set[UUID]:
    """Supervisors of the unit, of those above it and of the area."""
    held = Membership.objects.filter(area_id=unit.area_id, role=Role.SUPERVISOR).valid_on(timezone.localdate())
    return {one.user_id for one in held if one.unit_id is None or unit.pk in units_under(unit.area_id, one.unit_id)}
