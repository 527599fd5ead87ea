"""Whom a person needs to know: the one rule of client rows, for pages, lists, files and the API alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Lookup, Q, QuerySet, UUIDField
from django.utils import timezone

from accounts.enums import ROLES_WITH_CLIENTS, Role
from accounts.models import Membership, User
from accounts.policies import units_of
from clients.enums import CASELOAD, RelationKind
from clients.models.relations import BreakGlass, CaseRelation

UNIT_ROLES = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.MACHINE})
RELATION_ROLES: dict[Role, frozenset[RelationKind]] = {
    Role.COORDINATOR: CASELOAD | {RelationKind.CONSULTATION},
    Role.OWN_COACH: CASELOAD | {RelationKind.CONSULTATION},
    Role.SUPERVISOR: CASELOAD,
    Role.REGIONAL: frozenset({RelationKind.CONSULTATION}),
}


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
    """The same over rows that have `area` and `client_id`: participations, and facts, which keep no key to clients."""
    reach = reach_of(user)
    rest = _outside_whole_areas(user, reach)
    found = Q(area_id__in=reach.areas)
    areas = (set(reach.units) | set(reach.relations) | reach.glass) - reach.areas
    if not areas:
        return found
    known = CaseRelation.client.field.related_model.objects.filter(rest)  # type: ignore[attr-defined]
    return found | Q(area_id__in=areas, client_id__in=known.values("pk"))


def _outside_whole_areas(user: User, reach: Reach) -> Q:
    """By unit, relation and exceptional access, in areas the user does not know whole."""
    condition = Q(pk__in=[])
    for area, units in reach.units.items():
        if area not in reach.areas:
            condition |= Q(area_id=area, unit_id__in=units)
    related, opened = relations_of(user, reach), glass_of(user, reach)
    if areas := {area for area in reach.relations if area not in reach.areas}:
        condition |= Q(area_id__in=areas, pk__any_of=ArraySubquery(related.values("client_id")))
    if areas := reach.glass - reach.areas:
        condition |= Q(area_id__in=areas, pk__any_of=ArraySubquery(opened.values("client_id")))
    return condition


def relations_of(user: User, reach: Reach) -> QuerySet[CaseRelation]:
    """The user's relations in force today, of the kinds that the roles there give access by."""
    allowed = Q(pk__in=[])
    for area, kinds in reach.relations.items():
        allowed |= Q(area_id=area, kind__in=kinds)
    return CaseRelation.objects.in_force(timezone.localdate()).filter(allowed, user_id=user.pk).order_by()


def glass_of(user: User, reach: Reach) -> QuerySet[BreakGlass]:
    """The user's exceptional accesses in force at this moment."""
    now = timezone.now()
    return BreakGlass.objects.open_at(now).filter(area_id__in=reach.glass, user_id=user.pk).order_by()
