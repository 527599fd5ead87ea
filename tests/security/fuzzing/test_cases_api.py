"""Clients and contacts over REST, as machines of one area, with what schemathesis makes up from the description."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import strategies as st
from schemathesis import GenerationMode

from accounts.context import acting
from accounts.enums import Role
from accounts.models import Area, User
from accounts.services.api_clients import issue_token
from clients.models import Client
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UnitFactory
from tests.house.catalogue import rows
from tests.reporting.api.conftest import EVERY_AREA
from tests.security.fuzzing.test_api import CHECKS, each_case

READING = {
    "clients_list", "clients_retrieve", "clients_contacts_list", "contacts_list", "contacts_retrieve", "units_list",
    "staff_list",
}  # fmt: skip
WRITING = {"clients_create", "clients_update", "clients_contacts_create", "contacts_update"}
PERSONAS = {"reader": ["cases:read"], "writer": ["cases:write"], "both": ["cases:read", "cases:write"]}


@dataclass(frozen=True)
class Known:
    """Keys that exist, as made-up ones seldom hit, and those of the other area, which nobody here may be told."""

    clients: list[str]
    units: list[str]
    people: list[str]
    foreign: set[str]


@pytest.fixture
def known(world: Any) -> Known:
    with acting(areas=EVERY_AREA):
        unit = UnitFactory()
        people = [MembershipFactory(role=Role.COORDINATOR, unit=unit).user for _ in range(2)]
        away = {str(key) for (key,) in rows("SELECT id FROM clients_client WHERE area_id = %s", (OTHER_AREA,))}
        home = rows("SELECT id FROM clients_client WHERE area_id = %s LIMIT 50", (HOME_AREA,))
        foreign = {str(UnitFactory(area_id=OTHER_AREA).pk), *away}
    return Known([str(key) for (key,) in home], [str(unit.pk)], [str(one.pk) for one in people], foreign)


def clients_of(area: int) -> dict[str, str]:
    """Every client of the area, and what is kept of each."""
    with acting(areas=EVERY_AREA):
        return dict(rows("SELECT id::text, md5(c::text) FROM clients_client c WHERE area_id = %s", (area,)))


def authors_of(clients: set[str]) -> set[str]:
    """Whom the history names for everything that happened to these clients."""
    with acting(areas=EVERY_AREA):
        told = Client.pgh_event_model.objects.filter(pgh_obj_id__in=clients)  # type: ignore[attr-defined]
        return {event.pgh_context["user"] for event in told}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "odd"])
@pytest.mark.parametrize("persona", PERSONAS)
def test_no_request_breaks_the_endpoints_of_clients_or_makes_them_tell(world, known, persona, mode):
    name = f"{persona} {mode.value} {uuid4()}"
    with acting(areas=EVERY_AREA):
        home = Area.objects.get(pk=HOME_AREA)
        token = issue_token(name=name, scopes=PERSONAS[persona], area=home, days=1)
        actor = User.objects.get(machine__name=name)
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())
    away, own = clients_of(OTHER_AREA), clients_of(HOME_AREA)
    seen = set()

    for operation in (found.ok() for found in schema.get_all_operations()):
        called = operation.definition.raw["operationId"]
        if called not in READING | WRITING:
            continue
        seen.add(called)
        opens = (called in READING and persona != "writer") or (called in WRITING and persona != "reader")
        fuzz(operation.as_strategy(generation_mode=mode), token=token, known=known, opens=opens)

    assert seen == READING | WRITING
    now = clients_of(HOME_AREA)
    assert clients_of(OTHER_AREA) == away
    assert persona != "reader" or now == own
    assert authors_of(now.keys() - own.keys()) <= {str(actor.pk)}


def fuzz(strategy: Any, *, token: str, known: Known, opens: bool) -> None:
    def tried(draw: Any, case: Any) -> None:
        put_known(draw, case, known)
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)
        if not opens:  # or nobody looks at who asks: there is no such address, or the token was left out
            assert response.status_code in {403, 400, 401, 404, 405}, response.status_code
        sent = f"{case.path_parameters}{case.query}{case.body}"
        assert [key for key in known.foreign if key in response.text and key not in sent] == []

    each_case(strategy, tried)


def put_known(draw: Any, case: Any, known: Known) -> None:
    """Now and then keys and an idempotency key that can be."""
    if case.path_parameters and "client_id" in case.path_parameters and draw(st.booleans()):
        case.path_parameters["client_id"] = draw(st.sampled_from(known.clients))
    if not isinstance(case.body, dict) or not draw(st.booleans()):
        return
    case.headers["Idempotency-Key"] = str(draw(st.uuids()))
    for name, values in (("unit", known.units), ("responsible", known.people)):
        if name in case.body:
            case.body[name] = draw(st.sampled_from(values))
    if "colleagues" in case.body:
        case.body["colleagues"] = draw(st.lists(st.sampled_from(known.people), max_size=2, unique=True))
    if "co_owner" in case.body:
        case.body["co_owner"] = None
