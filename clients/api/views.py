"""The endpoints of clients and contacts; every answer that names a client is in the read log before it leaves."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounts.context import acting
from accounts.enums import ApiScope
from accounts.models import ApiClient
from accounts.services.reading import log_machine_read
from clients.api.serializers import (
    ClientOut,
    ClientPageOut,
    ClientsParameters,
    ContactOut,
    ContactPageOut,
    ContactsParameters,
)
from clients.policies import area_of_machine
from clients.selectors.machines import Wanted, client_for, clients_for, contacts_for
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, UNCHANGED
from config.api.pagination import page_of, place_of
from config.api.representations import JSON, as_json, known_or_body, represent
from config.api.views import Endpoint, client

READ = {"GET": frozenset({ApiScope.CASES_READ.value}), "HEAD": frozenset({ApiScope.CASES_READ.value})}


@contextmanager
def serving(request: Request) -> Iterator[ApiClient]:
    """The machine that asks, with the rows of its own area in sight."""
    machine = client(request)
    with acting(areas=[area_of_machine(machine)]):
        yield machine


def _log(request: Request, machine: ApiClient, clients: Iterable[UUID], *, groups: list[str]) -> None:
    log_machine_read(
        machine=machine.name,
        area_id=area_of_machine(machine),
        clients=clients,
        purpose=f"api:{groups[0]}",
        field_groups=groups,
        request_id=request._request.request_id,  # type: ignore[attr-defined]  # of our middleware
    )


def _answer(request: Request, payload: Any, *, machine: ApiClient, next_page: str | None = None) -> HttpResponse:
    """Made anew each time: nothing of a person is kept in a process's memory."""
    audience = (machine.pk, request.build_absolute_uri())
    made = represent(body=as_json(payload), media_type=JSON, audience=audience, next_page=next_page)
    return known_or_body(request, made)


def _page(request: Request, found: QuerySet[Any], asked: dict[str, Any]) -> Any:
    """One more than a page holds tells whether there is another."""
    limit = asked["limit"]
    items = list(found[: limit + 1])
    return page_of(request, items=items, key=lambda one: (str(one.pk),), cursor=asked["cursor"], limit=limit)


def _after(request: Request, cursor: str) -> UUID | None:
    return UUID(place_of(request, cursor)[0]) if cursor else None


def _no_parameters(request: Request) -> None:
    if request.query_params:
        raise ValidationError({next(iter(request.query_params)): [_("There are no parameters here.")]})


class ClientList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="clients_list",
        summary="Clients of the area",
        description="In the order of their ids. Contact details under non-disclosure are null.",
        parameters=[ClientsParameters, IF_NONE_MATCH],
        responses={200: ClientPageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        asked = ClientsParameters.of(request)
        after = _after(request, asked["cursor"])
        wanted = Wanted(after=after, unit=asked.get("unit"), updated_since=asked.get("updated_since"))
        with serving(request) as machine:
            page = _page(request, clients_for(machine, wanted), asked)
            _log(request, machine, [one.pk for one in page.items], groups=["client", "contacts"])
            items = ClientOut(page.items, many=True).data
        return _answer(request, {"items": items, "next": page.next}, machine=machine, next_page=page.next)


class ClientDetail(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="clients_retrieve",
        summary="One client",
        parameters=[IF_NONE_MATCH],
        responses={200: ClientOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        _no_parameters(request)
        with serving(request) as machine:
            found = client_for(machine, client_id)
            _log(request, machine, [found.pk], groups=["client", "contacts"])
            payload = ClientOut(found).data
        return _answer(request, payload, machine=machine)


class ContactList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="contacts_list",
        summary="Contacts with the clients of the area",
        description="Final contacts in the order of their ids, without their text.",
        parameters=[ContactsParameters, IF_NONE_MATCH],
        responses={200: ContactPageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return contacts_answer(request, None)


class ClientContacts(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="clients_contacts_list",
        summary="Contacts with one client",
        description="Final contacts in the order of their ids, without their text.",
        parameters=[ContactsParameters, IF_NONE_MATCH],
        responses={200: ContactPageOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        return contacts_answer(request, client_id)


def contacts_answer(request: Request, client_id: UUID | None) -> HttpResponse:
    """A page of contacts of the area, or of one client of it."""
    asked = ContactsParameters.of(request)
    after = _after(request, asked["cursor"])
    wanted = Wanted(after=after, client=client_id, updated_since=asked.get("updated_since"))
    with serving(request) as machine:
        if client_id is not None:
            client_for(machine, client_id)
        page = _page(request, contacts_for(machine, wanted), asked)
        shown = [one.client_id for one in page.items] or ([client_id] if client_id else [])
        _log(request, machine, shown, groups=["notes"])
        items = ContactOut(page.items, many=True).data
    return _answer(request, {"items": items, "next": page.next}, machine=machine, next_page=page.next)
