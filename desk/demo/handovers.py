"""A case offered to a colleague, and one sent to another area by consent, both waiting for an answer; invented."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Area, User
from clients.enums import ConsentKind, ConsentManner, ConsentState, DataItem, Ground, RecipientKind
from clients.enums.handovers import HandoverReason, TransferState
from clients.models import Case, CaseHandover, CaseRelation, CaseTransfer, Client, Consent, ConsentText, Disclosure
from clients.models.handovers import passed_on_cipher
from clients.selectors.transferred import what_leaves
from desk.demo.programme import HOME_AREA, OTHER_AREA

ITEMS = (DataItem.NAME, DataItem.BIRTH_DATE, DataItem.CONTACT, DataItem.LANGUAGES, DataItem.NEED)
OFFERED = "Työkokeilusta on sovittu, ja lausunto on tilattu. Seuraava tapaaminen on varattu."
SENT = "Asiakas muuttaa alueelle. Työkokeilusta on sovittu, ja asiakas toivoo tukea työhön paluuseen."


def give_handovers() -> int:
    """One offer and one transfer wait, unless any are there; returns how many were given."""
    coordinator = User.objects.filter(email="coordinator@demo.invalid").first()
    colleague = User.objects.filter(email="colleague@demo.invalid").first()
    if coordinator is None or colleague is None or CaseHandover.objects.exists() or CaseTransfer.objects.exists():
        return 0
    clients = _caseload(coordinator)
    if len(clients) < 2:
        return 0
    today = timezone.localdate()
    CaseHandover.objects.create(
        area_id=HOME_AREA,
        client=clients[0],
        case=_case(clients[0]),
        to_user=colleague,
        to_unit=colleague.memberships.get().unit,
        reason=HandoverReason.LEAVING,
        planned_on=today + timedelta(days=7),
        note=OFFERED,
        offered_by=coordinator,
    )
    _transfer(clients[1], coordinator, sent_on=today - timedelta(days=3))
    return 2


def _caseload(user: User) -> list[Client]:
    """The user's clients with an open case, the last by name first: tests of pages begin with the first."""
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at__isnull=True)
    open_ones = Case.objects.not_closed().filter(area_id=HOME_AREA)
    found = Client.objects.filter(
        area_id=HOME_AREA, pk__in=own.values("client_id"), non_disclosure=False, merged_into__isnull=True
    )
    found = found.filter(pk__in=open_ones.values("client_id")).exclude(last_name="")
    return list(found.order_by("-last_name", "-pk")[:2])


def _case(client: Client) -> Case:
    return Case.objects.not_closed().get(area_id=client.area_id, client=client)


def _transfer(client: Client, user: User, *, sent_on: date) -> None:
    items = [item.value for item in ITEMS]
    recipient = {"recipient_kind": RecipientKind.AUTHORITY, "recipient_name": Area.objects.get(pk=OTHER_AREA).name_fi}
    consent = Consent.objects.create(
        area_id=HOME_AREA,
        client=client,
        text=ConsentText.objects.filter(kind=ConsentKind.NETWORK).latest("version"),
        **recipient,
        items_given=items,
        state=ConsentState.GIVEN,
        manner=ConsentManner.PAPER,
        decided_on=sent_on,
        recorded_by=user,
    )
    disclosure = Disclosure.objects.create(
        area_id=HOME_AREA,
        client=client,
        **recipient,
        items=items,
        ground=Ground.CONSENT,
        consent=consent,
        purpose="Asiakkuuden siirto toiselle alueelle",
        discloser=user,
    )
    CaseTransfer.objects.create(
        area_id=HOME_AREA,
        to_area_id=OTHER_AREA,
        client=client,
        case=_case(client),
        items=items,
        passed_on=passed_on_cipher(what_leaves(client, ITEMS, note=SENT)),
        consent=consent,
        disclosure=disclosure,
        state=TransferState.SENT,
        sent_on=sent_on,
        created_by=user,
        sent_by=user,
    )
