"""Clients: a page of them, one, a new one, a change."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.api.bodies import PLACES_OF_INTAKE, PLACES_OF_PERSON, ClientChangeIn, ClientIn
from clients.api.examples import CHANGE_OF_CLIENT, DUPLICATES, NEW_CLIENT, ONE_CLIENT, WRITTEN
from clients.api.parameters import ClientsParameters
from clients.api.serializers import CandidateOut, ClientOut, ClientPageOut, PossibleDuplicatesOut
from clients.models import Client
from clients.selectors.machines import Wanted, client_for, clients_for
from clients.services.editing import edit_client
from clients.services.machine_writing import PossibleDuplicates, take_in_once
from config.api.conditions import IDEMPOTENCY_KEY, IF_MATCH, hash_of, idempotency_key
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.errors import body as problem
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.permissions import has_scopes
from config.api.serving import (
    CHANGING,
    CREATING,
    READ,
    READING,
    WRITING,
    Served,
    address_of,
    after,
    answer,
    answer_page,
    changed,
    created,
    log,
    named_as_sent,
    no_parameters,
    page_for,
    serving,
)
from config.api.views import Endpoint
from ledger.services.machine_requests import Sent

GROUPS = ["client", "contacts"]
DETAILS = ("street_address", "postal_code", "post_office", "municipality", "phone", "email")
COLUMNS = (
    *("id", "version", "last_name", "first_names", "birth_date", "gender", "unit", "service_language"),
    *("needs_interpreter", "interpreter_language", "adjustments", "non_disclosure"),
    *DETAILS,
)


def _told(client: Client, served: Served) -> dict[str, Any]:
    return ClientOut(client, context={"actor": served.actor}).data


def _line(item: dict[str, Any]) -> dict[str, Any]:
    return item | (item["contact_details"] or {})


class ClientList(LinesEndpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="clients_list",
        summary="Clients of the area",
        description="In the order of their ids. Contact details under non-disclosure are null.",
        parameters=[ClientsParameters, IF_NONE_MATCH],
        responses={
            (200, PLAIN): ClientPageOut,
            (200, "text/csv"): OpenApiResponse(str, "The same clients as lines; the Link header names the next page."),
            **UNCHANGED,
            **ERRORS,
        },
    )
    def get(self, request: Request) -> HttpResponse:
        asked = ClientsParameters.of(request)
        names = ("unit", "reference", "keyword", "updated_since")
        wanted = Wanted(after=after(request, asked["cursor"]), **{name: asked[name] for name in names})
        groups = [*GROUPS, *(["keywords"] if wanted.keyword else []), *(["reference"] if wanted.reference else [])]
        with serving(request) as served:
            page = page_for(request, clients_for(served.actor, wanted), asked)
            log(request, served, [one.pk for one in page.items], groups=groups)
            items = [_told(one, served) for one in page.items]
        return answer_page(request, served, page, items, columns=COLUMNS, line=_line)

    @extend_schema(
        operation_id="clients_create",
        summary="Take a client in",
        description=(
            "The person, an open case and whose client it is, together or not at all, by the rules of the page. A "
            "likely duplicate is refused with 409 until `is_another_person` is true; that may have the same key."
        ),
        request=ClientIn,
        parameters=[IDEMPOTENCY_KEY],
        examples=[NEW_CLIENT, WRITTEN, DUPLICATES],
        responses={
            (201, PLAIN): OpenApiResponse(WrittenOut, "Taken in, now or by an earlier request of the same key."),
            (409, PLAIN): OpenApiResponse(PossibleDuplicatesOut, "The area may have the client already."),
            **ERRORS,
            **CREATING,
        },
    )
    def post(self, request: Request) -> Response | JsonResponse:
        no_parameters(request)
        body = ClientIn.read(request)
        key = idempotency_key(request)
        with serving(request) as served, named_as_sent(PLACES_OF_INTAKE):
            sent = Sent(
                machine=served.machine,
                key=key,
                body_hash=hash_of(request, "clients"),
                address=address_of(request, "client"),
            )
            try:
                done = take_in_once(
                    actor=served.actor,
                    person=body.person(),
                    opening=body.opening(),
                    place=body.place(),
                    is_another_person=body.validated_data["is_another_person"],
                    sent=sent,
                )
            except PossibleDuplicates as refusal:
                return _duplicates(request, served, refusal)
        return created(done)


def _duplicates(request: Request, served: Served, refusal: PossibleDuplicates) -> JsonResponse:
    """Who may be the same person, for those who may read clients; logged, so this answer's transaction is kept."""
    shown = list(refusal.candidates) if has_scopes(request, READING) else []
    log(request, served, [one.client.pk for one in shown], groups=["client"])
    told = problem(code=refusal.code, message=refusal.sentence, field=refusal.field)
    payload = {**told, "candidates": CandidateOut(shown, many=True).data}
    return JsonResponse(payload, status=refusal.status, json_dumps_params={"ensure_ascii": False})


class ClientDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="clients_retrieve",
        summary="One client",
        parameters=[IF_NONE_MATCH],
        examples=[ONE_CLIENT],
        responses={(200, PLAIN): ClientOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = client_for(served.actor, client_id)
            log(request, served, [found.pk], groups=GROUPS)
            payload = _told(found, served)
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="clients_update",
        summary="Change a client",
        description=(
            "What the body names is changed, all of it or nothing; the rest stays. If-Match with the ETag of GET, or "
            "`version` in the body, says which state is changed."
        ),
        request=ClientChangeIn,
        parameters=[IF_MATCH],
        examples=[CHANGE_OF_CLIENT, WRITTEN],
        responses={
            (200, PLAIN): OpenApiResponse(WrittenOut, "Changed, or the same as before with the same version."),
            **ERRORS,
            **NOT_FOUND,
            **CHANGING,
        },
    )
    def patch(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        body = ClientChangeIn.read(request)
        with serving(request) as served, named_as_sent(PLACES_OF_PERSON):
            return changed(
                request,
                served,
                given=body.validated_data.get("version"),
                find=lambda: client_for(served.actor, client_id),
                tell=lambda client: _told(client, served),
                change=lambda _client, version: edit_client(
                    actor=served.actor, client_id=client_id, version=version, values=body.values()
                ),
            )
