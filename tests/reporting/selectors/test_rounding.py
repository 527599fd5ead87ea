from decimal import Decimal

import pytest
from django.utils import translation

from reporting.selectors.figures import number_text, percent_text, rounded, signed_text


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.9887, 2, "0.99"),
        (51.96, 1, "52.0"),
        (2.5, 0, "3"),
        (-2.5, 0, "\u22123"),
        (0.125, 2, "0.13"),
        (-0.04, 1, "0.0"),
        (Decimal("740.00"), 0, "740"),
        (1_727_188, None, "1,727,188"),
    ],
)
def test_number_is_rounded_half_away_from_zero(value, places, shown):
    assert number_text(value, places=places) == shown


def test_percent_and_points_are_rounded_not_cut():
    assert percent_text(52.288) == "52.3\u00a0%"
    assert signed_text(17.574) == "+17.6"
    assert signed_text(-0.04) == "0.0"
    assert signed_text(-3.25) == "\u22123.3"


def test_rounded_has_no_minus_zero():
    assert str(rounded(-0.01, 1)) == "0.0"
