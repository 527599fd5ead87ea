"""Values: the same items as the engine's, hidden where small, in pages without gap or double, with an honest ETag."""

import csv
import io
from datetime import datetime

import pytest

from accounts.context import acting, set_context
from accounts.models import ApiClient, Unit
from clients.models import StartForm
from config.api.representations import shelf
from network.models import ProgrammeArea
from reporting.models import Cell, Computation
from reporting.selectors.items import SMALL, SMALL_SENSITIVE
from reporting.selectors.values import Ask, Scope, scope_for_operator, scope_for_token, values
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.reporting.api.conftest import EVERY_AREA

COUNTS = ("numerator", "denominator", "missing", "refused", "base")
BREAKDOWNS = [
    "gender",
    "age_esf",
    "age_group",
    "education",
    "isced",
    "household",
    "dependants",
    "foreign_background",
    "housing",
    "unit",
]


def pages(ask, persona, **query):
    """Every page of the answer, following next."""
    found = [ask(persona, "values/", {"programme": "S20784", **query}).json()]
    while found[-1]["next"]:
        assert len(found) < 200
        found.append(ask(persona, found[-1]["next"].split("/api/v1/")[1]).json())
    return found


def engine(world, scope, **asked):
    with acting(areas=EVERY_AREA):
        return [item.as_dict() for item in values(Ask(programme=world.joint, **asked), scope)]


def own_area_scope():
    return Scope(areas=(HOME_AREA,), whole=False, outside=True)


@pytest.mark.parametrize("by", ["", *BREAKDOWNS])
def test_values_are_the_engines_for_the_clients_areas(ask, world, by):
    query = {"by": by} if by else {}

    area = ask("area", "values/", {"programme": "S20784", "limit": 5000, **query}).json()
    every = ask("all", "values/", {"programme": "S20784", "limit": 5000, **query}).json()

    whole = Scope(areas=(OTHER_AREA, HOME_AREA), whole=True, outside=True)
    assert area["items"] == engine(world, own_area_scope(), by=by)
    assert every["items"] == engine(world, whole, by=by)
    assert {item["area"] for item in area["items"]} == {str(HOME_AREA)}
    assert {item["area"] for item in every["items"]} == {None}


def test_scope_for_token_is_always_outside(world):
    with acting(areas=EVERY_AREA):
        scopes = [scope_for_token(client, world.joint) for client in ApiClient.objects.all()]

    assert scopes
    assert all(scope.outside for scope in scopes)


@pytest.mark.parametrize("persona", ["area", "all"])
@pytest.mark.parametrize("by", ["", "gender", "foreign_background", "isced", "unit"])
def test_no_small_count_leaves(ask, world, persona, by):
    query = {"by": by} if by else {}

    items = pages(ask, persona, period="quarter", limit=5000, **query)[0]["items"]

    assert any(item["suppressed"] for item in items)
    for item in items:
        least = SMALL_SENSITIVE if by == "foreign_background" or item["indicator"] in {"A12", "A13", "CO15"} else SMALL
        shown = [item[name] for name in COUNTS if isinstance(item[name], int)]
        assert not [number for number in shown if 0 < number < least], item
        if item["suppressed"]:
            assert item["value"] is None
            assert item["reason"] == "suppressed"
        for name in item["suppressed_fields"]:
            assert item[name] is None


def test_what_is_hidden_is_there_for_the_operator(ask, world):
    items = pages(ask, "all", period="month", indicator="A01", limit=5000)[0]["items"]
    hidden = [item for item in items if item["suppressed"]]
    with acting(areas=EVERY_AREA):
        told = engine(world, scope_for_operator(world.joint), indicators=("A01",), period="month")

    counts = {item["period"]: item["numerator"] for item in told}
    assert hidden
    assert all(0 < counts[item["period"]] < SMALL for item in hidden)


@pytest.mark.parametrize("limit", [1, 7, 50, 5000])
def test_pages_join_to_the_whole_without_gap_or_double(ask, world, limit):
    found = pages(ask, "all", period="year", indicator="A01,A14,A17", by="gender", limit=limit)

    joined = [item for page in found for item in page["items"]]
    assert joined == pages(ask, "all", period="year", indicator="A01,A14,A17", by="gender")[0]["items"]
    assert all(len(page["items"]) == limit for page in found[:-1])
    assert 1 <= len(found[-1]["items"]) <= limit


