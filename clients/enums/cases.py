"""Codes of the case, of taking a client in, and of incoming referrals (domain/06, 6.4–6.8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseKind(models.TextChoices):
    """How much of the process the client gets (CL-14)."""

    FULL = "full", _("Whole process")
    SHORT = "short", _("Short co-ordination")
    CONSULTATION = "consultation", _("Consultation only")


class CaseOrigin(models.TextChoices):
    """How the client was found. `hidden` is a person without work who has not registered as a jobseeker (CL-10)."""

    REFERRAL = "referral", _("Incoming referral")
    OHJAAMO = "ohjaamo", _("Ohjaamo guidance centre")
    OUTREACH = "outreach", _("Outreach work")
    HIDDEN = "hidden", _("Hidden unemployed, no jobseeker status")
    SCHOOL = "school", _("Notice of a school")
    OWN = "own", _("Own finding in the service")
    OTHER = "other", pgettext_lazy("origin", "Other")


# From these a client may be taken in before being, or without ever becoming, a jobseeker.
ORIGINS_WITHOUT_JOBSEEKING = frozenset({CaseOrigin.OHJAAMO, CaseOrigin.OUTREACH, CaseOrigin.HIDDEN, CaseOrigin.SCHOOL})


class CaseStatus(models.TextChoices):
    """Where the case stands."""

    OPEN = "open", pgettext_lazy("case", "Open")
    ON_HOLD = "on_hold", pgettext_lazy("case", "On hold")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


# A step not written here cannot be taken.
CASE_STEPS: dict[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.OPEN: frozenset({CaseStatus.ON_HOLD, CaseStatus.CLOSED}),
    CaseStatus.ON_HOLD: frozenset({CaseStatus.OPEN, CaseStatus.CLOSED}),
    CaseStatus.CLOSED: frozenset({CaseStatus.OPEN}),
}


class CasePhase(models.TextChoices):
    """Which part of the work is being done; time in it is counted from `phase_since` (CL-13)."""

    NEW = "new", pgettext_lazy("phase", "New")
    ASSESSMENT = "assessment", pgettext_lazy("phase", "Assessment")
    PLANNING = "planning", pgettext_lazy("phase", "Planning")
    SERVICE = "service", pgettext_lazy("phase", "In service")
    FOLLOW_UP = "follow_up", pgettext_lazy("phase", "Follow-up")


class WaitingFor(models.TextChoices):
    """Whom the next step depends on."""

    CLIENT = "client", pgettext_lazy("waiting", "The client")
    PARTNER = "partner", pgettext_lazy("waiting", "A partner")
    EMPLOYER = "employer", pgettext_lazy("waiting", "An employer")


class JointPoint(models.TextChoices):
    """Between which bodies the case is stuck (domain/06, 6.5)."""

    KELA = "kela", _("Employment services – Kela")
    PENSION = "pension", _("Employment services – earnings-related pension insurer")
    HEALTH = "health", _("Employment services – health and social services")
    SCHOOL = "school", _("Employment services – school")
    EMPLOYER = "employer", _("Employment services – employer")
    MUNICIPALITY = "municipality", _("Municipality – municipality")


class Direction(models.TextChoices):
    """Where the client is heading (domain/06, 6.6); the codes of the list `path`."""

    WORK = "1", _("To the labour market")
    OPEN_WORK = "1a", _("To the open labour market")
    SUBSIDISED = "1b", _("To subsidised work")
    SELF_EMPLOYED = "1c", _("To self-employment")
    SUPPORTED = "1d", _("To supported work or the intermediate labour market")
    REHABILITATION = "2", _("To the labour market through rehabilitation")
    MEDICAL = "2a", _("Medical rehabilitation")
    VOCATIONAL = "2b", _("Vocational rehabilitation")
    SOCIAL = "2c", _("Social rehabilitation")
    OUT = "3", _("Out of the labour market")
    DISABILITY_PENSION = "3a", _("Disability pension")
    REHABILITATION_ALLOWANCE = "3b", _("Rehabilitation allowance")
    OLD_AGE_PENSION = "3c", _("Old-age pension")
    OTHER_BENEFIT = "3d", _("Other benefit")
    EDUCATION = "4", pgettext_lazy("direction", "Education")
    UNCLEAR = "9", pgettext_lazy("direction", "Unclear")


class EndingReason(models.TextChoices):
    """Why the case ended (domain/06, 6.7); the codes of the list `ending_reason`."""

    OPEN_WORK = "10", _("Employed on the open labour market")
    SUBSIDISED = "11", _("Employed with wage subsidy")
    SELF_EMPLOYED = "12", _("Became self-employed")
    APPRENTICE = "13", _("Began an apprenticeship")
    EDUCATION = "20", _("Began education")
    REHABILITATION = "30", _("Began rehabilitation (another body responsible)")
    SICKNESS_BENEFIT = "31", _("Moved to a sickness benefit")
    DISABILITY_PENSION = "32", _("Disability pension or rehabilitation allowance")
    OTHER_PENSION = "33", _("Other pension")
    MULTI_SECTORAL = "40", _("Moved to multi-sectoral support")
    OTHER_AREA = "41", _("Moved to another employment area or organisation")
    BACK_TO_COACH = "42", _("Returned to the own coach, need met")
    GOAL_REACHED = "50", _("Goal reached otherwise")
    LEFT = "60", _("Left on own initiative")
    NOT_REACHED = "61", _("Not reached")
    JOBSEEKING_ENDED = "62", _("Jobseeking ended")
    MOVED = "70", _("Moved away")
    DIED = "71", _("Died")
    IN_ERROR = "90", _("Recorded in error")
    OTHER = "99", _("Other reason")


class AgeGroup(models.TextChoices):
    """Groups by age that services and figures ask for; they overlap (CL-11)."""

    UNDER_25 = "u25", _("Under 25")
    UNDER_30 = "u30", _("Under 30")
    FROM_55 = "55", _("55 or older")


class ServiceLanguage(models.TextChoices):
    """The language in which the client is served; the law gives Finnish and Swedish, and Sámi in its home area."""

    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    SAMI = "se", _("Sámi")
    ENGLISH = "en", _("English")


class InterpreterLanguage(models.TextChoices):
    """Languages into which an interpreter is booked."""

    ARABIC = "ar", _("Arabic")
    DARI = "prs", _("Dari")
    ENGLISH = "en", _("English")
    ESTONIAN = "et", _("Estonian")
    SIGN = "fse", _("Finnish sign language")
    FINNISH = "fi", _("Finnish")
    SWEDISH_SIGN = "fss", _("Finland-Swedish sign language")
    FRENCH = "fr", _("French")
    KURDISH = "ku", _("Kurdish")
    PERSIAN = "fa", _("Persian")
    RUSSIAN = "ru", _("Russian")
    SAMI = "se", _("Sámi")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanish")
    SWEDISH = "sv", _("Swedish")
    THAI = "th", _("Thai")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    VIETNAMESE = "vi", _("Vietnamese")
    SPEECH = "spe", _("Interpreting for speech impairment")
    OTHER = "oth", _("Another language")


class Adjustment(models.TextChoices):
    """What the client needs so that dealing with us works; no diagnosis, no reason asked."""

    PLAIN_LANGUAGE = "plain", _("Plain language")
    WRITTEN = "written", _("Things agreed on also in writing")
    SHORT = "short", _("Short meetings, breaks")
    QUIET = "quiet", _("Quiet, undisturbed room")
    ACCESSIBLE = "accessible", _("Step-free access")
    HEARING = "hearing", _("Hearing loop or other aid for hearing")
    SIGHT = "sight", _("Large print or screen reader")
    REMOTE = "remote", _("Remote appointments")
    NEAR = "near", _("Appointments near home")
    SUPPORT_PERSON = "support", _("A support person takes part")
    REMINDER = "reminder", _("Reminder before an appointment")
    SAME_PERSON = "same_person", _("The same person each time")


class ReferralKind(models.TextChoices):
    """Who sends: a colleague of the same area, another body, or a school about a graduating student."""

    COLLEAGUE = "colleague", _("Colleague")
    PARTNER = "partner", _("Partner")
    SCHOOL = "school", _("School's notice of a graduating student")


class ReferralDecision(models.TextChoices):
    """What was decided of an incoming referral."""

    WAITING = "waiting", pgettext_lazy("referral", "Waiting")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    CONSULTATION = "consultation", pgettext_lazy("referral", "Consultation only")
    RETURNED = "returned", pgettext_lazy("referral", "Returned")


# What a consultation shows may still lead to taking the client in; what was accepted or returned stays so.
REFERRAL_STEPS: dict[ReferralDecision, frozenset[ReferralDecision]] = {
    ReferralDecision.WAITING: frozenset(
        {ReferralDecision.ACCEPTED, ReferralDecision.CONSULTATION, ReferralDecision.RETURNED}
    ),
    ReferralDecision.CONSULTATION: frozenset({ReferralDecision.ACCEPTED}),
    ReferralDecision.ACCEPTED: frozenset(),
    ReferralDecision.RETURNED: frozenset(),
}


class ReferralCriterion(models.TextChoices):
    """Grounds for guiding a client to work-ability co-ordination; the first three are of 381/2023 section 3."""

    ABILITY = "ability", _("Obstacles in work ability or functional ability (381/2023, section 3)")
    LIFE = "life", _("Obstacles in managing daily life (381/2023, section 3)")
    CONSULTED = "consulted", _("Consultation alone does not solve it (381/2023, section 3)")
    LONG_SICKNESS = "sickness", _("Long or repeated sickness absences")
    ALLOWANCE_ENDING = "allowance", _("Sickness allowance is ending or has ended")
    STATEMENT = "statement", _("A medical statement exists or is being waited for")
    REHABILITATION = "rehabilitation", _("Rehabilitation is planned or has ended")
    PENSION = "pension", _("A pension application is pending or rejected")
    CHANGE = "change", _("The earlier work is no longer possible")
    LONG_UNEMPLOYMENT = "unemployment", _("Long unemployment with a suspicion of reduced work ability")
    WANTS = "wants", _("The client wants to discuss work ability")
