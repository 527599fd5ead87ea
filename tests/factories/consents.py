"""Consents and disclosures of a client."""

from datetime import date

import factory

from clients.enums import ConsentKind, ConsentManner, ConsentState, DataItem, Ground, RecipientKind
from clients.models import Consent, ConsentText, Disclosure
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory


class ConsentFactory(factory.django.DjangoModelFactory):
    """A written consent for a service provider that names the work history and what health limits."""

    class Meta:
        model = Consent

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    text = factory.LazyFunction(lambda: ConsentText.objects.get(kind=ConsentKind.PROVIDER, version=1))
    recipient_kind = RecipientKind.PROVIDER
    recipient_name = "Kuntoutus Oy"
    items_given = [DataItem.WORK_HISTORY, DataItem.LIMITATIONS]
    items_refused = [DataItem.DIAGNOSIS]
    state = ConsentState.GIVEN
    manner = ConsentManner.PAPER
    decided_on = date(2026, 1, 15)
    recorded_by = factory.SubFactory(UserFactory)


class DisclosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disclosure

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    recipient_kind = RecipientKind.PROVIDER
    recipient_name = "Kuntoutus Oy"
    items = [DataItem.WORK_HISTORY]
    ground = Ground.SERVICE
    purpose = "Planning the service"
    discloser = factory.SubFactory(UserFactory)
