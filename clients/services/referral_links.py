"""The partner's way in: a link that is mailed, opened, renewed and closed; nothing changes by looking at it.

The token of a link is made from its key and ours, so that no token lies in a queue of mails; the database holds its
hash. What the link still opens is worked out at every request from the referral and the consent as they are then.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import MessageKind
from accounts.services.messages import tell
from accounts.services.reading import log_link_read
from clients.disclosure_grounds import GROUNDS
from clients.enums import HEALTH_ITEMS, DataItem, Ground, RecipientKind
from clients.enums.service_referrals import PARTNER_STEPS, LinkState, ServiceReferralState
from clients.models import Consent, ReferralLink, ServiceReferral
from clients.services.consents import Recipient
from clients.services.disclosing import newest_decision, refusal_of
from clients.services.referral_steps import By, Step, take_step, whom_to_tell
from config.kernel.encryption import lookup_hash, token_hash
from config.kernel.errors import NotFound, OutOfOrder
from ledger.services.outbox import enqueue

MAIL = "clients.mail_referral_link"
PURPOSE = "clients:referral_link"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A link that somebody came with, and what it opens at this moment."""

    link: ReferralLink
    referral: ServiceReferral
    state: LinkState


def token_of(link_id: UUID) -> str:
    """What stands in the address of the link."""
    return base64.urlsafe_b64encode(lookup_hash(str(link_id), place="referral link")).decode().rstrip("=")


def address_of(link_id: UUID) -> str:
    """The whole address that is mailed."""
    address: str = settings.BASE_URL + reverse("clients:referral_link", args=[token_of(link_id)])
    return address


def make_link(referral: ServiceReferral) -> ReferralLink:
    """The referral has one more link, which goes by mail to the partner's functional address once this commits."""
    link = ReferralLink(
        area_id=referral.area_id,
        referral=referral,
        expires_at=timezone.now() + timedelta(days=settings.REFERRAL_LINK_DAYS),
    )
    link.token_hash = token_hash(token_of(link.pk))
    link.save(force_insert=True)
    enqueue(MAIL, arguments={"link": link.pk}, key=f"{MAIL} {link.pk}", area_id=referral.area_id)
    return link


def area_of_token(*, token: str) -> tuple[int, UUID] | None:
    """Area and key of the link with this token, or None; the database tells nothing else of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_id, link_id FROM clients_referral_link(%s)", [token_hash(token)])
        found = cursor.fetchone()
    return None if found is None else (int(found[0]), found[1])


def opened_by(link_id: UUID, *, hold: bool = False) -> Opened:
    """The link with its referral, as they are now; held until the transaction ends when something is to change."""
    link = ReferralLink.objects.filter(pk=link_id).first()
    if link is None:
        raise NotFound
    found = ServiceReferral.objects.filter(pk=link.referral_id)
    referral = (found.locked() if hold else found).select_related("client", "service__organisation").get()
    return Opened(link=link, referral=referral, state=_state(link, referral))


def _state(link: ReferralLink, referral: ServiceReferral) -> LinkState:
    if referral.is_over or not is_permitted(referral):
        return LinkState.CLOSED
    if link.replaced_at is not None:
        return LinkState.REPLACED
    if link.closed_at is not None:
        return LinkState.CLOSED
    return LinkState.EXPIRED if link.is_expired_at(timezone.now()) else LinkState.OPEN


def is_permitted(referral: ServiceReferral) -> bool:
    """Whether what the referral shares may still be shown: the client's newest decision on the partner counts."""
    rule = GROUNDS.get((RecipientKind(referral.recipient_kind), Ground(referral.ground)))
    if rule is None:
        return False
    needing = frozenset(DataItem(item) for item in referral.items) & rule.by_consent
    if not needing:
        return True
    recipient = Recipient(kind=RecipientKind(referral.recipient_kind), name=referral.recipient_name)
    decision: Consent | None = newest_decision(referral.client, recipient)
    return refusal_of(decision, needing=needing, rule=rule, on=timezone.localdate()) is None


@transaction.atomic
def open_referral(*, link_id: UUID, request_id: str) -> Opened:
    """The partner has said that the referral is to be opened: it is received, and the reading is in the log.

    Raises OutOfOrder unless the link is open.
    """
    opened = _open(link_id)
    if opened.referral.state == ServiceReferralState.SENT:
        step = Step(to=ServiceReferralState.RECEIVED)
        by = By(steps=PARTNER_STEPS, link=opened.link)
        take_step(opened.referral, step, by=by, version=opened.referral.version, more={})
    _log(opened.referral, request_id)
    return opened


@transaction.atomic
def answer_referral(*, link_id: UUID, version: int, step: Step, request_id: str) -> Opened:
    """The partner has taken the step, and whoever sent the referral is told."""
    opened = _open(link_id)
    take_step(opened.referral, step, by=By(steps=PARTNER_STEPS, link=opened.link), version=version, more={})
    if person := whom_to_tell(opened.referral):
        tell(user_id=person, kind=MessageKind.SERVICE_REFERRAL_ANSWERED, about=opened.referral.pk)
    _log(opened.referral, request_id)
    return opened_by(link_id)


@transaction.atomic
def renew_link(*, link_id: UUID) -> ReferralLink:
    """A new link is mailed to the partner's address on record; earlier ones open nothing any more.

    Only the newest link may ask, and only once its time has passed: OutOfOrder otherwise.
    """
    opened = opened_by(link_id, hold=True)
    if opened.state != LinkState.EXPIRED:
        raise OutOfOrder
    replace_links(opened.referral)
    return make_link(opened.referral)


def replace_links(referral: ServiceReferral) -> None:
    """Links made until now open nothing any more, but say that a newer one has been sent."""
    held = ReferralLink.objects.filter(referral=referral, closed_at__isnull=True, replaced_at__isnull=True)
    held.update(replaced_at=timezone.now())


def _open(link_id: UUID) -> Opened:
    opened = opened_by(link_id, hold=True)
    if opened.state != LinkState.OPEN:
        raise OutOfOrder
    return opened


def _log(referral: ServiceReferral, request_id: str) -> None:
    """The read log names the partner's link as the reader, and what of the client it showed."""
    items = {DataItem(item) for item in referral.items}
    groups = ["client", "service_referral"]
    groups += ["contacts"] if DataItem.CONTACT in items else []
    groups += ["health"] if items & HEALTH_ITEMS else []
    log_link_read(
        reader=referral.recipient_name,
        area_id=referral.area_id,
        client_id=referral.client_id,
        purpose=PURPOSE,
        field_groups=groups,
        request_id=request_id,
    )
