"""Each rule of each indicator on one made-up person at a time: who counts, who does not, of whom it cannot be told."""

from decimal import Decimal

import pytest

from accounts.context import acting
from reporting.enums import Basis
from reporting.indicators import CATALOGUE, Kind
from reporting.models import Target
from reporting.selectors.people import Pick, facts_counted
from reporting.selectors.values import Ask, scope_for_operator, values
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows

START = {
    "started_on": "2018-01-15", "gender": "1", "birth_date": "1980-06-15", "start_status": "11",
    "unemployed_months": "3", "in_education": "0", "isced": "3", "household": "1",
}  # fmt: skip
END = START | {"ended_on": "2018-09-30", "end_observed_on": "2018-10-01", "end_status": "11"}
LATER = END | {"followup_observed_on": "2019-03-30", "followup_status": "11"}
INACTIVE = {"start_status": "33"}
COUNTS, NOT, UNKNOWN, OUTSIDE = "counts", "does not", "cannot be told", "is not looked at"

CASES = [
    ("A01", {"started_on": "2018-01-15"}, COUNTS),
    ("A02", START, COUNTS),
    ("A02", START | {"gender": "9"}, OUTSIDE),
    ("A02", START | {"birth_date": ""}, OUTSIDE),
    ("A02", START | {"in_education": ""}, OUTSIDE),
    ("A02", START | {"isced": "9"}, OUTSIDE),
    ("A02", START | {"isced": "0"}, COUNTS),
    ("A02", START | {"household": ""}, OUTSIDE),
    ("A02", START | {"unemployed_months": ""}, OUTSIDE),
    ("A02", START | {"start_status": "33", "unemployed_months": ""}, COUNTS),
    ("A03", END, COUNTS),
    ("A03", END | {"ended_on": ""}, OUTSIDE),
    ("A03", END | {"isced": ""}, OUTSIDE),
    ("A04", END, COUNTS),
    ("A04", START, NOT),
    ("A06", {"started_on": "2018-01-15", "gender": "1"}, COUNTS),
    ("A06", {"started_on": "2018-01-15", "gender": "3"}, NOT),
    ("A06", {"started_on": "2018-01-15", "gender": "9"}, UNKNOWN),
    ("A06", {"started_on": "2018-01-15", "gender": ""}, UNKNOWN),
    ("A09", START | {"household": "1"}, COUNTS),
    ("A09", START | {"household": "2"}, NOT),
    ("A10", START | {"household": "2"}, COUNTS),
    ("A11", START | {"dependent_children": "1"}, COUNTS),
    ("A11", START | {"dependent_children": "0"}, NOT),
    ("A11", START, UNKNOWN),
    ("A12", START | {"foreign_background": "1"}, COUNTS),
    ("A12", START | {"foreign_background": "0"}, NOT),
    ("A12", START | {"foreign_background": "8"}, UNKNOWN),
    ("A13", START | {"housing_exclusion": "1"}, COUNTS),
    ("A13", START, UNKNOWN),
    ("A14", START | {"start_status": "22"}, COUNTS),
    ("A14", START | {"start_status": "23"}, COUNTS),
    ("A14", START, NOT),
    ("A15", END | {"end_status": "22"}, COUNTS),
    ("A15", END, NOT),
    ("A15", END | {"end_status": "21", "gender": ""}, OUTSIDE),
    ("A16", END | {"end_status": "21"}, COUNTS),
    ("A16", END | {"start_status": "21", "end_status": "21"}, NOT),
    ("CO01", START | {"start_status": "12"}, COUNTS),
    ("CO01", START | {"start_status": "31"}, NOT),
    ("CO02", START | {"unemployed_months": "12"}, NOT),
    ("CO02", START | {"unemployed_months": "13"}, COUNTS),
    ("CO02", START | {"unemployed_months": "7", "birth_date": "1993-01-16"}, COUNTS),
    ("CO02", START | {"unemployed_months": "7", "birth_date": "1993-01-15"}, NOT),
    ("CO02", START | {"unemployed_months": "6", "birth_date": "1999-01-01"}, NOT),
    ("CO02", START | {"unemployed_months": "40", "start_status": "33"}, NOT),
    ("CO03", START | {"start_status": "31"}, COUNTS),
    ("CO03", START | {"start_status": "21"}, NOT),
    ("CO04", START | INACTIVE, COUNTS),
    ("CO04", START | {"start_status": "31"}, NOT),
    ("CO04", START | {"start_status": "32", "in_education": "1"}, NOT),
    ("CO05", START | {"start_status": "22"}, COUNTS),
    ("CO06", START | {"birth_date": "1993-01-16"}, COUNTS),
    ("CO06", START | {"birth_date": "1993-01-15"}, NOT),
    ("CO07", START | {"birth_date": "1963-01-15"}, COUNTS),
    ("CO07", START | {"birth_date": "1963-01-16"}, NOT),
    ("CO08", START | {"birth_date": "1960-01-01"}, COUNTS),
    ("CO08", START | {"birth_date": "1960-01-01", "start_status": "33"}, COUNTS),
    ("CO08", START | {"birth_date": "1960-01-01", "start_status": "31"}, NOT),
    ("CO08", START | {"birth_date": "1960-01-01", "start_status": "21"}, NOT),
    ("CO09", START | {"isced": "2"}, COUNTS),
    ("CO09", START | {"isced": "0"}, NOT),
    ("CO10", START | {"isced": "4"}, COUNTS),
    ("CO11", START | {"isced": "8"}, COUNTS),
    ("CO11", START | {"isced": "4"}, NOT),
    ("CO12", START | {"working_members": "0"}, COUNTS),
    ("CO12", START | {"working_members": "1"}, NOT),
    ("CO12", START, UNKNOWN),
    ("CO13", START | {"working_members": "0", "dependent_children": "1"}, COUNTS),
    ("CO13", START | {"dependent_children": "0"}, NOT),
    ("CO13", START | {"working_members": "1"}, NOT),
    ("CO13", START | {"working_members": "0"}, UNKNOWN),
    ("CO14", START | {"adults": "1", "dependent_children": "1"}, COUNTS),
    ("CO14", START | {"adults": "2"}, NOT),
    ("CO14", START | {"dependent_children": "1"}, UNKNOWN),
    ("CO15", START | {"foreign_background": "1"}, COUNTS),
    ("CO15", START | {"foreign_background": "8"}, UNKNOWN),
    ("CO16", START | {"disability": "1"}, COUNTS),
    ("CO16", START | {"disability": "0"}, NOT),
    ("CO17", START | {"other_disadvantage": "1"}, COUNTS),
    ("CO17", START, UNKNOWN),
    ("CO18", START | {"housing_exclusion": "1"}, COUNTS),
    ("CR01", END | INACTIVE, COUNTS),
    ("CR01", END | {"start_status": "31", "end_status": "32"}, COUNTS),
    ("CR01", END | {"start_status": "32", "end_status": "11"}, NOT),
    ("CR01", END | INACTIVE | {"end_status": "21"}, NOT),
    ("CR02", END | {"end_in_education": "1"}, COUNTS),
    ("CR02", END | {"end_status": "31", "end_in_education": ""}, COUNTS),
    ("CR02", END | {"end_in_education": "1", "in_education": "1"}, NOT),
    ("CR02", END | {"start_status": "31", "end_in_education": "1"}, NOT),
    ("CR02", END, UNKNOWN),
    ("CR03", END | {"end_qualification": "1"}, COUNTS),
    ("CR03", END | {"end_qualification": "0"}, NOT),
    ("CR03", END, UNKNOWN),
    ("CR04", END | {"end_status": "23"}, COUNTS),
    ("CR04", END | {"start_status": "21", "end_status": "21"}, NOT),
    ("CR05", END | {"disability": "1", "end_status": "21"}, COUNTS),
    ("CR05", END | {"housing_exclusion": "1", "end_status": "21", "foreign_background": "0", "disability": "0",
                    "other_disadvantage": "0"}, NOT),
    ("CR05", END | {"end_status": "21"}, UNKNOWN),
    ("CR05", END | {"disability": "1", "end_in_education": "0", "end_qualification": "0"}, NOT),
    ("CR05", END | {"disability": "1"}, UNKNOWN),
    ("CR06", LATER | {"followup_status": "21"}, COUNTS),
    ("CR06", LATER, NOT),
    ("CR06", END | {"followup_observed_on": "2019-03-30", "followup_status": "21", "household": ""}, OUTSIDE),
    ("CR07", LATER | {"start_status": "21", "followup_improved": "d"}, COUNTS),
    ("CR07", LATER | {"start_status": "21", "followup_improved": "0"}, NOT),
    ("CR07", LATER | {"start_status": "21"}, UNKNOWN),
    ("CR07", LATER | {"followup_improved": "a"}, NOT),
    ("CR08", LATER | {"followup_status": "21", "birth_date": "1960-01-01"}, COUNTS),
    ("CR08", LATER | {"followup_status": "21"}, NOT),
    ("CR09", LATER | {"followup_status": "21", "other_disadvantage": "1"}, COUNTS),
    ("CR09", LATER | {"followup_status": "21"}, UNKNOWN),
    ("CR09", LATER, NOT),
]  # fmt: skip


