"""Codes of the start, end and follow-up forms (domain/05, 5.1–5.3; domain/06, 6.6, 6.7, 6.9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """Gender as the person gives it (S06); never derived from the identity code."""

    WOMAN = "1", _("Woman")
    MAN = "2", _("Man")
    OTHER = "3", _("Other")
    NOT_GIVEN = "9", _("Not given")


class LabourStatus(models.TextChoices):
    """Labour-market status on a form (S10, E03, F03)."""

    UNEMPLOYED = "11", _("Unemployed")
    LAID_OFF = "12", _("Unemployed, laid off")
    EMPLOYEE = "21", _("Employed, employee")
    APPRENTICE = "22", _("Employed, apprentice")
    ENTREPRENEUR = "23", _("Entrepreneur or self-employed")
    STUDENT = "31", _("In education, student")
    OUTSIDE_SEEKING = "32", _("Outside the labour force, seeking work")
    OUTSIDE = "33", _("Outside the labour force, not seeking work")


EMPLOYED = (LabourStatus.EMPLOYEE, LabourStatus.APPRENTICE, LabourStatus.ENTREPRENEUR)
UNEMPLOYED = (LabourStatus.UNEMPLOYED, LabourStatus.LAID_OFF)
INACTIVE = (LabourStatus.STUDENT, LabourStatus.OUTSIDE_SEEKING, LabourStatus.OUTSIDE)


class Household(models.TextChoices):
    """Size of the household (S15)."""

    ALONE = "1", _("Lives alone")
    TWO_OR_MORE = "2", _("Household of two or more")


class Answer(models.TextChoices):
    """Answer to a sensitive question, which may be refused (S19–S22)."""

    NO = "0", _("No")
    YES = "1", _("Yes")
    REFUSED = "8", _("Does not want to answer")


class JobKind(models.TextChoices):
    """Kind of the work at the end (E07)."""

    PERMANENT = "1", _("Permanent")
    FIXED_TERM = "2", _("Fixed-term")
    PART_TIME = "3", _("Part-time")
    SUBSIDISED = "4", _("With wage subsidy")
    APPRENTICESHIP = "5", _("Apprenticeship")
    ENTREPRENEUR = "6", _("Entrepreneur")
    TRY_OUT = "7", _("Work try-out (not employed)")


class MissingReason(models.TextChoices):
    """Why there is no end form (E14)."""

    NOT_REACHED = "1", _("Not reached")
    REFUSED = "2", _("Refused")
    DIED = "3", _("Died")
    MOVED = "4", _("Moved away")
    TRANSFERRED = "5", _("Transferred to another organisation")
    OTHER = "9", _("Other reason")


class Improvement(models.TextChoices):
    """How the situation of a person employed at the start has improved after six months (F05)."""

    PERMANENT = "a", _("From precarious to permanent work")
    FULL = "b", _("From under-employment to full employment")
    DEMANDING = "c", _("To more demanding work")
    PROMOTED = "d", _("Promoted")
    NONE = "0", _("Not improved")


class ImportState(models.TextChoices):
    """Where a batch stands."""

    UPLOADED = "uploaded", _("Waiting to be checked")
    CHECKED = "checked", _("Checked, nothing written yet")
    REFUSED = "refused", _("The file cannot be read")
    IMPORTED = "imported", _("Imported")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")
