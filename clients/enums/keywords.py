"""Codes of keywords, diagnosis marks and the status of work ability; which keywords mean the same."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class KeywordKind(models.TextChoices):
    """A keyword (*hakusana*) of a client; areas have used different words for the same thing."""

    TASMATYO = "tasmatyo", _("Täsmätyö")
    TASMATYOKYKYINEN = "tasmatyokykyinen", _("Täsmätyökykyinen")


# Keywords that mean the same: a person with two of a set is one person. A new kind takes a line here and no code.
EQUIVALENT: Mapping[str, frozenset[KeywordKind]] = {
    "target_group": frozenset({KeywordKind.TASMATYO, KeywordKind.TASMATYOKYKYINEN}),
}
TARGET_GROUP = EQUIVALENT["target_group"]


class DiagnosisSource(models.TextChoices):
    """From whom the chapter is known; the statistics take what the person told."""

    CLIENT = "client", _("Told by the client")
    STATEMENT = "statement", _("A statement")
    HEALTH_CARE = "health_care", _("Health care")
    REGISTER = "register", _("Transferred from an earlier register")


class AbilityStatus(models.TextChoices):
    """How far it is known that work ability is reduced; not being known is no status."""

    SUSPECTED = "suspected", _("Suspected")
    IDENTIFIED = "identified", _("Identified")
    CONFIRMED = "confirmed", pgettext_lazy("work ability", "Confirmed")
    RESOLVED = "resolved", _("Resolved")


# A step not written here cannot be taken. Reduced work ability may be temporary, and come back.
FIRST_STATUSES = frozenset({AbilityStatus.SUSPECTED, AbilityStatus.IDENTIFIED, AbilityStatus.CONFIRMED})
STATUS_STEPS: dict[AbilityStatus, frozenset[AbilityStatus]] = {
    AbilityStatus.SUSPECTED: frozenset({AbilityStatus.IDENTIFIED, AbilityStatus.CONFIRMED, AbilityStatus.RESOLVED}),
    AbilityStatus.IDENTIFIED: frozenset({AbilityStatus.CONFIRMED, AbilityStatus.RESOLVED}),
    AbilityStatus.CONFIRMED: frozenset({AbilityStatus.RESOLVED}),
    AbilityStatus.RESOLVED: FIRST_STATUSES,
}
IDENTIFYING = frozenset({AbilityStatus.IDENTIFIED, AbilityStatus.CONFIRMED})


class TargetBasis(models.TextChoices):
    """Why a client is in the target group."""

    DIAGNOSIS = "diagnosis", _("Diagnosis only")
    KEYWORD = "keyword", _("Keyword only")
    BOTH = "both", _("Diagnosis and keyword")