def refs(programme, code, part):
    scope = scope_for_operator(programme)
    found = facts_counted(Pick(programme=programme, indicator=code, part=part), scope.areas)
    return {ref for ref in found.values_list("client_ref", flat=True) if ref.startswith(f"{code}-")}


@pytest.mark.django_db
@pytest.mark.capability("CA-23")
def test_each_rule_counts_whom_it_says():
    programme = ProgrammeFactory()
    rows = [row | {"client_ref": f"{code}-{number}"} for number, (code, row, _answer) in enumerate(CASES)]
    load_rows(rows, programme=programme, area=HOME_AREA)

    compute_area(area_id=HOME_AREA, programme_id=programme.pk)

    for wanted in sorted({code for code, _row, _answer in CASES}):
        mine = [(f"{code}-{number}", answer) for number, (code, _row, answer) in enumerate(CASES) if code == wanted]
        assert refs(programme, wanted, "numerator") == {ref for ref, answer in mine if answer == COUNTS}, wanted
        assert refs(programme, wanted, "missing") == {ref for ref, answer in mine if answer == UNKNOWN}, wanted
        assert refs(programme, wanted, "base") == {ref for ref, answer in mine if answer != OUTSIDE}, wanted


def test_every_indicator_with_a_numerator_has_a_case():
    assert {code for code, _row, _answer in CASES} == {
        indicator.code
        for indicator in CATALOGUE.values()
        if indicator.kind is Kind.SHARE and indicator.basis is not Basis.COMPANY  # companies: test_employer_work
    }


@pytest.mark.capability("PR-03")
def test_attainment_is_told_of_each_target_with_its_source(live_database):
    with acting(areas=[HOME_AREA]):
        programme = ProgrammeFactory()
        load_rows([START | {"client_ref": str(number)} for number in range(77)], programme=programme, area=HOME_AREA)
        compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    for value, source in ((70, "Report"), (74, "Application")):
        Target.objects.using("owner").create(
            programme_id=programme.pk, indicator="A01", value=Decimal(value), source=source
        )

    with acting(areas=[HOME_AREA]):
        found = values(Ask(programme=programme, indicators=("A05",)), scope_for_operator(programme))

    assert [(i.klass, i.numerator, i.denominator, round(i.value, 1)) for i in found] == [
        ("Application", 77, 74, 104.1),
        ("Report", 77, 70, 110.0),
    ]
