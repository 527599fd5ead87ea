import io
from datetime import timedelta

import pytest
from allauth.idp.oidc.models import Client, Token
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from accounts.models import ApiClient, Area
from accounts.services.api_clients import area_of, issue_token, renew_credentials, revoke_tokens
from config.kernel.errors import NotFound, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def issue(*arguments: str) -> tuple[str, str]:
    said, beside = io.StringIO(), io.StringIO()
    call_command("issue_api_token", *arguments, stdout=said, stderr=beside)
    return said.getvalue(), beside.getvalue()


def test_issue_token_keeps_only_the_hash_and_the_scope():
    token = issue_token(name="Statistics", scopes=["indicators:read"], area=Area.objects.get(pk=41), days=30)

    kept = Token.objects.get()
    machine = ApiClient.objects.get()
    assert kept == Token.objects.lookup(Token.Type.ACCESS_TOKEN, token)
    assert token not in repr(Token.objects.values_list()) + repr(Client.objects.values_list())
    assert kept.get_scopes() == ["indicators:read"]
    assert timedelta(days=29, hours=23) < kept.expires_at - timezone.now() <= timedelta(days=30)
    assert (machine.name, machine.all_areas, machine.area_id, machine.client_id) == (
        "Statistics",
        False,
        41,
        kept.client_id,
    )


def test_issue_token_for_the_same_name_and_areas_adds_a_token_and_scopes():
    first = issue_token(name="Statistics", scopes=["indicators:read"], area=None, days=1)

    second = issue_token(name="Statistics", scopes=["indicators:run"], area=None, days=1)

    assert first != second
    assert Token.objects.count() == 2
    assert ApiClient.objects.get().client.get_scopes() == ["indicators:read", "indicators:run"]


def test_issue_token_for_the_same_name_with_other_areas_is_refused():
    issue_token(name="Statistics", scopes=["indicators:read"], area=Area.objects.get(pk=41), days=1)

    with pytest.raises(Refusal):
        issue_token(name="Statistics", scopes=["indicators:read"], area=None, days=1)

    assert (Token.objects.count(), ApiClient.objects.get().all_areas) == (1, False)


@pytest.mark.parametrize(
    ("_case", "changed"),
    [
        ("unknown scope", {"scopes": ["indicators:write"]}),
        ("one of two unknown", {"scopes": ["indicators:read", "everything"]}),
        ("no scope", {"scopes": []}),
        ("no day", {"days": 0}),
        ("too many days", {"days": 367}),
        ("no name", {"name": "  "}),
        ("name too long", {"name": "x" * 101}),
        ("name with a line break", {"name": "a\nb"}),
    ],
)
def test_issue_token_refuses_and_leaves_nothing(_case, changed):
    asked = {"name": "Statistics", "scopes": ["indicators:read"], "area": None, "days": 90, **changed}

    with pytest.raises(Refusal):
        issue_token(**asked)

    assert (Token.objects.count(), Client.objects.count(), ApiClient.objects.count()) == (0, 0, 0)


def test_revoke_tokens_voids_every_token_and_the_secret():
    token = issue_token(name="Statistics", scopes=["indicators:read"], area=None, days=1)
    credentials = renew_credentials(name="Statistics", scopes=["indicators:read"], area=None)
    other = issue_token(name="Other", scopes=["indicators:read"], area=None, days=1)

    assert revoke_tokens(name="Statistics") == 1

    assert Token.objects.lookup(Token.Type.ACCESS_TOKEN, token) is None
    assert Token.objects.lookup(Token.Type.ACCESS_TOKEN, other) is not None
    assert not Client.objects.get(pk=credentials.client_id).check_secret(credentials.secret)


def test_revoke_tokens_of_nobody_is_refused():
    with pytest.raises(NotFound):
        revoke_tokens(name="Statistics")


@pytest.mark.parametrize("text", ["2", "Etelä-Häme", "södra tavastland", " etelä-häme "])
def test_area_of_takes_code_and_both_names(text):
    assert area_of(text).pk == 2


def test_command_prints_the_token_alone_on_the_last_line():
    said, beside = issue("Statistics", "--scopes", "indicators:read", "indicators:run", "--area", "2", "--days", "5")

    token = said.splitlines()[-1]
    assert Token.objects.lookup(Token.Type.ACCESS_TOKEN, token).get_scopes() == ["indicators:read", "indicators:run"]
    assert ApiClient.objects.get().area_id == 2
    assert token not in beside


def test_command_prints_id_and_secret_of_a_client():
    said, _beside = issue("Statistics", "--scopes", "indicators:read", "--all-areas", "--client")

    kept = dict(line.split("=", 1) for line in said.splitlines())
    client = Client.objects.get(pk=kept["client_id"])
    assert client.check_secret(kept["client_secret"])
    assert client.get_grant_types() == ["client_credentials"]
    assert Token.objects.count() == 0


@pytest.mark.parametrize(
    ("_case", "arguments", "expected"),
    [
        ("neither", ("--scopes", "indicators:read"), "Give either"),
        ("both", ("--scopes", "indicators:read", "--all-areas", "--area", "2"), "Give either"),
        ("unknown area", ("--scopes", "indicators:read", "--area", "Atlantis"), "“Atlantis”"),
        ("empty area", ("--scopes", "indicators:read", "--area", ""), "“”"),
        ("unknown scope", ("--scopes", "all", "--all-areas"), "indicators:read, indicators:run"),
        ("days", ("--scopes", "indicators:read", "--all-areas", "--days", "400"), "366"),
    ],
)
def test_command_refuses_with_a_sentence(_case, arguments, expected):
    with pytest.raises(CommandError, match=expected):
        issue("Statistics", *arguments)

    assert ApiClient.objects.count() == 0
