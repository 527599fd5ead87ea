"""Browsers of those who work with employers, and of some who do not."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import User
from tests.accounts.administration.conftest import open_context
from tests.factories.accounts import OTHER_AREA, UserFactory, member
from tests.factories.signin import fresh_second_factor

ROLES = {
    "coordinator": Role.COORDINATOR,
    "supervisor": Role.SUPERVISOR,
    "specialist": Role.EMPLOYER_SPECIALIST,
    "analyst": Role.ANALYST,
}


@pytest.fixture
def people(db) -> dict[str, User]:
    made = {name: member(role=role) for name, role in ROLES.items()}
    outsider = member(role=Role.COORDINATOR, area=OTHER_AREA)
    return made | {"outsider": outsider, "nobody": UserFactory()}


@pytest.fixture
def browse(people) -> Callable[[str], Client]:
    """A browser in which the person is signed in and has just given a second factor."""

    class Own(Client):
        def request(self, **request):
            response = super().request(**request)
            open_context()
            return response

    def browser(persona: str) -> Client:
        client = Own()
        set_context(user=people[persona].pk)
        client.force_login(people[persona])
        fresh_second_factor(client, people[persona])
        client.cookies["tasma_language"] = "en"
        open_context()
        return client

    return browser
