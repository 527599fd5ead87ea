"""What is chased: forms of participations that are not there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChaseKind(models.TextChoices):
    """Which form is not there, and on what ground it should be."""

    START = "start", _("Start form missing")
    EXIT = "exit", _("Exit overdue")
    RESULT = "result", _("28-day result missing")
    FOLLOW_UP = "follow-up", _("Six-month follow-up missing")


class ChaseState(models.TextChoices):
    """Where the chase of one form stands."""

    TO_DO = "todo", _("To do")
    LATE = "late", _("Late")
    EXPLAINED = "explained", _("Explained")
