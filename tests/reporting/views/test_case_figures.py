"""The page of client work: who opens it, what it shows as page and files, and the rows behind a number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.context import set_context
from accounts.models import Membership
from ledger.models import Job
from reporting.services.client_work import compute_client_work
from tests.factories.accounts import HOME_AREA
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.contacts import ContactFactory
from tests.factories.employers import EmployerContactFactory
from tests.factories.keywords import DiagnosisMarkFactory, KeywordFactory
from tests.reporting.views.conftest import PERSONAS

PAGE = reverse("reporting:case_figures")
ROWS = reverse("reporting:case_figure_rows")
FILES = [reverse(f"reporting:case_figures_{kind}") for kind in ("csv", "xlsx")]


@pytest.fixture
def work(people) -> dict:
    """A case with a keyword and a contact in the coordinator's unit, a diagnosis in the colleague's."""
    units = {name: Membership.objects.get(user=people[name]).unit for name in ("coordinator", "colleague")}
    one = ClientFactory(unit=units["coordinator"], last_name="CANARY-ONE")
    other = ClientFactory(unit=units["colleague"], last_name="CANARY-OTHER")
    KeywordFactory(client=one)
    CaseFactory(client=one)
    ContactFactory(client=one)
    DiagnosisMarkFactory(client=other)
    compute_client_work(area_id=HOME_AREA)
    return {"one": one, "other": other}


@pytest.mark.parametrize("address", [PAGE, *FILES, f"{ROWS}?indicator=W07", f"{ROWS}?indicator=W29&until=2026-03-14"])
@pytest.mark.parametrize("persona", PERSONAS)
def test_who_opens_the_numbers(work, signed_in, persona, address):
    expected = {"nobody": 404}.get(persona, 200)

    assert signed_in(persona).get(address).status_code == expected


@pytest.mark.capability("CL-05")
def test_the_page_says_unit_missing_and_table_of_each_chart(work, signed_in):
    page = signed_in("supervisor").get(PAGE).text

    for title in ("Target group by basis, clients", "Cases open, opened and closed, cases", "Remote contacts, % of"):
        assert title in page
    assert page.count('data-chart="series"') == page.count("Missing:") == 36
    assert "CANARY" not in page


@pytest.mark.parametrize(
    "query",
    ["by=unit", "by=gender&period=year", "period=quarter", "starts=2026-01-01", "as_of=2026-03-14", "theme=employers"],
)
def test_the_choices_answer(work, signed_in, query):
    assert signed_in("supervisor").get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["by=nonsense", "period=all", "starts=2026-02-31", "area=7"])
def test_a_choice_that_is_none_is_told(work, signed_in, query):
    answers = [signed_in("supervisor").get(f"{address}?{query}").status_code for address in (PAGE, FILES[0])]

    assert answers == [422, 422]


@pytest.mark.parametrize(
    ("persona", "visible"), [("coordinator", True), ("colleague", False), ("supervisor", True), ("outsider", False)]
)
def test_rows_are_those_the_reader_needs_to_know(work, signed_in, persona, visible):
    page = signed_in(persona).get(f"{ROWS}?indicator=W07&period=all")

    assert (page.status_code, "CANARY-ONE" in page.text) == (200, visible)


def test_opening_rows_is_logged(work, signed_in):
    visitor = signed_in("coordinator")

    with CaptureQueriesContext(connection) as asked:
        visitor.get(f"{ROWS}?indicator=W01")

    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert "indicator W01 numerator" in logged
    assert [work[name].pk.hex in logged.replace("-", "") for name in ("one", "other")] == [True, False]


def test_a_diagnosis_opens_for_nobody_without_the_right(work, signed_in):
    pages = [signed_in(one).get(f"{ROWS}?indicator=W01").text for one in ("coordinator", "colleague", "supervisor")]

    assert ["CANARY-OTHER" in page for page in pages] == [False, False, False]


@pytest.mark.parametrize("query", ["", "indicator=A01", "indicator=W01&period=x", "indicator=W02&by=basis&category=x"])
def test_rows_of_no_number_are_refused(work, signed_in, query):
    assert signed_in("supervisor").get(f"{ROWS}?{query}").status_code in {404, 422}


def test_recomputing_asks_for_one_job_only(work, signed_in):
    answers = [signed_in("supervisor").post(reverse("reporting:case_figures_compute")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert list(Job.objects.values_list("kind", "area_id")) == [("compute_work", HOME_AREA)]


def test_the_page_takes_the_same_statements_however_many_there_are(work, signed_in):
    visitor, counts = signed_in("supervisor"), []
    for _ in range(2):
        visitor.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            visitor.get(PAGE)
        counts.append(len(seen))
        KeywordFactory(client=ClientFactory())
        CaseFactory(client=ClientFactory())
        compute_client_work(area_id=HOME_AREA)

    assert counts[0] == counts[1]


def test_a_theme_shows_its_own_numbers_and_a_number_of_employers_opens_to_employers_without_a_client(work, signed_in):
    set_context(user=None, areas=[HOME_AREA])
    contact = EmployerContactFactory(held_on="2026-03-04", topic_raised=True, interest=2)
    compute_client_work(area_id=HOME_AREA)

    page = signed_in("supervisor").get(f"{PAGE}?theme=employers").text
    assert page.count('data-chart="series"') == 6
    assert "Target group by basis" not in page
    rows = signed_in("supervisor").get(f"{PAGE}rows/?indicator=W56&period=2026-03").text
    assert (contact.employer.name in rows, "CANARY" in rows) == (True, False)
