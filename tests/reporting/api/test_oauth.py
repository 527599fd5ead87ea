"""OAuth 2.0 client credentials: a short token of the client's own making, with no more than its scopes and areas."""

import base64
from datetime import timedelta

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from accounts.models import Area
from accounts.services.api_clients import renew_credentials, revoke_tokens
from tests.factories.accounts import HOME_AREA
from tests.reporting.api.conftest import READ

ADDRESS = "/identity/o/api/token"


@pytest.fixture
def credentials(world):
    return renew_credentials(name="Machine", scopes=[READ], area=Area.objects.get(pk=HOME_AREA))


def ask_token(credentials, **changed):
    sent = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.secret,
        **changed,
    }
    return Client().post(ADDRESS, {name: value for name, value in sent.items() if value is not None})


def read(token):
    return Client().get("/api/v1/values/?programme=S20784", headers={"Authorization": f"Bearer {token}"})


def test_a_client_gets_a_short_token_for_its_areas(credentials):
    answer = ask_token(credentials)

    body = answer.json()
    assert (answer.status_code, body["token_type"], body["scope"]) == (200, "Bearer", READ)
    assert 0 < body["expires_in"] <= 3600
    assert {item["area"] for item in read(body["access_token"]).json()["items"]} == {str(HOME_AREA)}
    assert Token.objects.lookup(Token.Type.ACCESS_TOKEN, body["access_token"]).expires_at <= (
        timezone.now() + timedelta(hours=1)
    )


def test_the_secret_may_stand_in_the_header(credentials):
    pair = base64.b64encode(f"{credentials.client_id}:{credentials.secret}".encode()).decode()

    answer = Client().post(ADDRESS, {"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {pair}"})

    assert read(answer.json()["access_token"]).status_code == 200


@pytest.mark.parametrize(
    ("_case", "changed", "status", "error"),
    [
        ("a scope of others", {"scope": "indicators:run"}, 400, "invalid_scope"),
        ("an unknown scope", {"scope": "admin"}, 400, "invalid_scope"),
        ("a wrong secret", {"client_secret": "x"}, 401, "invalid_client"),
        ("no secret", {"client_secret": None}, 401, "invalid_client"),
        ("an unknown client", {"client_id": "x"}, 401, "invalid_client"),
        ("an unknown grant", {"grant_type": "magic"}, 400, "unsupported_grant_type"),
        ("no grant", {"grant_type": None}, 400, "unsupported_grant_type"),
    ],
)
def test_what_is_not_the_clients_is_refused(credentials, _case, changed, status, error):
    before = Token.objects.count()

    answer = ask_token(credentials, **changed)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert Token.objects.count() == before


def test_a_revoked_client_gets_nothing(credentials):
    token = ask_token(credentials).json()["access_token"]

    revoke_tokens(name="Machine")

    assert ask_token(credentials).status_code == 401
    assert read(token).status_code == 401


def test_a_client_takes_its_token_back(credentials):
    token = ask_token(credentials).json()["access_token"]
    own = {"client_id": credentials.client_id, "client_secret": credentials.secret, "token": token}

    assert Client().post("/identity/o/api/revoke", own).status_code == 200

    assert read(token).status_code == 401


@pytest.mark.parametrize("path", ["authorize", "device", "logout", "api/userinfo", "api/clients", "api/introspect"])
def test_nothing_else_of_the_library_is_open(world, path):
    assert Client().get(f"/identity/o/{path}").status_code == 404


def test_asking_too_often_is_429(credentials):
    assert [ask_token(credentials).status_code for _try in range(11)] == [200] * 10 + [429]
