"""Plans with goals and measures, exceptions from talks, pensions, the right benefit."""

from datetime import date
from uuid import UUID

import factory
from django.utils import timezone

from accounts.models import User
from clients.models import (
    BenefitCheck,
    Client,
    DeadlineException,
    MeasureStep,
    PensionClarification,
    PensionStep,
    Plan,
    PlanGoal,
    PlanMeasure,
    PlanReview,
    PlanVersion,
)
from tests.factories.accounts import UserFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan begun on 2 March 2026; `ended` is a trait."""

    class Meta:
        model = Plan

    class Params:
        ended = factory.Trait(ended_on=date(2026, 4, 2), ending_reason="reached")

    area_id = factory.SelfAttribute("client.area_id")
    begun_on = date(2026, 3, 2)
    created_by = factory.SubFactory(UserFactory)


class PlanVersionFactory(factory.django.DjangoModelFactory):
    """A draft that lacks nothing but goals; `approved` on the day it was made is a trait."""

    class Meta:
        model = PlanVersion

    class Params:
        approved = factory.Trait(
            status="approved",
            approved_on=date(2026, 3, 2),
            approval_manner="signature",
            approved_by=factory.SubFactory(UserFactory),
            approved_at=factory.LazyFunction(timezone.now),
        )

    area_id = factory.SelfAttribute("plan.area_id")
    number = 1
    kind = "employment"
    need = "Part-time work near home."
    summary = "Wants to go on working, with fewer hours."
    follow_up = "A call every month."
    parties = factory.LazyFunction(lambda: ["employment"])
    review_on = date(2026, 6, 1)
    made_by = factory.SubFactory(UserFactory)


class PlanGoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanGoal

    area_id = factory.SelfAttribute("plan_version.area_id")
    position = 1
    text = "Work four hours a day."


class PlanMeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanMeasure

    area_id = factory.SelfAttribute("goal.area_id")
    position = 1
    what = "Tries the work out."
    service = "C1"
    owner = "client"
    due_on = date(2026, 5, 4)


class MeasureStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeasureStep

    area_id = factory.SelfAttribute("plan.area_id")
    number = 1
    state = "running"
    taken_on = date(2026, 3, 9)
    recorded_by = factory.SubFactory(UserFactory)


class PlanReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanReview

    area_id = factory.SelfAttribute("plan.area_id")
    number = 1
    reviewed_on = date(2026, 5, 4)
    outcome = "as_it_is"
    next_review_on = date(2026, 8, 3)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.LazyFunction(timezone.now)


class DeadlineExceptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeadlineException

    area_id = factory.SelfAttribute("client.area_id")
    rules = factory.LazyFunction(lambda: ["complementary", "periodic"])
    ground = "in_service"
    since = date(2026, 3, 2)
    until = date(2026, 5, 31)
    recorded_by = factory.SubFactory(UserFactory)


class PensionClarificationFactory(factory.django.DjangoModelFactory):
    """A clarification whose need was found on 2 March 2026."""

    class Meta:
        model = PensionClarification

    area_id = factory.SelfAttribute("client.area_id")
    insurer = "kela"
    stage_since = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class PensionStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PensionStep

    area_id = factory.SelfAttribute("clarification.area_id")
    number = 1
    stage = "need"
    taken_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)


class BenefitCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BenefitCheck

    area_id = factory.SelfAttribute("client.area_id")
    occasion = "start"
    checked_on = date(2026, 3, 2)
    answer = "pending"
    recorded_by = factory.SubFactory(UserFactory)


def plan_words(client: Client, *, user: User, text: str) -> dict[str, UUID]:
    """A draft with a goal and a measure, and one of everything beside, by the words that addresses name it with."""
    plan = PlanFactory(client=client, created_by=user)
    version = PlanVersionFactory(
        plan=plan, made_by=user, need=text, assessed={"assessed_on": "2026-03-02", "summary": text}
    )
    goal = PlanGoalFactory(plan_version=version, text=text)
    measure = PlanMeasureFactory(goal=goal, what=text)
    clarification = PensionClarificationFactory(client=client, recorded_by=user, insurer_name=text)
    PensionStepFactory(clarification=clarification, recorded_by=user, note=text)
    BenefitCheckFactory(client=client, recorded_by=user, note=text)
    return {
        "clarification_id": clarification.pk,
        "exception_id": DeadlineExceptionFactory(client=client, recorded_by=user, note=text).pk,
        "goal_id": goal.pk,
        "measure_id": measure.pk,
        "plan_id": plan.pk,
        "plan_version_id": version.pk,
    }
