"""People near and far, a client with a case, and browsers for them."""

from tests.clients.contacts.conftest import known, people, signed_in, today

__all__ = ["known", "people", "signed_in", "today"]
