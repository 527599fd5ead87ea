"""A question path walked with a client."""

from datetime import date

import factory
from django.utils import timezone

from clients.enums.question_path import PathManner, PathStatus
from clients.models import QuestionPathRun
from questionnaires.enums import Outcome
from questionnaires.models import QuestionSetVersion
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory


class QuestionPathRunFactory(factory.django.DjangoModelFactory):
    """Finished by the shipped path: health does not affect work."""

    class Meta:
        model = QuestionPathRun

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    question_set_version = factory.LazyFunction(
        lambda: QuestionSetVersion.objects.published().get(area=None, question_set__code="kyselypolku")
    )
    status = PathStatus.FINISHED
    manner = PathManner.INTERVIEW
    answers = {"effect": "no", "rating": 8, "wish": "no"}
    started_by = factory.SubFactory(UserFactory)
    started_at = factory.LazyFunction(timezone.now)
    answered_on = date(2026, 2, 1)
    recommended = Outcome.NO_NEED
    outcome = factory.SelfAttribute("recommended")
    next_step = "Go on as before"
    finished_at = factory.LazyFunction(timezone.now)

    class Params:
        unfinished = factory.Trait(
            status=PathStatus.OPEN,
            answers={},
            answered_on=None,
            recommended="",
            outcome="",
            next_step="",
            finished_at=None,
        )
