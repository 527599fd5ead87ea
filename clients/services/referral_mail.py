"""The mail that leads a partner to a referral: a sentence and a link, and nothing of anybody."""

from __future__ import annotations

from email.utils import make_msgid
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clients.models import ReferralLink
from clients.services.referral_links import address_of, token_of
from config.kernel.encryption import token_hash


def mail_link(*, link_id: UUID) -> int:
    """The link has gone to the functional address on record, in the partner's language; how many mails left.

    Nothing is mailed of a link that was closed meanwhile or mailed before. When the process dies after the mail left
    and before the commit, it is sent twice: the lesser evil, as a partner who never hears cannot answer.
    """
    found = ReferralLink.objects.filter(pk=link_id, mailed_at__isnull=True, closed_at__isnull=True, replaced_at=None)
    link = found.select_related("referral__service__organisation").select_for_update(of=("self",)).first()
    if link is None or link.referral.is_over or not link.referral.service.organisation.email:
        return 0
    # The keys may have been rotated since the link was made.
    found.update(mailed_at=timezone.now(), token_hash=token_hash(token_of(link.pk)))
    _letter(link).send()
    return 1


def _letter(link: ReferralLink) -> EmailMessage:
    partner = link.referral.service.organisation
    with translation.override(partner.language):
        return EmailMessage(
            subject=_("Täsmä: you have a referral to answer"),
            body=render_to_string("mail/referral.txt", {"link": address_of(link.pk)}),
            to=[partner.email],
            headers={"Message-ID": make_msgid(domain=urlsplit(settings.BASE_URL).hostname)},
        )
