"""Saved filters and tiles: those kept by people, those that come with the product as data, and the counts of tiles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, Func, IntegerField, Q, QuerySet, Value
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import ROLES_WITH_CLIENTS, Role
from accounts.models import Unit, User
from accounts.policies import units_of
from clients.models import SavedFilter
from clients.models.need_to_know import Standing, standing_of, values_for
from clients.selectors.client_columns import is_order, known_columns
from clients.selectors.client_facets import ALL, MINE
from clients.selectors.client_list import Choice, fitting_clients
from clients.selectors.facets import conditions, may_be_kept, understood
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.kept import KeptQuery, kept

KEEPING_ROLES = ROLES_WITH_CLIENTS | {Role.REGIONAL}
SHIPPED = Path(__file__).parent.parent / "data" / "tiles.json"
SHIPPED_FOR = {
    "caseload": frozenset({Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR}),
    "unit": frozenset({Role.SUPERVISOR}),
}
# The names of the shipped tiles, which are in three languages; what each counts is data.
NAMES = {
    "new": gettext_lazy("New for me"),
    "appointments": gettext_lazy("Appointments today"),
    "tasks": gettext_lazy("Tasks due"),
    "forms": gettext_lazy("Form late"),
    "waiting_client": gettext_lazy("Waiting for the client"),
    "waiting_partner": gettext_lazy("Waiting for a partner"),
    "unanswered": gettext_lazy("Waiting for a partner’s answer"),
    "service_overdue": gettext_lazy("Start, end or result of a service late"),
    "waiting_employer": gettext_lazy("Waiting for an employer"),
    "no_contact": gettext_lazy("No contact in 60 days"),
    "plan_review": gettext_lazy("Plan review due"),
    "stuck": gettext_lazy("Stuck at a joint point"),
    "subsidy_ending": gettext_lazy("Subsidy ends within 30 days"),
    "follow_up": gettext_lazy("Follow-up after employment"),
    "nobody": gettext_lazy("Nobody is responsible"),
    "unit_waiting": gettext_lazy("Waiting, all clients"),
    "unit_late": gettext_lazy("No answer to a referral in 10 days, all clients"),
    "unit_forms": gettext_lazy("Form late, all clients"),
    "unit_stuck": gettext_lazy("Stuck at a joint point, all clients"),
}


Asked = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
Rows = tuple[tuple[str, Callable[[User], QuerySet[Any, Any]]], ...]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A count that is also the filter of the list."""

    name: str
    facets: Mapping[str, str]
    columns: tuple[str, ...] = ()
    sort: str = ""
    key: UUID | None = None
    count: int = 0

    @property
    def number(self) -> str:
        return str(number_format(self.count))

    @property
    def url(self) -> str:
        return list_address(facets=self.facets, columns=self.columns, sort=self.sort)

    @property
    def choice(self) -> Choice:
        """What the list shows when the tile is opened."""
        values = dict(self.facets)
        return Choice(whose=values.pop("whose", ALL), facets=values)


@dataclass(frozen=True, kw_only=True)
class SavedLink:
    """A saved filter as the list offers it."""

    name: str
    url: str
    is_open: bool
    edit_url: str
    scope: str = field(default="")


def list_address(*, facets: Mapping[str, str], columns: Iterable[str] = (), sort: str = "") -> str:
    """The list with these values of facets, columns and order; everybody in sight when it is not said whose."""
    asked = [("whose", facets.get("whose", ALL)), *((code, value) for code, value in facets.items() if code != "whose")]
    asked += [("columns", code) for code in columns]
    asked += [("sort", sort)] if sort else []
    return f"{reverse('clients:clients')}?{urlencode(asked)}"


def saved_filters(user: User) -> QuerySet[SavedFilter]:
    """The filters open to the reader, the own ones among them."""
    return SavedFilter.objects.open_to(user).select_related("unit", "area").order_by("position", "name", "pk")


def _read_filters(user: User) -> list[SavedFilter]:
    return list(_kept_filters(standing_of(user)).asked(values_for(user)))


@kept
def _kept_filters(standing: Standing) -> KeptQuery:
    return KeptQuery(saved_filters(standing.stand_in))


def filter_for(user: User, *, filter_id: Any) -> SavedFilter:
    """A filter open to the reader; hidden and absent look the same."""
    found = saved_filters(user).filter(pk=filter_id).first()
    if found is None:
        raise NotFound
    return found


def scope_words(one: SavedFilter) -> str:
    """Whose the filter is."""
    if one.owner_id:
        return _("Own")
    return one.unit.name if one.unit else one.area.name


def sharing_scopes(user: User) -> list[tuple[str, str]]:
    """For whom the reader may keep a filter: oneself, and the units and areas that the reader supervises."""
    areas = {one.area_id: one.area for one in user.memberships_today() if one.role in KEEPING_ROLES}
    scopes = [
        (f"own:{area_id}:", _("Myself") if len(areas) == 1 else _("Myself, %(area)s") % {"area": area.name})
        for area_id, area in areas.items()
    ]
    supervised = [one for one in user.memberships_today() if one.role == Role.SUPERVISOR]
    whole = {one.area_id for one in supervised if one.unit_id is None}
    scopes += [(f"area:{area_id}:", areas[area_id].name) for area_id in sorted(whole)]
    reached = {unit for one in supervised for unit in units_of(one)}
    units = Unit.objects.filter(Q(area_id__in=whole) | Q(pk__in=reached)).order_by(alphabetical("name"), "pk")
    return scopes + ([(f"unit:{unit.area_id}:{unit.pk}", unit.name) for unit in units] if supervised else [])


