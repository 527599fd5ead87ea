"""Codes of matching: which way, how a pair fits, what became of it, and why it was refused."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums.demands import Adjustment


class Direction(models.TextChoices):
    """For whom something was looked for."""

    JOBS = "jobs", _("Jobs for a client")
    CANDIDATES = "candidates", _("Clients for a vacancy")


class Verdict(models.TextChoices):
    """How the work fits the person, as far as is known."""

    FITS = "fits", pgettext_lazy("match", "Fits")
    ADJUSTED = "adjusted", _("Fits with an accommodation that the employer offers")
    ASK = "ask", _("Needs an accommodation: ask the employer")
    STOP = "stop", _("Hard stop")


class MatchState(models.TextChoices):
    """What became of a match that was shown."""

    SHOWN = "shown", pgettext_lazy("match", "Shown")
    ACCEPTED = "accepted", pgettext_lazy("match", "Accepted")
    REFUSED = "refused", pgettext_lazy("match", "Refused")


# A step not written here cannot be taken; whoever changed their mind takes the other one.
MATCH_STEPS: dict[MatchState, frozenset[MatchState]] = {
    MatchState.SHOWN: frozenset({MatchState.ACCEPTED, MatchState.REFUSED}),
    MatchState.ACCEPTED: frozenset({MatchState.REFUSED}),
    MatchState.REFUSED: frozenset({MatchState.ACCEPTED}),
}


class Decider(models.TextChoices):
    """Who accepted or refused."""

    COORDINATOR = "coordinator", pgettext_lazy("match", "The coordinator")
    CLIENT = "client", pgettext_lazy("match", "The client")


class MatchRefusal(models.TextChoices):
    """Why a match was refused; words about health are not kept here."""

    TOO_DEMANDING = "too_demanding", _("The work demands too much")
    OCCUPATION = "occupation", _("Another kind of work is wanted")
    HOURS = "hours", _("The hours do not suit")
    TRAVEL = "travel", _("The way to work is too long")
    SKILLS = "skills", _("Skills or training are missing")
    PAY = "pay", _("Pay or terms of work")
    EMPLOYER = "employer", _("The employer does not suit")
    GONE = "gone", _("The vacancy is gone")
    OTHER_PLAN = "other_plan", _("Something else comes first in the plan")
    WRONG = "wrong", _("The match was wrong: what is recorded does not hold")


class Why(StrEnum):
    """A reason for or against, or what is not known; the words of each are in employers.selectors.match_words."""

    STRENGTH = "strength"
    CAN = "can"
    WITHIN = "within"
    LITTLE = "little"
    ADJUSTMENT_OFFERED = "adjustment_offered"
    HELPED = "helped"
    OCCUPATION = "occupation"
    HOURS = "hours"
    PLACE = "place"
    REMOTE = "remote"
    NEAR = "near"
    IMPOSSIBLE = "impossible"
    BEYOND_HELP = "beyond_help"
    ADJUSTMENT_ASKED = "adjustment_asked"
    HELP_ASKED = "help_asked"
    LIMIT_NOT_TOLD = "limit_not_told"
    OTHER_OCCUPATION = "other_occupation"
    OTHER_HOURS = "other_hours"
    OTHER_PLACE = "other_place"
    FAR = "far"
    LONG_WAY = "long_way"
    UNKNOWN = "unknown"
    NO_DEMANDS = "no_demands"
    PLACE_UNKNOWN = "place_unknown"


NOT_KNOWN = frozenset({Why.UNKNOWN, Why.NO_DEMANDS, Why.PLACE_UNKNOWN})
REASONS_AGAINST = frozenset(
    {
        *(Why.IMPOSSIBLE, Why.BEYOND_HELP, Why.ADJUSTMENT_ASKED, Why.HELP_ASKED, Why.LIMIT_NOT_TOLD),
        *(Why.OTHER_OCCUPATION, Why.OTHER_HOURS, Why.OTHER_PLACE, Why.FAR, Why.LONG_WAY),
    }
)
HARD_STOPS = frozenset({Why.IMPOSSIBLE, Why.BEYOND_HELP})

# What the support for arrangements at work (380/2023, section 98) pays for; of the other kinds it pays nothing.
PAID_BY_ARRANGEMENT_SUPPORT = frozenset({Adjustment.ENVIRONMENT, Adjustment.TECHNOLOGY, Adjustment.HELP})
