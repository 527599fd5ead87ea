"""Closing the referrals that rest on a consent, in the moment it is withdrawn."""

from __future__ import annotations

from accounts.models import User
from clients.enums.service_referrals import BEFORE_START, STAFF_STEPS, ReferralReason, ServiceReferralState
from clients.models import Consent, ServiceReferral
from clients.services.referral_steps import By, Step, close_links, take_step


def close_for_consent(*, actor: User, consent: Consent) -> int:
    """Referrals not started are withdrawn, and no link of any of them opens anything; how many were withdrawn.

    A service that has started goes on as the client decides with the partner; staff write down how it ends.
    """
    withdrawn = 0
    for referral in ServiceReferral.objects.filter(consent=consent).locked():
        close_links(referral)
        if referral.state in BEFORE_START:
            step = Step(to=ServiceReferralState.WITHDRAWN, reason=ReferralReason.CONSENT)
            by = By(steps=STAFF_STEPS, user=actor)
            take_step(referral, step, by=by, version=referral.version, more={})
            withdrawn += 1
    return withdrawn
