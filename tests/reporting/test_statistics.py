import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

from reporting.statistics import bounds, mcnemar_exact, newcombe_paired, paired_change, wilson

COUNTS = st.integers(min_value=0, max_value=400)
ZERO_MARGINS = [
    ("all_yes", 9, 0, 0, 0),
    ("all_no", 0, 0, 0, 9),
    ("all_moved_in", 0, 9, 0, 0),
    ("all_moved_out", 0, 0, 9, 0),
    ("nobody_at_start", 0, 4, 0, 7),
    ("nobody_at_end", 0, 0, 4, 7),
    ("everybody_at_start", 4, 0, 7, 0),
    ("everybody_at_end", 4, 7, 0, 0),
    ("one_pair", 0, 1, 0, 0),
]


def random_tables(*, seed, n):
    dice = random.Random(seed)
    tops = [1, 3, 20, 400, 100_000]
    for _ in range(n):
        top = dice.choice(tops)
        table = [dice.randint(0, top) if dice.random() > 0.15 else 0 for _ in range(4)]
        if sum(table):
            yield tuple(table)


def square_and_add(a, b, c, d):
    """The formula again, with another library's Wilson limits and exact fractions for the correlation."""
    n = a + b + c + d
    end, start = binomtest(a + b, n), binomtest(a + c, n)
    (l1, u1), (l2, u2) = end.proportion_ci(method="wilson"), start.proportion_ci(method="wilson")
    p1, p2 = (a + b) / n, (a + c) / n
    product = Fraction(a * d - b * c)
    if product > 0:
        product = max(product - Fraction(n, 2), Fraction(0))
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    phi = float(product) / math.sqrt(margins) if margins else 0.0
    below = (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2
    above = (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2
    change = p1 - p2
    return 100 * (change - math.sqrt(max(below, 0))), 100 * (change + math.sqrt(max(above, 0)))


@pytest.mark.parametrize(
    ("_case", "table", "points", "limits"),
    [
        ("check_of_the_order", (12, 74, 3, 315), 17.57, (13.75, 21.69)),
        ("bentur_2009", (1, 1, 7, 12), -28.57, (-50.69, -2.56)),
        ("cavo_2012", (59, 6, 16, 80), -6.21, (-11.86, -0.46)),
    ],
)
def test_newcombe_paired_gives_published_limits(_case, table, points, limits):
    a, b, c, d = table

    low, high = newcombe_paired(a=a, b=b, c=c, d=d)

    assert (round(low, 2), round(high, 2)) == limits
    assert round(100 * (b - c) / sum(table), 2) == points


def test_newcombe_paired_equals_referee_on_random_tables():
    for a, b, c, d in random_tables(seed=20784, n=2_000):
        found = newcombe_paired(a=a, b=b, c=c, d=d)

        assert found == pytest.approx(square_and_add(a, b, c, d), rel=1e-9, abs=1e-9), (a, b, c, d)


@pytest.mark.parametrize(("_case", "a", "b", "c", "d"), ZERO_MARGINS)
def test_newcombe_paired_equals_referee_on_zero_margins(_case, a, b, c, d):
    found = newcombe_paired(a=a, b=b, c=c, d=d)

    assert found == pytest.approx(square_and_add(a, b, c, d), abs=1e-9)


@given(a=COUNTS, b=COUNTS, c=COUNTS, d=COUNTS)
def test_newcombe_paired_turns_round_with_the_table(a, b, c, d):
    if a + b + c + d == 0:
        return

    low, high = newcombe_paired(a=a, b=b, c=c, d=d)

    assert newcombe_paired(a=a, b=c, c=b, d=d) == pytest.approx((-high, -low), abs=1e-9)
    assert -100 - 1e-9 <= low <= 100 * (b - c) / (a + b + c + d) + 1e-9 <= high + 2e-9 <= 100 + 3e-9


def test_wilson_equals_statsmodels():
    for n in (1, 2, 5, 27, 404, 721, 100_000):
        for successes in {0, 1, n // 3, n // 2, n - 1, n}:
            referee = proportion_confint(successes, n, method="wilson")

            assert wilson(successes=successes, n=n) == pytest.approx(referee, abs=1e-12)


def test_wilson_at_the_ends_is_exactly_zero_and_one():
    nobody = wilson(successes=0, n=9)
    everybody = wilson(successes=9, n=9)

    assert nobody[0] == 0.0
    assert everybody[1] == 1.0


@pytest.mark.parametrize(("_case", "successes", "n"), [("nobody_asked", 0, 0), ("negative", -1, 5), ("too_many", 6, 5)])
def test_wilson_refuses_counts_that_cannot_be(_case, successes, n):
    with pytest.raises(ValueError, match="successes"):
        wilson(successes=successes, n=n)


def test_mcnemar_exact_equals_both_referees():
    for a, b, c, d in random_tables(seed=1947, n=400):
        found = mcnemar_exact(b=b, c=c)

        if b + c:
            assert found == pytest.approx(binomtest(b, b + c).pvalue, rel=1e-9)
            assert found == pytest.approx(mcnemar([[a, b], [c, d]], exact=True).pvalue, rel=1e-9)


def test_mcnemar_exact_equals_whole_number_arithmetic():
    for b in range(30):
        for c in range(30):
            tail = sum(math.comb(b + c, k) for k in range(min(b, c) + 1))

            assert mcnemar_exact(b=b, c=c) == pytest.approx(float(min(Fraction(1), Fraction(2 * tail, 2 ** (b + c)))))


def test_mcnemar_exact_is_one_when_nobody_moved():
    assert mcnemar_exact(b=0, c=0) == 1.0


def test_paired_change_states_counts_and_change():
    change = paired_change(a=12, b=74, c=3, d=315)

    assert (change.pairs, change.employed_start, change.employed_end) == (404, 15, 86)
    assert (change.moved_in, change.moved_out, change.net) == (74, 3, 71)
    assert change.net_points == pytest.approx(17.574257425742573)
    assert (change.ci_low, change.ci_high) == newcombe_paired(a=12, b=74, c=3, d=315)
    assert change.p_value == mcnemar_exact(b=74, c=3)


def test_paired_change_without_pairs_is_null():
    change = paired_change(a=0, b=0, c=0, d=0)

    assert change.as_dict() == {
        "pairs": 0,
        "employed_start": None,
        "employed_end": None,
        "moved_in": None,
        "moved_out": None,
        "net": None,
        "net_points": None,
        "ci_low": None,
        "ci_high": None,
        "p_value": None,
    }


@pytest.mark.parametrize("paired_at_start", [0, 12, 27])
def test_paired_change_is_never_the_difference_of_two_groups(paired_at_start):
    moved_in = 86 - paired_at_start

    change = paired_change(a=paired_at_start, b=moved_in, c=0, d=404 - 86)

    assert change.net == 86 - paired_at_start
    assert change.net_points == pytest.approx(100 * (86 - paired_at_start) / 404)


def test_bounds_of_the_programme():
    found = bounds(employed_end=86, pairs=404, starts=721, employed_start=27)

    assert (round(found.low, 1), round(found.high, 1)) == (11.9, 55.9)
    assert found.net_low == pytest.approx(100 * (86 - 27) / 721)
    assert found.net_high == pytest.approx(100 * (86 + 317 - 27) / 721)


def test_bounds_meet_when_every_form_came():
    found = bounds(employed_end=5, pairs=20, starts=20)

    assert (found.low, found.high, found.net_low, found.net_high) == (25.0, 25.0, None, None)


def test_bounds_without_start_forms_are_null():
    found = bounds(employed_end=0, pairs=0, starts=0, employed_start=0)

    assert (found.low, found.high, found.net_low, found.net_high) == (None, None, None, None)
