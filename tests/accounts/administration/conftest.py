"""People of two areas, and browsers in which one of them has just given a second factor."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import OTHER_AREA, UnitFactory, UserFactory, member
from tests.factories.signin import fresh_second_factor

PERSONAS = ("administrator", "supervisor", "coordinator", "outsider", "nobody")


@pytest.fixture
def people(db) -> dict[str, User]:
    unit = UnitFactory(name="North")
    return {
        "administrator": member(role=Role.ADMINISTRATOR),
        "second": member(role=Role.ADMINISTRATOR),
        "supervisor": member(role=Role.SUPERVISOR, unit=unit),
        "coordinator": member(role=Role.COORDINATOR, unit=unit),
        "outsider": member(role=Role.ADMINISTRATOR, area=OTHER_AREA),
        "nobody": UserFactory(),
    }


@pytest.fixture
def browse(people) -> Callable[[str], Client]:
    """A browser in which the person is signed in and has just given a second factor."""

    def browser(persona: str) -> Client:
        user = people[persona]
        client = Client()
        set_context(user=user.pk)
        client.force_login(user)
        fresh_second_factor(client, user)
        client.cookies["tasma_language"] = "en"
        open_context()
        return client

    return browser


def open_context() -> None:
    """Rows of every area are visible to the test again, as after a request they are not."""
    set_context(user=None, areas=range(1, 47))
