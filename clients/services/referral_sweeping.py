"""What time does to referrals: a reminder after ten days, an end after thirty or sixty. Safe to run again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area
from accounts.services.messages import tell
from clients.enums.service_referrals import CLOCK_STEPS, UNANSWERED, ReferralReason, ServiceReferralState
from clients.models import ServiceReferral
from clients.services.referral_links import is_permitted, make_link
from clients.services.referral_steps import By, Step, take_step, whom_to_tell


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many referrals were reminded of and how many expired, or would be."""

    reminded: int
    expired: int


def sweep_referrals(*, day: date, areas: Iterable[int] | None = None, simulate: bool = False) -> Swept:
    """Whoever has not answered in 10 days has a new mail, and the sender is told; what is too old has expired.

    Each referral is claimed by a conditional update in the transaction of its messages, so a run that is repeated, or
    runs beside another, tells nobody twice. With `simulate` nothing is written.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    reminded = expired = 0
    for area in chosen:
        with acting(areas=[area]):
            found = ServiceReferral.objects.filter(area_id=area)
            expiring = list(found.to_expire(day).order_by("pk").values_list("pk", flat=True))
            late = list(found.to_remind(day).exclude(pk__in=expiring).order_by("pk").values_list("pk", flat=True))
            expired += len(expiring) if simulate else sum(_expire(key, day) for key in expiring)
            reminded += len(late) if simulate else sum(_remind(key, day) for key in late)
    return Swept(reminded=reminded, expired=expired)


def _remind(referral_id: UUID, day: date) -> int:
    claimed = ServiceReferral.objects.filter(pk=referral_id).to_remind(day).update(reminded_on=day)
    if not claimed:
        return 0
    referral = ServiceReferral.objects.select_related("client").get(pk=referral_id)
    if is_permitted(referral):
        make_link(referral)
    _tell(referral, MessageKind.SERVICE_REFERRAL_LATE)
    return 1


def _expire(referral_id: UUID, day: date) -> int:
    referral = ServiceReferral.objects.filter(pk=referral_id).to_expire(day).locked().first()
    if referral is None:
        return 0
    reason = ReferralReason.NO_ANSWER if referral.state in UNANSWERED else ReferralReason.NOT_STARTED
    step = Step(to=ServiceReferralState.EXPIRED, reason=reason)
    take_step(referral, step, by=By(steps=CLOCK_STEPS), version=referral.version, more={})
    _tell(referral, MessageKind.SERVICE_REFERRAL_EXPIRED)
    return 1


def _tell(referral: ServiceReferral, kind: MessageKind) -> None:
    if person := whom_to_tell(referral):
        tell(user_id=person, kind=kind, about=referral.pk)
