"""The chase list as a page and as files."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.clients import StartFormFactory

pytestmark = pytest.mark.django_db
LIST = reverse("clients:chase")


@pytest.mark.parametrize(
    ("persona", "status", "shown"),
    [("coordinator", 200, 1), ("supervisor", 200, 1), ("colleague", 200, 0), ("outsider", 200, 0), ("analyst", 200, 0)],
)
def test_the_page_opens_to_people_and_shows_whom_they_need_to_know(signed_in, make, persona, status, shown):
    one = make(first_started_on=date(2026, 6, 1))

    answer = signed_in(persona).get(f"{LIST}?whose=all")

    assert answer.status_code == status
    assert answer.content.decode().count(reverse("clients:participation_form", args=[one.pk, "start"])) == shown
    assert b"UNDEFINED(" not in answer.content


def test_the_page_tells_coverage_and_explained_apart(signed_in, make):
    for reason in ("", "2", "2"):
        participation = make(first_started_on=date(2025, 1, 1), ended_on=date(2025, 6, 1), end_missing_reason=reason)
        StartFormFactory(participation=participation)

    text = signed_in("coordinator").get(LIST).content.decode()

    assert "0.0 % (0 of 3)" in text
    assert "66.7 % (2 of 3)" in text


@pytest.mark.parametrize("query", ["kind=nonsense", "state=x", "unit=1", "programme=none", "ended_from=2026-02-31"])
def test_what_does_not_exist_is_said_and_asks_nothing(signed_in, make, query):
    make(first_started_on=date(2026, 6, 1))

    assert signed_in("coordinator").get(f"{LIST}?{query}").status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_hold_the_list_and_ask_for_a_second_factor(signed_in, make, kind):
    one = make(first_started_on=date(2026, 6, 1))
    address = reverse(f"clients:chase_{kind}")

    fresh = signed_in("coordinator").get(address)
    stale = signed_in("coordinator", fresh=False).get(address)

    assert (fresh.status_code, stale.status_code) == (200, 302)
    if kind == "csv":
        assert one.client.last_name in fresh.content.decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_statements_for_one_and_for_three(signed_in, make, count):
    for _number in range(count):
        make(first_started_on=date(2026, 6, 1))
    browser = signed_in("coordinator")
    browser.get(LIST)

    with CaptureQueriesContext(connection) as asked:
        browser.get(LIST)

    assert len(asked) == STATEMENTS


def test_reading_the_list_is_logged(signed_in, make):
    one = make(first_started_on=date(2026, 6, 1))
    browser = signed_in("coordinator")

    with CaptureQueriesContext(connection) as asked:
        browser.get(LIST)

    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert one.client_id.hex in logged.replace("-", "")


STATEMENTS = 15
