"""Clients and contacts over REST, as a machine of one area, with what schemathesis makes up from the description."""

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from accounts.context import acting
from accounts.models import Area
from accounts.services.api_clients import issue_token
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.house.catalogue import rows
from tests.reporting.api.conftest import EVERY_AREA
from tests.security.fuzzing.test_api import CASES, CHECKS

OPERATIONS = {"clients_list", "clients_retrieve", "clients_contacts_list", "contacts_list"}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "odd"])
def test_no_request_breaks_the_endpoints_of_clients_or_makes_them_tell(world, mode):
    with acting(areas=EVERY_AREA):
        token = issue_token(
            name=f"Cases {mode.value}", scopes=["cases:read"], area=Area.objects.get(pk=HOME_AREA), days=1
        )
        foreign = {str(key) for (key,) in rows("SELECT id FROM clients_client WHERE area_id = %s", (OTHER_AREA,))}
        known = [str(key) for (key,) in rows("SELECT id FROM clients_client LIMIT 50")]
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())
    seen = set()

    for operation in (found.ok() for found in schema.get_all_operations()):
        name = operation.definition.raw["operationId"]
        if name not in OPERATIONS:
            continue
        seen.add(name)

        fuzz(operation.as_strategy(generation_mode=mode), token=token, known=known, foreign=foreign)

    assert seen == OPERATIONS


def fuzz(strategy: Any, *, token: str, known: list[str], foreign: set[str]) -> None:
    @settings(
        max_examples=CASES,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def tried(data: Any) -> None:
        case = data.draw(strategy)
        if case.path_parameters and data.draw(st.booleans()):
            case.path_parameters["client_id"] = data.draw(st.sampled_from(known))
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)
        assert [key for key in foreign if key in response.text and key not in str(case.path_parameters)] == []

    tried()
