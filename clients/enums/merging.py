"""Words of duplicates, documents and the people around a client."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PairState(models.TextChoices):
    """What was decided of two records that may be of one person."""

    OPEN = "open", pgettext_lazy("pair", "To be looked at")
    MERGED = "merged", pgettext_lazy("pair", "Merged")
    NOT_DUPLICATE = "different", pgettext_lazy("pair", "Not the same person")


# A step not written here cannot be taken; a pair that was parted is never proposed again.
PAIR_STEPS: dict[PairState, frozenset[PairState]] = {
    PairState.OPEN: frozenset({PairState.MERGED, PairState.NOT_DUPLICATE}),
    PairState.MERGED: frozenset({PairState.NOT_DUPLICATE}),
    PairState.NOT_DUPLICATE: frozenset(),
}


class MatchReason(models.TextChoices):
    """What two records have in common, or nearly."""

    IDENTITY = "identity", _("The same identity code")
    NAME = "name", _("The same name")
    NAME_VARIANT = "variant", _("Nearly the same name")
    BIRTH_DATE = "birth", _("The same date of birth")
    BIRTH_NEAR = "birth_near", _("Nearly the same date of birth")
    PHONE = "phone", _("The same telephone number")


class MatchStrength(models.TextChoices):
    """How sure it is that two records are of one person."""

    CERTAIN = "certain", pgettext_lazy("match", "Certain")
    LIKELY = "likely", pgettext_lazy("match", "Likely")
    POSSIBLE = "possible", pgettext_lazy("match", "Possible")


class DocumentKind(models.TextChoices):
    """What a document is."""

    CERTIFICATE = "certificate", _("Certificate of work or study")
    CV = "cv", _("Curriculum vitae")
    PLAN = "plan", pgettext_lazy("document", "Plan")
    DECISION = "decision", _("Decision of an authority")
    CONTRACT = "contract", _("Contract or agreement")
    STATEMENT = "statement", _("Medical statement")
    ASSESSMENT = "assessment", _("Report of an assessment")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Other document")


# These are always of health.
HEALTH_DOCUMENTS = frozenset({DocumentKind.STATEMENT, DocumentKind.ASSESSMENT})


class AroundRole(models.TextChoices):
    """What a person does for the client."""

    SOCIAL_WORKER = "social", _("Social worker or counsellor")
    HEALTH = "health", _("Nurse or physician")
    KELA = "kela", _("Official of Kela")
    EMPLOYER = "employer", _("Employer or superior")
    WORK_COACH = "coach", _("Work coach or job coach")
    YOUTH = "youth", _("Outreach youth worker")
    TEACHER = "school", _("Teacher or guidance counsellor")
    DEBT = "debt", _("Debt counsellor")
    GUARDIAN = "guardian", _("Guardian of interests")
    NEAR = "near", _("Family or friend")
    INTERPRETER = "interpreter", _("Interpreter")
    OTHER = "other", _("Other person")
