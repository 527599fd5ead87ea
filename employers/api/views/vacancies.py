"""Vacancies: a page of them, one, a new one, a change, a step."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.enums.demands import Demand
from config.api.conditions import IDEMPOTENCY_KEY, IF_MATCH
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.serving import (
    CHANGING,
    CREATING,
    STEPPING,
    Listing,
    address_of,
    answer,
    changed,
    named_as_sent,
    no_parameters,
    once,
    serving,
)
from config.api.views import Endpoint
from employers.api.parameters import VacanciesParameters
from employers.api.scopes import READ, WRITING
from employers.api.vacancies import VacancyChangeIn, VacancyIn, VacancyOut, VacancyPageOut, VacancyStepIn
from employers.enums.jobs import VacancyState
from employers.models import Vacancy
from employers.selectors.machines import Wanted, employer_by_key, vacancies_for, vacancy_by_key
from employers.services.vacancies import add_vacancy, change_vacancy, take_vacancy_step

COLUMNS = tuple(name for name in VacancyOut().get_fields() if name not in {"demands", "description"})
# Where a body has the field that the service names when it refuses.
PLACES = {f"demand_{demand}": f"demands.{demand}" for demand in Demand}
PAGE = {
    (200, PLAIN): VacancyPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same vacancies as lines; the Link header names the next page."),
}


def _told(vacancy: Vacancy) -> dict[str, Any]:
    return VacancyOut(vacancy).data


VACANCIES = Listing(
    parameters=VacanciesParameters,
    find=lambda _served, asked: vacancies_for(Wanted.of(asked)),
    tell=_told,
    columns=COLUMNS,
)


class VacancyList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="vacancies_list",
        summary="Vacancies of every area",
        description="In the order of their ids; drafts are left out.",
        parameters=[VacanciesParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return VACANCIES.answer(request)


class EmployerVacancies(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="employers_vacancies_create",
        summary="Record a vacancy",
        description="A draft of the machine's area; a step opens it.",
        request=VacancyIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CREATING},
    )
    def post(self, request: Request, employer_id: UUID) -> Response:
        no_parameters(request)
        body = VacancyIn.read(request)
        with serving(request) as served, named_as_sent(PLACES):
            employer = employer_by_key(employer_id)
            return once(
                request,
                served,
                lambda: add_vacancy(
                    actor=served.actor, employer=employer, values=body.values(), area_id=served.area_id
                ),
                address=address_of(request, "vacancy"),
            )


class VacancyDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="vacancies_retrieve",
        summary="One vacancy",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): VacancyOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, vacancy_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            payload = _told(vacancy_by_key(served.area_id, vacancy_id))
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="vacancies_update",
        summary="Change a vacancy of the own area",
        description="What the body names is changed; If-Match with the ETag of GET, or `version`, says which state.",
        request=VacancyChangeIn,
        parameters=[IF_MATCH],
        responses={(200, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CHANGING},
    )
    def patch(self, request: Request, vacancy_id: UUID) -> Response:
        no_parameters(request)
        body = VacancyChangeIn.read(request)
        with serving(request) as served, named_as_sent(PLACES):
            return changed(
                request,
                served,
                given=body.validated_data.get("version"),
                find=lambda: vacancy_by_key(served.area_id, vacancy_id),
                tell=_told,
                change=lambda vacancy, version: change_vacancy(
                    actor=served.actor, vacancy_id=vacancy_id, version=version, values=body.over(vacancy)
                ),
            )


class VacancySteps(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="vacancies_steps_create",
        summary="Open, fill or close a vacancy",
        description="As on the page; opening tells the area's webhooks.",
        request=VacancyStepIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING},
    )
    def post(self, request: Request, vacancy_id: UUID) -> Response:
        no_parameters(request)
        given = VacancyStepIn.read(request).validated_data
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: take_vacancy_step(
                    actor=served.actor,
                    vacancy_id=vacancy_id,
                    version=given["version"],
                    to=VacancyState(given["to"]),
                    reason=given.get("reason", ""),
                ),
                address=address_of(request, "vacancy"),
            )