def saved_links(user: User, *, open_now: QueryDict) -> list[SavedLink]:
    """The saved filters as links of the list, the open one marked."""
    asked = _pairs(open_now)
    return [
        SavedLink(
            name=one.name,
            url=tile.url,
            is_open=asked == _pairs(QueryDict(tile.url.partition("?")[2])),
            edit_url=reverse("clients:saved_filter", args=[one.pk]),
            scope=scope_words(one),
        )
        for one in _read_filters(user)
        for tile in [_tile(one)]
    ]


def _pairs(given: QueryDict) -> set[tuple[str, str]]:
    return {(name, value) for name, values in given.lists() for value in values if value and name != "page"}


def tiles_of(user: User) -> list[Tile]:
    """The tiles of the reader's day: those that come with the product, then those kept; not counted yet."""
    return [*shipped_tiles(user), *(_tile(one) for one in _read_filters(user) if one.as_tile)]


def shipped_tiles(user: User) -> list[Tile]:
    """The tiles that come with the product for the roles the reader has today."""
    roles = {membership.role for membership in user.memberships_today()}
    return [
        Tile(name=str(NAMES[one["code"]]), facets=understood(one["facets"]))
        for group, readers in SHIPPED_FOR.items()
        if roles & readers
        for one in _shipped()[group]
    ]


def with_counts(user: User, tiles: list[Tile]) -> list[Tile]:
    """The same tiles with how many clients each lists: one statement however many tiles there are."""
    return counted(user, tiles)[0]


def counted(user: User, tiles: list[Tile], *, more: Rows = ()) -> tuple[list[Tile], dict[str, int]]:
    """The tiles with their counts, and by name how many other rows the reader has, in one statement.

    Tiles over the reader's own caseload are counted together, in one pass over the caseload.
    """
    kept_tiles = [tile for tile in tiles if may_be_kept(tile.choice.facets)]
    others = {id(tile): fitting_clients(user, tile.choice).count() for tile in tiles if tile not in kept_tiles}
    counts, numbers = _counted_together(user, kept_tiles, more)
    counts |= others
    return [replace(tile, count=counts[id(tile)]) for tile in tiles], numbers


def _counted_together(user: User, tiles: list[Tile], more: Rows) -> tuple[dict[int, int], dict[str, int]]:
    """The counts of the tiles, by their identity, and of the other rows, by their name."""
    own = [number for number, tile in enumerate(tiles) if tile.choice.whose == MINE]
    asked = tuple((tile.choice.whose, tuple(tile.choice.facets.items())) for tile in tiles)
    if not (asked or more):
        return {}, {}
    found = dict(_kept_counts(standing_of(user), asked, more).asked(values_for(user)))
    counts = {name: numbers[0] for name, numbers in found.items()}
    counts |= {str(number): count for number, count in zip(own, found.get(MINE, ()), strict=False)}
    return (
        {id(tile): counts.get(str(number), 0) for number, tile in enumerate(tiles)},
        {name: counts.get(name, 0) for name, _rows in more},
    )


@kept
def _kept_counts(standing: Standing, asked: Asked, more: Rows) -> KeptQuery:
    user = standing.stand_in
    choices = [Choice(whose=whose, facets=dict(facets)) for whose, facets in asked]
    own = [one for one in choices if one.whose == MINE]
    parts = [_count(fitting_clients(user, one), str(at)) for at, one in enumerate(choices) if one.whose != MINE]
    parts += [_count(rows(user), name) for name, rows in more]
    parts += [_counts(user, own)] if own else []
    return KeptQuery(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])


def _count(rows: QuerySet[Any, Any], name: str) -> QuerySet[Any, Any]:
    return _numbers(rows, name, [Count("pk")])


def _counts(user: User, choices: list[Choice]) -> QuerySet[Any, Any]:
    """How many of the reader's own caseload fit each choice, in one pass over the caseload."""
    counts = [Count("pk", filter=Q(*asked) if (asked := conditions(user, one.facets)) else None) for one in choices]
    return _numbers(fitting_clients(user, Choice(whose=MINE)), MINE, counts)


def _numbers(rows: QuerySet[Any, Any], name: str, counts: list[Count]) -> QuerySet[Any, Any]:
    numbers = Func(*counts, template="ARRAY[%(expressions)s]", output_field=ArrayField(IntegerField()))
    named = rows.order_by().annotate(tile=Value(name, output_field=CharField())).values("tile")
    return named.annotate(numbers=numbers).values_list("tile", "numbers")


def _tile(one: SavedFilter) -> Tile:
    return Tile(
        name=one.name,
        facets=understood(one.facets),
        columns=known_columns(one.columns) if one.columns else (),
        sort=one.sort if is_order(one.sort) else "",
        key=one.pk,
    )


@cache
def _shipped() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found
