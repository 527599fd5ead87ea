"""The planted-bug drill can be run: every plant applies to the tree as it is, and names tests that exist."""

import ast
from pathlib import Path

import pytest

from scripts.drill import LEAST_CAUGHT, Plant, fault_of, load_plants, planted, report, verdict_of
from tests.house.written_tests import written_tests

ROOT = Path(__file__).resolve().parent.parent.parent
PLANTS = load_plants()
PLANT = Plant(name="p", removes="a guard", file="guard.py", old="guarded = True", new="guarded = False", tests=("t",))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_plant_applies_and_stays_readable(plant):
    assert fault_of(plant) == ""
    if plant.file.endswith(".py"):
        ast.parse((ROOT / plant.file).read_text(encoding="utf-8").replace(plant.old, plant.new))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_plant_names_tests_that_exist(plant):
    known = written_tests()
    folders = {str(parent) for test in known for parent in Path(test.partition("::")[0]).parents}

    assert plant.tests
    assert [
        test for test in plant.tests if test not in known | {one.partition("::")[0] for one in known} | folders
    ] == []


def test_enough_is_planted_once_each():
    names = [plant.name for plant in PLANTS]

    assert len(names) >= 25
    assert sorted(names) == sorted(set(names))


def test_a_plant_stands_only_while_it_is_tried(tmp_path):
    path = tmp_path / "guard.py"
    path.write_text("guarded = True\n")

    with planted(PLANT, tmp_path):
        there = path.read_text()

    assert there == "guarded = False\n"
    assert path.read_text() == "guarded = True\n"


@pytest.mark.parametrize("text", ["", "guarded = True\nguarded = True\n"])
def test_a_plant_that_does_not_apply_is_told(tmp_path, text):
    (tmp_path / "guard.py").write_text(text)

    assert fault_of(PLANT, tmp_path) == f"p: its text stands {text.count('guarded')} times in guard.py"


@pytest.mark.parametrize(
    ("code", "said", "caught_by"),
    [
        (1, "FAILED tests/a.py::test_b - assert 1 == 2\n1 failed", "tests/a.py::test_b"),
        (0, "1 passed", ""),
        (1, "ERROR tests/a.py::test_b - no such table", ""),
        (2, "ERROR tests/a.py - SyntaxError", ""),
    ],
)
def test_only_a_test_that_failed_catches(code, said, caught_by):
    verdict = verdict_of(PLANT, code=code, said=said)

    assert verdict.caught_by == caught_by
    assert bool(verdict.why_missed) is not bool(caught_by)


@pytest.mark.parametrize(("missed", "code"), [(0, 0), (1, 0), (2, 1)])
def test_the_drill_fails_below_its_bar(missed, code):
    caught = verdict_of(PLANT, code=1, said="FAILED tests/a.py::test_b")
    lost = verdict_of(PLANT, code=0, said="")

    assert LEAST_CAUGHT == 95
    assert report([caught] * (20 - missed) + [lost] * missed) == code
