"""Filters of the list of clients: kept, changed, removed; shared with a unit or an area by its supervisors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients import policies
from clients.models import SavedFilter
from clients.selectors.client_columns import COLUMNS, is_order
from clients.selectors.facets import checked
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal

MOST = 50


@dataclass(frozen=True, kw_only=True)
class FilterText:
    """What a filter says: its name, the values of facets, the columns, the order, whether it is a tile and where."""

    name: str
    facets: Mapping[str, Any] = field(default_factory=dict)
    columns: Iterable[str] = ()
    sort: str = ""
    as_tile: bool = False
    position: int = 100


@transaction.atomic
def save_filter(
    *, actor: User, area_id: int, text: FilterText, is_own: bool = True, unit_id: UUID | None = None
) -> SavedFilter:
    """The filter is kept: one's own, or shared with the unit, or with the area when no unit is named."""
    made = SavedFilter(
        area_id=area_id,
        owner=actor if is_own else None,
        unit_id=None if is_own else unit_id,
        created_by=actor,
        **_values(text),
    )
    if not policies.can_keep_filter(actor, made):
        raise NotAllowed(_("Only supervisors share filters, with the units or the area they supervise."))
    if SavedFilter.objects.filter(area_id=area_id, created_by=actor).count() >= MOST:
        raise Refusal(_("You have as many filters as can be kept. Remove one first."))
    add_record(made)
    return made


@transaction.atomic
def change_filter(*, actor: User, filter_id: UUID, version: int, text: FilterText) -> SavedFilter:
    """The filter says this from now on, for everybody who has it."""
    found = _changeable(actor, filter_id)
    change_record(found, version=version, values=_values(text))
    return found


@transaction.atomic
def remove_filter(*, actor: User, filter_id: UUID, version: int) -> None:
    """The filter is gone for everybody who had it; the history keeps what it was."""
    found = _changeable(actor, filter_id)
    if found.version != version:
        raise Conflict
    found.delete()


def _changeable(actor: User, filter_id: UUID) -> SavedFilter:
    held = SavedFilter.objects.open_to(actor).order_by("pk").select_for_update(of=("self",))
    found = held.filter(pk=filter_id).first()
    if found is None:
        raise NotFound
    if not policies.can_keep_filter(actor, found):
        raise NotAllowed(_("Only supervisors share filters, with the units or the area they supervise."))
    return found


def _values(text: FilterText) -> dict[str, Any]:
    if not text.name.strip():
        raise Refusal(_("Give the filter a name."), field="name")
    columns = list(dict.fromkeys(text.columns))
    if set(columns) - COLUMNS.keys() or (text.sort and not is_order(text.sort)):
        raise Refusal(_("The filter asks for something that does not exist."), field="columns")
    return {
        "name": text.name.strip(),
        "facets": checked(text.facets),
        "columns": columns,
        "sort": text.sort,
        "as_tile": text.as_tile,
        "position": text.position,
    }
