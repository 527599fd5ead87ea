"""Codes of partners and their services (domain/06, 6.3 and 6.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerType(models.TextChoices):
    """What kind of body a partner is."""

    KELA = "KELA", _("Kela")
    COUNTY = "HVA", _("Wellbeing services county, health and social services centre")
    PENSION = "TYOELAKE", _("Earnings-related pension insurer")
    INSURANCE = "VAK", _("Insurance rehabilitation")
    MUNICIPALITY = "KUNTA", _("Municipality")
    JOINT = "TYM", _("Multi-sectoral support")
    OCCUPATIONAL = "TTH", _("Occupational health care")
    SCHOOL = "OPP", _("Educational institution")
    SPECIAL_SCHOOL = "ERITOPP", _("Vocational special needs school")
    ASSOCIATION = "JARJ", _("Association or foundation")
    DISABILITY = "VAMJARJ", _("Disability organisation")
    INTERMEDIATE = "VALITYO", _("Intermediate labour market operator")
    REHABILITATION = "KUNTLAIT", _("Rehabilitation institution")
    PROVIDER = "TUOTTAJA", _("Service provider")
    PROJECT = "HANKE", pgettext_lazy("partner", "Project")
    COMPANY = "YRITYS", pgettext_lazy("partner", "Company")
    STATE = "VALTIO", _("State authority")
    GUIDANCE = "OHJAAMO", _("Ohjaamo guidance centre")
    INSTITUTE = "THL", _("Finnish Institute for Health and Welfare")


class ServiceCode(models.TextChoices):
    """What a client is guided to; the application's own list of domain/06, 6.3."""

    ADVICE = "A1", _("Information and advice (section 50)")
    SKILLS = "A2", _("Survey of competence and vocational skills (section 51)")
    WORK_ABILITY = "A3", _("Examination or assessment of work ability (section 51)")
    ENTREPRENEURSHIP = "A4", _("Assessment of capability as an entrepreneur (section 51)")
    EXPERT = "A5", _("Other expert assessment (section 51)")
    CONDITIONS = "A6", _("Planning of working conditions")
    GUIDANCE = "A7", _("Vocational guidance and career planning (section 52)")
    SEEKING_COACHING = "B1", _("Job-search coaching (section 53)")
    JOB_COACHING = "B2", _("Job coaching (section 53)")
    CAREER_COACHING = "B3", _("Career coaching (section 53)")
    TYODESIGN = "B4", _("TyöDesign, tailored job coaching")
    TRY_OUT = "C1", _("Work try-out (section 54)")
    TRAINING_TRY_OUT = "C2", _("Training try-out (section 54)")
    TRAINING = "D1", _("Labour-market training")
    SELF_MOTIVATED = "D2", _("Self-motivated studies with unemployment benefit")
    APPRENTICESHIP = "D3", _("Apprenticeship or partial qualification")
    REHABILITATIVE_WORK = "E1", _("Rehabilitative work activity")
    SOCIAL = "E2", _("Social rehabilitation")
    KELA_STUDY = "F1", _("Kela: vocational rehabilitation assessment")
    KELA_TAITO = "F2", _("Kela: Taito rehabilitation")
    KELA_NUOTTI = "F3", _("Kela: NUOTTI coaching")
    KELA_EMPLOYMENT = "F4", _("Kela: vocational rehabilitation promoting employment")
    KELA_TRY_OUT = "F5", _("Kela: training try-out")
    KELA_VAYLA = "F6", _("Kela: Oma väylä rehabilitation")
    KELA_KIILA = "F7", _("Kela: KIILA rehabilitation")
    KELA_BUSINESS = "F8", _("Kela: business support")
    KELA_AIDS = "F9", _("Kela: aids for study and work")
    PENSION = "G1", _("Rehabilitation of an earnings-related pension insurer")
    ACCIDENT = "G2", _("Rehabilitation of accident or motor insurance")
    HEALTH_CHECK = "H1", _("Health check of an unemployed person")
    TEAM = "H2", _("Work-ability support team")
    HEALTH = "H3", _("Other health service")
    MENTAL = "H4", _("Mental-health or substance-use service")
    JOINT = "I1", _("Multi-sectoral support (381/2023)")
    OHJAAMO = "I2", _("Ohjaamo, joint service for young people")
    TYOKANAVA = "J1", _("Työkanava Oy")
    ASSOCIATION = "K1", _("Service of an association")
    PROJECT = "K2", _("Service of a project")
    CERTIFICATE = "L1", _("Certificate for a jobseeker with partial work ability")
    EVERYDAY = "M1", _("Financial and debt counselling, housing")
    OTHER = "Z9", _("Other service")


# What the statistics of employment services call the service: LMP code and national codes (domain/06, 6.3).
STATISTICS: dict[ServiceCode, tuple[str, tuple[str, ...]]] = {
    ServiceCode.SEEKING_COACHING: ("11_FI59", ("3",)),
    ServiceCode.JOB_COACHING: ("11_FI61", ("4",)),
    ServiceCode.TYODESIGN: ("11_FI61", ("4",)),
    ServiceCode.CAREER_COACHING: ("11_FI60", ("5",)),
    ServiceCode.TRAINING_TRY_OUT: ("21_FI63", ("36",)),
    ServiceCode.TRY_OUT: ("22_FI62", ("20", "21")),
    ServiceCode.TRAINING: ("21_FI6", ("0", "1")),
    ServiceCode.SELF_MOTIVATED: ("21_FI17", ("06",)),
    ServiceCode.APPRENTICESHIP: ("24_FI7", ("51", "55", "56", "58", "68", "87", "88", "89")),
    ServiceCode.REHABILITATIVE_WORK: ("6_FI36", ("05",)),
}
