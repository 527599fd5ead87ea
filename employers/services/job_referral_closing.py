"""Closing the candidate presentations that rest on a consent, in the moment it is withdrawn."""

from __future__ import annotations

from accounts.models import User
from clients.models import Consent
from employers.enums.job_referrals import STAFF_STEPS, UNDER_WAY, JobReferralReason, JobReferralState
from employers.models import JobReferral
from employers.services.job_referral_steps import Step, take_step


def close_for_consent(*, actor: User, consent: Consent) -> int:
    """Presentations under way are withdrawn; how many were. What the employer was told stays told, and listed."""
    held = JobReferral.objects.filter(consent=consent, state__in=sorted(UNDER_WAY)).locked()
    for referral in held:
        step = Step(to=JobReferralState.WITHDRAWN, reason=JobReferralReason.CONSENT)
        take_step(referral, step, steps=STAFF_STEPS, by=actor, version=referral.version)
    return len(held)
