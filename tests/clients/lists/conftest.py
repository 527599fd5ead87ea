"""The people and the client of the tests of access."""

from tests.clients.access.conftest import client_of_north, people, signed_in

__all__ = ["client_of_north", "people", "signed_in"]
