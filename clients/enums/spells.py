"""Codes of spells: labour-market status, legal standing, benefits; from where they are known and why they end.

The status is that of the forms (clients.enums.LabourStatus, S10). The legal standing is another matter: 380/2023 says
in section 3 whom it calls unemployed, on other grounds than the forms of funders; neither is worked out of the other.
"""

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SpellSource(models.TextChoices):
    """From whom a spell is known (380/2023 section 114: the source is marked)."""

    CLIENT = "client", _("Told by the client")
    NATIONAL = "national", _("The national customer system")
    KELA = "kela", _("Kela")
    FUND = "fund", _("Unemployment fund or pension insurer")
    EMPLOYER = "employer", _("The employer")
    DOCUMENT = "document", _("A document")
    PARTNER = "partner", _("Another partner")


class StatusEnd(models.TextChoices):
    """Why a status or a standing ended.

    Where a case would end for the same reason the code is that of its ending (domain/06, 6.7); those from 80 on are of
    statuses alone.
    """

    OPEN_WORK = "10", _("Employed on the open labour market")
    SUBSIDISED = "11", _("Employed with wage subsidy")
    SELF_EMPLOYED = "12", _("Became self-employed")
    APPRENTICE = "13", _("Began an apprenticeship")
    EDUCATION = "20", _("Began education")
    REHABILITATION = "30", _("Began rehabilitation (another body responsible)")
    SICKNESS_BENEFIT = "31", _("Moved to a sickness benefit")
    DISABILITY_PENSION = "32", _("Disability pension or rehabilitation allowance")
    OTHER_PENSION = "33", _("Other pension")
    JOBSEEKING_ENDED = "62", _("Jobseeking ended")
    MOVED = "70", _("Moved away")
    DIED = "71", _("Died")
    SERVICE = "80", _("Began a service")
    SERVICE_OVER = "81", _("A service ended")
    WORK_OVER = "82", _("Work ended")
    STUDIES_OVER = "83", _("Studies ended")
    LAY_OFF_OVER = "84", _("The lay-off ended")
    FAMILY = "85", _("Care of a child or a relative")
    OTHER = "99", _("Other reason")


class LegalFlag(models.TextChoices):
    """Standing by the law or by a statistic (domain/06, 6.8); several hold at once."""

    JOBSEEKER = "jobseeker", _("Jobseeker (380/2023, sections 27–28)")
    UNEMPLOYED = "unemployed", _("Unemployed (380/2023, section 3)")
    THREATENED = "threatened", _("Threatened by unemployment (380/2023, section 3)")
    LAID_OFF = "laid_off", _("Laid off")
    SUBSIDISED = "subsidised", _("In subsidised work")
    IN_SERVICE = "in_service", _("In a service")
    F05 = "f05", _("Employed, maximum of sickness allowance reached (F05)")
    LONG_ESF = "long_esf", _("Long-term unemployed (ESF)")
    LONG_NATIONAL = "long", _("Long-term unemployed (12 months or more)")
    COMPARABLE = "comparable", _("Comparable to long-term unemployed (12 of 16 months)")
    STRUCTURAL = "structural", _("Structurally unemployed")


class Benefit(models.TextChoices):
    """What the client lives on (domain/06, 6.8)."""

    EARNINGS_RELATED = "earnings", _("Earnings-related unemployment allowance")
    GENERAL = "general", _("General support")
    BASIC_ALLOWANCE = "basic", _("Basic unemployment allowance")
    LABOUR_MARKET = "market", _("Labour market subsidy")
    SICKNESS = "sickness", _("Sickness allowance")
    PARTIAL_SICKNESS = "part_sick", _("Partial sickness allowance")
    REHABILITATION = "rehab", _("Rehabilitation allowance during rehabilitation")
    CASH_REHABILITATION = "rehab_pen", _("Rehabilitation benefit (temporary disability pension)")
    DISABILITY_PENSION = "disability", _("Disability pension")
    PARTIAL_DISABILITY = "part_dis", _("Partial disability pension")
    GUARANTEE_PENSION = "guarantee", _("Guarantee pension")
    SOCIAL_ASSISTANCE = "social", _("Social assistance")
    STUDY = "study", _("Financial aid for students")
    HOME_CARE = "home_care", _("Child home care allowance")
    WAGES = "wages", pgettext_lazy("benefit", "Wages")
    NOTHING = "nothing", _("No income")
    UNKNOWN = "unknown", pgettext_lazy("benefit", "Not known")


GENERAL_SUPPORT_FROM = date(2026, 5, 1)
"""48/2026: general support takes the place of the basic allowance and the labour market subsidy from this day."""
LAST_OF_THE_OLD = date(2026, 4, 30)
# From when, and until when, a benefit can be had at all; those not named have always been there.
BENEFIT_VALID: Mapping[Benefit, tuple[date | None, date | None]] = {
    Benefit.GENERAL: (GENERAL_SUPPORT_FROM, None),
    Benefit.BASIC_ALLOWANCE: (None, LAST_OF_THE_OLD),
    Benefit.LABOUR_MARKET: (None, LAST_OF_THE_OLD),
}


def benefit_validity(benefit: Benefit) -> tuple[date | None, date | None]:
    """The first and the last day on which there is such a benefit; no day: no bound."""
    return BENEFIT_VALID.get(benefit, (None, None))


def benefits_there_on(day: date) -> list[Benefit]:
    """The benefits that can be had on the day."""
    found = []
    for one in Benefit:
        since, until = benefit_validity(one)
        if (since is None or since <= day) and (until is None or day <= until):
            found.append(one)
    return found


class SpellKind(models.TextChoices):
    """The three sorts of spells that are recorded alike."""

    LABOUR = "labour", _("Labour-market status")
    LEGAL = "legal", _("Legal standing")
    BENEFIT = "benefit", _("Benefit")
