"""Codes of the register of employers (domain/06, 6.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role

ROLES_WITH_EMPLOYERS = frozenset({Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.EMPLOYER_SPECIALIST})
"""Those who read and write the register, log contacts and keep vacancies; of these the specialist knows no client."""


class EmployerClass(models.TextChoices):
    """What kind of employer it is."""

    COMPANY = "company", pgettext_lazy("employer", "Company")
    INTERMEDIATE = "intermediate", _("Intermediate labour market employer")
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("Wellbeing services county")
    STATE = "state", pgettext_lazy("employer", "State")
    ASSOCIATION = "association", _("Association or foundation")
    PARISH = "parish", _("Parish")
    STAFFING = "staffing", _("Staffing agency")
    HOUSEHOLD = "household", pgettext_lazy("employer", "Household")


WITHOUT_BUSINESS_ID = frozenset({EmployerClass.HOUSEHOLD})
"""A household hires without a business id; every other employer has one."""


class SizeClass(models.TextChoices):
    """How many people it employs (EU classes of small and medium-sized enterprises)."""

    MICRO = "1", _("Fewer than 10")
    SMALL = "2", "10–49"
    MEDIUM = "3", "50–249"
    LARGE = "4", _("250 or more")


SMALL_AND_MEDIUM = frozenset({SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM})


class IntermediaryRole(models.TextChoices):
    """Between whom the employer stands, if it mediates work (EM-15)."""

    ADVISER = "adviser", _("Business adviser")
    BROKER = "broker", _("Job broker")
    STAFFING = "staffing", _("Staffing")
    INTERMEDIATE = "intermediate", _("Intermediate labour market")


class JobTrait(models.TextChoices):
    """What kind of work an employer or a vacancy offers, in the words in which one asks for it."""

    PART_TIME = "part_time", _("Part-time")
    SEATED = "seated", _("Seated work")
    LIGHT = "light", _("No heavy lifting")
    DAY = "day", _("Day work only")
    FLEXIBLE = "flexible", _("Flexible hours")
    REMOTE = "remote", _("Remote work possible")
    QUIET = "quiet", _("Quiet surroundings")
    GUIDED = "guided", _("Guidance at work")
    NO_CUSTOMERS = "no_customers", _("No customer contact")
