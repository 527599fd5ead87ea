"""A computed programme in the home area, and the five persons every page is tried with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import Unit, User
from network.models import Programme
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

PERSONAS = ("coordinator", "colleague", "supervisor", "outsider", "nobody")


class Browser(Client):
    """Leaves each request's context behind, so that the test itself goes on seeing every area."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        open_context()
        return response


def open_context() -> None:
    set_context(user=None, areas=range(1, 47))


@pytest.fixture
def programme(db) -> Programme:
    """Sixty people of the home area, computed."""
    made = ProgrammeFactory(code="S20784")
    load_rows(random_rows(7, 60), programme=made, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=made.pk)
    return made


@pytest.fixture
def people(db) -> dict[str, User]:
    """A coordinator of one unit, a colleague of another, a supervisor of the area, one of another area, one of none."""
    north, west = (Unit.objects.get_or_create(area_id=HOME_AREA, name=name)[0] for name in ("Pohjoinen", "Läntinen"))
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.COORDINATOR, unit=west),
        "supervisor": member(role=Role.SUPERVISOR),
        "outsider": member(role=Role.SUPERVISOR, area=OTHER_AREA),
        "nobody": member(role=Role.PARTNER, area=OTHER_AREA),
    }


@pytest.fixture
def signed_in(people) -> Callable[[str], Browser]:
    """A browser in which the person is signed in."""

    def browser(persona: str) -> Browser:
        client = Browser()
        set_context(user=people[persona].pk)
        client.force_login(people[persona])
        fresh_second_factor(client, people[persona])
        open_context()
        client.cookies["tasma_language"] = "en"
        return client

    return browser
