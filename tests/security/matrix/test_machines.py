"""Scopes × endpoints × methods, and states of a client: what opens to a machine, as the tables say and no more."""

from collections import defaultdict
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.context import set_context
from accounts.enums import Right
from accounts.models import Area
from accounts.services.api_clients import issue_token
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.house.test_addresses import endpoint, patterns
from tests.security.matrix.conftest import ADDRESS, World
from tests.security.matrix.routes import ROUTES
from tests.security.matrix.table import MACHINE_OPENS, MACHINE_SCOPES, MACHINE_SEES, ROLES, STATES


def token_of(*scopes: str, name: str = "Matrix", rights: tuple[Right, ...] = ()) -> str:
    return issue_token(name=name, scopes=scopes, area=Area.objects.get(pk=HOME_AREA), days=1, rights=rights)


def ask(token: str, method: str, address: str, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
    more = {} if method == "GET" else {"data": body or {}, "content_type": "application/json"}
    answer = getattr(Browser(), method.lower())(address, headers=headers, **more)
    set_context(user=None, areas=range(1, 47))
    return answer


def test_every_method_of_every_endpoint_is_in_the_table():
    found = {
        (name, method)
        for name, pattern in patterns()
        if ROUTES[name] == "machine"
        for method in getattr(endpoint(pattern), "required_scopes", {"GET": ()})
        if method != "HEAD"
    }

    assert found == set(MACHINE_OPENS)


@pytest.mark.django_db
@pytest.mark.parametrize("scope", sorted(MACHINE_SCOPES))
def test_each_scope_opens_what_the_table_says(scope):
    token = token_of(scope)
    client = ClientFactory()
    keys: dict[str, Any] = defaultdict(uuid4, client_id=client.pk)
    wrong = {}
    for (name, method), scopes in MACHINE_OPENS.items():
        pattern = dict(patterns())[name]
        given = {word: keys[word] for word in pattern.pattern.converters}

        answer = ask(token, method, reverse(name, kwargs=given))

        refused = answer.status_code == 403 and answer.json()["error"]["code"] == "permission_denied"
        if refused is (scope in scopes):
            wrong[name, method] = answer.status_code

    assert wrong == {}


def test_a_machine_sees_the_clients_of_the_table(world: World):
    token = token_of("cases:read")
    seen = {
        (role, state)
        for role in ROLES
        for state in STATES
        if ask(token, "GET", reverse("api:client", args=[world.clients[role, state].pk])).status_code == 200
    }

    listed = ask(token, "GET", "/api/v1/clients/?limit=200").json()["items"]
    wanted = {(role, state) for role in ROLES for state in MACHINE_SEES}
    assert seen == wanted
    assert {item["id"] for item in listed} == {str(world.clients[cell].pk) for cell in wanted}
    assert [item["id"] for item in listed if item["non_disclosure"] and item["contact_details"]] == []


def test_a_machine_writes_to_the_clients_of_the_table(world: World):
    token = token_of("cases:write")
    written = {
        state
        for state in STATES
        if ask(
            token,
            "PATCH",
            reverse("api:client", args=[world.clients["tyko", state].pk]),
            {"version": 1, "gender": "9"},
        ).status_code
        == 200
    }

    assert written == MACHINE_SEES


def test_rights_show_a_machine_what_they_name(world: World):
    address = reverse("api:client", args=[world.clients["tyko", "non_disclosure"].pk])
    plain, trusted = token_of("cases:read"), token_of("cases:read", name="Trusted", rights=(Right.NON_DISCLOSURE,))

    assert ADDRESS not in ask(plain, "GET", address).content.decode()
    assert ADDRESS in ask(trusted, "GET", address).content.decode()


def test_a_machine_of_the_other_area_sees_only_its_own(world: World):
    token = issue_token(name="Away", scopes=["cases:read"], area=Area.objects.get(pk=OTHER_AREA), days=1)

    listed = ask(token, "GET", "/api/v1/clients/?limit=200").json()["items"]

    assert {item["id"] for item in listed} == {str(world.clients[role, "other_area"].pk) for role in ROLES}
