"""The engine against the referee: every indicator, period and breakdown, person by person in plain Python."""

import itertools
import random
from typing import Any

import pytest

from accounts.models import Unit
from reporting.selectors.items import Item
from reporting.selectors.people import Pick, count_behind, facts_counted
from reporting.selectors.values import Ask, scope_for_operator, values
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA
from tests.factories.network import ProgrammeFactory
from tests.reporting import plain
from tests.reporting.loading import load_rows

PERIODS = ("all", "year", "quarter", "month")
COMPARED = ("numerator", "denominator", "value", "missing", "base")


def computed(rows: list[dict[str, str]]) -> Any:
    programme = ProgrammeFactory()
    load_rows(rows, programme=programme, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    return programme


def engine_items(programme: Any, **ask: Any) -> dict[plain.Key, Item]:
    found = values(Ask(programme=programme, **ask), scope_for_operator(programme))
    keyed = {plain.Key(i.indicator, i.value_unit, i.period, i.by, i.category, i.klass): i for i in found}
    assert len(keyed) == len(found)
    return keyed


def same(item: Item, expected: dict[str, Any]) -> None:
    if item.indicator == "A17" and not expected["pairs"]:
        assert (item.value, item.base, item.numerator) == (None, 0, None)
        return
    for name in COMPARED:
        assert getattr(item, name) == pytest.approx(expected[name], abs=1e-9), (item, name)
    assert (item.refused or 0) == expected["refused"]


@pytest.mark.django_db
@pytest.mark.capability("PR-05")
@pytest.mark.parametrize(
    ("period", "seed", "people"), [("all", 1, 200), ("year", 2, 150), ("quarter", 3, 100), ("month", 4, 60)]
)
def test_every_indicator_equals_the_referee(period, seed, people):
    rows = plain.random_rows(seed, people)
    programme = computed(rows)

    for by in plain.DIMENSIONS:
        ours = engine_items(programme, period=period, by=by)
        theirs = plain.indicators(rows, period=period, by=by)
        assert theirs.keys() <= ours.keys()
        for key, expected in theirs.items():
            same(ours[key], expected)
        for key in ours.keys() - theirs.keys():
            if key.indicator != "FLOW":
                assert ours[key].base == 0, key


@pytest.mark.django_db
@pytest.mark.parametrize("period", PERIODS)
def test_paired_change_equals_the_referee(period):
    rows = plain.random_rows(3, 200)
    programme = computed(rows)

    ours = engine_items(programme, indicators=("A17",), period=period)
    bounds = plain.bounds(rows, period=period)

    for key, expected in plain.indicators(rows, period=period).items():
        if key.indicator != "A17" or not expected["pairs"]:
            continue
        for name in (
            "employed_start",
            "employed_end",
            "moved_in",
            "moved_out",
            "net",
            "net_points",
            "ci_low",
            "ci_high",
            "p_value",
        ):
            assert ours[key].extra[name] == pytest.approx(expected[name], abs=1e-9)
    for (label, _group), limits in bounds.items():
        item = ours[plain.Key("A17", "points", label, "", "", "")]
        assert {name: item.extra[name] for name in limits} == pytest.approx(limits)


@pytest.mark.django_db
@pytest.mark.parametrize("period", PERIODS)
def test_flow_equals_the_referee(period):
    rows = plain.random_rows(4, 200)
    programme = computed(rows)

    ours = engine_items(programme, indicators=("FLOW",), period=period)

    theirs = plain.flow(rows, period=period)
    assert {
        (key.period, key.category, *key.klass.split(":")): item.numerator
        for key, item in ours.items()
        if item.numerator
    } == theirs


@pytest.mark.django_db
def test_one_unit_equals_the_referee_over_its_rows():
    rows = plain.random_rows(5, 200)
    programme = computed(rows)
    unit = Unit.objects.filter(area_id=HOME_AREA, name=rows[0]["unit"] or "Pilot A").first()
    unit = unit or Unit.objects.filter(area_id=HOME_AREA).first()

    ours = engine_items(programme, unit=unit.pk, by="gender")

    theirs = plain.indicators([row for row in rows if row.get("unit") == unit.name], by="gender")
    for key, expected in theirs.items():
        same(ours[key], expected)


@pytest.mark.django_db
def test_every_number_opens_to_as_many_rows():
    programme = computed(plain.random_rows(6, 120))
    scope = scope_for_operator(programme)
    dice = random.Random(6)

    for period, by in itertools.product(("all", "quarter"), ("", "gender", "age_esf", "unit", "housing")):
        items = engine_items(programme, period=period, by=by)
        numbered = [key for key, item in items.items() if item.base and key.indicator != "A05"]
        for key in dice.sample(sorted(numbered), min(12, len(numbered))):
            opens(programme, scope, key, items[key])


def opens(programme: Any, scope: Any, key: plain.Key, item: Item) -> None:
    place = {"period": key.period, "by": key.by, "category": key.category, "klass": key.klass}
    parts = {"numerator": item.numerator, "missing": item.missing, "base": item.base}
    if key.indicator == "A17":
        del parts["numerator"]
        parts |= {name: item.extra[name] for name in ("moved_in", "moved_out", "employed_start", "employed_end")}
    for part, number in parts.items():
        one = Pick(programme=programme, indicator=key.indicator, part=part, **place)
        assert count_behind(one, scope) == number, one
        assert facts_counted(one, scope.areas).count() == number, one
