"""Codes of employment: contracts, subsidies and their grounds, supports, occupations, endings and follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums import JobKind

# A work try-out is no employment; an apprenticeship is.
EMPLOYING = tuple(kind for kind in JobKind if kind != JobKind.TRY_OUT)


class Contract(models.TextChoices):
    """How long the contract is for."""

    PERMANENT = "permanent", _("Permanent")
    FIXED_TERM = "fixed", _("Fixed-term")


class SubsidyGround(models.TextChoices):
    """The section of 380/2023 on which a wage subsidy rests (domain/06, 6.4 d)."""

    SKILLS = "82", _("Section 82: professional skills (50 %)")
    REDUCED = "87", _("Section 87: reduced work ability (70 %)")
    REDUCED_MORE = "87.3", _("Section 87, 3rd paragraph: extension")
    FULL = "88", _("Section 88: 100 %")
    SIXTY = "89", _("Section 89: aged 60 or more")
    APPRENTICE = "90", _("Section 90: apprenticeship")
    FIFTY_FIVE = "95", _("Section 95: employment support for those aged 55 or more")


class ArrangementPurpose(models.TextChoices):
    """What support for arranging working conditions is for (domain/06, 6.4 e)."""

    TOOLS = "1", _("Tools and furniture")
    ALTERATION = "2", _("Alterations at the workplace")
    HELP = "3", _("Help of another worker")


class Occupation(models.TextChoices):
    """Main groups of the classification of occupations 2010."""

    ARMED_FORCES = "0", _("Armed forces")
    MANAGERS = "1", _("Managers")
    PROFESSIONALS = "2", _("Professionals")
    TECHNICIANS = "3", _("Technicians and associate professionals")
    CLERICAL = "4", _("Clerical and customer service workers")
    SERVICE = "5", _("Service and sales workers")
    AGRICULTURAL = "6", _("Agricultural, forestry and related workers")
    CRAFT = "7", _("Building, repair and manufacturing workers")
    OPERATORS = "8", _("Process and transport workers")
    ELEMENTARY = "9", _("Other workers")


OCCUPATION_VERSION = "AML2010"


class Industry(models.TextChoices):
    """Sections of the standard industrial classification TOL 2008."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Energy supply")
    E = "E", _("Water supply, sewerage and waste")
    F = "F", _("Construction")
    G = "G", _("Wholesale and retail trade, repair of vehicles")
    H = "H", _("Transport and storage")
    I = "I", _("Accommodation and food service")  # noqa: E741 - the section's own letter
    J = "J", _("Information and communication")
    K = "K", _("Finance and insurance")
    L = "L", _("Real estate")
    M = "M", _("Professional, scientific and technical activities")
    N = "N", _("Administrative and support services")
    O = "O", _("Public administration and defence")  # noqa: E741 - the section's own letter
    P = "P", pgettext_lazy("industry", "Education")
    Q = "Q", _("Health and social services")
    R = "R", _("Arts, entertainment and recreation")
    S = "S", _("Other services")
    T = "T", _("Households as employers")
    U = "U", _("International organisations")
    X = "X", _("Industry unknown")


INDUSTRY_VERSION = "TOL2008"
"""The version is kept with each code: TOL 2025 gives some letters another meaning."""


class EmploymentEnd(models.TextChoices):
    """Why an employment ended."""

    TERM = "term", _("The fixed term ended")
    SUBSIDY = "subsidy", _("The subsidy ended")
    TRIAL = "trial", _("Ended in the trial period")
    NEW_JOB = "new_job", _("Another job")
    RESIGNED = "resigned", _("Resigned")
    DISMISSED = "dismissed", _("Dismissed")
    PRODUCTION = "production", _("Dismissed for economic or production reasons")
    ABILITY = "ability", _("Work ability was not enough")
    STUDIES = "studies", _("Began education")
    PENSION = "pension", _("Retired")
    MOVED = "moved", _("Moved away")
    DIED = "died", _("Died")
    OTHER = "other", pgettext_lazy("ending", "Other reason")


class ContactResult(models.TextChoices):
    """Whether the client was reached for a follow-up (F02)."""

    REACHED = "1", pgettext_lazy("client", "Reached")
    NOT_REACHED = "2", pgettext_lazy("client", "Not reached")
    REGISTER = "3", _("Known from a register")


class CheckState(models.TextChoices):
    """Where a follow-up stands on a day; derived, never stored."""

    COMING = "coming", pgettext_lazy("follow-up", "To come")
    DUE = "due", pgettext_lazy("follow-up", "Due")
    LATE = "late", pgettext_lazy("follow-up", "Late")
    DONE = "done", pgettext_lazy("follow-up", "Done")
    DONE_LATE = "done_late", pgettext_lazy("follow-up", "Done late")
    DROPPED = "dropped", pgettext_lazy("follow-up", "Not needed")


CHECK_MONTHS = (1, 3, 6, 12)
"""Months after the beginning of an employment at which it is asked after (CA-17)."""
CHECK_WINDOW_DAYS = 30
"""An answer within so many days of its day is in time; after them the follow-up is late."""
SUBSIDY_ENDING_DAYS = 30
"""A subsidy that ends within so many days is told of (ahead.md 20)."""


class SupportKind(models.TextChoices):
    """What an employer applies for."""

    WAGE = "wage", _("Wage subsidy")
    ARRANGEMENT = "arrangement", _("Support for arranging working conditions")


class Decision(models.TextChoices):
    """What was decided of an application (domain/06, 6.4 d)."""

    WAITING = "waiting", pgettext_lazy("support", "Not decided yet")
    GRANTED = "granted", pgettext_lazy("support", "Granted")
    PARTLY = "partly", pgettext_lazy("support", "Granted in part")
    REJECTED = "rejected", pgettext_lazy("support", "Rejected")
    LAPSED = "lapsed", pgettext_lazy("support", "Lapsed")
    CANCELLED = "cancelled", pgettext_lazy("support", "Cancelled")


GRANTING = frozenset({Decision.GRANTED, Decision.PARTLY})


class SupportCheck(models.TextChoices):
    """A condition of a support, ticked by whoever records the decision once it is seen to hold."""

    ENOUGH_UNEMPLOYED = "unemployed", _("Unemployed for as long as the ground asks for")
    CERTIFICATE = "certificate", _("Medical certificate written during the subsidy")
    ADJUSTED = "adjusted", _("Adjustments proposed by occupational health care are made")
    LASTING = "lasting", _("Productivity is reduced essentially and permanently")
    IN_TIME = "in_time", _("Applied for before the earlier subsidy ended")
    ASSOCIATION = "association", _("The employer is an association, a foundation or a religious community")
    CONTRIBUTES = "contributes", _("The employer contributes to the costs for a person already employed")
