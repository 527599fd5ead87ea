"""Codes of the interest that the public package of services brings, and their step table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InterestState(models.TextChoices):
    """Where the interest of an employer stands."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("interest", "Not confirmed")
    WAITING = "waiting", pgettext_lazy("interest", "Waiting")
    ACCEPTED = "accepted", pgettext_lazy("interest", "Taken into the register")
    DECLINED = "declined", pgettext_lazy("interest", "Declined")


# A step not written here cannot be taken.
INTEREST_STEPS: dict[InterestState, frozenset[InterestState]] = {
    InterestState.UNCONFIRMED: frozenset({InterestState.WAITING}),
    InterestState.WAITING: frozenset({InterestState.ACCEPTED, InterestState.DECLINED}),
    InterestState.ACCEPTED: frozenset(),
    InterestState.DECLINED: frozenset(),
}
DECIDED = frozenset({InterestState.ACCEPTED, InterestState.DECLINED})


class DeclineReason(models.TextChoices):
    """Why nothing came of the interest."""

    NOT_REACHED = "not_reached", _("The sender was not reached")
    NOT_EMPLOYER = "not_employer", _("Not an employer, or the details are not real")
    ELSEWHERE = "elsewhere", _("Belongs to another authority")
    NO_NEED = "no_need", _("The employer no longer needs it")
    TWICE = "twice", _("Sent twice")
