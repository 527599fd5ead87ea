"""Clients a person needs to know as a list, a page of it or a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from clients.enums import CASELOAD, RelationKind
from clients.models import Client, Participation
from clients.models.need_to_know import Standing, glass_of, reach_of, relations_of, standing_of, values_for
from clients.selectors.client_columns import GLASS_GROUND, LATEST, ordered, relation_words, with_columns
from clients.selectors.client_facets import MINE
from clients.selectors.contacts import contact_cell, withheld
from clients.selectors.facets import fitting, may_be_kept
from config.kernel.alphabet import alphabetical
from config.kernel.kept import KeptQuery, kept
from config.kernel.tables import Cell

CASELOAD_GROUND, UNIT_GROUND, CONSULTATION_GROUND = "caseload", "unit", "consultation"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader asked to see; contacts are no ground to choose or order by, as that would tell them."""

    whose: str = ""
    reference: str = ""
    sort: str = "name"
    facets: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One page of the list: the clients with all their columns, how the reader is related to each, and how many fit."""

    clients: list[Client]
    kinds: dict[UUID, set[str]]
    total: int


def has_caseload(user: User) -> bool:
    """Whether the user is responsible for, or co-owns, any client today."""
    return relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).exists()


def fitting_clients(user: User, choice: Choice) -> QuerySet[Client]:
    """The clients in sight that fit, in no order."""
    if choice.whose == MINE:
        found = fitting(Client.objects.in_caseload_of(user), user=user, values=choice.facets)
    else:
        found = fitting(Client.objects.visible_to(user), user=user, values=choice.facets)
    if choice.reference:
        part = Participation.objects.filter(client=OuterRef("pk"), client_ref__icontains=choice.reference)
        found = found.filter(Exists(part))
    return found


def chosen_clients(user: User, choice: Choice) -> QuerySet[Client]:
    """The clients in the chosen order; equal ones stay in one order from page to page."""
    return ordered(fitting_clients(user, choice), choice.sort)


def listed(user: User, choice: Choice, *, number: int, size: int) -> Listed:
    """The page of this number, with everything it shows, in one statement however many clients there are."""
    if choice.reference or not may_be_kept(choice.facets):  # a reference is a person's, so it is kept nowhere
        clients = list(_page(user, choice, number, size))
    else:
        statement = _kept_page(
            standing_of(user), choice.whose, tuple(choice.facets.items()), choice.sort, choice.columns, number, size
        )
        clients = list(statement.asked(values_for(user)))
    kinds = {one.pk: {*one.own_kinds, *([GLASS_GROUND] if one.is_opened else [])} for one in clients}
    if clients:
        return Listed(clients=clients, kinds=kinds, total=clients[0].total)
    return Listed(clients=[], kinds={}, total=fitting_clients(user, choice).count() if number > 1 else 0)


@kept
def _kept_page(  # each of them shapes the statement
    standing: Standing,
    whose: str,
    facets: tuple[tuple[str, str], ...],
    sort: str,
    columns: tuple[str, ...],
    number: int,
    size: int,
) -> KeptQuery:
    choice = Choice(whose=whose, facets=dict(facets), sort=sort, columns=columns)
    return KeptQuery(_page(standing.stand_in, choice, number, size))


def _page(user: User, choice: Choice, number: int, size: int) -> QuerySet[Any]:
    fits = fitting_clients(user, choice)
    keys = ordered(fits, choice.sort).values("pk")[(number - 1) * size : number * size]
    count = fits.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n")
    own = relations_of(user, reach_of(user)).filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))
    opened = glass_of(user, reach_of(user)).filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))
    shown = Client.objects.filter(pk__in=keys).select_related("unit", "municipality")
    found = with_columns(shown, choice.columns, user=user).annotate(
        total=Subquery(count), own_kinds=ArraySubquery(own.values("kind")), is_opened=Exists(opened)
    )
    return ordered(found, choice.sort)


def with_details(clients: Iterable[Client]) -> list[Client]:
    """The same clients in the same order with all that a file shows: looked up in pieces, not for everybody."""
    keys = [client.pk for client in clients]
    found = Client.objects.filter(pk__in=keys).select_related("unit", "municipality")
    kept = {client.pk: client for client in found.annotate(reference=Subquery(LATEST))}
    return [kept[key] for key in keys if key in kept]


def units_to_choose(user: User) -> QuerySet[Unit]:
    """Units whose clients the user may know as a unit's."""
    reach = reach_of(user)
    own = {unit for units in reach.units.values() for unit in units}
    return (Unit.objects.filter(area_id__in=reach.areas) | Unit.objects.filter(pk__in=own)).order_by(
        alphabetical("name"), "pk"
    )


