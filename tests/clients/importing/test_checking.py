from datetime import date

import pytest

from clients.calendar_days import months_after
from clients.services.importing.checking import Checker, Verdict
from clients.services.importing.columns import CODE_LISTS, NAMES
from clients.services.importing.reading import SheetRow
from tests.factories.imports import COMPLETE, ENDED, FOLLOWED, row

LISTS = {
    "gender": {"1", "2", "3", "9"},
    "labour_market_status": {"11", "12", "21", "22", "23", "31", "32", "33"},
    "sensitive_answer": {"0", "1", "8"},
    "municipality": {"005", "091", "413"},
    "isced": set("0123456789"),
    "household": {"1", "2"},
    "job_kind": set("1234567"),
    "ending_reason": {"10", "60"},
    "path": {"1", "1a"},
    "missing_reason": set("123459"),
    "improvement": set("abcd0"),
}


def check(values: dict[str, str], *, units=("lahti",), surplus=False, number=2) -> Verdict:
    checker = Checker(lists=LISTS, units=units)
    return checker.check(SheetRow(number, {name: values.get(name, "") for name in NAMES}, surplus))


def codes(verdict: Verdict) -> list[tuple[str | None, str]]:
    return [(problem.column, problem.code) for problem in verdict.problems]


def test_every_list_that_a_column_names_must_be_given():
    with pytest.raises(LookupError):
        Checker(lists={name: set() for name in CODE_LISTS - {"path"}}, units=None)


def test_a_full_row_is_understood():
    verdict = check(row(base=FOLLOWED, unit="Lahti", municipality="413"))

    assert verdict.problems == []
    assert verdict.notes == []
    assert verdict.row is not None
    assert (verdict.row.started_on, verdict.row.adults, verdict.row.in_education) == (date(2018, 1, 15), 1, False)
    assert (verdict.row.municipality, verdict.row.end_missing_reason, verdict.row.followup_improved) == ("413", "", "a")


def test_the_least_row_is_a_participation_without_forms():
    verdict = check({"client_ref": "r1", "started_on": "1.2.2018"})

    assert verdict.problems == []
    assert verdict.row is not None
    assert (verdict.row.started_on, verdict.row.birth_date, verdict.row.start_status) == (date(2018, 2, 1), None, "")


@pytest.mark.parametrize(
    ("_case", "values", "expected"),
    [
        ("reference", row("", base=COMPLETE), [("client_ref", "missing_value")]),
        ("start", row(started_on=""), [("started_on", "missing_value")]),
        ("day of the end", row(base=ENDED, end_observed_on=""), [("end_observed_on", "missing_value")]),
        ("day of follow-up", row(base=FOLLOWED, followup_observed_on=""), [("followup_observed_on", "missing_value")]),
        ("gender", row(gender="4"), [("gender", "unknown_code")]),
        ("status", row(start_status="99"), [("start_status", "unknown_code")]),
        ("flag", row(in_education="2"), [("in_education", "unknown_code")]),
        ("flag in words", row(working_members="yes"), [("working_members", "unknown_code")]),
        ("answer", row(disability="9"), [("disability", "unknown_code")]),
        ("municipality", row(municipality="999"), [("municipality", "unknown_code")]),
        ("education", row(isced="10"), [("isced", "unknown_code")]),
        ("household", row(household="3"), [("household", "unknown_code")]),
        ("kind of work", row(base=ENDED, end_job_kind="8"), [("end_job_kind", "unknown_code")]),
        ("reason", row(base=ENDED, end_reason="11x"), [("end_reason", "unknown_code")]),
        ("path", row(base=ENDED, end_path="9z"), [("end_path", "unknown_code")]),
        ("missing", row(end_missing_reason="7"), [("end_missing_reason", "unknown_code")]),
        ("improved", row(base=FOLLOWED, followup_improved="e"), [("followup_improved", "unknown_code")]),
        ("no such day", row(started_on="2018-02-30"), [("started_on", "bad_date")]),
        ("day and time", row(started_on="2018-02-03T10:00:00"), [("started_on", "bad_date")]),
        ("short year", row(birth_date="1.2.80"), [("birth_date", "bad_date")]),
        ("slashes", row(birth_date="01/02/1980"), [("birth_date", "bad_date")]),
        ("a week", row(birth_date="1980-W01-1"), [("birth_date", "bad_date")]),
        ("other digits", row(birth_date="١٩٨٠-01-01"), [("birth_date", "bad_date")]),
        ("too far back", row(birth_date="0980-01-01"), [("birth_date", "bad_date")]),
        ("a word", row(unemployed_months="many"), [("unemployed_months", "bad_number")]),
        ("negative", row(unemployed_months="-1"), [("unemployed_months", "bad_number")]),
        ("a half", row(adults="1.5"), [("adults", "bad_number")]),
        ("beyond reason", row(adults="9" * 400), [("adults", "bad_number")]),
        ("not a number", row(adults="NaN"), [("adults", "bad_number")]),
        ("reference of 65", row("x" * 65), [("client_ref", "too_long")]),
        ("unit of 201", row(unit="x" * 201), [("unit", "too_long")]),
        ("no such unit", row(unit="Tampere"), [("unit", "unknown_unit")]),
        ("born later", row(birth_date="2018-01-16"), [("birth_date", "birth_after_start")]),
        ("ended earlier", row(ended_on="2018-01-14"), [("ended_on", "end_before_start")]),
        (
            "seen before the end",
            row(base=ENDED, end_observed_on="2018-09-29"),
            [("end_observed_on", "observation_outside_28_days")],
        ),
        (
            "seen on day 29",
            row(base=ENDED, end_observed_on="2018-10-29"),
            [("end_observed_on", "observation_outside_28_days")],
        ),
        ("end alone", row(base={**ENDED, "start_status": ""}), [("end_status", "end_without_start")]),
        ("follow-up alone", row(base=FOLLOWED, end_status=""), [("followup_status", "followup_without_end")]),
        (
            "too early",
            row(base=FOLLOWED, followup_observed_on="2019-03-29"),
            [("followup_observed_on", "followup_too_early")],
        ),
        ("end and none", row(base=ENDED, end_missing_reason="1"), [("end_missing_reason", "contradiction")]),
    ],
)
def test_each_fault_has_its_code(_case, values, expected):
    verdict = check(values)

    assert codes(verdict) == expected
    assert verdict.row is None
    assert all(problem.message for problem in verdict.problems)


