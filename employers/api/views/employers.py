"""Employers of the shared register: a page of them, one, a new one, a change, a further establishment."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.conditions import IDEMPOTENCY_KEY, IF_MATCH
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.serving import (
    CHANGING,
    CREATING,
    Listing,
    address_of,
    answer,
    changed,
    no_parameters,
    once,
    serving,
)
from config.api.views import Endpoint
from employers.api.parameters import EmployersParameters
from employers.api.registers import EmployerChangeIn, EmployerIn, EmployerOut, EmployerPageOut, EstablishmentIn
from employers.api.scopes import READ, WRITING
from employers.models import Employer
from employers.selectors.machines import Wanted, employer_by_key, employers_for
from employers.services.register import add_employer, add_establishment, change_employer

COLUMNS = (
    *("id", "version", "business_id", "name", "kind", "size", "industry", "industry_version", "intermediary"),
    *("website", "municipalities"),
)
PAGE = {
    (200, PLAIN): EmployerPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same employers as lines; the Link header names the next page."),
}


def _told(employer: Employer) -> dict[str, Any]:
    return EmployerOut(employer).data


def _line(item: dict[str, Any]) -> dict[str, Any]:
    places = sorted({one["municipality"] for one in item["establishments"] if not one["is_closed"]})
    return item | {"municipalities": places}


EMPLOYERS = Listing(
    parameters=EmployersParameters,
    find=lambda _served, asked: employers_for(Wanted.of(asked)),
    tell=_told,
    columns=COLUMNS,
    line=_line,
)


class EmployerList(LinesEndpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="employers_list",
        summary="Employers of the register",
        description="Employers of all areas with their establishments, in the order of their ids.",
        parameters=[EmployersParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return EMPLOYERS.answer(request)

    @extend_schema(
        operation_id="employers_create",
        summary="Add an employer",
        description="Once by its business id: one that the register has already is refused and left as it is.",
        request=EmployerIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            (201, PLAIN): OpenApiResponse(WrittenOut, "Added, now or by an earlier request of the same key."),
            **ERRORS,
            **CREATING,
        },
    )
    def post(self, request: Request) -> Response:
        no_parameters(request)
        body = EmployerIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: add_employer(actor=served.actor, values=body.values(), establishment=body.first()),
                address=address_of(request, "employer"),
            )


class EmployerDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="employers_retrieve",
        summary="One employer",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): EmployerOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, employer_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            payload = _told(employer_by_key(employer_id))
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="employers_update",
        summary="Change an employer",
        description=(
            "For all areas. What the body names is changed; If-Match with the ETag of GET, or `version` in the body, "
            "says which state."
        ),
        request=EmployerChangeIn,
        parameters=[IF_MATCH],
        responses={
            (200, PLAIN): OpenApiResponse(WrittenOut, "Changed, or the same as before with the same version."),
            **ERRORS,
            **NOT_FOUND,
            **CHANGING,
        },
    )
    def patch(self, request: Request, employer_id: UUID) -> Response:
        no_parameters(request)
        body = EmployerChangeIn.read(request)
        with serving(request) as served:
            return changed(
                request,
                served,
                given=body.validated_data.get("version"),
                find=lambda: employer_by_key(employer_id),
                tell=_told,
                change=lambda employer, version: change_employer(
                    actor=served.actor, employer_id=employer_id, version=version, values=body.over(employer)
                ),
            )


class EmployerEstablishments(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="employers_establishments_create",
        summary="Add an establishment",
        description="A further place where the employer has work.",
        request=EstablishmentIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            (201, PLAIN): OpenApiResponse(WrittenOut, "Added; the address is the employer's."),
            **ERRORS,
            **NOT_FOUND,
            **CREATING,
        },
    )
    def post(self, request: Request, employer_id: UUID) -> Response:
        no_parameters(request)
        body = EstablishmentIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: add_establishment(actor=served.actor, employer_id=employer_id, values=body.values()),
                address=lambda _key: address_of(request, "employer")(employer_id),
            )
