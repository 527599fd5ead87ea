"""Codes of the pension clarification (CA-12) and of the question of the right benefit (CA-11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PensionStage(models.TextChoices):
    """Where the clarification of a pension stands."""

    NEED = "need", _("Need found")
    ADVISED = "advised", _("Application advised")
    STATEMENT = "statement", _("Statement requested")
    APPLIED = "applied", _("Applied")
    WAITING = "waiting", _("Decision waited for")
    GRANTED = "granted", pgettext_lazy("pension", "Granted")
    REFUSED = "refused", pgettext_lazy("pension", "Refused")
    APPEAL = "appeal", pgettext_lazy("pension", "Appealed")
    CLOSED = "closed", pgettext_lazy("pension", "Closed")


# A step not written here cannot be taken. A partial pension may be appealed as a refusal may.
PENSION_STEPS: dict[PensionStage, frozenset[PensionStage]] = {
    PensionStage.NEED: frozenset(
        {PensionStage.ADVISED, PensionStage.STATEMENT, PensionStage.APPLIED, PensionStage.CLOSED}
    ),
    PensionStage.ADVISED: frozenset({PensionStage.STATEMENT, PensionStage.APPLIED, PensionStage.CLOSED}),
    PensionStage.STATEMENT: frozenset({PensionStage.APPLIED, PensionStage.CLOSED}),
    PensionStage.APPLIED: frozenset(
        {PensionStage.WAITING, PensionStage.GRANTED, PensionStage.REFUSED, PensionStage.CLOSED}
    ),
    PensionStage.WAITING: frozenset({PensionStage.GRANTED, PensionStage.REFUSED, PensionStage.CLOSED}),
    PensionStage.GRANTED: frozenset({PensionStage.APPEAL, PensionStage.CLOSED}),
    PensionStage.REFUSED: frozenset({PensionStage.APPEAL, PensionStage.CLOSED}),
    PensionStage.APPEAL: frozenset({PensionStage.GRANTED, PensionStage.REFUSED, PensionStage.CLOSED}),
    PensionStage.CLOSED: frozenset(),
}
DECISIONS = (PensionStage.GRANTED, PensionStage.REFUSED)
# What is expected to happen next, and after how many days without it the clarification is stuck; ours, not of law.
NEXT_EVENTS = {
    PensionStage.NEED: _("The client is advised to apply"),
    PensionStage.ADVISED: _("A statement is requested, or the application is sent"),
    PensionStage.STATEMENT: _("The statement arrives and the application is sent"),
    PensionStage.APPLIED: _("The insurer confirms that it has the application"),
    PensionStage.WAITING: _("The insurer decides"),
    PensionStage.GRANTED: _("The case is closed, or the decision is appealed"),
    PensionStage.REFUSED: _("The decision is appealed, or another path is agreed on"),
    PensionStage.APPEAL: _("The appeal is decided"),
}
STUCK_AFTER_DAYS: dict[PensionStage, int] = {
    PensionStage.NEED: 14,
    PensionStage.ADVISED: 30,
    PensionStage.STATEMENT: 60,
    PensionStage.APPLIED: 30,
    PensionStage.WAITING: 120,
    PensionStage.GRANTED: 37,
    PensionStage.REFUSED: 37,
    PensionStage.APPEAL: 270,
}


class PensionGrant(models.TextChoices):
    """What was granted."""

    FULL = "full", _("Disability pension")
    PARTIAL = "partial", _("Partial disability pension")
    REHABILITATION = "rehabilitation", _("Rehabilitation subsidy, fixed-term")


class PensionInsurer(models.TextChoices):
    """Who decides."""

    KELA = "kela", _("Kela")
    EARNINGS = "earnings", _("Earnings-related pension insurer")
    BOTH = "both", _("Kela and the earnings-related pension insurer")
    ACCIDENT = "accident", _("Accident or traffic insurer")


class RightBenefit(models.TextChoices):
    """Whether the benefit that the client gets is the one the client has a right to."""

    YES = "yes", pgettext_lazy("benefit", "Yes")
    NO = "no", pgettext_lazy("benefit", "No, another benefit would be right")
    PENDING = "pending", pgettext_lazy("benefit", "Being clarified")
    UNKNOWN = "unknown", pgettext_lazy("benefit", "Not known")
