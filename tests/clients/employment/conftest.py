"""A client of one unit; the people and browsers of tests/clients/access."""

import pytest

from clients.models import Client
from tests.clients.access.conftest import people, signed_in
from tests.factories.accounts import UnitFactory
from tests.factories.clients import ClientFactory

__all__ = ["client_of_north", "people", "signed_in"]


@pytest.fixture
def client_of_north(db) -> Client:
    return ClientFactory(unit=UnitFactory(name="North"), last_name="Keksitty", first_names="Demo")