def test_a_recomputation_between_pages_leaves_no_gap_or_double(ask, world):
    query = {"programme": "S20784", "period": "month", "indicator": "A01", "limit": 10}
    before = [item["period"] for item in pages(ask, "all", period="month", indicator="A01", limit=5000)[0]["items"]]
    first = ask("all", "values/", query).json()
    set_context(user=None, areas=EVERY_AREA)
    compute_area(area_id=HOME_AREA, programme_id=world.joint.pk, full=True)

    rest, address = [], first["next"]
    while address:
        page = ask("all", address.split("/api/v1/")[1]).json()
        rest += page["items"]
        address = page["next"]

    assert [item["period"] for item in [*first["items"], *rest]] == before


def cursor_of(ask, **query):
    address = ask("all", "values/", {"programme": "S20784", "limit": 2, **query}).json()["next"]
    return address.split("cursor=")[1].split("&")[0]


@pytest.mark.parametrize("broken", ["x", "WyJhIl0:abc", "a:b:c", "%00", "🙂", "x" * 1999])
def test_a_cursor_not_of_ours_is_refused(ask, broken):
    response = ask("all", "values/", {"programme": "S20784", "cursor": broken})

    assert response.status_code == 400
    assert response.json()["error"]["field"] == "cursor"


def test_a_cursor_of_another_question_is_refused(ask):
    cursor = cursor_of(ask)

    response = ask("all", f"values/?programme=S20784&by=gender&cursor={cursor}")

    assert (response.status_code, response.json()["error"]["field"]) == (400, "cursor")


@pytest.mark.parametrize(
    ("_case", "query", "field", "expected"),
    [
        ("no programme", {}, "programme", "/api/v1/programmes/"),
        ("empty programme", {"programme": ""}, "programme", ""),
        ("unknown parameter", {"programme": "S20784", "indicators": "A01"}, "indicators", "indicator"),
        ("unknown indicator", {"programme": "S20784", "indicator": "A99"}, "indicator", "A99"),
        ("one of two unknown", {"programme": "S20784", "indicator": "A01,a02"}, "indicator", "a02"),
        ("unknown period", {"programme": "S20784", "period": "week"}, "period", "all, year, quarter, month"),
        ("unknown breakdown", {"programme": "S20784", "by": "name"}, "by", "gender"),
        ("unknown unit", {"programme": "S20784", "unit": "Nowhere"}, "unit", "/api/v1/programmes/"),
        ("unknown unit id", {"programme": "S20784", "unit": "0" * 32}, "unit", "/api/v1/programmes/"),
        ("bad from", {"programme": "S20784", "period": "year", "from": "soon"}, "from", "2018-01-31"),
        ("bad to", {"programme": "S20784", "period": "year", "to": "2018-13"}, "to", "2018-Q1"),
        ("to of no day", {"programme": "S20784", "period": "year", "to": "2018-02-30"}, "to", "2018-Q1"),
        ("from is all", {"programme": "S20784", "period": "year", "from": "all"}, "from", "2018-Q1"),
        ("from without periods", {"programme": "S20784", "from": "2018"}, "from", "period="),
        ("to before from", {"programme": "S20784", "period": "year", "from": "2019", "to": "2018"}, "to", ""),
        ("limit 0", {"programme": "S20784", "limit": "0"}, "limit", "1"),
        ("limit too large", {"programme": "S20784", "limit": "5001"}, "limit", "5000"),
        ("limit no number", {"programme": "S20784", "limit": "many"}, "limit", ""),
        ("programme twice", {"programme": ["S20784", "S99999"]}, "programme", ""),
        ("format", {"programme": "S20784", "format": "xml"}, "format", "json, csv"),
        ("too long", {"programme": "S" * 3000}, "programme", ""),
    ],
)
def test_bad_parameters_name_the_field_and_what_was_expected(ask, _case, query, field, expected):
    response = ask("all", "values/", query)

    assert response.status_code == 400
    assert response.json()["error"]["field"] == field
    assert expected in response.json()["error"]["message"]


def test_a_null_character_is_refused_before_anything_is_asked(ask):
    response = ask("all", "values/", {"programme": "S\0"})

    assert response.status_code == 400
    assert response.json()["error"]["code"] == "bad_request"


