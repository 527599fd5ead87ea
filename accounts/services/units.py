"""Units of an area: adding, changing, ending them; a unit is never removed, as records point to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import UnitKind
from accounts.models import Membership, Unit, User
from accounts.models.areas import with_descendants
from accounts.policies import areas_administered
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotAllowed, NotFound, Refusal


@dataclass(frozen=True, kw_only=True)
class UnitText:
    """What is said of a unit."""

    name: str
    kind: UnitKind
    parent: Unit | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""


@transaction.atomic
def add_unit(*, actor: User, area_id: int, text: UnitText) -> Unit:
    """The area has one unit more."""
    if area_id not in areas_administered(actor):
        raise NotAllowed(_("Only an administrator of the area changes its units."))
    _check_parent(text, area_id=area_id, below=set())
    unit = Unit(area_id=area_id, **_values(text))
    add_record(unit)
    return unit


@transaction.atomic
def change_unit(*, actor: User, unit_id: UUID, version: int, text: UnitText) -> Unit:
    """The unit is as `text` says. Refused: under itself, under another area's, or ended while people work in it."""
    found = Unit.objects.filter(pk=unit_id, area_id__in=areas_administered(actor))
    unit = found.select_for_update(of=("self",)).select_related("parent").first()
    if unit is None:
        raise NotFound
    tree: dict[UUID, UUID | None] = dict(Unit.objects.filter(area_id=unit.area_id).values_list("id", "parent_id"))
    _check_parent(text, area_id=unit.area_id, below=with_descendants(tree, unit.pk))
    if text.valid_to and text.valid_to < timezone.localdate():
        _check_empty(unit)
    change_record(unit, version=version, values=_values(text))
    return unit


def _values(text: UnitText) -> dict[str, object]:
    return {name: getattr(text, name) for name in UnitText.__dataclass_fields__}


def _check_parent(text: UnitText, *, area_id: int, below: set[UUID]) -> None:
    if text.parent is None:
        return
    if text.parent.area_id != area_id:
        raise Refusal(_("The unit above has to be of the same area."), field="parent")
    if text.parent.pk in below:
        raise Refusal(_("A unit cannot stand under itself."), field="parent")


def _check_empty(unit: Unit) -> None:
    today = timezone.localdate()
    if Membership.objects.filter(unit=unit).valid_on(today).exists():
        raise Refusal(_("People still work in the unit: change their memberships first."), field="valid_to")
    if Unit.objects.filter(parent=unit).valid_on(today).exists():
        raise Refusal(_("Units still stand under it: move or end them first."), field="valid_to")
