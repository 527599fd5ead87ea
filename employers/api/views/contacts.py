"""Contacts with employers: pages of them, and a new one."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.conditions import IDEMPOTENCY_KEY
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.serving import CREATING, Listing, address_of, no_parameters, once, serving
from employers.api.contacts import EmployerContactIn, EmployerContactOut, EmployerContactPageOut
from employers.api.parameters import OfEmployerParameters
from employers.api.scopes import READ, WRITING
from employers.selectors.machines import Wanted, employer_by_key, employer_contacts_for
from employers.services.contacts import log_contact

COLUMNS = tuple(EmployerContactOut().get_fields())
CONTACTS = Listing(
    parameters=OfEmployerParameters,
    find=lambda served, asked: employer_contacts_for(served.area_id, Wanted.of(asked)),
    tell=lambda contact: EmployerContactOut(contact).data,
    columns=COLUMNS,
)
PAGE = {
    (200, PLAIN): EmployerContactPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same contacts as lines; the Link header names the next page."),
}


class EmployerContactList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="employer_contacts_list",
        summary="Contacts of the area with employers",
        description="In the order of their ids; those withdrawn say so. No person at an employer is named.",
        parameters=[OfEmployerParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return CONTACTS.answer(request)


class EmployerContacts(LinesEndpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="employers_contacts_create",
        summary="Log a contact with an employer",
        description=(
            "As logging it on the page: interest of 2 or 3 marks the employer as willing to hire, or confirms the "
            "mark, in the same step."
        ),
        request=EmployerContactIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            (201, PLAIN): OpenApiResponse(WrittenOut, "Logged; the address is the employer's."),
            **ERRORS,
            **NOT_FOUND,
            **CREATING,
        },
    )
    def post(self, request: Request, employer_id: UUID) -> Response:
        no_parameters(request)
        body = EmployerContactIn.read(request)
        with serving(request) as served:
            employer_by_key(employer_id)
            return once(
                request,
                served,
                lambda: log_contact(actor=served.actor, employer=employer_id, note=body.told(), area_id=served.area_id),
                address=lambda _key: address_of(request, "employer")(employer_id),
            )
