"""A01–A18: the indicators of programme S20784 (domain/04, 4.5), on pairs where the programme compared groups."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import CLASSES, Basis, Breakdown
from reporting.indicators.definition import B, E, Indicator, Kind, P, S, Unit

COUNT, PERCENT, POINTS = (Unit.COUNT,), (Unit.PERCENT,), (Unit.POINTS,)
BOTH = (Unit.COUNT, Unit.PERCENT)

STATES = {
    "employed": _("Employed"),
    "unemployed": _("Unemployed"),
    "student": _("In education"),
    "outside": _("Outside the labour force"),
}
NO_END = "none"


def _classes(*breakdowns: Breakdown) -> tuple[tuple[str, str, Q], ...]:
    return tuple(
        (by.value, category, Q(**{by.value: category}))
        for by in breakdowns
        for category in CLASSES[by]
        if category != "9"
    )


def _flows() -> tuple[tuple[str, str, Q], ...]:
    to_end = [(start, end, Q(paired=True, start_class=start, end_class=end)) for start in STATES for end in STATES]
    to_nothing = [(start, NO_END, Q(paired=False, start_class=start)) for start in STATES]
    return (*to_end, *to_nothing)


INDICATORS = [
    Indicator(
        code="A01",
        name=_("Participants"),
        base=P,
        units=COUNT,
        basis=Basis.START,
        numerator_words=_("all participations, complete or not"),
    ),
    Indicator(
        code="A02",
        name=_("Start forms"),
        base=S,
        units=COUNT,
        basis=Basis.START,
        numerator_words=_("participations with a complete start form"),
    ),
    Indicator(
        code="A03",
        name=_("End forms"),
        base=E,
        units=COUNT,
        basis=Basis.END,
        numerator_words=_("complete end forms of people with a complete start form"),
    ),
    Indicator(
        code="A04",
        name=_("End-form coverage"),
        base=S,
        units=PERCENT,
        basis=Basis.START,
        numerator=Q(paired=True),
        numerator_words=_("start forms that have a complete end form"),
    ),
    Indicator(
        code="A05",
        name=_("Attainment of the target"),
        base=P,
        units=PERCENT,
        basis=Basis.START,
        kind=Kind.TARGET,
        numerator_words=_("participants"),
        denominator_words=_("the target as each document gives it"),
    ),
    Indicator(
        code="A06",
        name=_("Women"),
        base=P,
        units=PERCENT,
        basis=Basis.START,
        numerator=Q(woman=True),
        numerator_words=_("women"),
        denominator=Q(gender__in=["1", "2", "3"]),
        denominator_words=_("participations whose gender is given"),
    ),
    Indicator(
        code="A07",
        name=_("Age distribution"),
        base=S,
        units=BOTH,
        basis=Basis.START,
        kind=Kind.CLASSES,
        classes=_classes(Breakdown.AGE_ESF, Breakdown.AGE_GROUP),
        numerator_words=_("people of the age class on the first day"),
    ),
    Indicator(
        code="A08",
        name=_("Level of education"),
        base=S,
        units=BOTH,
        basis=Basis.START,
        kind=Kind.CLASSES,
        classes=_classes(Breakdown.EDUCATION, Breakdown.ISCED),
        numerator_words=_("people whose highest completed education is in the class"),
    ),
    Indicator(
        code="A09",
        name=_("Living alone"),
        base=S,
        units=BOTH,
        basis=Basis.START,
        numerator=Q(household="1"),
        numerator_words=_("people who live alone"),
    ),
    Indicator(
        code="A10",
        name=_("Household of two or more"),
        base=S,
        units=BOTH,
        basis=Basis.START,
        numerator=Q(household="2"),
        numerator_words=_("people who live in a household of two or more"),
    ),
    Indicator(
        code="A11",
        name=_("Dependent children"),
        base=S,
        units=BOTH,
        basis=Basis.START,
        numerator=Q(has_dependants=True),
        numerator_words=_("people with dependent children in the household"),
    ),
    Indicator(
        code="A12",
        name=_("Foreign background or minority"),
        base=S,
        units=PERCENT,
        basis=Basis.START,
        sensitive=True,
        numerator=Q(is_foreign=True),
        numerator_words=_("people who answered yes"),
        denominator=Q(foreign_background__in=["0", "1"]),
        denominator_words=_("people who answered yes or no"),
        refused=Q(foreign_background="8"),
    ),
    Indicator(
        code="A13",
        name=_("Homelessness or threat of it"),
        base=S,
        units=PERCENT,
        basis=Basis.START,
        sensitive=True,
        numerator=Q(is_homeless=True),
        numerator_words=_("people who answered yes"),
        denominator=Q(housing__in=["0", "1"]),
        denominator_words=_("people who answered yes or no"),
        refused=Q(housing="8"),
    ),
    Indicator(
        code="A14",
        name=_("Employed at the start"),
        base=S,
        units=BOTH,
        basis=Basis.START,
        numerator=Q(employed_start=True),
        numerator_words=_("people employed at the start, apprentices included"),
    ),
    Indicator(
        code="A15",
        name=_("Employed at the end"),
        base=E,
        units=BOTH,
        basis=Basis.END,
        numerator=Q(employed_end=True),
        numerator_words=_("people employed at the end, apprentices included"),
    ),
    Indicator(
        code="A16",
        name=_("Moved into work"),
        base=E,
        units=PERCENT,
        basis=Basis.END,
        numerator=Q(not_employed_start=True) & Q(employed_end=True),
        numerator_words=_("people not employed at the start and employed at the end"),
        denominator=Q(not_employed_start=True),
        denominator_words=_("pairs not employed at the start"),
    ),
    Indicator(
        code="A17",
        name=_("Net change in employment among pairs"),
        base=E,
        units=POINTS,
        basis=Basis.END,
        kind=Kind.PAIRED,
        numerator=Q(employed_end=True),
        numerator_words=_("people who moved into work less people who moved out of work"),
        classes=(
            ("paired", "a", Q(employed_start=True) & Q(employed_end=True)),
            ("paired", "b", Q(not_employed_start=True) & Q(employed_end=True)),
            ("paired", "c", Q(employed_start=True) & Q(not_employed_end=True)),
            ("paired", "d", Q(not_employed_start=True) & Q(not_employed_end=True)),
        ),
    ),
    Indicator(
        code="A18",
        name=_("Participating companies"),
        base=B,
        units=COUNT,
        basis=Basis.COMPANY,
        numerator_words=_(
            "employers with a business id whose first answered contact for the programme is in the period"
        ),
    ),
    Indicator(
        code="FLOW",
        name=_("From status at the start to status at the end"),
        base=S,
        units=COUNT,
        basis=Basis.START,
        kind=Kind.FLOW,
        classes=_flows(),
        numerator_words=_("people with this status at the start and at the end, or without an end form"),
    ),
]
