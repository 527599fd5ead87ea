"""Cases and incoming referrals."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import Unit
from clients.enums.cases import CaseOrigin, ReferralKind
from clients.models import Case, Client, IncomingReferral
from tests.factories.accounts import HOME_AREA
from tests.factories.clients import ClientFactory


class CaseFactory(factory.django.DjangoModelFactory):
    """An open case of a jobseeker, opened 30 days ago; `closed` is a trait."""

    class Meta:
        model = Case

    class Params:
        closed = factory.Trait(status="closed", ending_reason="50", closed_on=factory.LazyFunction(timezone.localdate))

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    origin = CaseOrigin.OWN
    opened_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    phase_since = factory.SelfAttribute("opened_on")


class IncomingReferralFactory(factory.django.DjangoModelFactory):
    """A partner's referral that arrived ten days ago and waits."""

    class Meta:
        model = IncomingReferral

    area_id = HOME_AREA
    kind = ReferralKind.PARTNER
    sender_organisation = "Kunnan terveysasema"
    last_name = "Lähetetty"
    first_names = "Lauri"
    reason = "Long absences from work; wants to go on working."
    received_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))


def case_words(client: Client, *, unit: Unit, text: str) -> dict[str, Any]:
    """An open case of the client and a referral that led to it, by the words of addresses."""
    CaseFactory(client=client)
    referral = IncomingReferralFactory(
        area_id=client.area_id, unit=unit, client=client, reason=text, sender_organisation=text[:200]
    )
    return {"incoming_referral_id": referral.pk}
