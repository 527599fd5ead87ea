"""What endpoints of clients and employers share: as whom a machine acts, what is logged of it, how it is answered."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.context import acting
from accounts.enums import ApiScope
from accounts.models import ApiClient, User
from accounts.policies import area_of_machine
from accounts.selectors.actors import actor_of
from accounts.services.reading import log_machine_read
from config.api.conditions import expected_version, hash_of, idempotency_key
from config.api.described import BODY, PLAIN, ProblemOut
from config.api.lines import CSVRenderer, as_csv
from config.api.pagination import Page, page_of, place_of
from config.api.parameters import RowPageParameters
from config.api.representations import CSV, JSON, Representation, as_json, known_or_body, represent
from config.api.views import client
from config.kernel.errors import Refusal
from ledger.services.idempotency import Answer
from ledger.services.machine_requests import Sent


class Versioned(Protocol):
    """What has a key and a version."""

    @property
    def pk(self) -> UUID: ...
    @property
    def version(self) -> int: ...


Record = TypeVar("Record", bound=Versioned)

READING, WRITING = frozenset({ApiScope.CASES_READ.value}), frozenset({ApiScope.CASES_WRITE.value})
READ = {"GET": READING, "HEAD": READING}
REFUSED = {(422, PLAIN): OpenApiResponse(ProblemOut, "A rule of the service refuses it; `field` says what is wrong.")}
CREATING = {
    **BODY,
    (422, PLAIN): OpenApiResponse(
        ProblemOut, "A rule of the service refuses it, or the key was used for another request."
    ),
}
OUT_OF_ORDER = {
    (409, PLAIN): OpenApiResponse(ProblemOut, "Somebody changed the record meanwhile, or its state does not allow it.")
}
STEPPING = {**CREATING, **OUT_OF_ORDER}
CHANGING = {
    **BODY,
    **REFUSED,
    **OUT_OF_ORDER,
    (412, PLAIN): OpenApiResponse(ProblemOut, "The ETag in If-Match is not that of the record any more."),
    (428, PLAIN): OpenApiResponse(ProblemOut, "Neither If-Match nor `version` says which state is changed."),
}


@dataclass(frozen=True)
class Served:
    """A machine of one area, and the row as which it acts there."""

    machine: ApiClient
    actor: User
    area_id: int


@contextmanager
def serving(request: Request) -> Iterator[Served]:
    """The machine that asks, with the rows of its own area in sight and itself in the history of what it changes."""
    machine = client(request)
    area_id = area_of_machine(machine)
    with acting(areas=[area_id]):
        actor = actor_of(machine)
    with acting(user=actor, areas=[area_id]):
        yield Served(machine, actor, area_id)


@contextmanager
def named_as_sent(places: Mapping[str, str]) -> Iterator[None]:
    """A field that a service refuses is told by its place in the body."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = places.get(refusal.field, refusal.field)
        raise


def log(request: Request, served: Served, clients: Iterable[UUID], *, groups: list[str]) -> None:
    """These groups of fields of these clients are about to be told."""
    log_machine_read(
        machine=served.machine.name,
        area_id=served.area_id,
        clients=clients,
        purpose=f"api:{groups[0]}",
        field_groups=groups,
        request_id=request_id(request),
    )


def request_id(request: Request) -> str:
    """The id by which logs know the request."""
    return str(request._request.request_id)  # type: ignore[attr-defined]  # of our middleware


def page_for(request: Request, found: QuerySet[Any], asked: dict[str, Any]) -> Any:
    """A page of rows in the order of their keys; one more than it holds tells whether there is another."""
    limit = asked["limit"]
    items = list(found[: limit + 1])
    return page_of(request, items=items, key=lambda one: (str(one.pk),), cursor=asked["cursor"], limit=limit)


def after(request: Request, cursor: str) -> UUID | None:
    """The key after which the page begins."""
    return UUID(place_of(request, cursor)[0]) if cursor else None


def no_parameters(request: Request) -> None:
    if request.query_params:
        raise ValidationError({next(iter(request.query_params))[:100]: [_("There are no parameters here.")]})


