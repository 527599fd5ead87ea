"""Every file of rows of people, and every step that gives access, asks for a fresh second factor first."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.context import set_context
from config.signin.limits import FILES, OF_NUMBERS
from tests.factories.accounts import member
from tests.factories.signin import record
from tests.house.test_addresses import endpoint, patterns

GIVEN = {"uuid": uuid.UUID(int=1), "string": "x", "int": 1}
# Files that name nobody: what was wrong with a file that the same person sent, by its row numbers.
OF_NOBODY = OF_NUMBERS | {"clients:import_errors_csv"}


def files() -> list[str]:
    return sorted(name for name, pattern in patterns() if name.endswith(FILES) and endpoint(pattern) is None)


def address_of(name: str) -> str:
    pattern = dict(patterns())[name]
    words = pattern.pattern.converters.items()
    return reverse(
        name, kwargs={word: GIVEN[type(kind).__name__.removesuffix("Converter").lower()] for word, kind in words}
    )


@pytest.fixture
def browser(db) -> Client:
    """Signed in with a second factor, an hour ago."""
    person = member()
    client = Client()
    set_context(user=person.pk)
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    record(client, person, "mfa", ago=3600, type="totp")
    set_context(user=None, areas=range(1, 47))
    return client


def test_files_of_people_are_found():
    assert {"reporting:people_csv", "reporting:people_xlsx"} < set(files()) - OF_NOBODY


@pytest.mark.parametrize("name", [name for name in files() if name not in OF_NOBODY])
def test_a_file_of_people_asks_for_a_fresh_second_factor(browser, name):
    response = browser.get(address_of(name))

    assert (response.status_code, response.headers.get("Location", "").split("?")[0]) == (302, "/account/step-up/")
