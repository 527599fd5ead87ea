"""Two records of one person in one unit, the people who may see or merge them, and a browser for each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import User
from clients.models import Client
from tests.factories.accounts import MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.signin import fresh_second_factor


@pytest.fixture
def pair(db) -> tuple[Client, Client]:
    """One person, written down twice."""
    north = UnitFactory(name="North")
    day = date(1988, 5, 12)
    kept = ClientFactory(
        unit=north, last_name="Keksitty", first_names="Anna-Maria", birth_date=day, phone="040 555 0101"
    )
    other = ClientFactory(
        unit=north, last_name="Keksity", first_names="Anna Maria", birth_date=day, email="anna@mail.invalid"
    )
    return kept, other


@pytest.fixture
def people(pair) -> dict[str, User]:
    """The responsible coordinator of both, a colleague of the unit, the supervisor, and people of elsewhere."""
    kept, other = pair
    west = UnitFactory(name="West")
    trusted = UserFactory()
    MembershipFactory(user=trusted, role=Role.COORDINATOR, unit=kept.unit, rights=[Right.NON_DISCLOSURE, Right.HEALTH])
    found = {
        "responsible": member(role=Role.COORDINATOR, unit=west),
        "half": member(role=Role.COORDINATOR, unit=kept.unit),
        "colleague": member(role=Role.COORDINATOR, unit=kept.unit),
        "supervisor": member(role=Role.SUPERVISOR, unit=kept.unit),
        "outsider": member(role=Role.COORDINATOR, unit=west),
        "trusted": trusted,
    }
    CaseRelationFactory(client=kept, user=found["responsible"])
    CaseRelationFactory(client=other, user=found["responsible"])
    return found


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
