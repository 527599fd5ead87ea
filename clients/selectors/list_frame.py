"""What stands around the list of clients: units and colleagues to choose from, whether the reader has a caseload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.utils import timezone

from accounts.models import Membership, Unit, User
from clients.enums import CASELOAD
from clients.models.need_to_know import RELATION_ROLES, Standing, reach_of, relations_of, standing_of, values_for
from clients.selectors.facets import STAFF, UNITS
from config.kernel.alphabet import alphabetical_key
from config.kernel.kept import KeptQuery, kept

CASELOAD_ROW = "caseload"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Choices of keys by what they are of, and whether anybody is in the reader's caseload."""

    choices: dict[str, list[tuple[str, str]]]
    has_caseload: bool


def frame_of(user: User) -> Frame:
    """Everything that the filters of the list need, in one statement."""
    rows = list(_kept_rows(standing_of(user)).asked(values_for(user)))
    choices: dict[str, list[tuple[str, str]]] = {UNITS: [], STAFF: []}
    for what, key, name in sorted(rows, key=lambda row: (alphabetical_key(row[2]), str(row[1]))):
        if what in choices:
            choices[what].append((str(key), name))
    return Frame(choices=choices, has_caseload=any(what == CASELOAD_ROW for what, _key, _name in rows))


@kept
def _kept_rows(standing: Standing) -> KeptQuery:
    user = standing.stand_in
    return KeptQuery(_units(user).union(_staff(user), _caseload(user), all=True))


def units_in_reach(user: User) -> Q:
    """Units whose clients the user may know as a unit's."""
    reach = reach_of(user)
    own = {unit for units in reach.units.values() for unit in units}
    return Q(area_id__in=reach.areas) | Q(pk__in=own)


def _named(word: str) -> Value:
    return Value(word, output_field=CharField())


def _units(user: User) -> QuerySet[Any, Any]:
    return Unit.objects.filter(units_in_reach(user)).order_by().values_list(_named(UNITS), "pk", "name")


def _staff(user: User) -> QuerySet[Any, Any]:
    areas = {one.area_id for one in user.memberships_today() if one.role in RELATION_ROLES}
    held = Membership.objects.filter(area_id__in=areas, role__in=RELATION_ROLES).valid_on(timezone.localdate())
    found = User.objects.filter(pk__in=held.order_by().values("user_id"), is_active=True)
    return found.order_by().values_list(_named(STAFF), "pk", "name")


def _caseload(user: User) -> QuerySet[Any, Any]:
    held = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD)
    return held.values_list(_named(CASELOAD_ROW), "user_id", _named(""))[:1]
