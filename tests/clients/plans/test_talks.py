"""When talks are due: at each boundary, from jobseeking's first day to years on."""

from datetime import date, timedelta

import pytest

from clients.calendar_days import is_working_day, months_after, working_days_after
from clients.deadline_rules import RULES, rule_on
from clients.enums.deadlines import DeadlineRule
from clients.selectors.talks import Jobseeking, Leave, Talk, talks_due

BEGAN = date(2026, 3, 2)  # a Monday
SEEKING = Jobseeking(began_on=BEGAN, opened_on=BEGAN)
INITIAL = Talk(on=date(2026, 3, 6), kind="initial")


def due(*talks: Talk, day: date = BEGAN, seeking: Jobseeking = SEEKING, leaves: tuple[Leave, ...] = ()) -> dict:
    found = talks_due(seeking, talks=talks, leaves=leaves, day=day)
    return {one.rule.value: (one.due_on, one.number, one.times) for one in found}


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 1), False),
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2026, 6, 18), True),
        (date(2026, 6, 19), False),  # Midsummer Eve
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),  # Christmas Eve
        (date(2026, 12, 28), True),
        (date(2027, 1, 6), False),  # Epiphany
        (date(2026, 6, 20), False),  # a Saturday
    ],
)
def test_working_days_leave_out_the_eves_on_which_no_term_ends(day, is_working):
    assert is_working_day(day) == is_working


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 31), date(2026, 4, 9)),  # over Easter
        (date(2026, 6, 15), date(2026, 6, 23)),  # over Midsummer
        (date(2026, 12, 21), date(2026, 12, 30)),  # over Christmas
    ],
)
def test_five_working_days_after(day, later):
    assert working_days_after(day, 5) == later


def test_months_end_on_the_last_day_of_a_shorter_month():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_every_rule_is_law_from_its_day_only():
    assert [rule_on(one.rule, one.valid_from - timedelta(days=1)) for one in RULES] == [None] * len(RULES)
    assert [rule_on(one.rule, one.valid_from) for one in RULES] == list(RULES)


@pytest.mark.capability("CA-07")
def test_the_initial_talk_is_due_five_working_days_after_the_beginning():
    assert due() == {"initial": (date(2026, 3, 9), 1, 1)}


@pytest.mark.parametrize(
    ("ended", "rule"),
    [(date(2025, 9, 1), "initial"), (date(2025, 9, 2), "initial"), (date(2025, 9, 3), "complementary")],
)
def test_no_new_initial_talk_within_six_months_of_an_earlier_jobseeking(ended, rule):
    seeking = Jobseeking(began_on=BEGAN, opened_on=BEGAN, earlier_ended_on=ended)

    assert due(seeking=seeking) == {rule: (date(2026, 3, 9), 1, 1)}


def test_after_the_initial_talk_the_others_run_from_its_day():
    assert due(INITIAL, day=date(2026, 3, 6)) == {
        "complementary": (date(2026, 3, 20), 1, 5),
        "periodic": (date(2026, 6, 6), 1, 1),
        "pair": (date(2026, 10, 6), 1, 2),
    }


@pytest.mark.parametrize("held", range(1, 5))
def test_each_complementary_talk_is_two_weeks_after_the_one_before(held):
    talks = [Talk(on=INITIAL.on + timedelta(days=10 * number), kind="complementary") for number in range(1, held + 1)]

    found = due(INITIAL, *talks, day=talks[-1].on)

    assert found["complementary"] == (talks[-1].on + timedelta(days=14), held + 1, 5)


def test_after_five_complementary_talks_no_sixth_is_due():
    talks = [Talk(on=INITIAL.on + timedelta(days=14 * number), kind="complementary") for number in range(1, 6)]

    assert set(due(INITIAL, *talks, day=date(2026, 6, 1))) == {"periodic", "pair"}


