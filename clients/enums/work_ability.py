"""Codes of statements, assessments, measurements and needs (domain/05, 5.4; domain/06, 6.3, 6.4 c, 6.11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementKind(models.TextChoices):
    """Type of a statement (domain/06, 6.4 c)."""

    B_STATEMENT = "B", _("Medical statement B")
    A_CERTIFICATE = "A", _("Medical certificate A")
    OTHER_MEDICAL = "C", _("Other medical certificate")
    OCCUPATIONAL = "TT", _("Statement of occupational health care")
    PSYCHOLOGIST = "PSY", _("Statement of a psychologist")
    WORK_ABILITY = "TK", _("Assessment of work ability")
    REHABILITATION = "KUN", _("Final statement of a rehabilitation study")
    WORK_TRIAL = "TKO", _("Assessment of a work try-out")
    OWN = "OMA", _("Own description")
    OTHER = "Z", _("Other statement")


class IssuerKind(models.TextChoices):
    """What kind of body gives a statement."""

    PRIMARY = "primary", _("Health centre")
    SPECIALIST = "specialist", _("Specialised health care")
    OCCUPATIONAL = "occupational", _("Occupational health care")
    PRIVATE = "private", _("Private health care")
    STUDENT = "student", _("Student health care")
    REHABILITATION = "rehabilitation", _("Provider of rehabilitation")
    PROVIDER = "provider", _("Other service provider")
    EMPLOYER = "employer", _("Employer or place of a work try-out")
    CLIENT = "client", _("The client")
    OTHER = "other", _("Other")


class StatementStatus(models.TextChoices):
    """Where a statement stands (domain/06, 6.4 c)."""

    NEED = "need", _("Need stated")
    REQUESTED = "requested", _("Requested")
    APPOINTMENT = "appointment", _("Appointment booked")
    RECEIVED = "received", _("Received")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


# A step not written here cannot be taken.
STATEMENT_STEPS: dict[StatementStatus, frozenset[StatementStatus]] = {
    StatementStatus.NEED: frozenset(
        {
            StatementStatus.REQUESTED,
            StatementStatus.APPOINTMENT,
            StatementStatus.RECEIVED,
            StatementStatus.REFUSED,
        }
    ),
    StatementStatus.REQUESTED: frozenset(
        {StatementStatus.APPOINTMENT, StatementStatus.RECEIVED, StatementStatus.REFUSED}
    ),
    StatementStatus.APPOINTMENT: frozenset({StatementStatus.RECEIVED, StatementStatus.REFUSED}),
    StatementStatus.RECEIVED: frozenset({StatementStatus.EXPIRED}),
    StatementStatus.REFUSED: frozenset(),
    StatementStatus.EXPIRED: frozenset(),
}
WAITING = (StatementStatus.NEED, StatementStatus.REQUESTED, StatementStatus.APPOINTMENT)
# The column that holds the day of each step, in the order of the path.
STATEMENT_DAYS: dict[StatementStatus, str] = {
    StatementStatus.NEED: "needed_on",
    StatementStatus.REQUESTED: "requested_on",
    StatementStatus.APPOINTMENT: "appointment_on",
    StatementStatus.RECEIVED: "received_on",
    StatementStatus.REFUSED: "refused_on",
    StatementStatus.EXPIRED: "expired_on",
}


class AssessmentModule(models.TextChoices):
    """What is assessed, by the code of the service (domain/06, 6.3; 380/2023 51 §)."""

    COMPETENCE = "A2", _("Competence and professional skills")
    WORK_ABILITY = "A3", _("Work ability")
    ENTREPRENEURSHIP = "A4", _("Readiness for entrepreneurship")
    OTHER = "A5", _("Other expert assessment")
    CONDITIONS = "A6", _("Working conditions")
    HEALTH_CHECK = "H1", _("Health check of an unemployed person")


# The modules of the expert assessment service that is procured (CA-06).
PROCURED_MODULES = (AssessmentModule.WORK_ABILITY, AssessmentModule.COMPETENCE, AssessmentModule.CONDITIONS)


class AssessmentBody(models.TextChoices):
    """Who assesses."""

    PROCURED = "procured", _("Provider of a procured service")
    HEALTH = "health", _("Public health care")
    OCCUPATIONAL = "occupational", _("Occupational health care")
    KELA = "kela", _("Kela")
    PENSION = "pension", _("Earnings-related pension institution")
    SCHOOL = "school", _("School")
    OWN = "own", _("Own employment service")
    OTHER = "other", _("Other")


class AssessmentStatus(models.TextChoices):
    """Where an ordered assessment stands."""

    ORDERED = "ordered", _("Ordered")
    STARTED = "started", _("Started")
    FINISHED = "finished", _("Finished")
    INTERRUPTED = "interrupted", _("Interrupted")
    DECLINED = "declined", _("Declined")


ASSESSMENT_STEPS: dict[AssessmentStatus, frozenset[AssessmentStatus]] = {
    AssessmentStatus.ORDERED: frozenset({AssessmentStatus.STARTED, AssessmentStatus.DECLINED}),
    AssessmentStatus.STARTED: frozenset({AssessmentStatus.FINISHED, AssessmentStatus.INTERRUPTED}),
    AssessmentStatus.FINISHED: frozenset(),
    AssessmentStatus.INTERRUPTED: frozenset(),
    AssessmentStatus.DECLINED: frozenset(),
}


class Occasion(models.TextChoices):
    """At what point of the service the client was asked."""

    START = "start", _("At the start")
    DURING = "during", _("During the service")
    END = "end", _("At the end")


class AbilitatorMode(models.TextChoices):
    """How the Abilitator was answered."""

    INTERVIEW = "interview", _("Interview")
    PAPER = "paper", _("Paper")
    ONLINE = "online", _("Web service")


class AbilitatorLanguage(models.TextChoices):
    """Languages of the Abilitator (domain/06, 6.11)."""

    FINNISH = "fi", _("Finnish")
    EASY_FINNISH = "fi_easy", _("Easy Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    SOMALI = "so", _("Somali")
    SORANI = "ckb", _("Sorani")
    DUTCH = "nl", _("Dutch")
    OTHER = "other", _("Other language")


class BarrierGroup(models.TextChoices):
    """Why work has been out of reach, in groups beside the diagnosis; several may hold (CL-18)."""

    NEURO = "neuro", _("Neuropsychological or neurodevelopmental")
    MUSCULOSKELETAL = "musculoskeletal", _("Musculoskeletal")
    MENTAL = "mental", _("Mental health")
    SUBSTANCE = "substance", _("Substance use")
    PAIN = "pain", _("Pain and fatigue")
    SENSES = "senses", _("Sight, hearing or speech")
    LONG_TERM = "long_term", _("Other long-term illness")
    LEARNING = "learning", _("Learning and memory")
    COMPETENCE = "competence", _("Skills or education")
    LANGUAGE = "language", _("Language")
    CARING = "caring", _("Caring for others")
    EVERYDAY = "everyday", _("Everyday life")
    MOTIVATION = "motivation", _("Trust in oneself or in services")
    DISTANCE = "distance", _("Distances and transport")
    ATTITUDES = "attitudes", _("Attitudes at workplaces")
    OFFERS = "offers", _("No fitting work on offer")


# These name a group of illnesses: shown and recorded only with the right to health.
HEALTH_BARRIERS = frozenset(
    {
        BarrierGroup.NEURO,
        BarrierGroup.MUSCULOSKELETAL,
        BarrierGroup.MENTAL,
        BarrierGroup.SUBSTANCE,
        BarrierGroup.PAIN,
        BarrierGroup.SENSES,
        BarrierGroup.LONG_TERM,
        BarrierGroup.LEARNING,
    }
)


class Need(models.TextChoices):
    """Areas of need beyond work ability (CA-16)."""

    ECONOMY = "economy", _("Economy and debts")
    HOUSING = "housing", _("Housing")
    STUDIES = "studies", _("Studies")
    REHABILITATION = "rehabilitation", _("Rehabilitation")
    SOCIAL = "social", _("Social relations and participation")
    EVERYDAY = "everyday", _("Managing everyday life")
    FAMILY = "family", _("Family and care")
    BENEFITS = "benefits", _("Benefits")
    LANGUAGE = "language", _("Language and integration")
    DIGITAL = "digital", _("Digital skills and devices")
    LEGAL = "legal", _("Legal matters")
    OTHER = "other", _("Other")


class ProposedService(models.TextChoices):
    """Services that a needs assessment may propose (domain/06, 6.3)."""

    ADVICE = "A1", _("Information and advice")
    COMPETENCE = "A2", _("Assessment of competence")
    WORK_ABILITY = "A3", _("Assessment of work ability")
    ENTREPRENEURSHIP = "A4", _("Assessment of readiness for entrepreneurship")
    EXPERT = "A5", _("Other expert assessment")
    CONDITIONS = "A6", _("Planning of working conditions")
    GUIDANCE = "A7", _("Career guidance")
    COACHING = "B1", _("Coaching")
    WORK_DESIGN = "B4", _("TyöDesign (tailored job coaching)")
    TRY_OUT = "C1", _("Work try-out")
    EDUCATION_TRY_OUT = "C2", _("Education try-out")
    TRAINING = "D1", _("Labour market training")
    OWN_STUDIES = "D2", _("Studies on one's own initiative")
    APPRENTICESHIP = "D3", _("Apprenticeship or part of a qualification")
    REHABILITATIVE = "E1", _("Rehabilitative work")
    SOCIAL_REHABILITATION = "E2", _("Social rehabilitation")
    KELA = "F1", _("Kela's vocational rehabilitation")
    PENSION = "G1", _("Rehabilitation by a pension institution")
    ACCIDENT = "G2", _("Rehabilitation by accident or traffic insurance")
    HEALTH_CHECK = "H1", _("Health check of an unemployed person")
    WORK_ABILITY_TEAM = "H2", _("Team for work ability support")
    HEALTH = "H3", _("Other health service")
    MENTAL_HEALTH = "H4", _("Mental health or substance service")
    MULTI_SECTORAL = "I1", _("Multi-sectoral support")
    YOUTH = "I2", _("Ohjaamo or another joint service for the young")
    TYOKANAVA = "J1", _("Työkanava Oy")
    ASSOCIATION = "K1", _("Service of an association")
    PROJECT = "K2", _("Project")
    CERTIFICATE = "L1", _("Certificate for a jobseeker with partial work ability")
    ECONOMY = "M1", _("Economic and debt counselling, housing")
    OTHER = "Z9", _("Other")


class MultiSectoralGround(models.TextChoices):
    """Why several bodies assess together (381/2023 3 §)."""

    WORK_ABILITY = "work_ability", _("Obstacles in work or functional ability")
    LIFE = "life", _("Obstacles in managing life")
    BOTH = "both", _("Both")
