"""A number, a hidden small number, a null with its reason and a true zero are four different cells."""

import pytest
from django.utils.translation import override

from reporting.selectors.figures import category_text, class_text, field_cell, in_reading_order, signed_text, value_cell


def item(**given):
    plain = {"indicator": "A04", "value": 56.03, "value_unit": "percent", "numerator": 404, "reason": None}
    return {**plain, "suppressed_fields": [], "by": None, "category": None, "period": "all", **given}


@pytest.mark.parametrize(
    ("given", "text", "kind"),
    [
        ({}, "56.0\u00a0%", ""),
        ({"value": 0, "value_unit": "count"}, "0", ""),
        ({"value": -3.25, "value_unit": "points"}, "\u22123.3 points", ""),
        ({"value": None, "reason": "no_cases"}, "nobody to count", "absent"),
        ({"value": None, "suppressed_fields": ["value"]}, "hidden (small number)", "hidden"),
    ],
)
def test_value_cell_tells_the_four_apart(given, text, kind):
    with override("en"):
        cell = value_cell(item(**given))

    assert (cell.text, cell.kind) == (text, kind)


def test_hidden_cell_holds_no_number():
    with override("en"):
        cell = field_cell(item(numerator=3, suppressed_fields=["numerator"]), "numerator", url="/people/")

    assert (cell.value, cell.url, cell.kind) == (None, "", "hidden")


@pytest.mark.parametrize(("value", "text"), [(1.25, "+1.3"), (-1.25, "\u22121.3"), (0, "0.0"), (-0.01, "0.0")])
def test_change_carries_its_sign(value, text):
    with override("en"):
        assert signed_text(value) == text


def test_classes_are_named():
    with override("en"):
        assert category_text("gender", "1") == "Women"
        assert category_text("unit", "9") == "No unit"
        assert category_text("unit", "Pohjoinen") == "Pohjoinen"
        assert category_text(None, None) == ""
        assert class_text("age_esf:<25") == "Under 25"


def test_reading_order_is_that_of_the_list():
    items = [item(by="age_esf", category=name) for name in (">54", "25-54", "<25")]

    assert [one["category"] for one in in_reading_order(items)] == ["<25", "25-54", ">54"]
