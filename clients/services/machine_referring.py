"""What machines write of referrals to partners' services: drafted and sent in one request, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from clients.enums import DataItem, Ground
from clients.models import ServiceReferral
from clients.selectors.machine_work import service_referral_for
from clients.services.service_referrals import ReferralText, change_draft, draft_referral, send_referral


@transaction.atomic
def refer(
    *, actor: User, client_id: UUID, text: ReferralText, send: bool, joint_point: str = "", request_id: str
) -> ServiceReferral:
    """There is a draft; with `send` it has been sent too, or nothing is kept."""
    referral = draft_referral(actor=actor, client_id=client_id, text=text)
    if not send:
        return referral
    return send_referral(
        actor=actor,
        referral_id=referral.pk,
        version=referral.version,
        joint_point=joint_point,
        request_id=request_id,
    )


@transaction.atomic
def rewrite_referral(*, actor: User, referral_id: UUID, version: int, given: Mapping[str, Any]) -> None:
    """The draft says what is given, and the rest as before; another service has its usual ground unless told."""
    referral = service_referral_for(actor, referral_id)
    service_id = given.get("service", referral.service_id)
    ground = given.get("ground", referral.ground if service_id == referral.service_id else "")
    text = ReferralText(
        service_id=service_id,
        message=given.get("message", referral.message),
        items=tuple(DataItem(item) for item in given.get("items", referral.items)),
        ground=Ground(ground) if ground else None,
        ground_detail=given.get("ground_detail", referral.ground_detail),
    )
    change_draft(actor=actor, referral_id=referral_id, version=version, text=text)
