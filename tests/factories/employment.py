"""Spells, employments with what hangs on them, and network meetings."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from clients.models import (
    BenefitSpell,
    Client,
    CoachingPeriod,
    EmploymentCheck,
    EmploymentSpell,
    LabourSpell,
    LegalSpell,
    MeetingAction,
    MeetingParticipant,
    NetworkMeeting,
    SupportApplication,
)
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

BEGUN = date(2026, 1, 5)


def employment_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses name of a client's work: one of each, with the text in it."""
    work = EmploymentSpellFactory(client=client, recorded_by=user, employer_name=text, subsidised=True)
    NetworkMeetingFactory(client=client, recorded_by=user, held=True, discussed=text, discussed_health=text)
    meeting = NetworkMeetingFactory(client=client, recorded_by=user, agenda=text)
    MeetingParticipant.objects.create(
        area_id=client.area_id,
        meeting=meeting,
        attendance="outside",
        recipient_kind="kela",
        organisation=text,
        function=text,
        ground="suostumus",
    )
    MeetingAction.objects.create(area_id=client.area_id, meeting=meeting, position=1, text=text, owner=text)
    return {
        "labour_id": LabourSpellFactory(client=client, recorded_by=user, source_name=text).pk,
        "legal_id": LegalSpellFactory(client=client, recorded_by=user, source_name=text).pk,
        "benefit_id": BenefitSpellFactory(client=client, recorded_by=user, source_name=text).pk,
        "employment_id": work.pk,
        "check_id": EmploymentCheckFactory(employment=work, support_note="").pk,
        "coaching_id": CoachingPeriodFactory(employment=work, provider=text).pk,
        "application_id": SupportApplicationFactory(client=client, employer_name=text).pk,
        "meeting_id": meeting.pk,
    }


class SpellFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    begun_on = BEGUN
    recorded_by = factory.SubFactory(UserFactory)

    class Params:
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawn_by=factory.SelfAttribute("recorded_by"),
            withdrawal_reason="CANARY-WITHDRAWN",
        )


class LabourSpellFactory(SpellFactory):
    """Unemployed since the beginning of 2026."""

    class Meta:
        model = LabourSpell

    status = "11"


class LegalSpellFactory(SpellFactory):
    class Meta:
        model = LegalSpell

    flag = "jobseeker"


class BenefitSpellFactory(SpellFactory):
    class Meta:
        model = BenefitSpell

    benefit = "sickness"


class EmploymentSpellFactory(SpellFactory):
    """Permanent work for an invented employer."""

    class Meta:
        model = EmploymentSpell

    employer_name = "CANARY-EMPLOYER"
    job_kind = "1"

    class Params:
        subsidised = factory.Trait(
            job_kind="4",
            subsidy_ground="87",
            subsidy_from=factory.SelfAttribute("begun_on"),
            subsidy_to=factory.LazyAttribute(lambda one: one.begun_on + timedelta(days=300)),
        )


class EmploymentCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmploymentCheck

    employment = factory.SubFactory(EmploymentSpellFactory)
    client = factory.SelfAttribute("employment.client")
    area_id = factory.SelfAttribute("employment.area_id")
    months = 1
    due_on = factory.LazyAttribute(lambda one: one.employment.begun_on + timedelta(days=31))


class CoachingPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoachingPeriod

    employment = factory.SubFactory(EmploymentSpellFactory, subsidised=True)
    client = factory.SelfAttribute("employment.client")
    area_id = factory.SelfAttribute("employment.area_id")
    recorded_by = factory.SelfAttribute("employment.recorded_by")
    begun_on = factory.SelfAttribute("employment.begun_on")


class SupportApplicationFactory(factory.django.DjangoModelFactory):
    """An application for tools that is not decided yet."""

    class Meta:
        model = SupportApplication

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    kind = "arrangement"
    purpose = "1"
    employer_name = "CANARY-EMPLOYER"
    applied_on = date(2026, 2, 2)
    cost_on = date(2026, 1, 20)
    recorded_by = factory.SubFactory(UserFactory)


class NetworkMeetingFactory(factory.django.DjangoModelFactory):
    """A meeting planned for yesterday."""

    class Meta:
        model = NetworkMeeting

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    channel = "network"
    recorded_by = factory.SubFactory(UserFactory)

    class Params:
        held = factory.Trait(status="held", discussed="CANARY-DISCUSSED")
