"""A number opened: the same count as the engine's, only the rows one may see, and a log of what was shown."""

import csv
import io
import re
from urllib.parse import urlencode
from uuid import UUID

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import ProgrammeArea
from reporting.models import ParticipationFact
from reporting.selectors.values import Ask, scope_for_operator, values


def shown(response) -> tuple[str, int]:
    """The sentence of the count, and how many rows are listed."""
    text = response.content.decode()
    sentence = re.search(r'id="count">(.*?)</p>', text, re.DOTALL)[1]
    return " ".join(sentence.split()), len(re.findall(r'<a href="/participations/', text))


@pytest.mark.parametrize(
    ("code", "part"), [("A01", "numerator"), ("A04", "denominator"), ("A12", "refused"), ("CO02", "missing")]
)
def test_supervisor_sees_everybody_behind_the_number(signed_in, programme, code, part):
    browser = signed_in("supervisor")
    number = getattr(values(Ask(programme=programme, indicators=(code,)), scope_for_operator(programme))[0], part)

    response = browser.get(f"/programmes/S20784/people/?{urlencode({'indicator': code, 'part': part})}")

    assert shown(response) == (f"{number} people." if number != 1 else "1 person.", min(number, 50))


def test_coordinator_sees_own_unit_and_is_told_of_the_rest(signed_in, programme):
    browser = signed_in("coordinator")
    own = ParticipationFact.objects.filter(unit__name="Pohjoinen").count()

    response = browser.get("/programmes/S20784/people/?indicator=A01")

    assert 0 < own < 60
    assert shown(response) == (f"60 people, {60 - own} not visible to you.", own)


def test_outsider_of_one_area_is_not_told_a_small_number(signed_in, programme):
    ProgrammeArea.objects.create(programme=programme, area_id=12)
    small = next(
        item
        for item in values(Ask(programme=programme, indicators=("FLOW",)), scope_for_operator(programme))
        if 0 < item.numerator < 5
    )

    response = signed_in("coordinator").get(f"/programmes/S20784/people/?indicator=FLOW&class={small.klass}")

    assert "The number is hidden" in shown(response)[0]


def test_list_is_filtered_and_sorted(signed_in, programme):
    response = signed_in("supervisor").get("/programmes/S20784/people/?indicator=A01&reference=R-00001&sort=-reference")

    references = re.findall(r'<a href="/participations/[^"]*">([^<]*)</a>', response.content.decode())
    assert references == [f"R-{number:06}" for number in range(19, 9, -1)]


def logged(queries) -> list[tuple[str, set[UUID]]]:
    """Lines written to the read log: their SQL, and whose data they name. The application itself may not read it."""
    found = [query["sql"] for query in queries if "INSERT INTO accounts_readlog" in query["sql"]]
    return [(sql, {UUID(key) for key in re.search(r"'\{([0-9a-f,-]{32,})\}'", sql)[1].split(",")}) for sql in found]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("people/?indicator=A12&part=base", ("'list'", "'katselu'", "sensitive")),
        ("people.csv?indicator=A12&part=base", ("'export'", "'vienti'", "sensitive")),
        ("people.xlsx?indicator=A12&part=base", ("'export'", "'vienti'", "sensitive")),
    ],
)
def test_disclosure_is_logged(signed_in, programme, address, words):
    browser = signed_in("coordinator")
    seen = set(
        ParticipationFact.objects.filter(unit__name="Pohjoinen", complete=True).values_list("client_id", flat=True)
    )
    browser.get("/programmes/")

    with CaptureQueriesContext(connection) as queries:
        response = browser.get(f"/programmes/S20784/{address}")

    ((sql, clients),) = logged(queries)
    assert response.status_code == 200
    assert all(word in sql for word in words)
    assert clients == seen


def test_csv_holds_the_rows_of_the_page(signed_in, programme):
    browser = signed_in("supervisor")

    response = browser.get("/programmes/S20784/people.csv?indicator=A17&part=moved_in")
    lines = list(csv.DictReader(io.StringIO(b"".join(response).decode())))

    expected = ParticipationFact.objects.filter(paired=True, not_employed_start=True, employed_end=True)
    assert {line["Reference"] for line in lines} == set(expected.values_list("client_ref", flat=True))
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_xlsx_says_what_it_is(signed_in, programme):
    response = signed_in("supervisor").get("/programmes/S20784/people.xlsx?indicator=A01&end_status=none")

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert book.sheetnames == ["Table", "About"]
    assert book["Table"].max_row - 1 == ParticipationFact.objects.filter(end_status="").count()
    assert about["The number"] == "60"
    assert about["Filters"] == "indicator=A01, end_status=none"
    assert about["Population"] == "all participations"
