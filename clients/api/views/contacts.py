"""Contacts: a page of them, one, a new one, a change by the machine that wrote it."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.api.bodies import ContactChangeIn, ContactIn
from clients.api.examples import CHANGE_OF_CONTACT, NEW_CONTACT, WRITTEN
from clients.api.parameters import ContactsParameters
from clients.api.serializers import ContactOut, ContactPageOut, sees_text
from clients.models import Contact
from clients.selectors.machines import Wanted, client_for, contact_for, contacts_for
from clients.services.contacts import edit_contact
from clients.services.machine_writing import record_contact_once
from config.api.conditions import IDEMPOTENCY_KEY, IF_MATCH, hash_of, idempotency_key
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.serving import (
    CHANGING,
    CREATING,
    READ,
    WRITING,
    Served,
    address_of,
    after,
    answer,
    answer_page,
    changed,
    created,
    log,
    no_parameters,
    page_for,
    serving,
)
from config.api.views import Endpoint
from ledger.services.machine_requests import Sent

GROUPS = ["notes"]
COLUMNS = (
    *("id", "version", "client", "author", "at", "channel", "minutes", "summary", "with_client", "is_joint"),
    *("others", "colleagues"),
)
PAGE = {
    (200, PLAIN): ContactPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same contacts as lines; the Link header names the next page."),
}


def _told(contact: Contact, served: Served) -> dict[str, Any]:
    context = {"sees_text": sees_text(served.actor, area_id=served.area_id)}
    return ContactOut(contact, context=context).data


class ContactList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="contacts_list",
        summary="Contacts with the clients of the area",
        description="Final contacts in the order of their ids.",
        parameters=[ContactsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return contacts_answer(request, None)


class ClientContacts(LinesEndpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="clients_contacts_list",
        summary="Contacts with one client",
        description="Final contacts in the order of their ids.",
        parameters=[ContactsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        return contacts_answer(request, client_id)

    @extend_schema(
        operation_id="clients_contacts_create",
        summary="Record a contact",
        description="The contact counts at once, the machine is its author, and those who know the client see it.",
        request=ContactIn,
        parameters=[IDEMPOTENCY_KEY],
        examples=[NEW_CONTACT, WRITTEN],
        responses={
            (201, PLAIN): OpenApiResponse(WrittenOut, "Recorded, now or by an earlier request of the same key."),
            **ERRORS,
            **NOT_FOUND,
            **CREATING,
        },
    )
    def post(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        body = ContactIn.read(request)
        key = idempotency_key(request)
        with serving(request) as served:
            sent = Sent(
                machine=served.machine,
                key=key,
                body_hash=hash_of(request, "contacts", str(client_id)),
                address=address_of(request, "contact"),
            )
            return created(record_contact_once(actor=served.actor, client_id=client_id, note=body.note(), sent=sent))


def contacts_answer(request: Request, client_id: UUID | None) -> HttpResponse:
    """A page of contacts of the area, or of one client of it."""
    asked = ContactsParameters.of(request)
    wanted = Wanted(after=after(request, asked["cursor"]), client=client_id, updated_since=asked["updated_since"])
    with serving(request) as served:
        if client_id is not None:
            client_for(served.actor, client_id)
        page = page_for(request, contacts_for(served.actor, wanted), asked)
        shown = [one.client_id for one in page.items] or ([client_id] if client_id else [])
        log(request, served, shown, groups=GROUPS)
        items = [_told(one, served) for one in page.items]
    return answer_page(request, served, page, items, columns=COLUMNS)


class ContactDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="contacts_retrieve",
        summary="One contact",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): ContactOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, contact_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = contact_for(served.actor, contact_id)
            log(request, served, [found.client_id], groups=GROUPS)
            payload = _told(found, served)
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="contacts_update",
        summary="Change a contact",
        description=(
            "Only its author changes a contact, so a machine changes what it recorded itself. What the body names is "
            "changed; If-Match with the ETag of GET, or `version` in the body, says which state."
        ),
        request=ContactChangeIn,
        parameters=[IF_MATCH],
        examples=[CHANGE_OF_CONTACT, WRITTEN],
        responses={
            (200, PLAIN): OpenApiResponse(WrittenOut, "Changed, or the same as before with the same version."),
            **ERRORS,
            **NOT_FOUND,
            **CHANGING,
        },
    )
    def patch(self, request: Request, contact_id: UUID) -> Response:
        no_parameters(request)
        body = ContactChangeIn.read(request)
        with serving(request) as served:
            return changed(
                request,
                served,
                given=body.validated_data.get("version"),
                find=lambda: contact_for(served.actor, contact_id),
                tell=lambda contact: _told(contact, served),
                change=lambda contact, version: edit_contact(
                    actor=served.actor, contact_id=contact_id, version=version, note=body.note_over(contact)
                ),
            )
