"""What every answer carries, and what none does."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

FOREIGN = "https://elsewhere.example"
ANSWERS = {
    "a page": "/programmes/",
    "the sign-in page": "/sign-in/",
    "a page that is not there": "/nowhere/",
    "a refused choice": "/programmes/S20784/people/?indicator=NONE",
    "a file of people": "/programmes/S20784/people.csv?indicator=A01",
    "a workbook of people": "/programmes/S20784/people.xlsx?indicator=A01",
    "a file of numbers": "/programmes/S20784/figures.csv?indicator=A01",
    "an endpoint without a token": "/api/v1/values/?programme=S20784",
    "the description of the API": "/api/v1/schema/",
    "the state of health": "/health/live",
}
# One-time tokens, sessions, form tokens and the log of what was read are what asking may write.
WRITTEN_BY_ASKING = re.compile(
    r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(django_session|accounts_readlog|accounts_ratelimit|usersessions_usersession'
    r"|accounts_securityevent)"
)


@pytest.fixture
def browser(db) -> Client:
    person = member()
    programme = ProgrammeFactory(code="S20784")
    load_rows(random_rows(3, 20), programme=programme, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    client = Client()
    set_context(user=person.pk)
    client.force_login(person)
    fresh_second_factor(client, person)
    client.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return client


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_with_a_body_names_its_type_and_encoding(browser, kind):
    response = browser.get(ANSWERS[kind])
    body = b"".join(response.streaming_content) if response.streaming else response.content

    named = response["Content-Type"]
    assert body or response.status_code == 302
    if named.startswith("text/"):
        assert named.endswith("; charset=utf-8")
        body.decode("utf-8")
    elif "openxml" in named:
        assert body.startswith(b"PK")
    else:
        assert "json" in named or "yaml" in named or "openapi" in named


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_other_site_may_read_an_answer(browser, kind):
    response = browser.get(ANSWERS[kind], headers={"Origin": FOREIGN})

    assert [name for name in response.headers if name.lower().startswith("access-control-")] == []


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_answer_tells_versions(browser, kind):
    response = browser.get(ANSWERS[kind])

    assert [name for name in response.headers if name.lower() in {"server", "x-powered-by", "x-generator", "via"}] == []


@pytest.mark.parametrize("kind", ["a page", "an endpoint without a token", "the description of the API"])
def test_no_callback_wraps_an_answer(browser, kind):
    address = ANSWERS[kind]

    response = browser.get(f"{address}{'&' if '?' in address else '?'}callback=stolen")

    assert b"stolen(" not in response.content
    assert "javascript" not in response["Content-Type"]


@pytest.mark.parametrize("kind", ["a file of people", "a workbook of people", "a file of numbers"])
def test_files_have_names_of_our_own_making(browser, kind):
    response = browser.get(ANSWERS[kind] + "&filename=..%2F..%2Fevil.exe")

    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9-]+\.(csv|xlsx)"', response["Content-Disposition"])


@pytest.mark.parametrize("kind", ANSWERS)
def test_asking_writes_nothing(browser, kind):
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(ANSWERS[kind])
        if response.streaming:
            b"".join(response.streaming_content)

    writing = [query["sql"] for query in queries if re.match(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE)", query["sql"])]
    assert [sql for sql in writing if not WRITTEN_BY_ASKING.search(sql)] == []


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "DELETE", "PUT", "PATCH", "BREW"])
@pytest.mark.parametrize("kind", ["a page", "a file of people", "the description of the API", "the state of health"])
def test_methods_nobody_needs_are_refused(browser, method, kind):
    response = browser.generic(method, ANSWERS[kind])

    assert response.status_code == 405


@pytest.mark.parametrize("address", ["/static/", "/static/js/", "/static/vendor/", "/.git/config", "/.env", "/var/"])
def test_no_folder_is_listed(browser, address):
    assert browser.get(address).status_code == 404


def test_cookies_are_small(browser):
    browser.get("/programmes/")

    for cookie in browser.cookies.values():
        assert len(cookie.key) + len(cookie.value) < 256

    assert settings.SESSION_COOKIE_NAME in browser.cookies


def test_no_caller_chooses_the_id_of_a_request(browser):
    """Quotas count requests by their id."""
    chosen = "00000000-0000-4000-8000-000000000000"

    ids = [browser.get("/programmes/", headers={"X-Request-ID": chosen})["X-Request-ID"] for _time in range(2)]

    assert chosen not in ids
    assert len(set(ids)) == 2
