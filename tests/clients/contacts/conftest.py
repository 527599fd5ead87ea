"""A client of one unit, people near and far, and browsers for them."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import User
from clients.models import Client
from tests.factories.accounts import OTHER_AREA, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.signin import fresh_second_factor

NOW = "2026-03-02 10:00+02:00"  # a Monday


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def people(db) -> dict[str, User]:
    """`mate` works in the client's unit too; `colleague` in another."""
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "mate": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.COORDINATOR, unit=west),
        "supervisor": member(role=Role.SUPERVISOR),
        "analyst": member(role=Role.ANALYST),
        "outsider": member(area=OTHER_AREA),
        "nobody": UserFactory(),
    }


@pytest.fixture
def known(people) -> Client:
    unit = people["coordinator"].memberships.get().unit
    return ClientFactory(unit=unit, last_name="Testinen", first_names="Testi", street_address="Keksikatu 1")


@pytest.fixture
def signed_in(people) -> Callable[..., Browser]:
    """A browser of the person, with a fresh second factor unless told otherwise; the test goes on seeing all areas."""

    class Own(Browser):
        def request(self, **request: Any) -> Any:
            response = super().request(**request)
            set_context(user=None, areas=range(1, 47))
            return response

    def browser(persona: str, *, fresh: bool = True) -> Browser:
        made = Own()
        set_context(user=people[persona].pk)
        made.force_login(people[persona])
        if fresh:
            fresh_second_factor(made, people[persona])
        set_context(user=None, areas=range(1, 47))
        made.cookies["tasma_language"] = "en"
        return made

    return browser
