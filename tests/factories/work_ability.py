"""Work ability of a client: profile, statements, assessments, measurements, needs."""

from datetime import date
from uuid import UUID

import factory

from accounts.models import User
from clients.enums.work_ability import StatementStatus
from clients.models import (
    AbilitatorRecord,
    AssessmentOrder,
    Barrier,
    Client,
    DemandAssessment,
    DemandProfile,
    NeedArea,
    NeedsAssessment,
    SelfRating,
    Statement,
)
from tests.factories.accounts import UserFactory


class DemandProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DemandProfile

    area_id = factory.SelfAttribute("client.area_id")
    assessed_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class DemandAssessmentFactory(factory.django.DjangoModelFactory):
    """Four hours a day at most."""

    class Meta:
        model = DemandAssessment

    area_id = factory.SelfAttribute("profile.area_id")
    demand = "hours_day"
    ability = "limited"
    limit = 4
    source = "coordinator"


class StatementFactory(factory.django.DjangoModelFactory):
    """A B statement whose need is stated; `received` is a trait."""

    class Meta:
        model = Statement

    class Params:
        received = factory.Trait(
            status=StatementStatus.RECEIVED,
            received_on=date(2026, 5, 4),
            stated_on=date(2026, 5, 1),
            summary="Light work, half of the hours.",
            diagnosis_chapter="M00-M99",
        )

    area_id = factory.SelfAttribute("client.area_id")
    status = StatementStatus.NEED
    needed_on = date(2026, 3, 2)
    kind = "B"
    issuer_kind = "primary"
    recorded_by = factory.SubFactory(UserFactory)


class AssessmentOrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssessmentOrder

    area_id = factory.SelfAttribute("client.area_id")
    module = "A3"
    body = "procured"
    ordered_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class AbilitatorRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AbilitatorRecord

    area_id = factory.SelfAttribute("client.area_id")
    measured_on = date(2026, 3, 2)
    occasion = "start"
    mode = "interview"
    language = "fi"
    work_ability = 5
    mind = 4
    recorded_by = factory.SubFactory(UserFactory)


class SelfRatingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SelfRating

    area_id = factory.SelfAttribute("client.area_id")
    rated_on = date(2026, 3, 2)
    occasion = "start"
    work_ability = 5
    recorded_by = factory.SubFactory(UserFactory)


class BarrierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Barrier

    area_id = factory.SelfAttribute("client.area_id")
    group = "distance"
    stated_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class NeedAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NeedArea

    area_id = factory.SelfAttribute("client.area_id")
    need = "housing"
    stated_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class NeedsAssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NeedsAssessment

    area_id = factory.SelfAttribute("client.area_id")
    assessed_on = date(2026, 3, 2)
    summary = "Wants part-time work near home."
    recorded_by = factory.SubFactory(UserFactory)


def ability_words(client: Client, *, recorder: User, text: str) -> dict[str, UUID]:
    """One of everything with free text of this kind, by the words that addresses name it with."""
    profile = DemandProfileFactory(client=client, recorded_by=recorder, summary=text)
    DemandAssessmentFactory(profile=profile, note=text)
    BarrierFactory(client=client, recorded_by=recorder)
    return {
        "abilitator_id": AbilitatorRecordFactory(client=client, recorded_by=recorder, note=text).pk,
        "assessment_id": NeedsAssessmentFactory(client=client, recorded_by=recorder, summary=text).pk,
        "need_area_id": NeedAreaFactory(client=client, recorded_by=recorder).pk,
        "order_id": AssessmentOrderFactory(client=client, recorded_by=recorder, body_name=text).pk,
        "profile_id": profile.pk,
        "rating_id": SelfRatingFactory(client=client, recorded_by=recorder).pk,
        "statement_id": StatementFactory(client=client, received=True, summary=text, recorded_by=recorder).pk,
    }
