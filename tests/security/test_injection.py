"""What stands in an address never becomes a statement, and strange values are refused, not failures."""

import pytest
from django.test import Client

from accounts.context import set_context
from clients.models import ImportBatch
from tests.factories.accounts import HOME_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor

SQL = [
    "' OR '1'='1",
    "'; DROP TABLE clients_client; --",
    "1) OR (1=1",
    "%' UNION SELECT password FROM accounts_user --",
]
FIELDS = ["programme", "state", "name", "sort", "page"]


@pytest.fixture
def browser(db) -> Client:
    person = member()
    programme = ProgrammeFactory(code="S20784")
    ImportBatch.objects.create(area_id=HOME_AREA, programme=programme, file_name="spring.csv")
    client = Client()
    set_context(user=person.pk)
    client.force_login(person)
    fresh_second_factor(client, person)
    client.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return client


@pytest.mark.parametrize("words", SQL)
def test_a_filter_with_sql_in_it_finds_nothing_and_breaks_nothing(browser, words):
    plain = browser.get("/imports/")

    found = browser.get("/imports/", {"name": words})
    others = [browser.get("/imports/", {field: words}).status_code for field in FIELDS]

    assert b"spring.csv" in plain.content
    assert found.status_code == 200
    assert b"spring.csv" not in found.content
    assert set(others) <= {200, 404, 422}
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("number", ["9" * 40, "-1", "0", "1e9", "NaN", "\u0661", "1\x00"])
def test_a_number_too_large_is_refused_not_an_error(browser, number):
    pages = [
        browser.get("/imports/", {"page": number}),
        browser.get("/programmes/S20784/people/", {"indicator": "A01", "page": number}),
        browser.get("/programmes/S20784/people/", {"indicator": "A01", "reference": number}),
    ]

    assert [page.status_code for page in pages if page.status_code >= 500] == []


def test_a_parameter_given_twice_has_one_meaning(browser):
    """Pages take the last one, as every part of them asks the same parsed form; the API refuses it."""
    page = browser.get("/imports/?name=nothing&name=spring")
    endpoint = browser.get("/api/v1/values/?programme=S20784&programme=OTHER")

    assert b"spring.csv" in page.content
    assert endpoint.status_code == 401
