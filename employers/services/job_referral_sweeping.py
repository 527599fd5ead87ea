"""What time does to job referrals: without an answer in thirty days one has expired. Safe to run again and again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area
from accounts.services.messages import tell
from employers.enums.job_referrals import CLOCK_STEPS, JobReferralReason, JobReferralState
from employers.models import JobReferral
from employers.services.job_referral_steps import Step, take_step


def sweep_job_referrals(*, day: date, areas: Iterable[int] | None = None, simulate: bool = False) -> int:
    """Job referrals that waited too long have expired, and their senders are told; how many, or would.

    With `simulate` nothing is written.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    expired = 0
    for area in chosen:
        with acting(areas=[area]):
            found = JobReferral.objects.filter(area_id=area).to_expire(day)
            keys = list(found.order_by("pk").values_list("pk", flat=True))
            expired += len(keys) if simulate else sum(_expire(key, day) for key in keys)
    return expired


def _expire(referral_id: UUID, day: date) -> int:
    referral = JobReferral.objects.filter(pk=referral_id).to_expire(day).locked().first()
    if referral is None:
        return 0
    step = Step(to=JobReferralState.EXPIRED, reason=JobReferralReason.NO_ANSWER)
    take_step(referral, step, steps=CLOCK_STEPS, by=None, version=referral.version)
    if referral.sent_by_id is not None:
        tell(user_id=referral.sent_by_id, kind=MessageKind.JOB_REFERRAL_EXPIRED, about=referral.pk)
    return 1
