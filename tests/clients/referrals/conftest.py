"""A client of one unit with its people, a partner's procured service, and browsers."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import Membership, User
from clients.models import Client
from network.models import Service
from tests.factories.accounts import OTHER_AREA, UnitFactory, UserFactory, member
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.signin import fresh_second_factor

NOW = "2026-03-02 10:00+02:00"  # a Monday


class Own(Browser):
    """The test goes on seeing all areas after each request."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        set_context(user=None, areas=range(1, 47))
        return response


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def people(db) -> dict[str, User]:
    """`mate` works in the client's unit too, without the right to health; `colleague` in another."""
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    made = {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "mate": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.COORDINATOR, unit=west),
        "supervisor": member(role=Role.SUPERVISOR),
        "analyst": member(role=Role.ANALYST),
        "outsider": member(area=OTHER_AREA),
        "nobody": UserFactory(),
    }
    Membership.objects.filter(user=made["coordinator"]).update(rights=[Right.HEALTH])
    return made


@pytest.fixture
def known(people) -> Client:
    unit = people["coordinator"].memberships.get().unit
    client = ClientFactory(
        unit=unit, last_name="Testinen", first_names="Testi", street_address="Keksikatu 1", phone="040 000 0000"
    )
    CaseFactory(client=client)
    return client


@pytest.fixture
def service(known) -> Service:
    return ServiceFactory(organisation=OrganisationFactory(name="Kuntoutus Oy"), name="Coaching")


@pytest.fixture
def signed_in(people) -> Callable[..., Browser]:
    """A browser of the person, with a fresh second factor."""

    def browser(persona: str) -> Browser:
        made = Own()
        set_context(user=people[persona].pk)
        made.force_login(people[persona])
        fresh_second_factor(made, people[persona])
        set_context(user=None, areas=range(1, 47))
        made.cookies["tasma_language"] = "en"
        return made

    return browser


@pytest.fixture
def partner() -> Browser:
    """A browser that nobody is signed in to, and that keeps no cookie and knows none of our form tokens."""
    return Own(enforce_csrf_checks=True)
