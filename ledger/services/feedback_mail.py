"""Word to those who gave feedback and an address that there is an answer; the mail holds a sentence and a link."""

import smtplib
from email.utils import make_msgid
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import ServiceFeedback
from accounts.services.feedback import forget_addresses
from config.kernel.encryption import Undecipherable

BATCH = 20

log = structlog.get_logger(__name__)


def serve_feedback() -> tuple[int, int]:
    """Answers are mailed once each, and addresses no longer needed are gone; returns how many of either.

    When the process dies after a mail left and before the commit, it is sent twice: the lesser evil. A server that
    refuses is asked again at the next turn, until the address is forgotten.
    """
    waiting = list(ServiceFeedback.objects.to_mail().select_for_update(of=("self",), skip_locked=True)[:BATCH])
    server = get_connection()
    mailed = sum(_mail(feedback, server) for feedback in waiting)
    return mailed, forget_addresses(now=timezone.now())


def _mail(feedback: ServiceFeedback, server: BaseEmailBackend) -> int:
    try:
        _letter(feedback, server).send()
    except (OSError, smtplib.SMTPException, Undecipherable) as error:
        log.warning("feedback_not_mailed", feedback=feedback.pk, error=type(error).__name__)
        return 0
    ServiceFeedback.objects.filter(pk=feedback.pk).update(mailed_at=Now())
    return 1


def _letter(feedback: ServiceFeedback, server: BaseEmailBackend) -> EmailMessage:
    address = f"{settings.BASE_URL}{reverse('accounts:feedback_receipt', args=[feedback.receipt])}"
    with translation.override(feedback.language):
        sentence = _("Your feedback on the accessibility of Täsmä, number %(number)s, has an answer:")
        return EmailMessage(
            subject=_("Täsmä: an answer to your feedback"),
            body=f"{sentence % {'number': feedback.pk}}\n\n{address}\n",
            to=[feedback.email],
            connection=server,
            headers={"Message-ID": make_msgid(domain=urlsplit(settings.BASE_URL).hostname)},
        )
