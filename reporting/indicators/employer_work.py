"""W54–W65: the numbers of work with employers (domain/04: T05, M13, M14; domain/01: EM-02, EM-06, EM-07)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import Basis, EmployerKind, WorkBreakdown
from reporting.indicators.client_work import BOTH, COUNT, classes_of
from reporting.indicators.definition import Base, Indicator, Kind

EC = Base("EC", Q(kind=EmployerKind.CONTACT), _("contacts with employers, those withdrawn left out"))
ED = Base("ED", Q(kind=EmployerKind.CONTACTED), _("employers contacted, each once a calendar year"))
EW = Base("EW", Q(kind=EmployerKind.WILLING), _("employers whose keyword is in force"))
EK = Base("EK", Q(kind=EmployerKind.KEYWORD), _("employer keywords set"))
EV = Base("EV", Q(kind=EmployerKind.VACANCY), _("vacancies opened"))
EO = Base("EO", Q(kind=EmployerKind.VACANCY), _("vacancies open"))
EL = Base("EL", Q(kind=EmployerKind.LEAD), _("hidden jobs found"))
BASE_KEYS: dict[Basis, tuple[Base, ...]] = {
    Basis.EMPLOYER_STOCK: (EW, EO),
    Basis.EMPLOYER_BEGUN: (EC, ED, EK, EV, EL),
}

INDICATORS = [
    Indicator(
        code="W54",
        name=_("Contacts with employers"),
        base=EC,
        units=COUNT,
        basis=Basis.EMPLOYER_BEGUN,
        numerator_words=_("calls, visits and other contacts held or tried in the period"),
    ),
    Indicator(
        code="W55",
        name=_("Contacts with employers answered"),
        base=EC,
        units=BOTH,
        basis=Basis.EMPLOYER_BEGUN,
        numerator=Q(answered=True),
        numerator_words=_("those in which the employer was reached"),
    ),
    Indicator(
        code="W56",
        name=_("Hiring people with partial work ability raised"),
        base=EC,
        units=BOTH,
        basis=Basis.EMPLOYER_BEGUN,
        numerator=Q(raised=True),
        numerator_words=_(
            "those in which it was talked about; of contacts in which nobody was reached it is not known"
        ),
    ),
    Indicator(
        code="W57",
        name=_("Contacts with employers by interest"),
        base=EC,
        units=BOTH,
        basis=Basis.EMPLOYER_BEGUN,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.INTEREST),
        numerator_words=_("those in which the employer showed this interest in hiring"),
    ),
    Indicator(
        code="W58",
        name=_("Employers contacted"),
        base=ED,
        units=COUNT,
        basis=Basis.EMPLOYER_BEGUN,
        numerator_words=_("employers whose first contact of the calendar year is in the period"),
    ),
    Indicator(
        code="W59",
        name=_("Employers contacted that took a client in"),
        base=ED,
        units=BOTH,
        basis=Basis.EMPLOYER_BEGUN,
        numerator=Q(placed=True),
        numerator_words=_(
            "those with whom a client was placed within twelve months of that contact; of the others it is not known"
            " until the months have passed"
        ),
    ),
    Indicator(
        code="W60",
        name=_("Employers willing to hire"),
        base=EW,
        units=COUNT,
        basis=Basis.EMPLOYER_STOCK,
        numerator_words=_("employers with the keyword in force at the end of the period"),
    ),
    Indicator(
        code="W61",
        name=_("Employer keywords set"),
        base=EK,
        units=COUNT,
        basis=Basis.EMPLOYER_BEGUN,
        numerator_words=_("keywords set in the period"),
    ),
    Indicator(
        code="W62",
        name=_("Vacancies opened"),
        base=EV,
        units=COUNT,
        basis=Basis.EMPLOYER_BEGUN,
        numerator_words=_("vacancies that opened in the period"),
    ),
    Indicator(
        code="W63",
        name=_("Vacancies open"),
        base=EO,
        units=COUNT,
        basis=Basis.EMPLOYER_STOCK,
        numerator_words=_("vacancies open at the end of the period"),
    ),
    Indicator(
        code="W64",
        name=_("Hidden jobs found"),
        base=EL,
        units=COUNT,
        basis=Basis.EMPLOYER_BEGUN,
        numerator_words=_("hidden jobs found in the period"),
    ),
    Indicator(
        code="W65",
        name=_("Hidden jobs that became work"),
        base=EL,
        units=BOTH,
        basis=Basis.EMPLOYER_BEGUN,
        numerator=Q(turned=True),
        numerator_words=_(
            "those found in the period that became a vacancy or a placement; of those still open it is not known"
        ),
    ),
]
