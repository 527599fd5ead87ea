"""Who may import participations, whose clients' rows a person knows, and what of them is shown."""

from typing import Protocol
from uuid import UUID

from django.db.models import Q

from accounts.enums import ROLES_WITH_CLIENTS, Right, Role
from accounts.models import User
from accounts.policies import areas_with_role, has_right, units_of
from clients.enums import CASELOAD, RelationKind
from clients.models import Appointment, BreakGlass, CaseHandover, CaseTransfer, Client, Contact, SavedFilter
from clients.models.handovers import RECEIVERS
from clients.models.imports import IMPORT_ROLES
from clients.models.need_to_know import need_to_know, need_to_know_by_client, reach_of, relations_of

__all__ = [
    "areas_of_task_sets",
    "can_answer_handover",
    "can_answer_transfer",
    "can_change_appointment",
    "can_change_contact",
    "can_close_consultation",
    "can_decide_names",
    "can_import",
    "can_manage_relations",
    "can_send_referral",
    "can_work_on",
    "may_open_glass",
    "may_review",
    "may_see_contacts",
    "may_see_health",
    "need_to_know",
    "need_to_know_by_client",
    "reviewable",
    "takes_part",
    "works_in",
]


class Protected(Protocol):
    """A client, or anything that says as much of one."""

    @property
    def area_id(self) -> int: ...
    @property
    def non_disclosure(self) -> bool: ...


def can_import(actor: User | None, area_id: int) -> bool:
    """Coordinators, supervisors and administrators of the area, and the operator at the command line."""
    return actor is None or area_id in areas_with_role(actor, IMPORT_ROLES)


def areas_of_task_sets(actor: User) -> set[int]:
    """Areas in which the actor, a supervisor, says which kinds of tasks are part of the work."""
    return areas_with_role(actor, frozenset({Role.SUPERVISOR}))


def may_see_contacts(user: User, client: Protected) -> bool:
    """Address, postal code, post office, telephone, e-mail and municipality of a client whose row the user sees.

    Under non-disclosure (*turvakielto*) only by the right named in a membership of the area; no role, relation or
    exceptional access replaces it.
    """
    return not client.non_disclosure or has_right(user, area_id=client.area_id, right=Right.NON_DISCLOSURE)


def may_see_health(user: User, client: Protected) -> bool:
    """Statements and diagnosis chapters of a client whose row the user sees: only by the right in the client's area."""
    return has_right(user, area_id=client.area_id, right=Right.HEALTH)


def may_open_glass(user: User, area_id: int) -> bool:
    """Those who work with clients of the area may open one beyond their need to know, with a reason, for an hour."""
    return area_id in areas_with_role(user, ROLES_WITH_CLIENTS)


def reviewable(user: User) -> Q:
    """Exceptional accesses of others that the user reviews: a supervisor those to clients of the unit and below."""
    allowed = Q(pk__in=[])
    for membership in user.memberships_today():
        if membership.role != Role.SUPERVISOR:
            continue
        area = membership.area_id
        if membership.unit_id is None:
            allowed |= Q(area_id=area)
        else:
            allowed |= Q(area_id=area, client__unit_id__in=units_of(membership))
    return allowed & ~Q(user_id=user.pk)


def may_review(user: User, glass: BreakGlass) -> bool:
    """A supervisor of the client's unit, one above it or of the area; nobody their own."""
    return BreakGlass.objects.filter(reviewable(user), pk=glass.pk).exists()


def can_manage_relations(user: User, client: Client) -> bool:
    """The responsible coordinator, and supervisors who know the client by their unit, say whose client it is."""
    if _supervises(user, client):
        return True
    return client.relations.filter(user_id=user.pk, kind="responsible", ended_at__isnull=True).exists()


def can_change_contact(user: User, contact: Contact) -> bool:
    """Its author changes a contact, draft or final."""
    return contact.author_id == user.pk


def can_change_appointment(user: User, appointment: Appointment) -> bool:
    """Those who take part, who booked it, and who manage the client's relations; the row must be in their sight."""
    if appointment.created_by_id == user.pk or appointment.staff.filter(user_id=user.pk).exists():
        return True
    return appointment.client is not None and can_manage_relations(user, appointment.client)


def can_decide_names(user: User, client: Client) -> bool:
    """Supervisors of the client's unit or area decide whether the client is told names from the read log."""
    return _supervises(user, client)


def can_close_consultation(user: User, client: Client, *, consultant: User) -> bool:
    """Whoever manages the client's relations, and the person consulted."""
    return user.pk == consultant.pk or can_manage_relations(user, client)


def works_in(user: User, *, area_id: int, unit_id: UUID | None) -> bool:
    """Coordinators and supervisors of the unit, of one above it or of the area take clients in and see its queue.

    An API client of the area takes clients in too.
    """
    reach = reach_of(user)
    return area_id in reach.areas or unit_id in reach.units.get(area_id, ())


def can_work_on(user: User, client: Client) -> bool:
    """Those in whose caseload or unit the client is write the record; a consultation or exceptional access does not."""
    if works_in(user, area_id=client.area_id, unit_id=client.unit_id):
        return True
    if client.related_as is not None and client.related_as[0] == user.pk:
        return bool(client.related_as[1] & CASELOAD)
    return relations_of(user, reach_of(user)).filter(client=client, kind__in=CASELOAD).exists()


def can_answer_handover(user: User, handover: CaseHandover) -> bool:
    """The person to whom the case is offered; of one offered to a unit, those who work with clients in it.

    Nobody answers what they offered themselves, and only people who may be responsible for a client answer.
    """
    if handover.offered_by_id == user.pk:
        return False
    if RelationKind.RESPONSIBLE not in reach_of(user).relations.get(handover.area_id, ()):
        return False
    if handover.to_user_id is not None:
        return handover.to_user_id == user.pk
    return works_in(user, area_id=handover.area_id, unit_id=handover.to_unit_id)


def can_answer_transfer(user: User, transfer: CaseTransfer) -> bool:
    """Coordinators and supervisors of the area to which a case is sent accept or decline it."""
    return transfer.sent_on is not None and transfer.to_area_id in areas_with_role(user, RECEIVERS)


def can_send_referral(user: User, *, area_id: int) -> bool:
    """Whoever works with clients in the area, own coaches too, may refer one to a unit of the area."""
    return area_id in areas_with_role(user, ROLES_WITH_CLIENTS)


def can_keep_filter(user: User, kept: SavedFilter) -> bool:
    """One's own where one works with clients; a unit's or area's only its supervisors."""
    if kept.owner_id is not None:
        return kept.owner_id == user.pk and kept.area_id in areas_with_role(user, ROLES_WITH_CLIENTS | {Role.REGIONAL})
    return any(
        one.unit_id is None or (kept.unit_id is not None and kept.unit_id in units_of(one))
        for one in user.memberships_today()
        if one.role == Role.SUPERVISOR and one.area_id == kept.area_id
    )


def takes_part(user: User, *, area_id: int) -> bool:
    """Whoever writes a contact down took part in it, but for an API client: that only passes on what others did."""
    return area_id not in areas_with_role(user, frozenset({Role.MACHINE}))


def _supervises(user: User, client: Client) -> bool:
    for membership in user.memberships_today():
        if membership.role != Role.SUPERVISOR or membership.area_id != client.area_id:
            continue
        if membership.unit_id is None or client.unit_id in units_of(membership):
            return True
    return False
