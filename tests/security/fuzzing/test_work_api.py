"""Participations, forms, plans and referrals over REST, with what schemathesis makes up from the description.

Which scope opens what is the matrix's; here one machine that may do everything tries every endpoint.
"""

from collections import defaultdict
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import strategies as st
from schemathesis import GenerationMode

from accounts.context import acting
from accounts.models import Area
from accounts.services.api_clients import issue_token
from clients.models import Client
from tests.clients.api.test_plans import PLAN
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.employers import VacancyFactory
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.placing import job_referral_in
from tests.factories.plans import PlanFactory, PlanGoalFactory, PlanMeasureFactory, PlanVersionFactory
from tests.factories.service_referrals import referral_in
from tests.house.catalogue import rows
from tests.reporting.api.conftest import EVERY_AREA
from tests.security.fuzzing.test_api import CHECKS, each_case, is_of_work

SCOPES = ["cases:read", "cases:write", "employers:read", "employers:write"]
TABLES = ("participation", "startform", "endform", "followupform", "plan", "planversion", "plangoal", "servicereferral")


@pytest.fixture
def known(world: Any) -> dict[str, list[str]]:
    """Keys of the home area that exist, by the word of the address or the field of the body."""
    with acting(areas=EVERY_AREA):
        service = ServiceFactory(organisation=OrganisationFactory())
        homes = list(Client.objects.filter(area_id=HOME_AREA).order_by("pk")[:12])
        found: dict[str, list[Any]] = defaultdict(list)
        for number, client in enumerate(homes):
            found["client_id"].append(client.pk)
            if client.plans.filter(ended_on=None).exists() or number % 2:
                continue
            version = PlanVersionFactory(plan=PlanFactory(client=client))
            measure = PlanMeasureFactory(goal=PlanGoalFactory(plan_version=version))
            found["plan_id"].append(version.plan_id)
            found["plan_version_id"].append(version.pk)
            found["measure_id"].append(measure.pk)
            for state in ("draft", "sent", "started"):
                found["service_referral_id"].append(referral_in(state, client=client, service=service).pk)
        found["participation_id"] = [
            key for (key,) in rows("SELECT id FROM clients_participation WHERE area_id = %s LIMIT 50", (HOME_AREA,))
        ]
        found["service"] = [service.pk]
        vacancies = VacancyFactory.create_batch(2)
        found["vacancy_id"] = [one.pk for one in vacancies]
        found["employer_id"] = [one.employer_id for one in vacancies]
        found["job_referral_id"] = [job_referral_in(state, client=homes[0]).pk for state in ("draft", "sent")]
    return {name: [str(key) for key in keys] for name, keys in found.items()}


def kept_of(area: int) -> list[tuple[Any, ...]]:
    """Everything that is kept of the work with the area's clients."""
    told = "SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t.id), '')) FROM clients_{} t WHERE area_id = %s"
    with acting(areas=EVERY_AREA):
        return [rows(told.format(table), (area,))[0] for table in TABLES]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "odd"])
def test_no_request_breaks_the_endpoints_of_work_or_makes_them_tell(world, known, mode):
    with acting(areas=EVERY_AREA):
        home = Area.objects.get(pk=HOME_AREA)
        token = issue_token(name=f"{mode.value} {uuid4()}", scopes=SCOPES, area=home, days=1)
        away = rows("SELECT id, client_id FROM clients_participation WHERE area_id = %s", (OTHER_AREA,))
    foreign = {str(key) for row in away for key in row}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())
    before = kept_of(OTHER_AREA)
    opened: dict[str, set[int]] = defaultdict(set)

    for operation in (found.ok() for found in schema.get_all_operations()):
        if is_of_work(operation):
            statuses = opened[operation.definition.raw["operationId"]]
            fuzz(operation.as_strategy(generation_mode=mode), token, known, foreign, statuses)

    assert len(opened) == 59
    assert kept_of(OTHER_AREA) == before
    assert foreign


def fuzz(strategy: Any, token: str, known: dict[str, list[str]], foreign: set[str], statuses: set[int]) -> None:
    def tried(draw: Any, case: Any) -> None:
        put_known(draw, case, known)
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)
        statuses.add(response.status_code)
        sent = f"{case.path_parameters}{case.query}{case.body}"
        assert [key for key in foreign if key in response.text and key not in sent] == []

    each_case(strategy, tried)


def put_known(draw: Any, case: Any, known: dict[str, list[str]]) -> None:
    """Mostly keys that exist; now and then a body and an idempotency key that can be."""
    for name in case.path_parameters or {}:
        if name in known and draw(st.integers(0, 3)):
            case.path_parameters[name] = draw(st.sampled_from(known[name]))
    if not isinstance(case.body, dict) or not draw(st.booleans()):
        return
    case.headers["Idempotency-Key"] = str(draw(st.uuids()))
    if "employer" in case.body:
        case.body["employer"] = draw(st.sampled_from(known["employer_id"]))
    if "version" in case.body:
        case.body["version"] = draw(st.integers(1, 3))
    if "service" in case.body and "message" in case.body:
        case.body["service"] = known["service"][0]
    if "programme" in case.body:
        case.body["programme"] = draw(st.sampled_from(["S20784", "S99999"]))
    for name in ("need", "goals"):
        if name in case.body and draw(st.booleans()):
            case.body[name] = PLAN[name]
