"""What a client decides about disclosing the own data: given, refused, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.disclosure_grounds import CONSENT_KINDS, ONLY_IN_WRITING
from clients.enums import (
    CONSENT_STEPS,
    WRITTEN_MANNERS,
    ConsentKind,
    ConsentManner,
    ConsentState,
    DataItem,
    RecipientKind,
)
from clients.models import Client, Consent
from clients.selectors.consents import text_for
from clients.services.referral_closing import close_for_consent
from clients.services.transfer_closing import close_transfers_for_consent
from clients.signals import consent_withdrawn
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """To whom: the kind of body and its name."""

    kind: RecipientKind
    name: str


@transaction.atomic
def record_consent(
    *,
    actor: User,
    client_id: UUID,
    recipient: Recipient,
    items: Iterable[DataItem],
    manner: ConsentManner,
    decided_on: date,
    valid_to: date | None = None,
) -> Consent:
    """The client's decision is on record under the text in force that day: the items agreed to, the others refused.

    No items is a refusal of everything, recorded all the same (380/2023 118 § 1 mom.). From then on this decision
    counts for the recipient and no earlier one. Refused: a consent that the law wants in writing and that was oral.
    """
    client = _client_for(actor, client_id)
    kind = CONSENT_KINDS.get(recipient.kind)
    if kind is None:
        raise Refusal(_("No consent is needed, or possible, for this kind of recipient."), field="recipient_kind")
    if decided_on > timezone.localdate():
        raise Refusal(_("A decision cannot be recorded before it is made."), field="decided_on")
    if valid_to is not None and valid_to < decided_on:
        raise Refusal(_("A consent cannot end before it was given."), field="valid_to")
    text = text_for(kind, on=decided_on)
    asked = list(text.words)
    given = [code for code in asked if code in set(items)]
    if unknown := set(items) - set(asked):
        labels = ", ".join(str(DataItem(code).label) for code in sorted(unknown))
        raise Refusal(_("The text of this consent does not ask for: %(items)s.") % {"items": labels}, field="items")
    _must_be_in_writing(kind, given, manner)
    return Consent.objects.create(
        area_id=client.area_id,
        client=client,
        text=text,
        recipient_kind=recipient.kind,
        recipient_name=recipient.name.strip(),
        items_given=given,
        items_refused=[code for code in asked if code not in given],
        state=ConsentState.GIVEN if given else ConsentState.REFUSED,
        manner=manner,
        decided_on=decided_on,
        valid_to=valid_to if given else None,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )


def _must_be_in_writing(kind: ConsentKind, given: list[str], manner: ConsentManner) -> None:
    needing = [item for item in given if DataItem(item) in ONLY_IN_WRITING[kind]]
    if needing and manner not in WRITTEN_MANNERS:
        labels = ", ".join(str(DataItem(item).label) for item in needing)
        sentence = _("The law wants a written consent for: %(items)s.") % {"items": labels}
        raise Refusal(sentence, field="manner")


@transaction.atomic
def withdraw_consent(*, actor: User, consent_id: UUID, version: int, withdrawn_on: date, reason: str = "") -> Consent:
    """The consent is withdrawn as of the day, and nothing is disclosed by it any more; the client need say no reason.

    What was disclosed before stays disclosed and listed. Referrals and transfers that rest on it are closed.
    """
    consent = Consent.objects.filter(client__in=Client.objects.visible_to(actor), pk=consent_id).locked().first()
    if consent is None:
        raise NotFound
    if consent.version != version:
        raise Conflict
    if ConsentState.WITHDRAWN not in CONSENT_STEPS[ConsentState(consent.state)]:
        raise OutOfOrder(_("Only a consent that was given can be withdrawn."))
    if not consent.decided_on <= withdrawn_on <= timezone.localdate():
        raise Refusal(_("The day of the withdrawal is from the day of the consent to this day."), field="withdrawn_on")

    consent.state, consent.withdrawn_on, consent.withdrawal_reason = ConsentState.WITHDRAWN, withdrawn_on, reason
    consent.version += 1
    consent.save(update_fields=["state", "withdrawn_on", "withdrawal_reason", "version"])
    close_for_consent(actor=actor, consent=consent)
    close_transfers_for_consent(consent=consent)
    consent_withdrawn.send(Consent, actor=actor, consent=consent)
    return consent


def _client_for(actor: User, client_id: UUID) -> Client:
    client = Client.objects.visible_to(actor).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client
