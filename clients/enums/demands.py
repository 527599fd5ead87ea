"""What work demands of a person: the vocabulary that a client's work ability and, later, a vacancy share.

It speaks of work, never of illness: no diagnosis has a place here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Demand(models.TextChoices):
    """A demand of work, in the order of the form."""

    HOURS_DAY = "hours_day", _("Working hours a day")
    HOURS_WEEK = "hours_week", _("Working hours a week")
    SHIFTS = "shifts", _("Shift work and irregular hours")
    LIFTING = "lifting", _("Lifting and carrying")
    STANDING = "standing", _("Standing")
    SITTING = "sitting", _("Sitting")
    WALKING = "walking", _("Walking and moving about")
    FINE_MOTOR = "fine_motor", _("Fine motor work")
    NOISE = "noise", _("Noise")
    LIGHT = "light", _("Bright, dim or flickering light")
    SOCIAL = "social", _("Social load")
    CONCENTRATION = "concentration", _("Concentration and precision")
    LEARNING = "learning", _("Learning new things")
    INSTRUCTION = "instruction", _("Working without instruction")
    TRAVEL = "travel", _("Travel to work")
    REMOTE = "remote", _("Remote work")


class Unit(models.TextChoices):
    """In what a limit is told."""

    HOURS = "h", _("hours")
    KILOGRAMS = "kg", _("kg")
    MINUTES = "min", _("minutes at a time")
    TRAVEL_MINUTES = "min_way", _("minutes one way")
    DECIBELS = "db", _("dB")


# A limit of these demands is a number; of the others it is words.
DEMAND_UNITS: dict[Demand, Unit] = {
    Demand.HOURS_DAY: Unit.HOURS,
    Demand.HOURS_WEEK: Unit.HOURS,
    Demand.LIFTING: Unit.KILOGRAMS,
    Demand.STANDING: Unit.MINUTES,
    Demand.SITTING: Unit.MINUTES,
    Demand.WALKING: Unit.MINUTES,
    Demand.NOISE: Unit.DECIBELS,
    Demand.TRAVEL: Unit.TRAVEL_MINUTES,
}
# No number above these is believable.
DEMAND_MAXIMA: dict[Demand, int] = {
    Demand.HOURS_DAY: 12,
    Demand.HOURS_WEEK: 60,
    Demand.LIFTING: 100,
    Demand.STANDING: 720,
    Demand.SITTING: 720,
    Demand.WALKING: 720,
    Demand.NOISE: 120,
    Demand.TRAVEL: 300,
}


class Ability(models.TextChoices):
    """How a person meets a demand of work."""

    FULL = "full", _("No restriction")
    ADJUSTED = "adjusted", _("With an adjustment")
    LIMITED = "limited", _("Limited")
    IMPOSSIBLE = "impossible", _("Not possible")
    UNKNOWN = "unknown", _("Not known")


class Adjustment(models.TextChoices):
    """Kinds of work accommodation (domain/06, 6.4 f)."""

    WORKING_TIME = "working_time", _("Arrangements of working time")
    REORGANISING = "reorganising", _("Reorganising the work")
    ENVIRONMENT = "environment", _("Changes of the work environment")
    TECHNOLOGY = "technology", _("Technology and aids")
    HELP = "help", _("Help at work")
    COMMUTING = "commuting", _("Travel between home and work")


class DemandSource(models.TextChoices):
    """From whom an ability is known."""

    OWN = "own", _("The client's own view")
    COORDINATOR = "coordinator", _("The coordinator's view")
    STATEMENT = "statement", _("A statement")
    ASSESSMENT = "assessment", _("An assessment")
