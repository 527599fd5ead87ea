"""Telling somebody outside of a client: on a ground or not at all, and listed either way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.disclosure_grounds import CONSENT_KINDS, GROUNDS, GroundRule
from clients.enums import HEALTH_ITEMS, WRITTEN_MANNERS, ConsentManner, ConsentState, DataItem, Ground
from clients.models import Client, Consent, Disclosure
from clients.policies import may_see_contacts, may_see_health
from clients.services.consents import Recipient
from config.kernel.errors import NotAllowed, NotFound, Refusal


class NotDisclosed(NotAllowed):
    """The disclosure has no ground; nothing was disclosed and nothing written. `why` is its code."""

    code = "not_disclosed"

    def __init__(self, why: str, *, items: Iterable[DataItem] = ()) -> None:
        named = ", ".join(str(item.label) for item in sorted(items))
        super().__init__(str(WHY[why]) % {"items": named})
        self.why = why


WHY = {
    "no_ground": gettext_lazy("This is no ground to disclose data to this kind of recipient."),
    "not_in_ground": gettext_lazy("The ground does not cover: %(items)s."),
    "no_detail": gettext_lazy("Say which permit or law, or since when the joint customership has been in force."),
    "no_consent": gettext_lazy("The client has not decided on this recipient. Needs consent: %(items)s."),
    "refused": gettext_lazy("The client has refused to have data disclosed to this recipient."),
    "withdrawn": gettext_lazy("The client has withdrawn the consent for this recipient."),
    "expired": gettext_lazy("The consent for this recipient has ended."),
    "not_covered": gettext_lazy("The consent does not name: %(items)s."),
    "not_written": gettext_lazy("The consent is not in writing, which the law wants for: %(items)s."),
    "own_right": gettext_lazy("You do not have the right to see, and so not to disclose: %(items)s."),
}


@dataclass(frozen=True, kw_only=True)
class Basis:
    """On what ground, with its permit, law or day where the ground needs one."""

    code: Ground
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Permitted:
    """What may now leave: exactly these items, listed in the disclosure."""

    disclosure: Disclosure
    items: tuple[DataItem, ...]


@transaction.atomic
def disclose(
    *,
    actor: User,
    client_id: UUID,
    recipient: Recipient,
    items: Iterable[DataItem],
    ground: Basis,
    purpose: str,
    request_id: str = "",
) -> Permitted:
    """The disclosure is on record and its items may leave; whoever sends them calls this first, in one transaction.

    Raises NotDisclosed and writes nothing without a ground that fits the recipient, covers every item and, where the
    table of grounds asks for it, a consent in force that names the item, in writing where the law wants that. The
    client's newest decision on the recipient counts. The consent is held until the transaction ends, so that a
    withdrawal comes either before or after.
    """
    client = Client.objects.visible_to(actor).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    wanted = frozenset(items)
    if not wanted or not purpose.strip() or not recipient.name.strip():
        raise Refusal(_("A disclosure names what, to whom and what for."))
    _own_rights(actor, client, wanted)
    rule = ground_rule(recipient, ground, wanted)
    consent = None
    if needing := wanted & rule.by_consent:
        consent = newest_decision(client, recipient)
        if why := refusal_of(consent, needing=needing, rule=rule, on=timezone.localdate()):
            raise NotDisclosed(why[0], items=why[1])
    disclosure = Disclosure.objects.create(
        area_id=client.area_id,
        client=client,
        recipient_kind=recipient.kind,
        recipient_name=recipient.name.strip(),
        items=sorted(wanted),
        ground=ground.code,
        ground_detail=ground.detail.strip(),
        consent=consent,
        purpose=purpose.strip(),
        discloser=actor,
        at=timezone.now(),
        request_id=request_id,
    )
    return Permitted(disclosure=disclosure, items=tuple(sorted(wanted)))


def _own_rights(actor: User, client: Client, wanted: frozenset[DataItem]) -> None:
    hidden: set[DataItem] = set()
    if not may_see_contacts(actor, client):
        hidden |= wanted & {DataItem.CONTACT}
    if not may_see_health(actor, client):
        hidden |= wanted & HEALTH_ITEMS
    if hidden:
        raise NotDisclosed("own_right", items=hidden)


def ground_rule(recipient: Recipient, ground: Basis, wanted: frozenset[DataItem]) -> GroundRule:
    """The rule of the ground for the recipient; raises NotDisclosed when there is none or it does not reach so far."""
    rule = GROUNDS.get((recipient.kind, ground.code))
    if rule is None:
        raise NotDisclosed("no_ground")
    if beyond := wanted - rule.allowed:
        raise NotDisclosed("not_in_ground", items=beyond)
    if rule.needs_detail and not ground.detail.strip():
        raise NotDisclosed("no_detail")
    return rule


def newest_decision(client: Client, recipient: Recipient) -> Consent | None:
    """The client's newest decision on the recipient, held until the transaction ends."""
    return (
        Consent.objects.for_recipient(client=client, kind=recipient.kind, name=recipient.name)
        .filter(text__kind=CONSENT_KINDS[recipient.kind])
        .select_for_update(of=("self",))
        .first()
    )


def refusal_of(
    consent: Consent | None, *, needing: frozenset[DataItem], rule: GroundRule, on: date
) -> tuple[str, frozenset[DataItem]] | None:
    """Why the decision does not permit the items that need one, as a code of WHY and the items; or None."""
    if consent is None:
        return "no_consent", needing
    if consent.state != ConsentState.GIVEN:
        return ("refused" if consent.state == ConsentState.REFUSED else "withdrawn"), needing
    if consent.is_expired_on(on):
        return "expired", needing
    if uncovered := needing - {DataItem(item) for item in consent.items_given}:
        return "not_covered", uncovered
    unwritten = needing & rule.in_writing
    if unwritten and ConsentManner(consent.manner) not in WRITTEN_MANNERS:
        return "not_written", unwritten
    return None
