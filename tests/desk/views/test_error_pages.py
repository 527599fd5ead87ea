"""Pages that say what went wrong and what to do next."""

import pytest
from django.test import Client, RequestFactory

from config.errors import server_error
from tests.accounts.administration.conftest import open_context
from tests.desk.views.test_home import browser_of
from tests.factories.accounts import member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "advice"),
    [
        ("/administration/units/", 403, "ask the person who manages memberships in your area"),
        ("/administration/people/00000000-0000-4000-8000-000000000000/", 404, "There is no such page or record"),
        ("/nowhere/", 404, "There is no such page or record"),
    ],
)
def test_page_says_what_to_do(address, status, advice):
    answer = browser_of(member()).get(address, headers={"Accept-Language": "en"})

    text = answer.content.decode()
    open_context()
    assert answer.status_code == status
    assert advice in text
    assert "To the start page" in text
    assert text.count("<h1>") == 1


def test_too_much_for_a_form_is_refused_with_413():
    browser = Client()

    answer = browser.post(
        "/language/setlang/", b"language=" + b"x" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413
    assert answer.content.count(b"<h1>") == 1


def test_failure_names_the_request_and_nothing_else(rf: RequestFactory):
    request = rf.get("/")
    request.request_id = "11111111-2222"

    answer = server_error(request)

    assert answer.status_code == 500
    assert b"11111111-2222" in answer.content
