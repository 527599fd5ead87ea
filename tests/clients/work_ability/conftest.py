"""A client and those who know it: with the right to health, and without."""

import pytest
import time_machine

from accounts.enums import Right
from accounts.models import User
from clients.models import Client
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, member
from tests.factories.clients import ClientFactory


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 10:00+03:00"):
        yield


@pytest.fixture
def client_of_area(db) -> Client:
    return ClientFactory(last_name="Testinen", first_names="Testi")


@pytest.fixture
def supervisor(db) -> User:
    """Knows every client of the home area, health included."""
    return MembershipFactory(rights=[Right.HEALTH], area_id=HOME_AREA).user


@pytest.fixture
def without_health(db) -> User:
    """Knows every client of the home area, health not included."""
    return member(area=HOME_AREA)


@pytest.fixture
def outsider(db) -> User:
    return member(area=OTHER_AREA)
