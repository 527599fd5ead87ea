"""CR01–CR09: common result indicators of ESF 2014–2020 (Regulation 1304/2013, Annex I), on pairs only."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import Basis
from reporting.indicators.definition import Base, E, F, Indicator, Text, Unit

SEEKING = Q(inactive_start=True) & Q(start_status__in=["31", "33"]) & Q(seeking_end=True)
STUDYING = Q(not_in_education_start=True) & Q(in_education_end=True)
QUALIFIED = Q(qualified=True)
WORKING = Q(not_employed_start=True) & Q(employed_end=True)
WORKING_LATER = Q(not_employed_start=True) & Q(employed_followup=True)
DISADVANTAGED = Q(is_foreign=True) | Q(is_disabled=True) | Q(is_otherwise_disadvantaged=True)


def _result(code: str, name: Text, condition: Q, words: Text, *, base: Base = E, sensitive: bool = False) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        base=base,
        numerator=condition,
        numerator_words=words,
        sensitive=sensitive,
        units=(Unit.COUNT,),
        basis=Basis.END if base is E else Basis.FOLLOW_UP,
    )


INDICATORS = [
    _result(
        "CR01",
        _("Inactive, engaged in job searching upon leaving"),
        SEEKING,
        _("inactive and not seeking work at the start, unemployed or seeking work at the end"),
    ),
    _result(
        "CR02",
        _("In education or training upon leaving"),
        STUDYING,
        _("not in education at the start, in education at the end"),
    ),
    _result("CR03", _("Gaining a qualification upon leaving"), QUALIFIED, _("gained a qualification in the programme")),
    _result(
        "CR04",
        _("In employment, including self-employment, upon leaving"),
        WORKING,
        _("unemployed or inactive at the start, employed at the end"),
    ),
    _result(
        "CR05",
        _("Disadvantaged with a result upon leaving"),
        DISADVANTAGED & (SEEKING | STUDYING | QUALIFIED | WORKING),
        _("(CO15 or CO16 or CO17) and any of CR01 to CR04"),
        sensitive=True,
    ),
    _result(
        "CR06",
        _("In employment six months after leaving"),
        WORKING_LATER,
        _("not employed at the start, employed at the follow-up"),
        base=F,
    ),
    _result(
        "CR07",
        _("Improved labour-market situation six months after leaving"),
        Q(employed_start=True) & Q(improved=True),
        _("employed at the start and in a better position at the follow-up"),
        base=F,
    ),
    _result(
        "CR08",
        _("Above 54 years of age in employment six months after leaving"),
        Q(over_54=True) & WORKING_LATER,
        _("CO07 and CR06"),
        base=F,
    ),
    _result(
        "CR09",
        _("Disadvantaged in employment six months after leaving"),
        DISADVANTAGED & WORKING_LATER,
        _("(CO15 or CO16 or CO17) and CR06"),
        base=F,
        sensitive=True,
    ),
]
