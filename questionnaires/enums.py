"""Kinds of question sets and questions, what a path may end in, and the steps of a version."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SetKind(models.TextChoices):
    """What a question set is for."""

    QUESTION_PATH = "question_path", _("Question path")
    SELF_ASSESSMENT = "self_assessment", _("Self-assessment")
    FEEDBACK = "feedback", pgettext_lazy("question set", "Feedback")
    SURVEY = "survey", _("Survey")


class VersionStatus(models.TextChoices):
    """Where a version of a question set stands."""

    DRAFT = "draft", pgettext_lazy("question set", "Draft")
    PUBLISHED = "published", pgettext_lazy("question set", "Published")
    RETIRED = "retired", pgettext_lazy("question set", "Retired")


# A step not written here cannot be taken: what was published is never a draft again.
VERSION_STEPS: dict[VersionStatus, frozenset[VersionStatus]] = {
    VersionStatus.DRAFT: frozenset({VersionStatus.PUBLISHED}),
    VersionStatus.PUBLISHED: frozenset({VersionStatus.RETIRED}),
    VersionStatus.RETIRED: frozenset(),
}


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("One of the options")
    MULTI = "multi", _("Any of the options")
    SCALE = "scale", _("A number on a scale")
    YES_NO = "yes_no", _("Yes or no")
    TEXT = "text", _("Free text")
    DATE = "date", pgettext_lazy("question", "Date")


WITH_OPTIONS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTI})
# Answers of these are codes, so conditions and rules can name them.
CODED = WITH_OPTIONS | {QuestionKind.SCALE, QuestionKind.YES_NO}


class Outcome(models.TextChoices):
    """What a question path ends in (domain/05, 5.4)."""

    NO_NEED = "no_need", _("No need")
    MONITOR = "monitor", _("Follow the situation")
    CONSULT = "consult", _("Consult the work-ability coordinator")
    REFER = "refer", _("Refer to the work-ability coordinator")
    HEALTH_CHECK = "health_check", _("Health check")


class MappingKind(models.TextChoices):
    """How the answers of a question count in the next version."""

    SAME = "same", _("The same question")
    RECODED = "recoded", _("Recoded")
    BROKEN = "broken", _("No longer comparable")
