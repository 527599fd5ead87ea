"""Interval and test of a paired before/after change, and the bounds that the missing end forms leave."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95
"""The confidence level of every interval the product prints."""

CONTINUITY = 0.5
"""Half a pair in n, taken off the correlation of Newcombe's method 10."""

_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True)
class PairedChange:
    """What became of the pairs; everything but the counts is null without pairs."""

    pairs: int
    employed_start: int | None
    employed_end: int | None
    moved_in: int | None
    moved_out: int | None
    net: int | None
    net_points: float | None
    ci_low: float | None
    ci_high: float | None
    p_value: float | None

    def as_dict(self) -> dict[str, int | float | None]:
        return asdict(self)


@dataclass(frozen=True)
class Bounds:
    """Shares, in percent of all start forms, if every missing end form is a no (low) or a yes (high)."""

    low: float | None
    high: float | None
    net_low: float | None
    net_high: float | None


def wilson(*, successes: int, n: int) -> tuple[float, float]:
    """The two Wilson score limits of a share, without continuity correction.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError("successes must lie between 0 and n, and n be positive")
    share = successes / n
    square = _Z * _Z
    middle = share + square / (2 * n)
    reach = _Z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    scale = 1 + square / n
    low = 0.0 if successes == 0 else (middle - reach) / scale
    high = 1.0 if successes == n else (middle + reach) / scale
    return low, high


def newcombe_paired(*, a: int, b: int, c: int, d: int) -> tuple[float, float]:
    """The limits, in points, of the change between two measurements of the same people.

    `a` yes both times, `b` yes only at the end, `c` yes only at the start, `d` no both times; the change is
    100(b - c)/n. Square-and-add with a corrected correlation: method 10 of R. G. Newcombe, "Improved confidence
    intervals for the difference between binomial proportions based on paired data", Statistics in Medicine 17
    (1998) 2635-2650.
    """
    n = a + b + c + d
    end, start = (a + b) / n, (a + c) / n
    end_low, end_high = wilson(successes=a + b, n=n)
    start_low, start_high = wilson(successes=a + c, n=n)
    phi = _correlation(a=a, b=b, c=c, d=d)
    change = (b - c) / n
    below = _joined(one=end - end_low, other=start_high - start, phi=phi)
    above = _joined(one=end_high - end, other=start - start_low, phi=phi)
    return 100 * (change - below), 100 * (change + above)


def mcnemar_exact(*, b: int, c: int) -> float:
    """The two-sided exact probability of a split as uneven as `b` against `c` when either way is equally likely.

    Q. McNemar, Psychometrika 12 (1947) 153-157, with the binomial in place of the chi-square. Nobody moved: 1.
    """
    if b + c == 0:
        return 1.0
    from scipy.special import bdtr  # imported here: it takes long and few processes need it

    return min(1.0, 2 * float(bdtr(min(b, c), b + c, 0.5)))


def paired_change(*, a: int, b: int, c: int, d: int) -> PairedChange:
    """The whole statement about the pairs: counts both times, moves, net change with its interval and test."""
    n = a + b + c + d
    if n == 0:
        return PairedChange(0, None, None, None, None, None, None, None, None, None)
    low, high = newcombe_paired(a=a, b=b, c=c, d=d)
    return PairedChange(
        pairs=n,
        employed_start=a + c,
        employed_end=a + b,
        moved_in=b,
        moved_out=c,
        net=b - c,
        net_points=100 * (b - c) / n,
        ci_low=low,
        ci_high=high,
        p_value=mcnemar_exact(b=b, c=c),
    )


def bounds(*, employed_end: int, pairs: int, starts: int, employed_start: int | None = None) -> Bounds:
    """The least and the greatest share employed at the end that the missing end forms allow, and the net change.

    Worst-case bounds without assumptions: C. F. Manski, "Nonparametric bounds on treatment effects", American
    Economic Review 80 (1990) 319-323. The net bounds take off the share employed at the start of all `starts`.
    """
    if starts == 0:
        return Bounds(None, None, None, None)
    low = 100 * employed_end / starts
    high = 100 * (employed_end + starts - pairs) / starts
    if employed_start is None:
        return Bounds(low, high, None, None)
    before = 100 * employed_start / starts
    return Bounds(low, high, low - before, high - before)


def _correlation(*, a: int, b: int, c: int, d: int) -> float:
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return 0.0
    product: float = a * d - b * c
    if product > 0:
        product = max(product - CONTINUITY * (a + b + c + d), 0.0)
    return product / sqrt(margins)


def _joined(*, one: float, other: float, phi: float) -> float:
    return sqrt(max(one * one - 2 * phi * one * other + other * other, 0.0))
