"""Who may ask what: every endpoint by every kind of machine, and what a refusal says."""

import json
import uuid

import pytest
from django.test import Client, RequestFactory
from rest_framework.request import Request

from accounts.context import set_context
from accounts.models import Unit
from clients.models import Participation
from config.api.authentication import TokenAuthentication
from ledger.models import Job
from reporting.models import Cell, ParticipationFact
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.reporting.api.conftest import EVERY_AREA

READING = ("indicators/", "programmes/", "values/?programme=S20784")
UNKNOWN_RUN = f"runs/{uuid.UUID(int=7)}/"
NO_TOKEN = ("nobody", "expired", "revoked", "wrong")


@pytest.mark.parametrize("path", [*READING, UNKNOWN_RUN])
@pytest.mark.parametrize("persona", NO_TOKEN)
def test_without_a_valid_token_is_401_and_tells_the_scheme(ask, persona, path):
    response = ask(persona, path)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'
    assert set(response.json()) == {"error"}
    assert set(response.json()["error"]) == {"code", "message"}


def test_expired_revoked_and_wrong_are_told_alike(ask):
    told = {ask(persona, "indicators/").content for persona in ("expired", "revoked", "wrong")}

    assert len(told) == 1


@pytest.mark.parametrize(
    "header",
    ["Basic YTpi", "Bearer", "Bearer ", "Token ab", "Bearer a b", "Bearer \u00e4", "Bearer " + "x" * 600, "bearer nil"],
)
def test_malformed_headers_are_401(ask, header):
    assert ask("nobody", "indicators/", Authorization=header).status_code == 401


def test_a_session_opens_nothing(world):
    browser = Client()
    set_context(user=None, areas=EVERY_AREA)
    person = member()
    set_context(user=person.pk)
    browser.force_login(person)

    assert browser.get("/api/v1/values/?programme=S20784").status_code == 401
    assert browser.post("/api/v1/runs/").status_code == 401


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize(("persona", "status"), [("area", 200), ("all", 200), ("runner", 200), ("area runner", 403)])
def test_reading_needs_its_scope(ask, persona, status, path):
    assert ask(persona, path).status_code == status


@pytest.mark.parametrize(("persona", "status"), [("area", 403), ("all", 403), ("runner", 202), ("area runner", 202)])
def test_starting_a_run_needs_its_scope(ask, persona, status):
    response = ask(persona, "runs/", '{"programme": "S20784"}', method="post", **{"Idempotency-Key": "one"})

    set_context(user=None, areas=EVERY_AREA)
    assert response.status_code == status
    assert (Job.objects.count() > 0) == (status == 202)


@pytest.mark.parametrize("path", ["indicators/", "programmes/", "values/", UNKNOWN_RUN])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_methods_that_are_not_there_are_405(ask, path, method):
    response = ask("runner", path, method=method)

    assert response.status_code == 405
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_a_programme_of_another_area_looks_as_one_that_is_not_there(ask):
    hidden = ask("area", "values/", {"programme": "S99999"})
    absent = ask("area", "values/", {"programme": "S00000"})

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
    assert ask("all", "values/", {"programme": "S99999"}).status_code == 200


def test_programmes_are_those_the_client_may_read(ask):
    area = ask("area", "programmes/").json()["items"]
    every = ask("all", "programmes/").json()["items"]

    assert [(one["code"], [area["code"] for area in one["areas"]]) for one in area] == [("S20784", [str(HOME_AREA)])]
    assert [(one["code"], len(one["areas"])) for one in every] == [("S20784", 2), ("S99999", 1)]
    assert {unit["area"] for unit in area[0]["units"]} == {str(HOME_AREA)}
    assert {unit["name"] for unit in area[0]["units"]} >= {"Pohjoinen", "Läntinen"}


def test_unknown_addresses_have_the_same_shape(ask):
    response = ask("all", "nothing/")

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_no_answer_names_a_person(ask, world):
    """No reference, birth date or key of a client or participation stands in any answer."""
    secrets = {row[name] for row in world.rows for name in ("client_ref", "birth_date") if row.get(name)}
    paths = [*READING, "values/?programme=S20784&by=unit", "values/?programme=S20784&period=month&by=gender&limit=5000"]

    told = [ask(persona, path).content.decode() for path in paths for persona in ("area", "all")]

    assert len(secrets) > 60
    for text in told:
        words = set(text.replace('"', " ").replace(",", " ").split())
        assert not words & secrets
    assert "client_ref" not in "".join(told)
    assert "participation_id" not in "".join(told)


@pytest.mark.parametrize(("persona", "areas"), [("area", {HOME_AREA}), ("all", {HOME_AREA, OTHER_AREA})])
def test_a_token_opens_numbers_and_no_rows(world, persona, areas):
    sent = RequestFactory().get("/", headers={"Authorization": f"Bearer {world.tokens[persona]}"})
    set_context(user=None, areas=EVERY_AREA)
    assert ParticipationFact.objects.exists()

    TokenAuthentication().authenticate(Request(sent))

    assert set(Cell.objects.values_list("area_id", flat=True)) == areas
    assert not ParticipationFact.objects.exists()
    assert not Participation.objects.exists()
    assert not Unit.objects.exists()


def test_an_unexpected_error_tells_nothing(tokens, monkeypatch):
    def explode(*_args, **_options):
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("reporting.api.views.programmes_for", explode)
    client_raises = Client(raise_request_exception=False)

    response = client_raises.get("/api/v1/programmes/", headers={"Authorization": f"Bearer {tokens['all']}"})

    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    assert set(json.loads(response.content)["error"]) == {"code", "message"}
