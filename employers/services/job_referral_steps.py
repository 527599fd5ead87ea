"""Taking one step of a job referral: checked, dated, kept with who took it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import change_record
from config.kernel.errors import OutOfOrder, Refusal
from employers.enums.job_referrals import REASONS, TERMINAL, JobReferralReason, JobReferralState, Steps
from employers.models import JobReferral, JobReferralStep

_S = JobReferralState
ANSWERS = frozenset({_S.INTERESTED, _S.NOT_INTERESTED, _S.INTERVIEW, _S.HIRED, _S.NOT_HIRED})


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is told with a step, and of which day it is; today unless told."""

    to: JobReferralState
    on: date | None = None
    reason: str = ""
    text: str = ""


def take_step(
    referral: JobReferral,
    step: Step,
    *,
    steps: Steps,
    by: User | None,
    version: int,
    more: dict[str, Any] | None = None,
) -> None:
    """The (locked) job referral has taken the step; OutOfOrder when it is none of the table `steps`.

    The day of the first answer stays, whatever follows; nobody takes it (`by` is None) when time does.
    """
    state = JobReferralState(referral.state)
    if step.to not in steps[state]:
        raise OutOfOrder(_("This step cannot be taken now: the job referral is %(state)s.") % {"state": state.label})
    day = step.on or timezone.localdate()
    _check(referral, step, day=day, by=by)
    change_record(referral, version=version, values={**_values(referral, step, day), **(more or {})})
    JobReferralStep.objects.create(
        area_id=referral.area_id,
        referral=referral,
        state=step.to,
        on=day,
        by=by,
        reason=step.reason,
        text=step.text.strip(),
    )


def _check(referral: JobReferral, step: Step, *, day: date, by: User | None) -> None:
    if day > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="on")
    if referral.sent_on is not None and day < referral.sent_on:
        raise Refusal(_("The days of a job referral follow one another."), field="on")
    if step.to not in REASONS or by is None or step.reason == JobReferralReason.CONSENT:
        return
    if step.reason not in REASONS[step.to]:
        raise Refusal(_("Choose a reason."), field="reason")
    if step.reason == JobReferralReason.OTHER and not step.text.strip():
        raise Refusal(_("Say in words which reason."), field="text")


def _values(referral: JobReferral, step: Step, day: date) -> dict[str, Any]:
    values: dict[str, Any] = {"state": step.to}
    if step.to == _S.SENT:
        values["sent_on"] = day
    if step.to in ANSWERS:
        values["answered_on"] = referral.answered_on or day
    if step.to == _S.INTERVIEW:
        values["interview_on"] = day
    if step.to in REASONS or step.to == _S.EXPIRED:
        values |= {"reason": step.reason, "reason_text": step.text.strip()}
    if step.to in TERMINAL:
        values["closed_on"] = day
    return values
