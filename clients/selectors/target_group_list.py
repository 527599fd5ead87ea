"""The target group on a day as a list: chosen, in order, with what makes each a member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.keywords import TARGET_GROUP, KeywordKind, TargetBasis
from clients.models import Client, Keyword
from clients.selectors.cells import ABSENT, day_cell, text_cell
from clients.selectors.client_page import heading_of
from clients.selectors.keywords import ability_statuses_of
from clients.selectors.target_group import areas_of_health, keyword_since, target_group_seen_by
from config.kernel.alphabet import alphabetical
from config.kernel.tables import Cell, Column, Row, Table, sortable

NAMES = (alphabetical("last_name"), alphabetical("first_names"))


@dataclass(frozen=True, kw_only=True)
class TargetChoice:
    """What the reader asked to see; no keyword means all of the target group."""

    on: date
    keyword: str = ""
    basis: str = ""
    unit: UUID | None = None
    sort: str = "name"

    @property
    def kinds(self) -> frozenset[KeywordKind]:
        return frozenset({KeywordKind(self.keyword)}) if self.keyword else TARGET_GROUP


@dataclass(frozen=True, kw_only=True)
class Member:
    """A client of the target group, the keywords held on the day, and the present status of work ability."""

    client: Client
    basis: str
    keywords: list[Keyword]
    status: str


def today_text() -> str:
    """This day as a form has it."""
    return timezone.localdate().isoformat()


def choice_of(given: Mapping[str, Any]) -> TargetChoice:
    """The choice that a form's data make; what does not fit is left out."""
    return TargetChoice(
        on=given.get("on") or timezone.localdate(),
        keyword=given.get("keyword") or "",
        basis=given.get("basis") or "",
        unit=UUID(given["unit"]) if given.get("unit") else None,
        sort=given.get("sort") or "name",
    )


def chosen_members(user: User, choice: TargetChoice) -> QuerySet[Client]:
    """The clients chosen, in order. Of those with another keyword only, one that is asked for is a member."""
    found = target_group_seen_by(user, choice.on)
    if choice.keyword:
        held = Keyword.objects.in_force(choice.on).filter(
            area_id=OuterRef("area_id"), client_id=OuterRef("pk"), kind=choice.keyword
        )
        found = found.filter(Exists(held))
    if choice.basis:
        found = found.filter(basis=choice.basis)
    if choice.unit:
        found = found.filter(unit_id=choice.unit)
    return _ordered(found, choice)


def _ordered(found: QuerySet[Client], choice: TargetChoice) -> QuerySet[Client]:
    first = keyword_since(choice.on, choice.kinds).filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))
    found = found.annotate(keyword_since=Subquery(first.values("set_on")[:1]))
    orders: dict[str, tuple[Any, ...]] = {
        "name": NAMES,
        "unit": (alphabetical("unit__name"), *NAMES),
        "since": ("keyword_since", *NAMES),
    }
    if order := orders.get(choice.sort.removeprefix("-")):
        first_key, *rest = order
        if choice.sort.startswith("-"):
            first_key = f"-{first_key}" if isinstance(first_key, str) else first_key.desc()
        return found.order_by(first_key, *rest, "pk")
    return found.order_by(*NAMES, "pk")


def with_details(clients: Iterable[Client], choice: TargetChoice) -> list[Member]:
    """The clients of a page with their keywords and statuses, whatever their number in the same statements."""
    keys = {client.pk: getattr(client, "basis", "") for client in clients}
    found = Client.objects.select_related("unit", "area").in_bulk(list(keys))
    keywords: dict[UUID, list[Keyword]] = {}
    for keyword in keyword_since(choice.on, TARGET_GROUP).filter(client_id__in=list(keys)):
        keywords.setdefault(keyword.client_id, []).append(keyword)
    statuses = ability_statuses_of(keys)
    return [
        Member(
            client=found[key],
            basis=basis,
            keywords=keywords.get(key, []),
            status=statuses[key].get_status_display() if key in statuses else "",
        )
        for key, basis in keys.items()
    ]


def members_table(members: list[Member], *, choice: TargetChoice, user: User, address: str = "") -> Table:
    """The list; the basis only for a reader who holds the right to health data somewhere."""
    told = bool(areas_of_health(user))
    columns = [
        _column(_("Client"), "name", choice, address),
        _column(_("Unit"), "unit", choice, address),
        Column(label=_("Keywords")),
        _column(_("Keyword since"), "since", choice, address),
        Column(label=_("Status of work ability")),
    ]
    columns += [Column(label=_("Basis"))] if told else []
    caption = _("Target group on %(day)s") % {"day": date_format(choice.on, "SHORT_DATE_FORMAT")}
    rows = tuple(Row(cells=_cells(member, told=told)) for member in members)
    return Table(
        caption=caption, columns=tuple(columns), rows=rows, empty=_("Nobody of your clients is in the target group.")
    )


def _column(label: str, name: str, choice: TargetChoice, address: str) -> Column:
    return sortable(label, name, sort=choice.sort, address=address)


def _cells(member: Member, *, told: bool) -> tuple[Cell, ...]:
    client = member.client
    first = member.keywords[0].set_on if member.keywords else None
    cells: tuple[Cell, ...] = (
        Cell(text=heading_of(client), url=reverse("clients:client", args=[client.pk]), header=True),
        text_cell(client.unit.name if client.unit else ""),
        text_cell(", ".join(one.get_kind_display() for one in member.keywords)),
        day_cell(first),
        text_cell(member.status),
    )
    if not told:
        return cells
    return (*cells, Cell(text=TargetBasis(member.basis).label) if member.basis else ABSENT)
