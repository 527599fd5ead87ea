"""Words of the counting engine: periods, breakdowns, bases."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums import LabourStatus
from clients.enums.cases import CaseKind, CasePhase
from clients.enums.contacts import ContactChannel
from clients.enums.employment import ArrangementPurpose, Industry, SubsidyGround
from clients.enums.keywords import KeywordKind, TargetBasis
from clients.enums.service_referrals import ReferralResult
from clients.enums.spells import StatusEnd
from employers.enums.contacts import Interest
from employers.enums.job_referrals import JobReferralKind
from employers.enums.placements import Rung
from employers.enums.register import EmployerClass, SizeClass
from network.enums import ServiceCode


class PeriodKind(models.TextChoices):
    """How long a period of a value is; `all` is the whole programme."""

    ALL = "all", _("Whole programme")
    YEAR = "year", _("Year")
    QUARTER = "quarter", _("Quarter")
    MONTH = "month", _("Month")


class Basis(models.TextChoices):
    """What puts a row of facts into a period: a date of a participation, or of client work its state or its events."""

    START = "start", _("First start")
    END = "end", _("Last end")
    FOLLOW_UP = "followup", _("Follow-up observation")
    STOCK = "stock", _("State at the end of the period")
    BEGUN = "begun", _("Begun in the period")
    OVER = "over", _("Over in the period")
    EMPLOYER_STOCK = "estock", _("State at the end of the period, of employers")
    EMPLOYER_BEGUN = "ebegun", _("Begun in the period, of employers")
    COMPANY = "company", _("First contact with the company for the programme")


PARTICIPATION_BASES = (Basis.START, Basis.END, Basis.FOLLOW_UP)
PROGRAMME_BASES = (*PARTICIPATION_BASES, Basis.COMPANY)
CLIENT_BASES = (Basis.STOCK, Basis.BEGUN, Basis.OVER)
EMPLOYER_BASES = (Basis.EMPLOYER_STOCK, Basis.EMPLOYER_BEGUN)
STOCKS = frozenset({Basis.STOCK, Basis.EMPLOYER_STOCK})
WORK_BASES = (*CLIENT_BASES, *EMPLOYER_BASES)


class Breakdown(models.TextChoices):
    """By what a number may be divided; every class of a breakdown is ready-made in the fact."""

    NONE = "", _("Total")
    GENDER = "gender", _("Gender")
    AGE_ESF = "age_esf", _("Age (under 25, 25–54, over 54)")
    AGE_GROUP = "age_group", _("Age (under 30, 30–54, over 54)")
    EDUCATION = "education", _("Education group")
    ISCED = "isced", _("Education level (ISCED)")
    HOUSEHOLD = "household", _("Household")
    DEPENDANTS = "dependants", _("Dependent children")
    FOREIGN_BACKGROUND = "foreign_background", _("Foreign background or minority")
    HOUSING = "housing", _("Homelessness or threat of it")
    UNIT = "unit", _("Unit")


class WorkKind(models.TextChoices):
    """What a fact of client work tells of."""

    TARGET = "target", _("In the target group")
    KEYWORD = "keyword", _("Keyword set")
    IDENTIFIED = "identified", _("Work ability identified")
    CASE = "case", _("Case")
    PHASE = "phase", _("Phase of a case")
    DIRECTION = "direction", _("Direction of a case")
    SICKNESS = "sickness", _("Maximum of sickness allowance reached")
    CONTACT = "contact", _("Contact")
    STATEMENT = "statement", _("Statement received")
    STATUS = "status", _("Labour-market status during a case")
    UNEMPLOYMENT_OVER = "unempl_end", _("Unemployment ended")
    WORK_BEGUN = "work_begun", _("Moved into employment")
    WORK_OVER = "work_over", _("Moved out of employment")
    EMPLOYMENT = "employment", _("Employment begun")
    REFERRAL = "referral", _("Referral to a service")
    SERVICE_BEGUN = "serv_begun", _("Service begun")
    SERVICE_OVER = "serv_over", _("Service ended")
    RESULT = "result", _("Result of a service told")
    SUBSIDY_DECIDED = "wage_dec", _("Wage subsidy decided on")
    ARRANGEMENT_DECIDED = "arrang_dec", _("Support for arrangements decided on")
    APPLICANT = "applicant", _("Employer's first application of the year")
    JOB_REFERRAL = "job_ref", _("Job referral or presentation")
    PLACEMENT = "placement", _("Placement with an employer")
    WORK_SPELL = "work_spell", _("Spell of work")


class EmployerKind(models.TextChoices):
    """What a fact of work with employers tells of."""

    CONTACT = "contact", _("Contact with an employer")
    CONTACTED = "contacted", _("Employer's first contact of the year")
    WILLING = "willing", _("Employer willing to hire")
    KEYWORD = "keyword", _("Employer keyword set")
    VACANCY = "vacancy", _("Vacancy")
    LEAD = "lead", _("Hidden job")
    COMPANY = "company", _("Company that takes part in a programme")


class WorkBreakdown(models.TextChoices):
    """By what a number of client work may be divided."""

    NONE = "", _("Total")
    BASIS = "basis", _("Basis of the target group")
    KEYWORD = "keyword", _("Keyword")
    GENDER = "gender", _("Gender")
    AGE_GROUP = "age_group", _("Age (under 30, 30–54, over 54)")
    CASE_KIND = "case_kind", _("Kind of the case")
    PHASE = "phase", _("Phase")
    DIRECTION = "direction", _("Direction")
    CHANNEL = "channel", _("Channel")
    LABOUR = "labour", _("Labour-market status")
    REASON = "reason", _("Reason of the ending")
    SERVICE = "service", pgettext_lazy("kind", "Service")
    GROUND = "ground", _("Ground or purpose of the support")
    RESULT = "result", pgettext_lazy("of a service", "Result")
    OFFER = "offer", _("Kind of job referral")
    RUNG = "rung", _("Rung of the ladder")
    INDUSTRY = "industry", _("Industry of the employer")
    SIZE = "size", _("Size of the employer")
    CLASS = "employer_class", _("Kind of employer")
    INTEREST = "interest", _("Interest of the employer")
    WAITED = "waited", _("Days")
    UNIT = "unit", _("Unit")


OF_EMPLOYERS = (
    WorkBreakdown.CHANNEL,
    WorkBreakdown.INDUSTRY,
    WorkBreakdown.SIZE,
    WorkBreakdown.CLASS,
    WorkBreakdown.INTEREST,
)
"""By what numbers of work with employers are divided; of these those of clients have channel and industry too."""
OF_EMPLOYERS_ALONE = frozenset({WorkBreakdown.SIZE, WorkBreakdown.CLASS, WorkBreakdown.INTEREST})
SENSITIVE = frozenset({Breakdown.FOREIGN_BACKGROUND, Breakdown.HOUSING})
ABSENT = "9"
UNCLEAR = "unclear"
NEITHER = "none"
"""Of the target group: not in it. Of a ground: without support."""
NOT_ALWAYS = {(WorkBreakdown.BASIS.value, NEITHER)}
"""Classes that are shown only where something is in them, as is what was not given."""


def _labels(choices: type[models.TextChoices]) -> dict[str, object]:
    return {one.value: one.label for one in choices}


def _arrangement(purpose: ArrangementPurpose) -> object:
    return format_lazy(_("Section 98: {purpose}"), purpose=purpose.label)


CLASSES: dict[str, dict[str, object]] = {
    Breakdown.GENDER: {"1": _("Women"), "2": _("Men"), "3": _("Other"), "9": _("Not given")},
    Breakdown.AGE_ESF: {"<25": _("Under 25"), "25-54": _("25–54"), ">54": _("Over 54"), "9": _("Not given")},
    Breakdown.AGE_GROUP: {"<30": _("Under 30"), "30-54": _("30–54"), ">54": _("Over 54"), "9": _("Not given")},
    Breakdown.EDUCATION: {
        "0-2": _("Lower secondary or less (ISCED 0–2)"),
        "3-4": _("Upper secondary (ISCED 3–4)"),
        "5-8": _("Tertiary (ISCED 5–8)"),
        "9": _("Not given"),
    },
    Breakdown.ISCED: {
        "0": _("ISCED 0: no basic education"),
        "1": _("ISCED 1: primary"),
        "2": _("ISCED 2: lower secondary"),
        "3": _("ISCED 3: upper secondary"),
        "4": _("ISCED 4: post-secondary, not tertiary"),
        "5": _("ISCED 5: short-cycle tertiary"),
        "6": _("ISCED 6: bachelor or equivalent"),
        "7": _("ISCED 7: master or equivalent"),
        "8": _("ISCED 8: doctoral"),
        "9": _("Not given"),
    },
    Breakdown.HOUSEHOLD: {"1": _("Lives alone"), "2": _("Two or more"), "9": _("Not given")},
    Breakdown.DEPENDANTS: {"0": _("No dependent children"), "1": _("Dependent children"), "9": _("Not given")},
    Breakdown.FOREIGN_BACKGROUND: {
        "0": _("No"),
        "1": _("Yes"),
        "8": _("Does not want to answer"),
        "9": _("Not given"),
    },
    Breakdown.HOUSING: {"0": _("No"), "1": _("Yes"), "8": _("Does not want to answer"), "9": _("Not given")},
    WorkBreakdown.BASIS: {**_labels(TargetBasis), NEITHER: _("Not in the target group"), "9": _("Not given")},
    WorkBreakdown.KEYWORD: {**_labels(KeywordKind), "9": _("Not given")},
    WorkBreakdown.CASE_KIND: {**_labels(CaseKind), "9": _("Not given")},
    WorkBreakdown.PHASE: {**_labels(CasePhase), "9": _("Not given")},
    WorkBreakdown.DIRECTION: {
        "1": _("To the labour market"),
        "2": _("To the labour market through rehabilitation"),
        "3": _("Out of the labour market"),
        "4": pgettext_lazy("direction", "Education"),
        UNCLEAR: pgettext_lazy("direction", "Unclear"),
        "9": _("Not given"),
    },
    WorkBreakdown.CHANNEL: {**_labels(ContactChannel), "9": _("Not given")},
    WorkBreakdown.LABOUR: {**_labels(LabourStatus), "9": _("Not on record")},
    WorkBreakdown.REASON: {**_labels(StatusEnd), "9": _("Not given")},
    WorkBreakdown.SERVICE: {**_labels(ServiceCode), "9": _("Not given")},
    WorkBreakdown.GROUND: {
        NEITHER: _("Without wage subsidy"),
        **_labels(SubsidyGround),
        **{f"98.{one.value}": _arrangement(one) for one in ArrangementPurpose},
        "9": _("Not given"),
    },
    WorkBreakdown.RESULT: {**_labels(ReferralResult), "9": _("Not given")},
    WorkBreakdown.OFFER: {**_labels(JobReferralKind), "9": _("Not given")},
    WorkBreakdown.RUNG: {**_labels(Rung), "9": _("Not given")},
    WorkBreakdown.INDUSTRY: {**_labels(Industry), "9": _("Not given")},
    WorkBreakdown.SIZE: {**{f"s{one.value}": one.label for one in SizeClass}, "9": _("Not given")},
    WorkBreakdown.CLASS: {**_labels(EmployerClass), "9": _("Not given")},
    WorkBreakdown.INTEREST: {**{f"i{one.value}": one.label for one in Interest}, "9": _("Not given")},
}
