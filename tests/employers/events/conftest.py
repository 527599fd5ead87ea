"""Browsers of those who work with employers."""

from typing import Any

import pytest
from django.test import Client as Browser

from accounts.context import set_context
from accounts.models import User
from tests.factories.signin import fresh_second_factor


class Own(Browser):
    """The test goes on seeing all areas after each request."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        set_context(user=None, areas=range(1, 47))
        return response


@pytest.fixture
def seeing(db) -> None:
    set_context(user=None, areas=range(1, 47))


def browser_of(person: User) -> Browser:
    browser = Own()
    set_context(user=person.pk)
    browser.force_login(person)
    fresh_second_factor(browser, person)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser
