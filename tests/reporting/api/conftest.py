"""A computed programme of two areas, a programme of one, and the machines every endpoint is tried with.

They are made once, in a database of their own; each test works in a transaction of it that is rolled back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.context import acting
from accounts.models import Area
from accounts.services.api_clients import issue_token, revoke_tokens
from config.embedded import Endpoints
from network.models import Programme
from reporting.services.computing import compute_area
from tests.conftest import own_database
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

EVERY_AREA = range(1, 47)
READ, RUN = "indicators:read", "indicators:run"

Ask = Callable[..., HttpResponse]


@dataclass(frozen=True)
class World:
    """`joint` runs in two areas, `foreign` only in the other one."""

    joint: Programme
    foreign: Programme
    rows: list[dict[str, str]]
    tokens: dict[str, str]


@pytest.fixture(scope="package")
def made_world(
    services: Endpoints, template: str, worker_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World]:
    with own_database(services, template, worker_database, "api"):
        with django_db_blocker.unblock(), acting(areas=EVERY_AREA):
            made = _make_world()
        yield made


@pytest.fixture
def world(made_world: World, db: None) -> World:
    return made_world


@pytest.fixture
def tokens(world: World) -> dict[str, str]:
    return world.tokens


def _make_world() -> World:
    joint = ProgrammeFactory(code="S20784", areas=[HOME_AREA, OTHER_AREA])
    foreign = ProgrammeFactory(code="S99999", areas=[OTHER_AREA])
    home, away = random_rows(7, 60), random_rows(8, 45)
    load_rows(home, programme=joint, area=HOME_AREA)
    load_rows(away, programme=joint, area=OTHER_AREA)
    load_rows(random_rows(9, 20), programme=foreign, area=OTHER_AREA)
    for area, programme in ((HOME_AREA, joint), (OTHER_AREA, joint), (OTHER_AREA, foreign)):
        compute_area(area_id=area, programme_id=programme.pk)
    return World(joint=joint, foreign=foreign, rows=[*home, *away], tokens=_make_tokens())


def _make_tokens() -> dict[str, str]:
    home = Area.objects.get(pk=HOME_AREA)
    made = {
        "area": issue_token(name="Area", scopes=[READ], area=home, days=9),
        "all": issue_token(name="All", scopes=[READ], area=None, days=9),
        "area runner": issue_token(name="Area runner", scopes=[RUN], area=home, days=9),
        "runner": issue_token(name="Runner", scopes=[RUN, READ], area=None, days=9),
        "expired": issue_token(name="Expired", scopes=[READ, RUN], area=None, days=9),
        "revoked": issue_token(name="Revoked", scopes=[READ, RUN], area=None, days=9),
        "wrong": "x" * 43,
    }
    Token.objects.filter(client__name="Expired").update(expires_at=timezone.now() - timedelta(seconds=1))
    revoke_tokens(name="Revoked")
    return made


@pytest.fixture
def ask(tokens: dict[str, str]) -> Ask:
    """A request as the persona; nobody sends no token."""

    def request(persona: str, path: str, query: Any = None, *, method: str = "get", **headers: Any) -> HttpResponse:
        client = Client(headers={"Accept-Language": "en"})
        sent = {} if persona == "nobody" else {"Authorization": f"Bearer {tokens[persona]}"}
        if method == "get":
            return client.get(f"/api/v1/{path}", query or {}, headers={**sent, **headers})
        kind = headers.pop("content_type", "application/json")
        body = {} if query is None else {"data": query, "content_type": kind}
        return client.generic(method.upper(), f"/api/v1/{path}", **body, headers={**sent, **headers})

    return request
