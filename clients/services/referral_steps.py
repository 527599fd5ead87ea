"""Taking one step of a referral to a service: checked, dated, kept with who took it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import change_record
from clients.enums import RelationKind
from clients.enums.service_referrals import (
    REASONS,
    TERMINAL,
    ReferralReason,
    ReferralResult,
    ServiceReferralState,
    Steps,
)
from clients.models import CaseRelation, ReferralLink, ReferralStep, ServiceReferral
from config.kernel.errors import OutOfOrder, Refusal

_S = ServiceReferralState
# In which column the day of a step stands.
DAYS: dict[ServiceReferralState, str] = {
    _S.SENT: "sent_on",
    _S.RECEIVED: "received_on",
    _S.ACCEPTED: "answered_on",
    _S.STARTED: "started_on",
    _S.COMPLETED: "ended_on",
    _S.INTERRUPTED: "ended_on",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is told with a step. `planned_on` is the start expected when accepting, the end expected when starting."""

    to: ServiceReferralState
    on: date | None = None
    reason: str = ""
    result: str = ""
    text: str = ""
    planned_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class By:
    """Who takes the step, and by which table: a person, a partner by a link, or time alone."""

    steps: Steps
    user: User | None = None
    link: ReferralLink | None = None


def take_step(referral: ServiceReferral, step: Step, *, by: By, version: int, more: dict[str, Any]) -> None:
    """The (locked) referral has taken the step; OutOfOrder when it is none of the actor's table.

    Whoever steps over receiving has received. The last step closes every link.
    """
    state = ServiceReferralState(referral.state)
    if step.to not in by.steps[state]:
        raise OutOfOrder(_("This step cannot be taken now: the referral is %(state)s.") % {"state": state.label})
    day = step.on or timezone.localdate()
    _check(referral, step, day=day, by=by)
    values = {**_values(referral, step, day), **more}
    change_record(referral, version=version, values=values)
    ReferralStep.objects.create(
        area_id=referral.area_id,
        referral=referral,
        state=step.to,
        on=day,
        by=by.user,
        link=by.link,
        reason=step.reason,
        result=step.result,
        text=step.text.strip(),
    )
    if referral.is_over:
        close_links(referral)


def _check(referral: ServiceReferral, step: Step, *, day: date, by: By) -> None:
    if day > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="on")
    before = referral.started_on if step.to in {_S.COMPLETED, _S.INTERRUPTED} else referral.sent_on
    if before is not None and day < before:
        raise Refusal(_("The days of a referral follow one another."), field="on")
    by_person = by.user is not None or by.link is not None
    if step.to in REASONS and by_person and step.reason != ReferralReason.CONSENT:
        if step.reason not in REASONS[step.to]:
            raise Refusal(_("Choose a reason."), field="reason")
        if step.reason == ReferralReason.OTHER and not step.text.strip():
            raise Refusal(_("Say in words which reason."), field="text")
    if step.to == _S.RESULT and step.result not in ReferralResult.values:
        raise Refusal(_("Choose a result."), field="result")
    if step.planned_on is not None and step.planned_on < day:
        raise Refusal(_("The planned day is not before this step."), field="planned_on")


def _values(referral: ServiceReferral, step: Step, day: date) -> dict[str, Any]:
    values: dict[str, Any] = {"state": step.to}
    if step.to in DAYS:
        values[DAYS[step.to]] = day
    if step.to in {_S.ACCEPTED, _S.DECLINED}:
        values["received_on"] = referral.received_on or day
    if step.to == _S.DECLINED:
        values["answered_on"] = referral.answered_on or day
    if step.to in REASONS or step.to == _S.EXPIRED:
        values |= {"reason": step.reason, "reason_text": step.text.strip()}
    if step.to == _S.RESULT:
        values |= {"result": step.result, "result_text": step.text.strip()}
    if step.to == _S.ACCEPTED:
        values["planned_start_on"] = step.planned_on
    if step.to == _S.STARTED:
        values["planned_end_on"] = step.planned_on
    if step.to in TERMINAL:
        values["closed_on"] = day
    return values


def follower_of(referral: ServiceReferral) -> UUID | None:
    """Who is told what becomes of the referral: its sender.

    Whoever is responsible for the client now, when a machine sent it or the sender has handed the client over since.
    """
    sender = referral.sent_by_id
    if sender is None:
        return None
    held = CaseRelation.objects.filter(
        area_id=referral.area_id, client_id=referral.client_id, kind=RelationKind.RESPONSIBLE
    )
    is_machine = User.objects.filter(pk=sender, machine__isnull=False).exists()
    if not is_machine and not held.filter(user_id=sender, ended_at__isnull=False).exists():
        return sender
    now: UUID | None = held.filter(ended_at__isnull=True).order_by("pk").values_list("user_id", flat=True).first()
    return now if is_machine else now or sender


def close_links(referral: ServiceReferral) -> int:
    """No address of the referral opens anything any more; how many did until now."""
    return ReferralLink.objects.filter(referral=referral, closed_at__isnull=True).update(closed_at=timezone.now())
