"""The operator's commands: the same items unsuppressed, and a computation that is asked for and awaited."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.context import acting, set_context
from ledger.models import Job
from reporting.selectors.values import Ask, scope_for_operator, values
from tests.factories.network import ProgrammeFactory
from tests.reporting.api.conftest import EVERY_AREA


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def printed(name, *arguments):
    said = io.StringIO()
    call_command(name, *arguments, stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_values_are_one_json_array_on_the_last_line(world):
    said = printed("indicator_values", "--programme", "S20784", "--indicator", "A03", "--by", "gender")

    with acting(areas=EVERY_AREA):
        ask = Ask(programme=world.joint, indicators=("A03",), by="gender")
        expected = [item.as_dict() for item in values(ask, scope_for_operator(world.joint))]
    assert json.loads(said.splitlines()[-1]) == expected
    assert expected
    assert not any(item["suppressed"] for item in expected)


def test_values_take_every_parameter_of_the_api(world):
    said = printed(
        "indicator_values",
        *("--programme", "S20784", "--indicator", "A01,A02", "--indicator", "A03"),
        *("--period", "quarter", "--from", "2018-Q2", "--to", "2018", "--format", "json"),
    )

    items = json.loads(said.splitlines()[-1])
    assert {item["indicator"] for item in items} == {"A01", "A02", "A03"}
    assert {item["period"] for item in items} == {"2018-Q2", "2018-Q3", "2018-Q4"}


def test_values_as_csv_have_a_header_and_a_line_per_item(world):
    arguments = ("--programme", "S20784", "--by", "isced")

    lines = list(csv.DictReader(io.StringIO(printed("indicator_values", *arguments, "--format", "csv"))))
    items = json.loads(printed("indicator_values", *arguments).splitlines()[-1])

    assert [line["indicator"] for line in lines] == [item["indicator"] for item in items]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--programme", "X"), "“X”"),
        (("--programme", "S20784", "--indicator", "A99"), "--indicator.*A99"),
        (("--programme", "S20784", "--period", "week"), "--period.*quarter"),
        (("--programme", "S20784", "--by", "name"), "--by.*gender"),
        (("--programme", "S20784", "--unit", "Nowhere"), "Nowhere"),
        (("--programme", "S20784", "--from", "2018"), "--from"),
        (("--programme", "S20784", "--format", "xml"), "--format.*csv"),
    ],
)
def test_values_refuse_with_a_sentence(world, arguments, expected):
    with pytest.raises(CommandError, match=expected):
        printed("indicator_values", *arguments)


def test_compute_asks_for_a_job_in_every_area_and_prints_the_run(world):
    said = printed("compute_indicators", "--programme", "S20784")

    set_context(user=None, areas=EVERY_AREA)
    assert {str(run) for run in Job.objects.values_list("run", flat=True)} == {said.strip()}
    assert Job.objects.count() == 2


@pytest.mark.parametrize(("areas", "code"), [([], "EMPTY"), ([41], "other")])
def test_compute_refuses_with_a_sentence(world, areas, code):
    set_context(user=None, areas=EVERY_AREA)
    ProgrammeFactory(code="EMPTY", areas=areas)

    with pytest.raises(CommandError, match=code):
        printed("compute_indicators", "--programme", code)
