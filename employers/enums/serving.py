"""Codes of services to employers, and of those who do them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceKind(models.TextChoices):
    """What an employer is helped with; none of these is tied to a client."""

    RECRUITMENT = "recruitment", _("Recruitment service")
    SHAPING = "shaping", _("Work shaping")
    MANAGEMENT = "management", _("Work-ability management")
    STAFF_ADVICE = "staff_advice", _("Work-ability advice on existing staff")


class ServiceOutcome(models.TextChoices):
    """How the service to the employer ended."""

    JOBS = "jobs", _("Jobs came of it")
    CHANGED = "changed", _("The employer changed its ways of work")
    NOTHING = "nothing", _("Nothing came of it yet")
    GIVEN_UP = "given_up", _("The employer gave it up")


class ServingPart(models.TextChoices):
    """What a member of staff does in the service."""

    OWNER = "owner", pgettext_lazy("service", "Owner")
    RECRUITER = "recruiter", pgettext_lazy("service", "Recruiter")
    COORDINATOR = "coordinator", pgettext_lazy("service", "Work-ability coordinator")
    ADVISER = "adviser", pgettext_lazy("service", "Adviser on supports")