def answer(request: Request, payload: Any, *, machine: ApiClient, next_page: str | None = None) -> HttpResponse:
    """Made anew each time: nothing of a person is kept in a process's memory."""
    return known_or_body(request, representation(request, payload, machine=machine, next_page=next_page))


def representation(
    request: Request, payload: Any, *, machine: ApiClient, next_page: str | None = None
) -> Representation:
    """The payload at this address for this machine, with its ETag."""
    audience = (machine.pk, request.build_absolute_uri())
    return represent(body=as_json(payload), media_type=JSON, audience=audience, next_page=next_page)


def answer_lines(
    request: Request,
    columns: Iterable[str],
    items: Iterable[Mapping[str, Any]],
    *,
    machine: ApiClient,
    next_page: str | None,
) -> HttpResponse:
    """The same items as lines of CSV."""
    audience = (machine.pk, request.build_absolute_uri())
    body = as_csv(tuple(columns), items)
    return known_or_body(request, represent(body=body, media_type=CSV, audience=audience, next_page=next_page))


def answer_page(
    request: Request,
    served: Served,
    page: Page[Any],
    items: list[dict[str, Any]],
    *,
    columns: Iterable[str],
    line: Callable[[dict[str, Any]], Mapping[str, Any]] = dict,
) -> HttpResponse:
    """The items of a page in the form that was asked for; `line` makes one flat."""
    if request.accepted_renderer.format == CSVRenderer.format:
        return answer_lines(request, columns, map(line, items), machine=served.machine, next_page=page.next)
    return answer(request, {"items": items, "next": page.next}, machine=served.machine, next_page=page.next)


def address_of(request: Request, route: str) -> Callable[[UUID], str]:
    """How a record of the route is addressed by its key."""
    return lambda key: str(reverse(f"api:{route}", args=[key], request=request))


def once(
    request: Request, served: Served, effect: Callable[[], Versioned], *, address: Callable[[UUID], str]
) -> Response:
    """The effect has happened once for the request's key; the answer names the record that it made or moved on."""

    def keyed() -> tuple[UUID, int]:
        made = effect()
        return made.pk, made.version

    sent = Sent(
        machine=served.machine,
        key=idempotency_key(request),
        body_hash=hash_of(request, request.path),
        address=address,
    )
    return created(sent.once(keyed))


def changed(
    request: Request,
    served: Served,
    *,
    given: int | None,
    find: Callable[[], Record],
    tell: Callable[[Record], Any],
    change: Callable[[Record, int], object],
) -> Response:
    """The record is changed from the state that the request names; the answer has the new state's ETag and no data."""

    def etag_of(record: Record) -> str:
        return representation(request, tell(record), machine=served.machine).etag

    found = find()
    change(found, expected_version(request, given=given, current=found.version, etag=etag_of(found)))
    now = find()
    told = {"id": str(now.pk), "version": now.version, "url": request.build_absolute_uri()}
    return Response(told, headers={"ETag": etag_of(now)})


def created(done: Answer) -> Response:
    """What was made, and where it is."""
    return Response(done.body, status=done.status, headers={"Location": done.body["url"]})


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list that is read by pages: what may be asked, which rows that are, how one is told, and its columns in CSV.

    `groups` are the fields of clients it tells, for the read log; a list without them tells of no client.
    """

    parameters: type[RowPageParameters]
    find: Callable[[Served, dict[str, Any]], QuerySet[Any]]
    tell: Callable[[Any], Mapping[str, Any]]
    columns: tuple[str, ...]
    line: Callable[[dict[str, Any]], Mapping[str, Any]] = dict
    groups: tuple[str, ...] = ()

    def answer(self, request: Request, *, of_client: UUID | None = None) -> HttpResponse:
        """A page of the list; of one client it is logged even when it is empty."""
        asked = self.parameters.of(request)
        asked["after"] = after(request, asked["cursor"])
        with serving(request) as served:
            page = page_for(request, self.find(served, asked), asked)
            if self.groups:
                shown = [one.client_id for one in page.items] or ([of_client] if of_client else [])
                log(request, served, shown, groups=list(self.groups))
            items = [dict(self.tell(one)) for one in page.items]
            return answer_page(request, served, page, items, columns=self.columns, line=self.line)
