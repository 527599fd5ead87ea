"""Every address has somebody it is for, and opens to nobody else."""

from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.context import set_context
from accounts.enums import ROLES_OF_PEOPLE, Role
from accounts.models import RateLimit
from tests.factories.accounts import member
from tests.factories.signin import fresh_second_factor
from tests.house.test_addresses import OPEN_ENDPOINTS, OPEN_PAGES, endpoint, patterns
from tests.security.matrix.routes import OPENS, ROUTES, WITHOUT_A_TABLE

CLOSED = {403, 404}


def test_every_route_has_its_audience():
    assert {name for name, _pattern in patterns()} == set(ROUTES)
    assert set(ROUTES.values()) == OPENS.keys() | WITHOUT_A_TABLE


def test_open_routes_are_those_of_the_rules():
    machines = {name for name, pattern in patterns() if endpoint(pattern) and name not in OPEN_ENDPOINTS | OPEN_PAGES}

    assert {name for name, who in ROUTES.items() if who == "anybody"} == (OPEN_PAGES | OPEN_ENDPOINTS) & set(ROUTES)
    assert {name for name, who in ROUTES.items() if who == "machine"} == machines


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.value for role in ROLES_OF_PEOPLE])
def test_addresses_without_a_record_open_to_their_roles(role):
    browser = signed_in(role)
    wrong = {}
    for name, pattern in patterns():
        if pattern.pattern.converters or ROUTES[name] not in OPENS:
            continue
        RateLimit.objects.all().delete()
        response = browser.get(reverse(name))
        set_context(user=None, areas=range(1, 47))
        if (response.status_code not in CLOSED) is not (role in OPENS[ROUTES[name]]):
            wrong[name] = response.status_code
        if response.streaming:
            b"".join(response.streaming_content)

    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["kumppani", "tsv"])
def test_addresses_of_records_are_closed_to_other_roles(role):
    """With keys of nothing, a role that has no business there gets no farther than a refusal."""
    browser = signed_in(role)
    values = {"uuid": str(uuid4()), "str": "x", "int": 1}
    opened = {}
    for name, pattern in patterns():
        kinds = pattern.pattern.converters
        who = ROUTES[name]
        if not kinds or who not in OPENS or role in OPENS[who]:
            continue
        given = {word: values[type(kind).__name__.removesuffix("Converter").lower().replace("string", "str")]
                 for word, kind in kinds.items()}  # fmt: skip
        for method in (browser.get, browser.post):
            response = method(reverse(name, kwargs=given))
            set_context(user=None, areas=range(1, 47))
            if response.status_code not in CLOSED | {405, 422}:  # 422: a form without a word in it
                opened[name] = response.status_code

    assert opened == {}


def signed_in(role: str) -> Browser:
    person = member(role=Role(role))
    browser = Browser()
    set_context(user=person.pk)
    browser.force_login(person)
    fresh_second_factor(browser, person)
    set_context(user=None, areas=range(1, 47))
    return browser
