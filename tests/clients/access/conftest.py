"""A client of one unit, its people, and a browser in which one of them is signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import User
from clients.models import Client
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory, ParticipationFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.signin import fresh_second_factor
from tests.factories.work_ability import StatementFactory


@pytest.fixture
def client_of_north(db) -> Client:
    """A client under non-disclosure, with every contact filled and a statement."""
    north = UnitFactory(name="North")
    made = ClientFactory(
        unit=north,
        last_name="Keksitty",
        first_names="Demo",
        street_address="CANARY-STREET 1",
        postal_code="99999",
        post_office="CANARY-TOWN",
        phone="CANARY-PHONE",
        email="canary@mail.invalid",
        municipality_id="837",
        non_disclosure=True,
    )
    ParticipationFactory(client=made, unit=north, client_ref="CANARY-REF")
    StatementFactory(client=made, received=True, summary="CANARY-HEALTH")
    return made


@pytest.fixture
def people(client_of_north) -> dict[str, User]:
    west = UnitFactory(name="West")
    found = {
        "responsible": member(role=Role.COORDINATOR, unit=west),
        "coordinator": member(role=Role.COORDINATOR, unit=west),
        "colleague": member(role=Role.COORDINATOR, unit=client_of_north.unit),
        "coach": member(role=Role.OWN_COACH, unit=client_of_north.unit),
        "supervisor": member(role=Role.SUPERVISOR, unit=client_of_north.unit),
        "other_supervisor": member(role=Role.SUPERVISOR, unit=west),
        "officer": member(role=Role.DATA_PROTECTION),
        "regional": member(role=Role.REGIONAL),
        "analyst": member(role=Role.ANALYST),
    }
    trusted = UserFactory()
    MembershipFactory(
        user=trusted, role=Role.COORDINATOR, unit=client_of_north.unit, rights=[Right.NON_DISCLOSURE, Right.HEALTH]
    )
    CaseRelationFactory(client=client_of_north, user=found["responsible"])
    return {**found, "trusted": trusted}


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
