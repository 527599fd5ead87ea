"""Every endpoint of the API, as every kind of token, with what schemathesis makes up from the API's own description.

A few cases of each in the build; `make fuzz` tries a thousand.
"""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks

from accounts.context import acting
from tests.factories.accounts import OTHER_AREA
from tests.house.catalogue import rows
from tests.reporting.api.conftest import EVERY_AREA, READ, RUN

OF_WORK = re.compile(
    r"(clients_)?(participations|plans|plan_versions|plan_measures|service_referrals|services|employers|"
    r"employer_contacts|vacancies|job_matches|job_referrals|placements|support_decisions)_"
)
CASES = int(os.environ.get("FUZZ_CASES", "4"))
# Who may do what: everybody else is refused before anything is looked at.
SCOPES = {"area": {READ}, "all": {READ}, "area runner": {RUN}, "runner": {RUN, READ}}
REFUSED = {"expired": 401, "revoked": 401, "wrong": 401, "nobody": 401}
# Endpoints of the work with clients open to none of these, by the matrix; two are enough to see that they tell nothing.
REFUSED_AT_WORK = {"runner", "nobody"}
checks.load_all_checks()
CHECKS = checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    ]
)


@pytest.fixture
def schema(world):
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())


def operations(schema: Any) -> list[Any]:
    return [found.ok() for found in schema.get_all_operations()]


def is_of_work(operation: Any) -> bool:
    """Whether the operation is of participations, plans, referrals, services, or work with employers."""
    return bool(OF_WORK.match(operation.definition.raw["operationId"]))


def known_values(draw: Any, case: Any) -> None:
    """Now and then a value that exists, as made-up ones seldom hit."""
    if isinstance(case.query, dict) and draw(st.booleans()):
        case.query["programme"] = draw(st.sampled_from(["S20784", "S99999", "S00000"]))
    if isinstance(case.body, dict) and draw(st.booleans()):
        case.body["programme"] = draw(st.sampled_from(["S20784", "S99999"]))


def ask(case: Any, token: str | None) -> Any:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return case.call(headers=headers)


def secrets_of(persona: str, world: Any) -> set[str]:
    """What must not be in an answer: references of people for all, another area's names for tokens of one area."""
    with acting(areas=EVERY_AREA):
        units = {name for (name,) in rows("SELECT name FROM accounts_unit WHERE area_id = %s", (OTHER_AREA,))}
        home = {name for (name,) in rows("SELECT name FROM accounts_unit WHERE area_id <> %s", (OTHER_AREA,))}
        people = {str(key) for (key,) in rows("SELECT id FROM clients_client LIMIT 200")}
    hidden = {row["client_ref"] for row in world.rows if len(row["client_ref"]) > 5} | people
    return hidden | (({*units} - home | {"S99999"}) if persona.startswith("area") else set())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "odd"])
@pytest.mark.parametrize("persona", [*SCOPES, *REFUSED])
def test_no_request_breaks_the_api_or_makes_it_tell(world, schema, persona, mode):
    token = world.tokens.get(persona)
    hidden = secrets_of(persona, world)
    before = _numbers()
    for operation in operations(schema):
        if is_of_work(operation) and persona not in REFUSED_AT_WORK:
            continue
        fuzz(operation.as_strategy(generation_mode=mode), persona=persona, token=token, hidden=hidden)

    assert _numbers() == before, "asking changes no number"


def each_case(strategy: Any, tried: Callable[[Any, Any], None]) -> None:
    """Cases of one operation, each tried, with what draws more values for it."""

    @settings(
        max_examples=CASES,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def one(data: Any) -> None:
        tried(data.draw, data.draw(strategy))

    one()


def fuzz(strategy: Any, *, persona: str, token: str | None, hidden: set[str]) -> None:
    """Cases of one operation, each asked and judged."""

    def tried(draw: Any, case: Any) -> None:
        known_values(draw, case)
        _judge(case, ask(case, token), persona=persona, hidden=hidden)

    each_case(strategy, tried)


def _judge(case: Any, response: Any, *, persona: str, hidden: set[str]) -> None:
    sent = f"{case.query}{case.body}{case.path_parameters}"
    case.validate_response(response, checks=CHECKS)
    if persona in REFUSED:  # or there is no such address, before anybody is asked who they are
        assert response.status_code in {REFUSED[persona], 400, 404, 405}, response.status_code
    told = response.text
    assert [word for word in hidden if word in told and word not in sent] == []


def _numbers() -> tuple[Any, ...]:
    with acting(areas=EVERY_AREA):
        return rows("SELECT count(*), md5(string_agg(c::text, ',' ORDER BY c::text)) FROM reporting_cell c")[0]


ODD_BODIES = {
    "nothing": b"",
    "no object": b"[]",
    "a number": b"1",
    "null": b"null",
    "not a number": b'{"programme": NaN}',
    "infinite": b'{"programme": 1e400}',
    "5,000 digits": b'{"programme": ' + b"9" * 5_000 + b"}",
    "deep": b"[" * 30_000 + b"]" * 30_000,
    "deep objects": b'{"a":' * 12_000 + b"1" + b"}" * 12_000,
    "large": b'{"programme": "' + b"x" * 200_000 + b'"}',
    "cut": b'{"programme": "S2078',
    "bytes that are no text": b'{"programme": "\xff\xfe"}',
    "UTF-16": '{"programme": "S20784"}'.encode("utf-16"),
    "a lone surrogate": b'{"programme": "\\ud800"}',
    "a null character": b'{"programme": "S20784\\u0000"}',
    "twice": b'{"programme": "S20784", "programme": "S99999"}',
    "a list": b'{"programme": ["S20784"]}',
    "an object": b'{"programme": {"$ne": null}}',
    "of the prototype": b'{"__proto__": {"admin": true}, "programme": "S99999"}',
    "fields of others": b'{"programme": "S99999", "area": 39, "areas": [39], "user": 1, "version": 9, "state": "done"}',
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
}


@pytest.mark.parametrize("kind", ODD_BODIES)
@pytest.mark.parametrize(
    "media", ["application/json", "text/plain", "application/xml", "multipart/form-data; boundary=x"]
)
def test_an_odd_body_is_the_askers_fault_and_starts_nothing(world, kind, media):
    before = _jobs()

    response = Client(raise_request_exception=False).post(
        "/api/v1/runs/",
        data=ODD_BODIES[kind],
        content_type=media,
        headers={"Authorization": f"Bearer {world.tokens['area runner']}", "Idempotency-Key": f"odd {kind} {media}"},
    )

    assert response.status_code in {400, 404, 413, 415}, response.content[:300]
    assert response.json()["error"]["code"]
    assert _jobs() == before


@pytest.mark.parametrize("announced", ["100000000000", "-1", "x", "1e9", ""])
def test_a_length_that_is_none_is_no_failure(world, announced):
    response = Client(raise_request_exception=False).post(
        "/api/v1/runs/",
        data=b"{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {world.tokens['runner']}", "Content-Length": announced},
    )

    assert response.status_code in {400, 413}


def _jobs() -> int:
    with acting(areas=EVERY_AREA):
        return int(rows("SELECT count(*) FROM ledger_job")[0][0])
