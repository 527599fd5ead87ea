"""Codes of what the forms of a programme ask beside imports (domain/05, 5.1–5.3; domain/06, 6.8, 6.13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class ContactResult(models.TextChoices):
    """How the client's situation at the follow-up is known (F02); of one not reached there is no form."""

    REACHED = "1", _("The client was reached")
    REGISTER = "3", _("From a register")


class FormBenefit(models.TextChoices):
    """What the client lives on at the start and at the end (E12; domain/06, 6.8)."""

    EARNINGS_RELATED = "ansio", _("Earnings-related unemployment allowance")
    GENERAL_SUPPORT = "yleistuki", _("General support")
    BASIC = "perus", _("Basic unemployment allowance")
    LABOUR_MARKET = "tmtuki", _("Labour market subsidy")
    SICKNESS = "sairaus", _("Sickness allowance")
    PARTIAL_SICKNESS = "osasairaus", _("Partial sickness allowance")
    REHABILITATION = "kuntraha", _("Rehabilitation allowance of Kela")
    REHABILITATION_SUBSIDY = "kuntuki", _("Cash rehabilitation benefit")
    DISABILITY_PENSION = "tkelake", _("Disability pension")
    PARTIAL_PENSION = "osatkelake", _("Partial disability pension")
    GUARANTEE = "takuu", _("Guarantee pension")
    SOCIAL_ASSISTANCE = "totu", _("Social assistance")
    STUDENT = "opinto", _("Student financial aid")
    HOME_CARE = "kotihoito", _("Home care allowance")
    WAGE = "palkka", _("Wage")
    NONE = "ei", _("No income")
    UNKNOWN = "tuntematon", pgettext_lazy("benefit", "Not known")


class Industry(models.TextChoices):
    """Section of the industrial classification TOL 2008 (E08)."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, gas, steam and air conditioning supply")
    E = "E", _("Water supply, sewerage and waste management")
    F = "F", _("Construction")
    G = "G", _("Wholesale and retail trade; repair of motor vehicles")
    H = "H", _("Transportation and storage")
    I = "I", _("Accommodation and food service activities")  # noqa: E741 - the letter of the section
    J = "J", _("Information and communication")
    K = "K", _("Financial and insurance activities")
    L = "L", _("Real estate activities")
    M = "M", _("Professional, scientific and technical activities")
    N = "N", _("Administrative and support service activities")
    O = "O", _("Public administration and defence")  # noqa: E741 - the letter of the section
    P = "P", pgettext_lazy("industry", "Education")
    Q = "Q", _("Human health and social work activities")
    R = "R", _("Arts, entertainment and recreation")
    S = "S", _("Other service activities")
    T = "T", _("Activities of households as employers")
    U = "U", _("Activities of international organisations")
    X = "X", _("Industry unknown")


class Occupation(models.TextChoices):
    """Main group of the classification of occupations of 2010 (E08)."""

    ARMED_FORCES = "0", _("Armed forces")
    MANAGERS = "1", _("Managers")
    PROFESSIONALS = "2", _("Professionals")
    TECHNICIANS = "3", _("Technicians and associate professionals")
    CLERKS = "4", _("Clerical support workers")
    SERVICE = "5", _("Service and sales workers")
    AGRICULTURE = "6", _("Skilled agricultural, forestry and fishery workers")
    CRAFT = "7", _("Craft and related trades workers")
    OPERATORS = "8", _("Plant and machine operators and assemblers")
    ELEMENTARY = "9", _("Elementary occupations")
