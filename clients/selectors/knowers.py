"""Who of the staff may know a client: with whom an appointment may be shared and to whom a task may be given."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, Unit, User
from accounts.models.areas import with_descendants
from clients.models import Client
from clients.models.need_to_know import RELATION_ROLES, UNIT_ROLES
from clients.selectors.colleagues import colleagues
from config.kernel.alphabet import alphabetical_key


def knowers_of(client: Client) -> list[User]:
    """Active people who know the client today by area, unit or relation, in the order of their names.

    Exceptional access is left out: it is nobody's way of working. The rule is that of `need_to_know`, person by person
    in three statements however many they are.
    """
    today = timezone.localdate()
    held = Membership.objects.filter(area_id=client.area_id, role__in=RELATION_ROLES, user__is_active=True)
    related: dict[UUID, set[str]] = {}
    for user_id, kind in client.relations.in_force(today).values_list("user_id", "kind"):
        related.setdefault(user_id, set()).add(kind)
    over = _units_over(client)
    found: dict[UUID, User] = {}
    for membership in held.valid_on(today).select_related("user"):
        by_unit = membership.role in UNIT_ROLES and (membership.unit_id is None or membership.unit_id in over)
        if by_unit or related.get(membership.user_id, set()) & RELATION_ROLES[membership.role]:  # type: ignore[index]
            found[membership.user_id] = membership.user
    return sorted(found.values(), key=lambda user: (alphabetical_key(user.name), user.pk))


def people_for(client: Client | None, *, area_id: int) -> list[User]:
    """Whom to choose from: those who know the client; without a client everybody who works with clients in the area."""
    return list(colleagues(area_id)) if client is None else knowers_of(client)


def chosen_people(client: Client | None, *, area_id: int, keys: Iterable[UUID]) -> tuple[list[User], bool]:
    """Those of `keys` who may be chosen, and whether that is all of them."""
    wanted = set(keys)
    found = [user for user in people_for(client, area_id=area_id) if user.pk in wanted]
    return found, len(found) == len(wanted)


def areas_of_work(user: User) -> list[int]:
    """Areas in which the user works with clients today, the first membership's first."""
    held = [one for one in user.memberships_today() if one.role in RELATION_ROLES]
    return list(dict.fromkeys(one.area_id for one in held))


def colleagues_of_unit(user: User) -> Q:
    """Memberships of the people of the user's own units and those under them; of the area where there is no unit."""
    allowed = Q(pk__in=[])
    parents: dict[int, dict[UUID, UUID | None]] = {}
    for membership in user.memberships_today():
        if membership.role not in RELATION_ROLES:
            continue
        area = membership.area_id
        if membership.unit_id is None:
            allowed |= Q(area_id=area)
            continue
        if area not in parents:
            parents[area] = dict(Unit.objects.filter(area_id=area).values_list("id", "parent_id"))
        allowed |= Q(area_id=area, unit_id__in=with_descendants(parents[area], membership.unit_id))
    return allowed & Q(role__in=RELATION_ROLES)


def people_of_unit(user: User) -> list[User]:
    """The user and the active people of the user's units, in the order of their names, the user first."""
    held = Membership.objects.filter(colleagues_of_unit(user), user__is_active=True).valid_on(timezone.localdate())
    found = {one.user_id: one.user for one in held.select_related("user")}
    found.pop(user.pk, None)
    return [user, *sorted(found.values(), key=lambda one: (alphabetical_key(one.name), one.pk))]


def _units_over(client: Client) -> set[UUID]:
    """The client's unit and every unit above it."""
    if client.unit_id is None:
        return set()
    parents = dict(Unit.objects.filter(area_id=client.area_id).values_list("id", "parent_id"))
    over: set[UUID] = set()
    unit: UUID | None = client.unit_id
    while unit is not None and unit not in over:
        over.add(unit)
        unit = parents.get(unit)
    return over
