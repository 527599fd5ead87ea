"""Offers of a case within the area and transfers between areas, in any state."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from accounts.models import Area, User
from clients.enums import ConsentKind, DataItem, RecipientKind
from clients.enums.handovers import TRANSFER_OVER, TransferState
from clients.models import Case, CaseHandover, CaseTransfer, Client, Consent, ConsentText
from clients.models.handovers import passed_on_cipher
from clients.selectors.transferred import draft_of, what_leaves
from tests.factories.accounts import OTHER_AREA, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.consents import ConsentFactory, DisclosureFactory

_T = TransferState
ITEMS = (DataItem.NAME, DataItem.NEED)


def _case(client: Client) -> Case:
    return client.cases.first() or CaseFactory(client=client)


class CaseHandoverFactory(factory.django.DjangoModelFactory):
    """A case offered to a person this moment; `answered` makes it one that was declined."""

    class Meta:
        model = CaseHandover

    class Params:
        answered = factory.Trait(
            state="declined",
            decline_reason="no_room",
            answered_by=factory.SubFactory(UserFactory),
            answered_at=factory.LazyFunction(timezone.now),
        )

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    case = factory.LazyAttribute(lambda one: _case(one.client))
    to_user = factory.SubFactory(UserFactory)
    reason = "workload"
    planned_on = factory.LazyFunction(timezone.localdate)
    note = "CANARY-HANDOVER"
    offered_by = factory.SubFactory(UserFactory)


def consent_to_area(client: Client, *, items: list[DataItem], name: str = "", **given: Any) -> Consent:
    """A written consent to another authority, by default the other area of the tests."""
    made: Consent = ConsentFactory(
        client=client,
        text=ConsentText.objects.get(kind=ConsentKind.NETWORK, version=1),
        recipient_kind=RecipientKind.AUTHORITY,
        recipient_name=name or Area.objects.get(pk=OTHER_AREA).name_fi,
        items_given=items,
        items_refused=[],
        **given,
    )
    return made


def transfer_in(state: TransferState, *, client: Client, sent_on: date | None = None, **given: Any) -> CaseTransfer:
    """A transfer to the other area in this state, sent on the day (today unless told)."""
    day = sent_on or timezone.localdate()
    note = given.pop("note", "CANARY-TRANSFER")
    items = tuple(given.pop("items", ITEMS))
    values: dict[str, Any] = {
        "area_id": client.area_id,
        "to_area_id": OTHER_AREA,
        "client": client,
        "case": _case(client),
        "items": [item.value for item in items],
        "state": state,
        "passed_on": passed_on_cipher(draft_of(client, note=note)),
    }
    if state != _T.DRAFT:
        sender = given.pop("sent_by", None) or UserFactory()
        values |= {
            "sent_on": day,
            "sent_by": sender,
            "consent": given.pop("consent", None) or consent_to_area(client, items=list(items)),
            "disclosure": DisclosureFactory(client=client),
            "passed_on": passed_on_cipher(what_leaves(client, items, note=note)),
        }
    if state in TRANSFER_OVER:
        values["closed_on"] = day
    if state == _T.ACCEPTED:
        values |= {"made_client": ClientFactory(area_id=OTHER_AREA), "answered_by": UserFactory()}
    elif state in TRANSFER_OVER:
        values |= {"reason": "no_answer", "passed_on": None}
    values.setdefault("created_by", values.get("sent_by") or UserFactory())
    return CaseTransfer.objects.create(**{**values, **given})


def handover_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses name of handing a client over: an offer to this person, and a transfer that waits."""
    return {
        "handover_id": CaseHandoverFactory(client=client, to_user=user, note=text).pk,
        "transfer_id": transfer_in(_T.SENT, client=client, note=text, sent_by=user).pk,
    }
