"""W01–W18: the numbers of client work (domain/01: CL-05, CL-07, CL-13, CL-16, CL-17, CA-03, CA-09)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import ABSENT, CLASSES, NEITHER, Basis, WorkBreakdown, WorkKind
from reporting.indicators.definition import Base, Indicator, Kind, Unit

COUNT, PERCENT, DAYS = (Unit.COUNT,), (Unit.PERCENT,), (Unit.DAYS,)
BOTH = (Unit.COUNT, Unit.PERCENT)

T = Base("T", Q(kind=WorkKind.TARGET), _("clients in the target group, each once"))
K = Base("K", Q(kind=WorkKind.KEYWORD), _("keywords set"))
I = Base("I", Q(kind=WorkKind.IDENTIFIED), _("cases whose reduced work ability was identified"))  # noqa: E741
C = Base("C", Q(kind=WorkKind.CASE), _("cases"))
H = Base("H", Q(kind=WorkKind.PHASE), _("phases of cases"))
D = Base("D", Q(kind=WorkKind.DIRECTION), _("open cases with a direction"))
L = Base("L", Q(kind=WorkKind.SICKNESS), _("open cases in which the maximum of sickness allowance was reached"))
X = Base("X", Q(kind=WorkKind.CONTACT), _("contacts that are no drafts and were not withdrawn"))
R = Base("R", Q(kind=WorkKind.STATEMENT), _("statements that were requested and received"))
BASE_KEYS: dict[Basis, tuple[Base, ...]] = {
    Basis.STOCK: (T, C, H, D, L),
    Basis.BEGUN: (K, I, C, X, R),
    Basis.OVER: (C, H),
}


def classes_of(by: WorkBreakdown) -> tuple[tuple[str, str, Q], ...]:
    """Each class of the breakdown, without the one of what was not given."""
    left_out = {ABSENT, NEITHER} if by == WorkBreakdown.BASIS else {ABSENT}
    return tuple((by.value, code, Q(**{by.value: code})) for code in CLASSES[by] if code not in left_out)


INDICATORS = [
    Indicator(
        code="W01",
        name=_("Target group"),
        base=T,
        units=COUNT,
        basis=Basis.STOCK,
        sensitive=True,
        health=True,
        numerator_words=_("clients with a keyword of the target group, a diagnosis or both at the end of the period"),
    ),
    Indicator(
        code="W02",
        name=_("Target group by basis"),
        base=T,
        units=BOTH,
        basis=Basis.STOCK,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.BASIS),
        sensitive=True,
        health=True,
        numerator_words=_("clients with a diagnosis only, a keyword only, or both at the end of the period"),
    ),
    Indicator(
        code="W03",
        name=_("Keywords set"),
        base=K,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("keywords in force from a day of the period, those set in error left out"),
    ),
    Indicator(
        code="W04",
        name=_("Days to identification, median"),
        base=I,
        units=DAYS,
        basis=Basis.BEGUN,
        kind=Kind.MEDIAN,
        numerator_words=_(
            "days from the beginning of jobseeking, or else from the opening of the case, to the first keyword or to"
            " the first status identified or confirmed; none when there was one at the beginning"
        ),
    ),
    Indicator(
        code="W05",
        name=_("Identified within 14 days"),
        base=I,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(within_14=True),
        numerator_words=_("identified within 14 days of the beginning"),
    ),
    Indicator(
        code="W06",
        name=_("Identified within 30 days"),
        base=I,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(within_30=True),
        numerator_words=_("identified within 30 days of the beginning"),
    ),
    Indicator(
        code="W07",
        name=_("Open cases"),
        base=C,
        units=COUNT,
        basis=Basis.STOCK,
        numerator_words=_("cases opened and not closed at the end of the period; those on hold are among them"),
    ),
    Indicator(
        code="W08",
        name=_("Cases opened"),
        base=C,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("cases opened in the period"),
    ),
    Indicator(
        code="W09",
        name=_("Cases closed"),
        base=C,
        units=COUNT,
        basis=Basis.OVER,
        numerator_words=_("cases closed in the period"),
    ),
    Indicator(
        code="W10",
        name=_("Turnover of the portfolio"),
        base=C,
        units=PERCENT,
        basis=Basis.OVER,
        kind=Kind.RATIO,
        cohort=Basis.STOCK,
        numerator_words=_("cases closed in the period"),
        denominator_words=_("cases open at the end of the period"),
    ),
    Indicator(
        code="W11",
        name=_("Open cases by phase"),
        base=H,
        units=BOTH,
        basis=Basis.STOCK,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.PHASE),
        numerator_words=_("open cases in the phase at the end of the period"),
    ),
    Indicator(
        code="W12",
        name=_("Time in a phase, median"),
        base=H,
        units=DAYS,
        basis=Basis.OVER,
        kind=Kind.MEDIAN,
        numerator_words=_("days from the beginning of a phase to its end, of phases that ended in the period"),
    ),
    Indicator(
        code="W13",
        name=_("Remote contacts"),
        base=X,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(remote=True),
        numerator_words=_("contacts by telephone, video, chat, electronic message, webinar or letter"),
    ),
    Indicator(
        code="W14",
        name=_("Clients with an employment relationship"),
        base=C,
        units=BOTH,
        basis=Basis.STOCK,
        numerator=Q(employed=True),
        numerator_words=_("open cases whose client has an employment relationship, as recorded last"),
    ),
    Indicator(
        code="W15",
        name=_("Maximum of sickness allowance reached"),
        base=L,
        units=COUNT,
        basis=Basis.STOCK,
        sensitive=True,
        numerator_words=_("open cases in which it was reached by the end of the period"),
    ),
    Indicator(
        code="W16",
        name=_("Employed, maximum of sickness allowance reached (F05)"),
        base=L,
        units=COUNT,
        basis=Basis.STOCK,
        sensitive=True,
        numerator=Q(employed=True),
        numerator_words=_("those of them with an employment relationship, as recorded last"),
    ),
    Indicator(
        code="W17",
        name=_("Open cases by direction"),
        base=D,
        units=BOTH,
        basis=Basis.STOCK,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.DIRECTION),
        numerator_words=_("open cases heading this way at the end of the period, as recorded last"),
    ),
    Indicator(
        code="W18",
        name=_("Waiting time of statements, median"),
        base=R,
        units=DAYS,
        basis=Basis.BEGUN,
        kind=Kind.MEDIAN,
        numerator_words=_("days from the request of a statement to its receipt, of those received in the period"),
    ),
]
