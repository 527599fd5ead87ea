"""Clients a person needs to know as a list, a page of it or a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from clients.enums import CASELOAD, RelationKind
from clients.models import Client, Participation
from clients.models.need_to_know import glass_of, reach_of, relations_of
from clients.selectors.contacts import contact_cell, withheld
from config.kernel.alphabet import alphabetical
from config.kernel.tables import Cell, Column, Row, Table

MINE, ALL = "mine", "all"
CASELOAD_GROUND, UNIT_GROUND, CONSULTATION_GROUND, GLASS_GROUND = "caseload", "unit", "consultation", "break_glass"
LATEST = Participation.objects.filter(client=OuterRef("pk")).order_by("-started_on", "pk").values("client_ref")[:1]
NAMES = (alphabetical("last_name"), alphabetical("first_names"))


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader asked to see; contacts are no ground to choose or order by, as that would tell them."""

    whose: str = ""
    unit: UUID | None = None
    relation: str = ""
    reference: str = ""
    sort: str = "name"


def has_caseload(user: User) -> bool:
    """Whether the user is responsible for, or co-owns, any client today."""
    return relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).exists()


def chosen_clients(user: User, choice: Choice) -> QuerySet[Client]:
    """The clients in the chosen order; equal ones stay in one order from page to page."""
    found = Client.objects.visible_to(user)
    own = relations_of(user, reach_of(user))
    if choice.whose == MINE:
        found = found.filter(pk__in=own.filter(kind__in=CASELOAD).values("client_id"))
    if choice.relation:
        found = found.filter(pk__in=own.filter(kind=choice.relation).values("client_id"))
    if choice.unit:
        found = found.filter(unit_id=choice.unit)
    if choice.reference:
        part = Participation.objects.filter(client=OuterRef("pk"), client_ref__icontains=choice.reference)
        found = found.filter(Exists(part))
    back = choice.sort.startswith("-")
    if choice.sort.removeprefix("-") == "reference":
        found = found.annotate(reference=Subquery(LATEST))
        order = F("reference").desc(nulls_last=True) if back else F("reference").asc(nulls_last=True)
        return found.order_by(order, "pk")
    return found.order_by(*(name.desc() if back else name.asc() for name in NAMES), "pk")


def with_details(clients: Iterable[Client]) -> list[Client]:
    """The same clients in the same order with all that a list shows: looked up for a page, not for everybody."""
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


def relation_words(kinds: Iterable[str]) -> str:
    """The relations in the reader's language."""
    held = set(kinds)
    words = [str(kind.label) for kind in RelationKind if kind in held]
    return ", ".join([*words, _("Exceptional access")] if GLASS_GROUND in held else words)


def clients_table(
    clients: Iterable[Client], *, user: User, kinds: Mapping[UUID, set[str]], sort: str, address: str
) -> Table:
    """One page of clients."""
    columns = (
        _sortable(_("Name"), "name", sort, address),
        _sortable(_("Reference"), "reference", sort, address),
        Column(label=_("Date of birth")),
        Column(label=_("Unit")),
        Column(label=_("Municipality")),
        Column(label=_("Relation")),
        Column(label=_("Non-disclosure")),
    )
    rows = tuple(Row(cells=_cells(client, user, kinds.get(client.pk, set()))) for client in clients)
    return Table(
        caption=_("Clients"),
        columns=columns,
        rows=rows,
        empty=_("You have no such clients, or nobody fits the filter."),
    )


def _sortable(text: str, name: str, sort: str, address: str) -> Column:
    here = sort.removeprefix("-") == name
    ascending = here and not sort.startswith("-")
    state = ("ascending" if ascending else "descending") if here else ""
    return Column(label=text, sorted=state, sort_url=f"{address}sort={'-' if ascending else ''}{name}")


def _cells(client: Client, user: User, kinds: set[str]) -> tuple[Cell, ...]:
    return (
        Cell(text=client.name or _("No name"), url=reverse("clients:client", args=[client.pk]), header=True),
        _reference(client),
        _day(client),
        _text(client.unit.name if client.unit else ""),
        contact_cell(_municipality(client), hidden=bool(withheld(user, client))),
        _text(relation_words(kinds)),
        Cell(text=_("Non-disclosure"), tone="warn") if client.non_disclosure else _text(""),
    )


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
