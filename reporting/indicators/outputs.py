"""CO01–CO18: common output indicators of ESF 2014–2020 (Regulation 1304/2013, Annex I), on complete start forms."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import Basis
from reporting.indicators.definition import Indicator, S, Text, Unit


def _output(
    code: str, name: Text, condition: Q, words: Text, *, refused: Q | None = None, sensitive: bool = False
) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        base=S,
        numerator=condition,
        numerator_words=words,
        refused=refused,
        sensitive=sensitive,
        units=(Unit.COUNT,),
        basis=Basis.START,
    )


UNEMPLOYED = Q(unemployed_start=True)
IDLE = Q(inactive_start=True) & Q(not_in_education_start=True)
JOBLESS = Q(jobless_household=True)

INDICATORS = [
    _output("CO01", _("Unemployed, including long-term unemployed"), UNEMPLOYED, _("unemployed at the start")),
    _output(
        "CO02",
        _("Long-term unemployed"),
        Q(long_term_unemployed=True),
        _("unemployed for more than 12 months, or more than 6 months if under 25"),
    ),
    _output("CO03", _("Inactive"), Q(inactive_start=True), _("outside the labour force or in education at the start")),
    _output("CO04", _("Inactive, not in education or training"), IDLE, _("inactive and not in education at the start")),
    _output("CO05", _("Employed, including self-employed"), Q(employed_start=True), _("employed at the start")),
    _output("CO06", _("Below 25 years of age"), Q(under_25=True), _("under 25 on the first day")),
    _output("CO07", _("Above 54 years of age"), Q(over_54=True), _("55 or older on the first day")),
    _output(
        "CO08",
        _("Above 54 and unemployed, or inactive and not in education"),
        Q(over_54=True) & (UNEMPLOYED | IDLE),
        _("55 or older and (CO01 or CO04)"),
    ),
    _output(
        "CO09",
        _("Primary or lower secondary education (ISCED 1–2)"),
        Q(isced__in=["1", "2"]),
        _("highest completed education ISCED 1 or 2"),
    ),
    _output(
        "CO10",
        _("Upper secondary or post-secondary education (ISCED 3–4)"),
        Q(isced__in=["3", "4"]),
        _("highest completed education ISCED 3 or 4"),
    ),
    _output(
        "CO11",
        _("Tertiary education (ISCED 5–8)"),
        Q(isced__in=["5", "6", "7", "8"]),
        _("highest completed education ISCED 5 to 8"),
    ),
    _output("CO12", _("In a jobless household"), JOBLESS, _("nobody in the household works")),
    _output(
        "CO13",
        _("In a jobless household with dependent children"),
        JOBLESS & Q(has_dependants=True),
        _("CO12 and dependent children"),
    ),
    _output(
        "CO14",
        _("In a single-adult household with dependent children"),
        Q(single_adult=True) & Q(has_dependants=True),
        _("one adult in the household and dependent children"),
    ),
    _output(
        "CO15",
        _("Migrants, people with a foreign background, minorities"),
        Q(is_foreign=True),
        _("answered yes"),
        refused=Q(foreign_background="8"),
        sensitive=True,
    ),
    _output(
        "CO16",
        _("Participants with disabilities"),
        Q(is_disabled=True),
        _("answered yes"),
        refused=Q(disability="8"),
        sensitive=True,
    ),
    _output(
        "CO17",
        _("Other disadvantaged"),
        Q(is_otherwise_disadvantaged=True),
        _("answered yes"),
        refused=Q(other_disadvantage="8"),
        sensitive=True,
    ),
    _output(
        "CO18",
        _("Homeless or affected by housing exclusion"),
        Q(is_homeless=True),
        _("answered yes"),
        refused=Q(housing="8"),
        sensitive=True,
    ),
]