def test_a_unit_of_another_area_looks_as_one_that_is_not_there(ask, world):
    set_context(user=None, areas=EVERY_AREA)
    foreign = Cell.objects.filter(area_id=OTHER_AREA, unit__isnull=False).values_list("unit", flat=True).first()

    hidden = ask("area", "values/", {"programme": "S20784", "unit": str(foreign)})
    absent = ask("area", "values/", {"programme": "S20784", "unit": "0" * 32})

    assert hidden.status_code == 400
    assert hidden.content == absent.content


def test_a_unit_is_named_or_keyed(ask, world):
    set_context(user=None, areas=EVERY_AREA)
    unit = Unit.objects.get(area_id=HOME_AREA, name="Pohjoinen")

    named = ask("area", "values/", {"programme": "S20784", "unit": "Pohjoinen"}).json()["items"]
    keyed = ask("area", "values/", {"programme": "S20784", "unit": str(unit.pk)}).json()["items"]

    assert named == keyed == engine(world, own_area_scope(), unit=unit.pk)
    assert {item["unit"] for item in named} == {"Pohjoinen"}


def test_a_name_of_several_units_asks_for_the_id(ask):
    response = ask("all", "values/", {"programme": "S20784", "unit": "Pohjoinen"})

    assert response.status_code == 400
    assert "id" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("period", "edges", "expected"),
    [
        ("year", {"from": "2018", "to": "2019"}, ("2018", "2019")),
        ("quarter", {"from": "2018-Q2", "to": "2018-Q4"}, ("2018-Q2", "2018-Q4")),
        ("quarter", {"from": "2018", "to": "2018"}, ("2018-Q1", "2018-Q4")),
        ("month", {"from": "2018-03-01", "to": "2018-05"}, ("2018-03", "2018-05")),
    ],
)
def test_periods_are_those_between_the_edges(ask, period, edges, expected):
    items = pages(ask, "all", indicator="A01", period=period, **edges)[0]["items"]

    assert (items[0]["period"], items[-1]["period"]) == expected


def test_indicators_repeat_and_stand_apart_by_commas(ask):
    response = ask("all", "values/?programme=S20784&indicator=A03&indicator=A01,A03")

    assert [item["indicator"] for item in response.json()["items"]] == ["A01", "A03"]


def test_nothing_computed_is_an_empty_page_that_says_so(ask, world):
    set_context(user=None, areas=EVERY_AREA)
    ProgrammeArea.objects.create(programme=world.foreign, area_id=HOME_AREA)

    body = ask("area", "values/", {"programme": "S99999"}).json()

    assert body == {
        "programme": "S99999",
        "as_of": None,
        "outdated": False,
        "not_computed": [str(HOME_AREA)],
        "items": [],
        "next": None,
    }


def as_text(value):
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_csv_has_the_same_items(ask, world):
    query = {"programme": "S20784", "by": "age_esf", "limit": 5000}
    items = ask("all", "values/", query).json()["items"]

    by_format = ask("all", "values/", {**query, "format": "csv"}, Accept="application/json")
    by_header = ask("all", "values/", query, Accept="text/csv")

    lines = list(csv.DictReader(io.StringIO(by_format.content.decode())))
    assert by_format.content == by_header.content
    assert by_format["Content-Type"] == "text/csv; charset=utf-8"
    assert len(lines) == len(items)
    for line, item in zip(lines, items, strict=True):
        assert set(item) <= set(line)
        for name, value in item.items():
            assert line[name] == as_text(value), name


def test_csv_pages_are_told_in_the_link_header(ask):
    response = ask("all", "values/", {"programme": "S20784", "format": "csv", "limit": 2})

    address = response["Link"].removeprefix("<").removesuffix('>; rel="next"')
    assert len(response.content.splitlines()) == 3
    assert ask("all", address.split("/api/v1/")[1]).content.splitlines()[0] == response.content.splitlines()[0]


def test_csv_makes_formulas_harmless(ask, world):
    set_context(user=None, areas=EVERY_AREA)
    Unit.objects.filter(area_id=HOME_AREA, name="Pohjoinen").update(name="=cmd|' /C calc'!A0")

    response = ask("area", "values/", {"programme": "S20784", "by": "unit", "indicator": "A01", "format": "csv"})

    cells = [line["category"] for line in csv.DictReader(io.StringIO(response.content.decode()))]
    assert "'=cmd|' /C calc'!A0" in cells


def test_an_accept_header_of_neither_is_406(ask):
    response = ask("all", "values/", {"programme": "S20784"}, Accept="image/png")

    assert (response.status_code, response.json()["error"]["code"]) == (406, "not_acceptable")


