"""Codes of the start, end and follow-up forms (domain/05, 5.1–5.3; domain/06, 6.6, 6.7, 6.9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class RelationKind(models.TextChoices):
    """How a member of staff is related to a client; the first two are the caseload."""

    RESPONSIBLE = "responsible", _("Responsible")
    CO_OWNER = "co_owner", _("Co-owner")
    CONSULTATION = "consultation", _("Consultation")


CASELOAD = frozenset({RelationKind.RESPONSIBLE, RelationKind.CO_OWNER})


class GlassVerdict(models.TextChoices):
    """What a supervisor thinks of an exceptional access."""

    JUSTIFIED = "justified", _("Justified")
    UNJUSTIFIED = "unjustified", _("Not justified")
    FOLLOW_UP = "follow_up", _("Needs follow-up")


class DiagnosisChapter(models.TextChoices):
    """Chapter of ICD-10 (domain/06, 6.12); nothing finer is kept."""

    INFECTIONS = "A00-B99", _("Infectious and parasitic diseases")
    NEOPLASMS = "C00-D48", _("Neoplasms")
    BLOOD = "D50-D89", _("Diseases of the blood and some immune disorders")
    METABOLIC = "E00-E90", _("Endocrine, nutritional and metabolic diseases")
    MENTAL = "F00-F99", _("Mental and behavioural disorders")
    NERVOUS = "G00-G99", _("Diseases of the nervous system")
    EYE = "H00-H59", _("Diseases of the eye")
    EAR = "H60-H95", _("Diseases of the ear")
    CIRCULATORY = "I00-I99", _("Diseases of the circulatory system")
    RESPIRATORY = "J00-J99", _("Diseases of the respiratory system")
    DIGESTIVE = "K00-K93", _("Diseases of the digestive system")
    SKIN = "L00-L99", _("Diseases of the skin")
    MUSCULOSKELETAL = "M00-M99", _("Musculoskeletal diseases")
    GENITOURINARY = "N00-N99", _("Diseases of the genitourinary system")
    PREGNANCY = "O00-O99", _("Pregnancy and childbirth")
    PERINATAL = "P00-P96", _("Conditions of the perinatal period")
    CONGENITAL = "Q00-Q99", _("Congenital malformations")
    SYMPTOMS = "R00-R99", _("Symptoms not classified elsewhere")
    INJURIES = "S00-T98", _("Injuries and poisonings")
    EXTERNAL = "V01-Y98", _("External causes")
    FACTORS = "Z00-ZZB", _("Factors influencing health")


class ConsentKind(models.TextChoices):
    """What a consent is for; each kind has its own versioned text."""

    PROVIDER = "provider", _("To a service provider")
    EMPLOYER = "employer", _("To an employer")
    NETWORK = "network", _("Working together with other bodies")
    RESEARCH = "research", _("Research")


class ConsentState(models.TextChoices):
    """What the client decided; a refusal is a decision too."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# A step not written here cannot be taken; another decision of the client is another record.
CONSENT_STEPS: dict[ConsentState, frozenset[ConsentState]] = {
    ConsentState.GIVEN: frozenset({ConsentState.WITHDRAWN}),
    ConsentState.REFUSED: frozenset(),
    ConsentState.WITHDRAWN: frozenset(),
}


class ConsentManner(models.TextChoices):
    """How the client decided."""

    PAPER = "paper", _("Signed on paper")
    ELECTRONIC = "electronic", _("Electronically, identified")
    WRITTEN = "written", _("In writing, such as a letter")
    ORAL = "oral", _("Orally, recorded here")


WRITTEN_MANNERS = frozenset({ConsentManner.PAPER, ConsentManner.ELECTRONIC, ConsentManner.WRITTEN})


class RecipientKind(models.TextChoices):
    """To whom data may be disclosed."""

    PROVIDER = "provider", _("Service provider")
    EMPLOYER = "employer", _("Employer")
    COUNTY = "county", _("Wellbeing services county")
    KELA = "kela", _("Kela")
    AUTHORITY = "authority", _("Other authority")
    PARTNER = "partner", _("Other body of the network")
    INSPECTOR = "inspector", _("Supervising authority")
    RESEARCH = "research", _("Researcher")
    CLIENT = "client", _("The client")


class Ground(models.TextChoices):
    """On what ground data is disclosed (domain/06, 6.14)."""

    REQUEST = "115", _("Request to another body (380/2023, section 115)")
    SERVICE = "116", _("Necessary for the service (380/2023, section 116)")
    EMPLOYER = "118", _("Employment, with consent (380/2023, section 118)")
    JOINT = "15", _("Joint customership (381/2023, section 15)")
    CONSENT = "suostumus", _("Consent")
    SELF = "itse", _("The client's own data")
    PERMIT = "28", _("Permit for research (621/1999, section 28)")
    OTHER_LAW = "muu", _("Another law")


class DataItem(models.TextChoices):
    """What can be disclosed of a client, item by item; each consent names the items it covers."""

    NAME = "name", _("Name")
    BIRTH_DATE = "birth_date", _("Date of birth")
    CONTACT = "contact", _("Contact details")
    LANGUAGES = "languages", _("Mother tongue and languages")
    EDUCATION = "education", _("Education and qualifications")
    WORK_HISTORY = "work_history", _("Work history")
    SKILLS = "skills", _("Skills and wishes for work or education")
    UNEMPLOYED_YEAR = "unemployed_year", _("Unemployed without a break for 12 months")
    NEED = "need", _("Need for service and plan")
    SERVICES = "services", _("Services and their results")
    LIMITATIONS = "limitations", _("What health limits at work")
    ACCOMMODATION = "accommodation", _("Accommodations and aids needed at work")
    WORK_ABILITY = "work_ability", _("Assessment of work ability")
    STATEMENTS = "statements", _("Medical statements")
    DIAGNOSIS = "diagnosis", _("Diagnosis by chapter")


HEALTH_ITEMS = frozenset(
    {
        DataItem.LIMITATIONS,
        DataItem.ACCOMMODATION,
        DataItem.WORK_ABILITY,
        DataItem.STATEMENTS,
        DataItem.DIAGNOSIS,
    }
)
