"""Codes of vacancies and their step table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VacancyState(models.TextChoices):
    """Where a vacancy stands."""

    DRAFT = "draft", pgettext_lazy("vacancy", "Draft")
    OPEN = "open", pgettext_lazy("vacancy", "Open")
    FILLED = "filled", pgettext_lazy("vacancy", "Filled")
    CLOSED = "closed", pgettext_lazy("vacancy", "Closed without being filled")


# A step not written here cannot be taken.
VACANCY_STEPS: dict[VacancyState, frozenset[VacancyState]] = {
    VacancyState.DRAFT: frozenset({VacancyState.OPEN, VacancyState.CLOSED}),
    VacancyState.OPEN: frozenset({VacancyState.FILLED, VacancyState.CLOSED}),
    VacancyState.FILLED: frozenset({VacancyState.OPEN}),
    VacancyState.CLOSED: frozenset({VacancyState.OPEN}),
}


class Load(models.IntegerChoices):
    """How much of a demand that has no unit a job has; a demand that is not named is not there."""

    SOME = 1, pgettext_lazy("load", "Some")
    MUCH = 2, pgettext_lazy("load", "Much")
    CONSTANT = 3, pgettext_lazy("load", "All the time")


class VacancyEnd(models.TextChoices):
    """Why a vacancy was closed without being filled."""

    NO_CANDIDATE = "no_candidate", _("No candidate fitted")
    FILLED_ELSEWHERE = "elsewhere", _("The employer found somebody otherwise")
    CANCELLED = "cancelled", _("The employer gave it up")
    EXPIRED = "expired", _("Its time passed")
    ERROR = "error", _("Recorded in error")


OVER = frozenset({VacancyState.FILLED, VacancyState.CLOSED})


class LeadState(models.TextChoices):
    """What has come of a job that nobody has advertised."""

    OPEN = "open", pgettext_lazy("lead", "Open")
    VACANCY = "vacancy", _("Became a vacancy")
    PLACEMENT = "placement", _("Led to a placement")
    DROPPED = "dropped", pgettext_lazy("lead", "Dropped")


# A step not written here cannot be taken.
LEAD_STEPS: dict[LeadState, frozenset[LeadState]] = {
    LeadState.OPEN: frozenset({LeadState.VACANCY, LeadState.PLACEMENT, LeadState.DROPPED}),
    LeadState.VACANCY: frozenset(),
    LeadState.PLACEMENT: frozenset(),
    LeadState.DROPPED: frozenset({LeadState.OPEN}),
}


class LeadDrop(models.TextChoices):
    """Why nothing came of a lead."""

    NOT_INTERESTED = "not_interested", _("The employer does not want to hire")
    NO_WORK = "no_work", _("There is no work after all")
    NO_CLIENT = "no_client", _("No client for the work")
    GONE = "gone", _("Somebody else got the work")
    NO_ANSWER = "no_answer", _("The employer cannot be reached")
    ERROR = "error", _("Recorded in error")