def own_relations(user: User, clients: Iterable[UUID]) -> dict[UUID, set[str]]:
    """How the user is related to each of these clients today, exceptional access included."""
    keys, reach = list(clients), reach_of(user)
    found: dict[UUID, set[str]] = defaultdict(set)
    for client, kind in relations_of(user, reach).filter(client_id__in=keys).values_list("client_id", "kind"):
        found[client].add(kind)
    for client in glass_of(user, reach).filter(client_id__in=keys).values_list("client_id", flat=True):
        found[client].add(GLASS_GROUND)
    return found


def ground_of(user: User, client: Client, kinds: set[str]) -> str:
    """By what the user knows the client; the strongest ground when there are several."""
    if kinds & CASELOAD:
        return CASELOAD_GROUND
    reach = reach_of(user)
    if client.area_id in reach.areas or client.unit_id in reach.units.get(client.area_id, ()):
        return UNIT_GROUND
    return CONSULTATION_GROUND if RelationKind.CONSULTATION in kinds else GLASS_GROUND


def by_ground(
    user: User, clients: Iterable[Client], kinds: Mapping[UUID, set[str]]
) -> dict[tuple[int, str], list[UUID]]:
    """The clients by area and ground, as the read log wants them."""
    found: dict[tuple[int, str], list[UUID]] = defaultdict(list)
    for client in clients:
        found[client.area_id, ground_of(user, client, kinds.get(client.pk, set()))].append(client.pk)
    return dict(found)


FILE_FIELDS = ("street_address", "postal_code", "post_office", "phone", "email")


def file_labels() -> list[str]:
    """The columns of the file, which holds contacts too."""
    contacts = (_("Street address"), _("Postal code"), _("Post office"), _("Telephone"), _("E-mail"))
    return [
        _("Last name"), _("First names"), _("Reference"), _("Date of birth"), _("Unit"), _("Service language"),
        _("Relation"), _("Non-disclosure"), _("Municipality"), *contacts,
    ]  # fmt: skip


def file_cells(client: Client, *, user: User, kinds: set[str]) -> tuple[Cell, ...]:
    """One line of the file; contacts under non-disclosure are withheld as on the page."""
    hidden = bool(withheld(user, client))
    return (
        _text(client.last_name),
        _text(client.first_names),
        _reference(client),
        _day(client),
        _text(client.unit.name if client.unit else ""),
        _text(client.service_language),
        _text(relation_words(kinds)),
        Cell(text=_("Yes") if client.non_disclosure else _("No")),
        contact_cell(_municipality(client), hidden=hidden),
        *(contact_cell(getattr(client, name), hidden=hidden) for name in FILE_FIELDS),
    )


def _municipality(client: Client) -> str:
    return client.municipality.name if client.municipality else ""


def _reference(client: Client) -> Cell:
    return _text(client.reference or "")  # type: ignore[attr-defined]  # annotated by chosen_clients


def _day(client: Client) -> Cell:
    if client.birth_date is None:
        return _text("")
    return Cell(text=date_format(client.birth_date, "SHORT_DATE_FORMAT"), value=client.birth_date, tight=True)


def _text(text: str) -> Cell:
    return Cell(text=text or "–", kind="" if text else "absent")
