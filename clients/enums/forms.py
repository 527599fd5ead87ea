"""Codes of what the forms of a programme ask beside imports (domain/05, 5.1–5.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormKind(models.TextChoices):
    """Which of the three forms of a participation."""

    START = "start", _("Start form")
    END = "end", _("End form")
    FOLLOW_UP = "follow_up", _("Follow-up form")


class PastGround(models.TextChoices):
    """Why a form does not count any more."""

    WITHDRAWN = "withdrawn", _("Withdrawn as wrong")
    RETURNED = "returned", _("Replaced, as the client returned to the programme")


class FilledBy(models.TextChoices):
    """Who filled the start form in (S25)."""

    CLIENT = "1", _("The client")
    PROJECT = "2", _("The programme on the client’s behalf")


class EducationKind(models.TextChoices):
    """What kind of education the client is in at the end (E05)."""

    DEGREE = "1", _("Education leading to a qualification")
    PART = "2", _("Part of a qualification")
    APPRENTICESHIP = "3", _("Apprenticeship training")
    OTHER = "4", _("Other education")


class Planned(models.TextChoices):
    """Whether the participation ended as planned (E10)."""

    PLANNED = "1", _("Ended as planned")
    INTERRUPTED = "2", _("Was interrupted")


class SituationKnown(models.TextChoices):
    """How the client's situation at the follow-up is known (F02); of one not reached there is no form."""

    REACHED = "1", _("The client was reached")
    REGISTER = "3", _("From a register")
