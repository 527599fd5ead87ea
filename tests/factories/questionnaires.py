"""Question sets, versions and their parts. A version is a draft until it is published as the system does it."""

import factory
from django.utils import timezone

from questionnaires.enums import Outcome, QuestionKind, SetKind, VersionStatus
from questionnaires.models import OutcomeRule, Question, QuestionSet, QuestionSetVersion
from tests.factories.accounts import HOME_AREA

TEXTS = {"text_fi": "Miten voit?", "text_sv": "Hur mår du?", "text_en": "How are you?"}


class QuestionSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuestionSet

    area_id = HOME_AREA
    code = factory.Sequence(lambda n: f"set-{n}")
    kind = SetKind.QUESTION_PATH
    name_fi = "Kysely"
    name_sv = "Enkät"
    name_en = "Questions"


class QuestionSetVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuestionSetVersion

    question_set = factory.SubFactory(QuestionSetFactory)
    area_id = factory.SelfAttribute("question_set.area_id")
    number = 1


class QuestionFactory(factory.django.DjangoModelFactory):
    """A yes-or-no question."""

    class Meta:
        model = Question

    question_set_version = factory.SubFactory(QuestionSetVersionFactory)
    area_id = factory.SelfAttribute("question_set_version.area_id")
    key = factory.Sequence(lambda n: f"question-{n}")
    position = factory.Sequence(lambda n: n + 1)
    kind = QuestionKind.YES_NO
    text_fi = "Miten voit?"
    text_sv = "Hur mår du?"
    text_en = factory.LazyAttribute(lambda one: f"About {one.key}?")


class OutcomeRuleFactory(factory.django.DjangoModelFactory):
    """A rule that always fits."""

    class Meta:
        model = OutcomeRule

    question_set_version = factory.SubFactory(QuestionSetVersionFactory)
    area_id = factory.SelfAttribute("question_set_version.area_id")
    position = factory.Sequence(lambda n: n + 1)
    outcome = Outcome.NO_NEED
    next_step_fi = "Jatka"
    next_step_sv = "Fortsätt"
    next_step_en = "Go on"


def published(version: QuestionSetVersion) -> QuestionSetVersion:
    """The draft as published by the system, without checks."""
    version.status, version.published_at = VersionStatus.PUBLISHED, timezone.now()
    version.save(update_fields=["status", "published_at"])
    return version


def path_draft(**changes) -> QuestionSetVersion:
    """A draft of two questions and two rules: `works` (yes/no), and `how` for those who say no."""
    version = QuestionSetVersionFactory(**changes)
    parts = {"question_set_version": version}
    QuestionFactory(**parts, key="works", position=1)
    options = [{"code": code, "fi": code, "sv": code, "en": code.title()} for code in ("body", "mind")]
    QuestionFactory(
        **parts,
        key="how",
        position=2,
        kind=QuestionKind.MULTI,
        options=options,
        refusable=True,
        show_if=[{"question": "works", "any_of": ["no"]}],
    )
    OutcomeRuleFactory(
        **parts,
        position=1,
        outcome=Outcome.REFER,
        conditions=[{"question": "how", "any_of": ["mind"]}],
        suggests_keyword=True,
    )
    OutcomeRuleFactory(**parts, position=2)
    return version


def published_path(**changes) -> QuestionSetVersion:
    return published(path_draft(**changes))
