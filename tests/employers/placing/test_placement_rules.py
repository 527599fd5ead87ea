"""How long work lasts, against a plain set of days and a reference library; and the days that agreements take up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.placement_rules import Agreed, days_at_work, last_try_out_day, most_days_in_a_year
from employers.retention import CHECKS, Lasted, Work, kept_at, lasted, merged, survival

START = date(2026, 1, 5)
A_DAY = timedelta(days=1)


def work(begun: int, ended: int | None = None) -> Work:
    return Work(START + timedelta(days=begun), None if ended is None else START + timedelta(days=ended))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 15)), max_size=8))
def test_jobs_at_once_are_one_spell_as_a_plain_set_of_days_has_it(given):
    days = sorted({begun + more for begun, length in given for more in range(length + 1)})
    plain: list[list[int]] = []
    for day in days:
        if plain and plain[-1][1] == day - 1:
            plain[-1][1] = day
        else:
            plain.append([day, day])

    found = merged(work(begun, begun + length) for begun, length in given)

    assert found == [work(*one) for one in plain]


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        ([], []),
        ([work(0, 4), work(5, 9)], [work(0, 9)]),
        ([work(0, 4), work(6, 9)], [work(0, 4), work(6, 9)]),
        ([work(0), work(5, 9), work(20)], [work(0)]),
        ([work(0, 20), work(5)], [work(0)]),
        ([work(3, 9), work(0, 4), work(0, 1)], [work(0, 9)]),
    ],
)
def test_a_spell_that_goes_on_has_no_end(works, expected):
    assert merged(works) == expected


def test_what_goes_on_or_ends_today_is_not_lost():
    day = START + timedelta(days=10)

    found = lasted([work(0, 4), work(0, 9), work(0, 10), work(0, 30), work(0), work(11)], day=day)

    assert [(one.days, one.has_ended) for one in found] == [
        (5, True), (10, True), (11, False), (11, False), (11, False),
    ]  # fmt: skip


SAMPLES = {
    "tied": [(30, True), (30, True), (30, False), (90, True), (120, False), (400, True)],
    "all censored": [(10, False), (20, False), (400, False)],
    "all ended": [(1, True), (1, True), (7, True)],
    "one": [(100, True)],
    "censored with the last": [(5, True), (9, False), (9, True)],
}


def sample(name: str) -> list[Lasted]:
    return [Lasted(days=days, has_ended=ended) for days, ended in SAMPLES[name]]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_share_kept_agrees_with_the_reference_library(name):
    statsmodels = pytest.importorskip("statsmodels.duration.survfunc")
    found = sample(name)

    points = survival(found)

    if any(one.has_ended for one in found):
        times, status = [one.days for one in found], [int(one.has_ended) for one in found]
        referee = statsmodels.SurvfuncRight(times, status)
        assert [point.days for point in points] == list(referee.surv_times)
        assert [point.share for point in points] == pytest.approx(list(referee.surv_prob))
        known = [(point.error, error) for point, error in zip(points, referee.surv_prob_se, strict=True) if point.share]
        assert [ours for ours, _theirs in known] == pytest.approx([theirs for _ours, theirs in known])
        assert [int(count) for count in referee.n_risk] == [point.at_risk for point in points]
    else:
        assert points == []


@pytest.mark.parametrize(
    ("name", "months", "still", "ended", "not_yet", "share"),
    [
        ("tied", 1, 3, 2, 1, 4 / 6),
        ("tied", 3, 2, 3, 1, 4 / 6 * 2 / 3),
        ("tied", 12, 1, 3, 2, 4 / 6 * 2 / 3),
        ("all censored", 1, 1, 0, 2, 1.0),
        ("all ended", 3, 0, 3, 0, 0.0),
        ("censored with the last", 1, 0, 2, 1, None),
        ("one", 3, 1, 0, 0, 1.0),
        ("one", 6, 0, 1, 0, 0.0),
    ],
)
def test_who_is_not_there_yet_is_neither_kept_nor_lost(name, months, still, ended, not_yet, share):
    one = kept_at(sample(name), months=months)

    assert (one.still, one.ended, one.not_yet) == (still, ended, not_yet)
    assert one.share == (None if share is None else pytest.approx(share))
    assert (one.low is None) == (share is None)


def test_nothing_is_known_of_nobody():
    assert [kept_at([], months=months).share for months in CHECKS] == [None] * 4
    assert survival([]) == []


def agreed(begun: date, ends: date, days: int = 4) -> Agreed:
    return Agreed(begun_on=begun, ends_on=ends, hours_a_day=Decimal(5), days_a_week=days)


def test_try_outs_have_six_months_in_all():
    earlier = [agreed(date(2025, 1, 1), date(2025, 1, 31)), agreed(date(2025, 6, 2), date(2025, 6, 2))]

    assert last_try_out_day(date(2026, 1, 5), []) == date(2026, 7, 4)
    assert last_try_out_day(date(2026, 8, 31), []) == date(2027, 2, 27)
    assert last_try_out_day(date(2026, 1, 5), earlier) == date(2026, 7, 4) - timedelta(days=32)


def test_days_of_rehabilitative_work_are_counted_in_twelve_months():
    year = agreed(date(2026, 1, 1), date(2026, 12, 31), 4)

    assert days_at_work([year], first=date(2026, 1, 1), last=date(2026, 12, 31)) == 209
    assert days_at_work([year], first=date(2026, 1, 1), last=date(2026, 1, 7)) == 4
    assert days_at_work([year], first=date(2025, 1, 1), last=date(2025, 12, 31)) == 0
    assert most_days_in_a_year(year, [agreed(date(2026, 3, 2), date(2026, 3, 29), 1)]) == 213
    assert most_days_in_a_year(year, [agreed(date(2024, 3, 2), date(2025, 12, 31), 4)]) == 209
