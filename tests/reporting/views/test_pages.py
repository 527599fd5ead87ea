"""What the pages show: every number, its people, and what is hidden, absent or a true zero; at a constant price."""

import csv
import io
import json
import re

import openpyxl
import pytest

from accounts.context import set_context
from network.models import ProgrammeArea
from reporting.selectors.values import Ask, scope_for_operator, values
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, member
from tests.factories.ledger import JobFactory
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows


def single(programme, code, unit="count"):
    found = values(Ask(programme=programme, indicators=(code,)), scope_for_operator(programme))
    return next(item for item in found if item.value_unit == unit)


def chart_data(response, name):
    text = response.content.decode()
    return json.loads(
        re.search(rf'<script id="{name}-data" type="application/json">(.*?)</script>', text, re.DOTALL)[1]
    )


def test_dashboard_shows_the_values_of_the_engine(signed_in, programme):
    response = signed_in("supervisor").get("/programmes/S20784/")

    text = " ".join(response.content.decode().split())
    for code in ("A01", "A02", "A03", "A14", "A15"):
        value = single(programme, code).value
        assert f'indicator={code}&amp;part=numerator&amp;period=all">{value}</a>' in text
    paired = chart_data(response, "chart-paired")["rows"][0]
    extra = single(programme, "A17", "points").extra
    assert (paired["value"], paired["low"], paired["high"]) == (extra["net_points"], extra["ci_low"], extra["ci_high"])
    assert (paired["boundLow"], paired["boundHigh"]) == (extra["net_bound_low"], extra["net_bound_high"])


def test_flow_of_the_chart_is_that_of_the_engine(signed_in, programme):
    response = signed_in("supervisor").get("/programmes/S20784/")

    found = values(Ask(programme=programme, indicators=("FLOW",)), scope_for_operator(programme))
    expected = {tuple(item.klass.split(":")): item.numerator for item in found if item.numerator}
    links = chart_data(response, "chart-flow")["links"]
    assert {(link["source"][6:], link["target"][4:]): link["value"] for link in links} == expected


def test_small_numbers_are_nowhere_for_a_reader_of_one_area(signed_in, programme):
    ProgrammeArea.objects.create(programme=programme, area_id=12)
    browser = signed_in("supervisor")
    pages = [browser.get(f"/programmes/S20784/{page}") for page in ("", "figures/", "indicators/FLOW/")]
    lines = browser.get("/programmes/S20784/figures.csv?indicator=FLOW").content.decode()

    flow = values(Ask(programme=programme, indicators=("FLOW",)), scope_for_operator(programme))
    small = {item.klass for item in flow if 0 < item.numerator < 5}
    links = chart_data(pages[0], "chart-flow")["links"]
    shown = {(link["source"][6:] + ":" + link["target"][4:]) for link in links}
    hidden = {line["class"] for line in csv.DictReader(io.StringIO(lines)) if line["suppressed"] == "1"}
    assert small
    assert small <= hidden
    assert not small & shown
    assert all(b"hidden (small number)" in page.content for page in pages)


def test_null_tells_its_reason_and_zero_is_a_zero(signed_in, db):
    empty = ProgrammeFactory(code="EMPTY")
    load_rows(random_rows(1, 1), programme=empty, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=empty.pk)
    response = signed_in("supervisor").get("/programmes/EMPTY/figures/")

    text = " ".join(response.content.decode().split())
    assert "nobody to count" in text or "nobody to divide by" in text
    assert re.search(r">0</a>", text)


def test_programme_without_computation_says_so(signed_in, people, db):
    ProgrammeFactory(code="FRESH")

    response = signed_in("supervisor").get("/programmes/FRESH/")

    assert b"Nothing has been computed yet" in response.content


def test_page_tells_the_assumption_of_the_demonstration(signed_in, programme):
    browser = signed_in("supervisor")

    pages = [browser.get(f"/programmes/S20784/{page}") for page in ("", "published/")]

    assert all(b"15 have a complete end form" in page.content for page in pages)


