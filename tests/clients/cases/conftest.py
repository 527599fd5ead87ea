"""A unit with its people, and browsers in which they are signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import Unit, User
from tests.factories.accounts import OTHER_AREA, MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.signin import fresh_second_factor


@pytest.fixture
def north(db) -> Unit:
    return UnitFactory(name="North")


@pytest.fixture
def people(north) -> dict[str, User]:
    west = UnitFactory(name="West")
    trusted = UserFactory()
    MembershipFactory(user=trusted, role=Role.COORDINATOR, unit=north, rights=[Right.NON_DISCLOSURE])
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.COORDINATOR, unit=north),
        "supervisor": member(role=Role.SUPERVISOR, unit=north),
        "stranger": member(role=Role.COORDINATOR, unit=west),
        "coach": member(role=Role.OWN_COACH, unit=west),
        "analyst": member(role=Role.ANALYST),
        "outsider": member(role=Role.COORDINATOR, area=OTHER_AREA),
        "trusted": trusted,
    }


@pytest.fixture
def signed_in(people) -> Callable[[str], Browser]:
    """A browser of the person, with a fresh second factor; the test goes on seeing all areas."""

    class Own(Browser):
        def request(self, **request: Any) -> Any:
            response = super().request(**request)
            set_context(user=None, areas=range(1, 47))
            return response

    def browser(persona: str) -> Browser:
        made = Own()
        set_context(user=people[persona].pk)
        made.force_login(people[persona])
        fresh_second_factor(made, people[persona])
        set_context(user=None, areas=range(1, 47))
        made.cookies["tasma_language"] = "en"
        return made

    return browser
