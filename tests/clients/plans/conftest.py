"""A client of a unit, those who work with it, with the right to health and without, and those who do not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import User
from clients.models import Client, PlanVersion
from clients.services.plans import add_goal, add_measure, start_plan
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.signin import fresh_second_factor

MEASURE = {"what": "Tries the work out.", "service": "C1", "owner": "client", "due_on": date(2026, 8, 31)}
SURVEY = {
    "need": "Part-time work near home.",
    "summary": "Wants to go on working, with fewer hours.",
    "follow_up": "A call every month.",
    "parties": ["employment"],
    "review_on": date(2026, 9, 1),
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 10:00+03:00"):
        yield


@pytest.fixture
def north(db):
    return UnitFactory(name="North")


@pytest.fixture
def client(north) -> Client:
    return ClientFactory(last_name="Testinen", first_names="Testi", unit=north)


@pytest.fixture
def people(north) -> dict[str, User]:
    trusted = UserFactory()
    MembershipFactory(user=trusted, role=Role.SUPERVISOR, unit=north, area_id=HOME_AREA, rights=[Right.HEALTH])
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "supervisor": trusted,
        "consultant": member(role=Role.COORDINATOR, unit=UnitFactory(name="West")),
        "stranger": member(role=Role.COORDINATOR, unit=UnitFactory(name="East")),
        "outsider": member(role=Role.COORDINATOR, area=OTHER_AREA),
    }


@pytest.fixture
def coordinator(people) -> User:
    """Works in the client's unit, without the right to health."""
    return people["coordinator"]


@pytest.fixture
def supervisor(people) -> User:
    """Supervises the client's unit, with the right to health."""
    return people["supervisor"]


@pytest.fixture
def consultant(people, client) -> User:
    """Knows the client, and does not work with it."""
    CaseRelationFactory(client=client, user=people["consultant"], kind="consultation")
    return people["consultant"]


@pytest.fixture
def outsider(people) -> User:
    return people["outsider"]


@pytest.fixture
def whole_draft(client, coordinator) -> PlanVersion:
    """A draft that lacks nothing."""
    return drafted(client, coordinator)


def drafted(client: Client, actor: User, *, kind: str = "employment", **survey: Any) -> PlanVersion:
    draft = start_plan(actor=actor, client_id=client.pk, kind=kind, values={**SURVEY, **survey})
    given = {"actor": actor, "client_id": client.pk, "plan_version_id": draft.pk}
    goal = add_goal(**given, version=1, text="Work four hours a day.")
    add_measure(**given, goal_id=goal.pk, version=2, values=MEASURE)
    draft.refresh_from_db()
    return draft


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