@pytest.mark.parametrize(
    ("_case", "values"),
    [
        ("reference of 64", row("x" * 64)),
        ("born on the day", row(birth_date="2018-01-15")),
        ("ended on the day", row(ended_on="2018-01-15")),
        ("seen on the day", row(base=ENDED, end_observed_on="2018-09-30")),
        ("seen on day 28", row(base=ENDED, end_observed_on="2018-10-28")),
        ("six months on", row(base=FOLLOWED, followup_observed_on="2019-03-30")),
        (
            "end of a short month",
            row(base=FOLLOWED, ended_on="2018-08-31", end_observed_on="2018-08-31", followup_observed_on="2019-02-28"),
        ),
        ("a reason and no end form", row(ended_on="2018-09-30", end_missing_reason="1", end_reason="60")),
        ("whole number with a decimal", row(adults="2.0")),
        ("zeros lost", row(municipality="5")),
        ("day with zeros", row(started_on="01.02.2018")),
    ],
)
def test_what_lies_on_the_boundary_enters(_case, values):
    assert codes(check(values)) == []


def test_the_day_before_the_end_of_a_short_month_is_too_early():
    values = row(base=FOLLOWED, ended_on="2018-08-31", end_observed_on="2018-08-31", followup_observed_on="2019-02-27")

    assert codes(check(values)) == [("followup_observed_on", "followup_too_early")]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2018, 8, 31), date(2019, 2, 28)),
        (date(2019, 8, 31), date(2020, 2, 29)),
        (date(2018, 8, 28), date(2019, 2, 28)),
        (date(2018, 6, 30), date(2018, 12, 30)),
        (date(2018, 12, 31), date(2019, 6, 30)),
    ],
)
def test_six_months_after(day, later):
    assert months_after(day, 6) == later


def test_a_row_may_have_several_faults_told_in_the_order_of_the_columns():
    verdict = check(row("", base=ENDED, started_on="soon", gender="x", end_missing_reason="1"), surplus=True)

    assert codes(verdict) == [
        (None, "too_long"),
        ("client_ref", "missing_value"),
        ("started_on", "bad_date"),
        ("gender", "unknown_code"),
        ("end_missing_reason", "contradiction"),
    ]


def test_a_second_row_of_a_reference_is_told_the_first():
    checker = Checker(lists=LISTS, units=None)
    cells = {name: row().get(name, "") for name in NAMES}

    first = checker.check(SheetRow(2, {**cells, "gender": "x"}, surplus=False))
    second = checker.check(SheetRow(7, cells, surplus=False))

    assert codes(first) == [("gender", "unknown_code")]
    assert codes(second) == [("client_ref", "duplicate_ref")]
    assert second.problems[0].details == {"first": 2}


def test_what_has_no_form_to_be_kept_in_is_told_and_not_fatal():
    verdict = check({"client_ref": "r1", "started_on": "2018-01-15", "isced": "3", "adults": "0", "end_job_kind": "1"})

    assert verdict.row is not None
    assert [(note.code, note.column, note.details) for note in verdict.notes] == [
        ("not_kept", "isced", {"columns": "isced, adults"}),
        ("not_kept", "end_job_kind", {"columns": "end_job_kind"}),
    ]


def test_a_sentence_shows_little_of_the_value():
    long, secret = check(row(gender="a" * 100)), check(row(gender="010190-999P"))

    assert "a" * 17 not in long.problems[0].message
    assert "999" not in secret.problems[0].message


def test_composed_and_decomposed_letters_are_the_same_reference_and_unit():
    verdict = check(row("A\u030abo", unit="LAHTI"))

    assert verdict.row is not None
    assert verdict.row.client_ref == "Åbo"
