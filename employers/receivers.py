"""What the employers hear from the apps below them."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from clients.models import Consent
from clients.signals import consent_withdrawn
from employers.services.job_referral_closing import close_for_consent


@receiver(consent_withdrawn, dispatch_uid="employers.close_job_referrals")
def close_job_referrals(sender: Any, actor: User, consent: Consent, **_more: Any) -> None:
    """Presentations that rest on the consent end with it."""
    close_for_consent(actor=actor, consent=consent)
