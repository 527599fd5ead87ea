"""Whom a person needs to know: the one rule of client rows, for pages, lists, files and the API alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import ForeignObject, Lookup, Q, QuerySet, UUIDField
from django.utils import timezone

from accounts.enums import ROLES_WITH_CLIENTS, Role
from accounts.models import Membership, User
from accounts.policies import units_of
from clients.enums import CASELOAD, RelationKind
from clients.models.relations import BreakGlass, CaseRelation
from config.kernel.kept import SOME_MOMENT, SOMEBODY

UNIT_ROLES = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.MACHINE})
RELATION_ROLES: dict[Role, frozenset[RelationKind]] = {
    Role.COORDINATOR: CASELOAD | {RelationKind.CONSULTATION},
    Role.OWN_COACH: CASELOAD | {RelationKind.CONSULTATION},
    Role.SUPERVISOR: CASELOAD,
    Role.REGIONAL: frozenset({RelationKind.CONSULTATION}),
}


@ForeignObject.register_lookup
@UUIDField.register_lookup
class AnyOf(Lookup):
    """`= ANY (ARRAY(…))`: the keys are found once, and an index serves them even beside another condition."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        return f"{left} = ANY ({right})", [*left_params, *right_params]


@dataclass
class Reach:
    """How far a person's memberships of today reach: areas, units, kinds of relation, exceptional access."""

    areas: set[int] = field(default_factory=set)
    units: dict[int, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    relations: dict[int, set[RelationKind]] = field(default_factory=lambda: defaultdict(set))
    glass: set[int] = field(default_factory=set)
    moment: datetime | None = None  # at which exceptional access is looked at; None is now


@dataclass(frozen=True)
class Standing:
    """What decides, the person's own key apart, whom somebody needs to know today; equal for those who stand alike.

    Statements are kept by it (config.kernel.kept): they are built with the stand-in, who has these memberships,
    and asked with the key of the person and the moment put in their places.
    """

    day: date
    memberships: tuple[Any, ...]
    stand_in: User = field(compare=False)


def standing_of(user: User) -> Standing:
    """The person's standing today."""
    memberships = user.memberships_today()
    somebody = User(pk=SOMEBODY)
    somebody.keep_memberships(memberships)
    somebody._reach = (memberships, replace(reach_of(user), moment=SOME_MOMENT))  # type: ignore[attr-defined]
    held = sorted((one.area_id, one.role, str(one.unit_id), *sorted(one.rights)) for one in memberships)
    reached = sorted(str(unit) for units in reach_of(user).units.values() for unit in units)
    return Standing(timezone.localdate(), (*map(tuple, held), tuple(reached)), somebody)


def moment_for(user: User) -> datetime:
    """This moment, or its stand-in in a statement that is kept."""
    held: tuple[Any, Reach] | None = getattr(user, "_reach", None)
    return (held[1].moment if held else None) or timezone.now()


def values_for(user: User) -> dict[Any, Any]:
    """The person and this moment, in the places of their stand-ins."""
    return {SOMEBODY: user.pk, SOME_MOMENT: timezone.now()}


def reach_of(user: User) -> Reach:
    """What each membership in force today adds; a membership without unit covers its area. Worked out once."""
    memberships = user.memberships_today()
    kept: tuple[list[Membership], Reach] | None = getattr(user, "_reach", None)
    if kept is None or kept[0] is not memberships:
        kept = user._reach = (memberships, _reach(memberships))  # type: ignore[attr-defined]
    return kept[1]


def _reach(memberships: list[Membership]) -> Reach:
    reach = Reach()
    for membership in memberships:
        role, area = Role(membership.role), membership.area_id
        if role in UNIT_ROLES and membership.unit_id is None:
            reach.areas.add(area)
        elif role in UNIT_ROLES and membership.unit_id is not None:
            reach.units[area] |= units_of(membership)
        if role in RELATION_ROLES:
            reach.relations[area] |= RELATION_ROLES[role]
        if role in ROLES_WITH_CLIENTS:
            reach.glass.add(area)
    return reach


def need_to_know(user: User) -> Q:
    """Clients the user needs to know, as a condition over Client.

    Coordinators: their caseload (responsible or co-owner), their unit and the units under it, open consultations.
    Own coaches: their caseload and open consultations. Supervisors: their unit and those under it, their caseload.
    Regional coordinators: open consultations. API clients: their area. A membership without unit covers the whole
    area. Whoever works with clients (the first three) also knows, for an hour, a client opened by exceptional access.
    Everything holds only in the area of a membership in force today; no other role knows any client.
    """
    reach = reach_of(user)
    return Q(area_id__in=reach.areas) | _outside_whole_areas(user, reach)


def need_to_know_by_client(user: User) -> Q:
    """The same over rows that have `area` and `client_id`: participations, and facts, which keep no key to clients.

    Relations and exceptional access are looked up as they are; of clients only those of one's units are read.
    """
    reach = reach_of(user)
    found = Q(area_id__in=reach.areas) | _by_relation(user, reach, "client_id")
    by_unit = Q()
    for area, units in reach.units.items():
        if area not in reach.areas:
            by_unit |= Q(area_id=area, unit_id__in=units)
    if not by_unit:
        return found
    known = CaseRelation.client.field.related_model.objects.filter(by_unit)  # type: ignore[attr-defined]
    return found | Q(area_id__in=set(reach.units) - reach.areas, client_id__in=known.values("pk"))


def caseload_of(user: User) -> Q:
    """Clients for whom the user is responsible, or whom the user co-owns: of those the user needs to know."""
    held = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD)
    return Q(pk__in=held.values("client_id"))


def _outside_whole_areas(user: User, reach: Reach) -> Q:
    """By unit, relation and exceptional access, in areas the user does not know whole."""
    condition = Q(pk__in=[])
    for area, units in reach.units.items():
        if area not in reach.areas:
            condition |= Q(area_id=area, unit_id__in=units)
    return condition | _by_relation(user, reach, "pk")


def _by_relation(user: User, reach: Reach, key: str) -> Q:
    """By relation and exceptional access, in areas the user does not know whole."""
    related, opened = relations_of(user, reach), glass_of(user, reach)
    condition = Q(pk__in=[])
    if areas := {area for area in reach.relations if area not in reach.areas}:
        condition |= Q(("area_id__in", areas), (f"{key}__any_of", ArraySubquery(related.values("client_id"))))
    if areas := reach.glass - reach.areas:
        condition |= Q(("area_id__in", areas), (f"{key}__any_of", ArraySubquery(opened.values("client_id"))))
    return condition


def relations_of(user: User, reach: Reach) -> QuerySet[CaseRelation]:
    """The user's relations in force today, of the kinds that the roles there give access by."""
    allowed = Q(pk__in=[])
    for area, kinds in reach.relations.items():
        allowed |= Q(area_id=area, kind__in=kinds)
    return CaseRelation.objects.in_force(timezone.localdate()).filter(allowed, user_id=user.pk).order_by()


def glass_of(user: User, reach: Reach) -> QuerySet[BreakGlass]:
    """The user's exceptional accesses in force at this moment."""
    return (
        BreakGlass.objects.open_at(reach.moment or timezone.now())
        .filter(area_id__in=reach.glass, user_id=user.pk)
        .order_by()
    )