def test_unchanged_is_304_without_a_body(ask):
    query = {"programme": "S20784", "by": "gender"}
    first = ask("all", "values/", query)

    second = ask("all", "values/", query, **{"If-None-Match": first["ETag"]})

    assert first["ETag"].startswith('"')
    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
    assert second["Cache-Control"] == first["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept"} <= {word.strip() for word in second["Vary"].split(",")}


def test_an_etag_of_something_else_gets_the_body(ask):
    response = ask("all", "values/", {"programme": "S20784"}, **{"If-None-Match": '"abc", W/"def"'})

    assert (response.status_code, response.json()["programme"]) == (200, "S20784")


def test_etags_differ_by_scope_question_and_form(ask):
    query = {"programme": "S20784", "indicator": "A01"}

    tags = [
        ask("area", "values/", query)["ETag"],
        ask("all", "values/", query)["ETag"],
        ask("all", "values/", {**query, "by": "gender"})["ETag"],
        ask("all", "values/", {**query, "limit": 1})["ETag"],
        ask("all", "values/", {**query, "format": "csv"})["ETag"],
    ]

    assert len(set(tags)) == len(tags)


def test_the_etag_of_one_scope_is_worth_nothing_in_another(ask):
    query = {"programme": "S20784", "indicator": "A01"}
    foreign = ask("all", "values/", query)["ETag"]

    assert ask("area", "values/", query, **{"If-None-Match": foreign}).status_code == 200


def test_the_etag_stays_when_other_areas_or_programmes_change(ask, world):
    query = {"programme": "S20784"}
    before = ask("area", "values/", query)
    set_context(user=None, areas=EVERY_AREA)
    compute_area(area_id=OTHER_AREA, programme_id=world.joint.pk, full=True)
    compute_area(area_id=OTHER_AREA, programme_id=world.foreign.pk, full=True)

    assert ask("area", "values/", query, **{"If-None-Match": before["ETag"]}).status_code == 304


def test_the_etag_changes_when_a_visible_value_does(ask, world):
    query = {"programme": "S20784", "indicator": "A02,A09"}
    before = ask("area", "values/", query)
    set_context(user=None, areas=EVERY_AREA)
    StartForm.objects.filter(area_id=HOME_AREA).update(household="1")
    compute_area(area_id=HOME_AREA, programme_id=world.joint.pk, full=True)

    after = ask("area", "values/", query, **{"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after.json()["items"] != before.json()["items"]


def test_a_known_answer_is_given_without_reading_a_value(ask, django_assert_num_queries, world):
    query = {"programme": "S20784", "by": "gender"}
    tag = ask("all", "values/", query)["ETag"]

    with django_assert_num_queries(10) as captured:
        ask("all", "values/", query, **{"If-None-Match": tag})

    assert not [one for one in captured.captured_queries if "reporting_cell" in one["sql"]]


def test_the_shelf_forgets_the_oldest_beyond_its_size(ask, monkeypatch):
    shelf.clear()
    monkeypatch.setattr("config.api.representations.MOST_BYTES", 5000)

    for number in range(1, 40):
        ask("all", "values/", {"programme": "S20784", "indicator": "A01", "limit": number})

    assert shelf._size <= 5000
    assert shelf._size == sum(len(made.body) for made in shelf._kept.values())


def test_as_of_is_the_oldest_computation(ask, world):
    body = ask("all", "values/", {"programme": "S20784", "indicator": "A01"}).json()

    set_context(user=None, areas=EVERY_AREA)
    computed = Computation.objects.filter(programme=world.joint).values_list("as_of", flat=True)
    assert datetime.fromisoformat(body["as_of"]) == datetime.fromisoformat(body["items"][0]["as_of"]) == min(computed)


def test_empty_parameters_are_as_if_not_given(ask):
    plain = {"programme": "S20784", "indicator": "A01"}

    with_empty = ask("all", "values/", {**plain, "by": "", "unit": "", "from": "", "to": "", "period": ""})

    assert with_empty.json()["items"] == ask("all", "values/", plain).json()["items"]


def test_one_unit_divided_by_unit_is_itself(ask):
    question = {"programme": "S20784", "indicator": "A01", "unit": "Pohjoinen"}

    divided = ask("area", "values/", {**question, "by": "unit"}).json()["items"]

    assert [(item["category"], item["value"]) for item in divided] == [
        ("Pohjoinen", ask("area", "values/", question).json()["items"][0]["value"])
    ]
