"""A printed figure beside the computed one: matches as it was printed, differs, or must differ."""

from decimal import Decimal

import pytest

from reporting.models import PublishedFigure
from reporting.selectors.published import (
    CANNOT,
    DIFFERS,
    LATER,
    MATCHES,
    NEARLY,
    TARGET,
    UNKNOWN,
    figure_cells,
    verdict,
)


@pytest.mark.parametrize(
    ("comparable", "printed", "computed", "expected"),
    [
        ("exact", 774, 774, MATCHES),
        ("exact", 774, 773, DIFFERS),
        ("rounded", 56, 56.03, NEARLY),
        ("rounded", 24, 23.5, NEARLY),
        ("rounded", 24, 24.5, DIFFERS),
        ("truncated", 10, 10.99, NEARLY),
        ("truncated", 10, 11, DIFFERS),
        ("approximate", 3, 3.14, NEARLY),
        ("approximate", 3, 3.5, DIFFERS),
        ("not comparable", 59, 59, CANNOT),
        ("contradictory", 77, 76, CANNOT),
        ("exact", 1, None, UNKNOWN),
    ],
)
def test_verdict_puts_the_figure_as_it_was_printed(comparable, printed, computed, expected):
    assert verdict(comparable=comparable, printed=printed, computed=computed) == expected


class Found:
    """Computed values that are all 71."""

    def figure(self, *_names):
        return 71


@pytest.mark.parametrize(
    ("key", "indicator", "comparable", "label", "computed"),
    [
        ("participants_target_report", "A05", "exact", TARGET.label, "–"),
        ("companies", "A18", "exact", MATCHES.label, "71"),
        ("employed_difference", "A17", "not comparable", CANNOT.label, "71"),
        ("end_forms", "A03", "exact", MATCHES.label, "71"),
    ],
)
def test_line_says_why(key, indicator, comparable, label, computed):
    figure = PublishedFigure(key=key, indicator=indicator, printed=Decimal(71), comparable=comparable)

    cells = figure_cells(figure, Found())

    assert (cells[4].text, cells[5].text) == (computed, label)


def test_figure_of_an_unknown_programme_is_to_come():
    figure = PublishedFigure(key="referrals", indicator="T07", printed=Decimal(340), comparable="exact")

    cells = figure_cells(figure, None)

    assert (cells[5].text, bool(cells[6].text)) == (LATER.label, True)
