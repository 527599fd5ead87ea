"""Who may see rows and numbers: from the memberships in force today."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import ROLES_WITH_CLIENTS, Right, Role
from accounts.models import ApiClient, Membership, Unit, User
from accounts.models.areas import with_descendants
from config.kernel.errors import NotAllowed


def row_scope(user: User) -> Q:
    """Rows with `area` and `unit` the user may open: roles of client work, in the whole area or the unit and below."""
    allowed = Q(pk__in=[])
    for membership in user.memberships_today():
        if membership.role not in ROLES_WITH_CLIENTS:
            continue
        if membership.unit_id is None:
            allowed |= Q(area_id=membership.area_id)
        else:
            allowed |= Q(area_id=membership.area_id, unit_id__in=units_of(membership))
    return allowed


def units_under(area_id: int, unit_id: UUID) -> set[UUID]:
    """The unit and every unit below it."""
    return with_descendants(dict(Unit.objects.filter(area_id=area_id).values_list("id", "parent_id")), unit_id)


def units_of(membership: Membership) -> set[UUID]:
    """The membership's unit and every unit below it; none when it covers its whole area."""
    if membership.unit_id is None:
        return set()
    if membership.units_reached is not None:
        return membership.units_reached
    return units_under(membership.area_id, membership.unit_id)


def areas_with_role(user: User, roles: frozenset[Role]) -> set[int]:
    """Areas in which the user holds one of `roles` today."""
    return {membership.area_id for membership in user.memberships_today() if membership.role in roles}


def has_right(user: User, *, area_id: int, right: Right) -> bool:
    """Whether a membership of the user in the area, in force today, names the right."""
    return any(right in one.rights for one in user.memberships_today() if one.area_id == area_id)


def can_review_reading(user: User, *, area_id: int) -> bool:
    """The area's data-protection officer, who sees the logs and no client's record."""
    return area_id in areas_with_role(user, frozenset({Role.DATA_PROTECTION}))


ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
ROLES_WITH_RIGHTS = ROLES_WITH_CLIENTS | {Role.REGIONAL}


def areas_administered(actor: User) -> set[int]:
    """Areas whose people, units and machines the actor administers today."""
    return areas_with_role(actor, ADMINISTRATORS)


def can_administer(actor: User) -> bool:
    """Administrators of an area keep what all areas share: code lists, notices, programmes they take part in."""
    return bool(areas_administered(actor))


def seen_memberships(actor: User) -> Q:
    """Memberships the actor may look at: an administrator all of the area, a supervisor those of the own unit."""
    seen = Q(area_id__in=areas_administered(actor))
    for membership in actor.memberships_today():
        if membership.role != Role.SUPERVISOR:
            continue
        if membership.unit_id is None:
            seen |= Q(area_id=membership.area_id)
        else:
            seen |= Q(area_id=membership.area_id, unit_id__in=units_under(membership.area_id, membership.unit_id))
    return seen


def can_see_people(actor: User) -> bool:
    """Administrators and supervisors see people: the former to change them, the latter to know their unit."""
    return bool(areas_with_role(actor, ADMINISTRATORS | {Role.SUPERVISOR}))


def area_of_machine(machine: ApiClient) -> int:
    """The area whose clients and work with employers a machine may know by its scopes: its own; one of all has none.

    There it acts as a row among the users with the role of machines: it knows the area's clients, has no relations and
    none of what supervisors may do. Contacts under non-disclosure and what is of health, the text of contacts too, it
    sees only by the right that it was given, like a person.
    """
    if machine.area_id is None:
        raise NotAllowed(_("Clients are told to an API client of one area only."))
    return machine.area_id