def test_the_five_are_not_asked_for_any_more_when_the_pairs_begin():
    assert "complementary" in due(INITIAL, day=date(2026, 9, 5))
    assert "complementary" not in due(INITIAL, day=date(2026, 9, 6))


def test_a_job_search_talk_is_due_three_months_after_the_last():
    talk = Talk(on=date(2026, 5, 29), kind="periodic")

    assert due(INITIAL, talk, day=date(2026, 5, 29))["periodic"] == (date(2026, 8, 29), 1, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], (date(2026, 10, 6), 1, 2)),
        ([date(2026, 9, 5)], (date(2026, 10, 6), 1, 2)),  # the day before the span
        ([date(2026, 9, 6)], (date(2026, 10, 6), 2, 2)),  # its first day
        ([date(2026, 9, 6), date(2026, 10, 6)], (date(2027, 4, 6), 1, 2)),
        ([date(2026, 9, 6), date(2026, 10, 7)], (date(2027, 4, 6), 1, 2)),  # held late, and held
    ],
)
def test_two_talks_are_due_in_the_month_after_each_six(days, expected):
    talks = [Talk(on=on, kind="complementary") for on in days]

    assert due(INITIAL, *talks, day=date(2026, 10, 7))["pair"] == expected


def test_a_pair_that_was_missed_gives_way_to_the_next():
    assert due(INITIAL, day=date(2027, 3, 5))["pair"] == (date(2026, 10, 6), 1, 2)
    assert due(INITIAL, day=date(2027, 3, 6))["pair"] == (date(2027, 4, 6), 1, 2)


def test_what_was_due_before_the_case_came_here_is_taken_as_held():
    seeking = Jobseeking(began_on=BEGAN, opened_on=date(2026, 4, 15))

    found = due(day=date(2026, 4, 15), seeking=seeking)

    # Taken as held: the initial talk on 9 March, complementary ones on 23 March and 6 April.
    assert found == {
        "complementary": (date(2026, 4, 20), 3, 5),
        "periodic": (date(2026, 6, 9), 1, 1),
        "pair": (date(2026, 10, 9), 1, 2),
    }


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 9)),  # over before the day
        (date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 10)),
        (date(2026, 3, 9), date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 3, 10), date(2026, 5, 31), date(2026, 3, 9)),  # late already
    ],
)
def test_an_exception_puts_a_talk_off_to_the_day_after_it(since, until, expected):
    leave = Leave(rules=frozenset({"initial"}), since=since, until=until, ground="in_work")

    assert due(leaves=(leave,))["initial"][0] == expected


def test_an_exception_of_one_rule_leaves_the_others():
    leave = Leave(rules=frozenset({"periodic"}), since=BEGAN, until=date(2026, 12, 31), ground="in_work")

    found = due(INITIAL, day=date(2026, 3, 6), leaves=(leave,))

    assert (found["periodic"][0], found["complementary"][0]) == (date(2027, 1, 1), date(2026, 3, 20))


def test_exceptions_follow_one_another():
    leaves = (
        Leave(rules=frozenset({"initial"}), since=date(2026, 4, 1), until=date(2026, 4, 30), ground="studying"),
        Leave(rules=frozenset({"initial"}), since=BEGAN, until=date(2026, 3, 31), ground="in_work"),
    )

    assert due(leaves=leaves)["initial"][0] == date(2026, 5, 1)


def test_a_talk_to_come_counts_for_nothing():
    assert due(INITIAL, day=date(2026, 3, 5)) == {"initial": (date(2026, 3, 9), 1, 1)}


def test_no_law_no_deadline():
    seeking = Jobseeking(began_on=date(2024, 12, 31), opened_on=date(2024, 12, 31))

    assert talks_due(seeking, talks=(), day=date(2026, 1, 1)) == []


def test_the_rules_are_each_in_the_table_once():
    assert sorted({one.rule for one in RULES}) == sorted(one.rule for one in RULES)
    assert DeadlineRule.STATEMENT_ENDS not in {one.rule for one in RULES}
