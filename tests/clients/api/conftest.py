"""A unit with its coordinator, machines of the area, and how they ask."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import Area, Unit, User
from accounts.services.api_clients import issue_token
from clients.models import Client
from tests.factories.accounts import HOME_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory

EVERY_AREA = range(1, 47)
BOTH = ("cases:read", "cases:write")

Send = Callable[..., Any]


def token_of(*scopes: str, name: str = "Cases", area: int | None = HOME_AREA, rights: tuple[Right, ...] = ()) -> str:
    home = None if area is None else Area.objects.get(pk=area)
    return issue_token(name=name, scopes=scopes, area=home, days=1, rights=rights)


@pytest.fixture
def north(db: None) -> Unit:
    return UnitFactory(name="North")


@pytest.fixture
def coordinator(north: Unit) -> User:
    return member(role=Role.COORDINATOR, unit=north)


@pytest.fixture
def mate(north: Unit) -> User:
    return member(role=Role.COORDINATOR, unit=north)


@pytest.fixture
def known(north: Unit) -> Client:
    return ClientFactory(unit=north, last_name="Keksitty", first_names="Kaisa", phone="0405551234")


@pytest.fixture
def token(db: None) -> str:
    """Of a machine that reads and writes the home area's clients."""
    return token_of(*BOTH)


@pytest.fixture
def actor(token: str) -> User:
    """As whom that machine acts."""
    return User.objects.get(machine__name="Cases")


@pytest.fixture
def send(token: str) -> Send:
    """A request with the token, or another one; a body makes it JSON, and what is asked for is in English."""

    def request(method: str, path: str, body: Any = None, *, by: str = "", **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {by or token}", "Accept-Language": "en"}
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        with translation.override(None):
            answer = getattr(Browser(), method)(f"/api/v1/{path}", headers=sent | headers, **more)
        set_context(user=None, areas=EVERY_AREA)
        return answer

    return request


@pytest.fixture
def post(send: Send) -> Send:
    """A POST with an idempotency key."""

    def request(path: str, body: Any, *, key: str = "first", by: str = "", **headers: str) -> Any:
        return send("post", path, body, by=by, **{"Idempotency-Key": key, **headers})

    return request


def written(answer: Any) -> dict[str, Any]:
    """What a writing answer names: id, version and url, and nothing of a client."""
    told: dict[str, Any] = answer.json()
    assert answer.status_code in {200, 201}, told
    assert set(told) == {"id", "version", "url"}
    return told


def refused(answer: Any) -> tuple[int, str]:
    """The status of a refusal, and the field it names."""
    return answer.status_code, answer.json()["error"].get("field", "")


def queries_of(send: Send, path: str) -> int:
    """How many statements a reading takes."""
    with CaptureQueriesContext(connection) as asked:
        assert send("get", path).status_code == 200
    return len(asked.captured_queries)
