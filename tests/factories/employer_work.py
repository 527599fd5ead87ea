"""Events, services, teams and feedback of the home area, for tests that name one of each."""

from typing import Any

import factory
from django.utils import timezone

from clients.models import Client
from employers.enums.occasions import OccasionKind
from employers.enums.serving import ServiceKind
from employers.models import (
    EmployerFeedback,
    EmployerService,
    EmployerTeam,
    Occasion,
    OccasionClient,
    OccasionDecision,
)
from tests.factories.accounts import HOME_AREA, UserFactory
from tests.factories.employer_interest import InterestRequestFactory
from tests.factories.employers import EmployerFactory


class OccasionFactory(factory.django.DjangoModelFactory):
    """A panel of the home area today, without anybody in it."""

    class Meta:
        model = Occasion

    area_id = HOME_AREA
    kind = OccasionKind.PANEL
    title = factory.Sequence(lambda n: f"Raati {n}")
    held_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)


class EmployerServiceFactory(factory.django.DjangoModelFactory):
    """Work is shaped at a new employer since today."""

    class Meta:
        model = EmployerService

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    kind = ServiceKind.SHAPING
    model_version = 1
    begun_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)


class EmployerFeedbackFactory(factory.django.DjangoModelFactory):
    """What a new employer said today; to be seen to today."""

    class Meta:
        model = EmployerFeedback

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    given_on = factory.LazyFunction(timezone.localdate)
    heard = 4
    owner = factory.SubFactory(UserFactory)
    recorded_by = factory.SelfAttribute("owner")
    due_on = factory.SelfAttribute("given_on")


def work_words(client: Client, *, user: Any) -> dict[str, Any]:
    """What addresses name of work with employers: one of each. The client was invited to the event."""
    panel = OccasionFactory()
    OccasionClient.objects.create(area_id=HOME_AREA, occasion=panel, client=client)
    decision = OccasionDecision.objects.create(
        area_id=HOME_AREA, occasion=panel, text="Sovittu", owner=user, due_on=panel.held_on
    )
    return {
        "employer_feedback_id": EmployerFeedbackFactory(owner=user).pk,
        "employer_service_id": EmployerServiceFactory(created_by=user).pk,
        "interest_id": InterestRequestFactory().pk,
        "lang": "en",
        "occasion_id": panel.pk,
        "panel_decision_id": decision.pk,
        "team_id": EmployerTeam.objects.create(area_id=HOME_AREA, name="Tiimi").pk,
    }
