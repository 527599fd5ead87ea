"""A question path walked with a client."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from clients.enums.question_path import PathManner, PathStatus
from clients.models import Client, QuestionPathRun
from questionnaires.enums import Outcome
from questionnaires.models import QuestionSetVersion
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.questionnaires import path_draft, published_path


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


def question_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """A draft grown from a published version, and an unfinished path of the user, by the words of addresses."""
    names = {"question_set__name_fi": text, "question_set__name_sv": text, "question_set__name_en": text}
    first = published_path(question_set__area_id=client.area_id, **names)
    draft = path_draft(question_set=first.question_set, based_on=first, number=2)
    return {
        "question_set_id": draft.question_set_id,
        "question_set_version_id": draft.pk,
        "question_id": draft.questions.get(key="how").pk,
        "outcome_rule_id": draft.rules.get(position=1).pk,
        "question_path_run_id": QuestionPathRunFactory(client=client, started_by=user, unfinished=True).pk,
        "step": "effect",
    }