def test_three_measures_are_apart(signed_in, programme):
    text = signed_in("supervisor").get("/programmes/S20784/").content.decode()

    extra = single(programme, "A17", "points").extra
    names = "Ratio of the levels|Relative change|Change in percentage points"
    line = rf'<th scope="row">({names})<span.*?</th>\s*<td class="numeric">(.*?)</td>'
    cells = dict(re.findall(line, text, re.DOTALL))
    assert cells == {
        "Ratio of the levels": f"{extra['level_ratio']:.2f}-fold",
        "Relative change": f"{extra['relative_change']:+.1f}\u00a0%",
        "Change in percentage points": f"{extra['net_points']:+.1f}",
    }


@pytest.mark.parametrize("query", ["", "?period=year&by=gender", "?period=quarter&starts=2017-01-01&ends=2017-12-31"])
def test_csv_is_what_the_engine_says(signed_in, programme, query):
    content = signed_in("supervisor").get(f"/programmes/S20784/figures.csv{query}").content.decode()

    ask = {"": {}, "?period=year&by=gender": {"period": "year", "by": "gender"}}
    if query in ask:
        found = values(Ask(programme=programme, **ask[query]), scope_for_operator(programme))
        lines = list(csv.DictReader(io.StringIO(content)))
        assert [float(line["value"]) if line["value"] else None for line in lines] == [item.value for item in found]
    else:
        periods = {line["period"] for line in csv.DictReader(io.StringIO(content))}
        assert periods <= {"2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"}
        assert periods


def test_xlsx_cells_are_typed_and_explained(signed_in, programme):
    content = signed_in("supervisor").get("/programmes/S20784/figures.xlsx?by=gender").content

    book = openpyxl.load_workbook(io.BytesIO(content))
    heading = [cell.value for cell in book["Table"][1]]
    first = dict(zip(heading, [cell.value for cell in book["Table"][2]], strict=True))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert (first["indicator"], type(first["value"]), type(first["numerator"])) == ("A01", int, int)
    assert about["Broken down by"] == "gender"
    assert about["A04"].startswith("End-form coverage: start forms that have a complete end form / ")


def test_choice_that_fits_nothing_is_shown_with_its_error(signed_in, programme):
    browser = signed_in("supervisor")

    page = browser.get("/programmes/S20784/figures/?starts=2018-05-01&ends=2018-01-01")
    file = browser.get("/programmes/S20784/figures.csv?starts=2018-05-01&ends=2018-01-01")

    assert b"The end cannot come before the start." in page.content
    assert file.status_code == 422


# --- price ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [("", 22), ("figures/", 14), ("people/?indicator=A01", 15), ("published/", 17), ("indicators/A17/", 12)],
)
def test_price_of_a_page_does_not_grow(signed_in, people, django_assert_num_queries, page, queries, count):
    made = ProgrammeFactory(code="PRICE")
    load_rows(random_rows(5, count), programme=made, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=made.pk)
    browser = signed_in("supervisor")

    with django_assert_num_queries(queries):
        assert browser.get(f"/programmes/PRICE/{page}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_price_of_the_lists_does_not_grow(signed_in, people, django_assert_num_queries, count):
    for _number in range(count):
        ProgrammeFactory()
        JobFactory(kind="compute")
    browser = signed_in("supervisor")

    with django_assert_num_queries(7):
        assert browser.get("/programmes/").status_code == 200
    with django_assert_num_queries(7):
        assert browser.get("/runs/").status_code == 200


def test_member_of_two_areas_is_not_outside(programme, client):
    user = member()
    ProgrammeArea.objects.create(programme=programme, area_id=12)
    from tests.factories.accounts import MembershipFactory

    MembershipFactory(user=user, area_id=12)
    set_context(user=user.pk)
    client.force_login(user)
    client.cookies["tasma_language"] = "en"

    assert b"hidden (small number)" not in client.get("/programmes/S20784/indicators/FLOW/").content
