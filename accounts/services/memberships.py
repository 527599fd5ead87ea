"""Memberships: giving a person a role in an area, changing it, ending it. Nobody does it for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ROLES_OF_PEOPLE, MessageKind, Right, Role
from accounts.models import Membership, Unit, User
from accounts.policies import ROLES_WITH_RIGHTS, areas_administered
from accounts.services.messages import tell
from accounts.services.records import add_record, change_record
from accounts.services.sessions import end_sessions
from config.kernel.errors import NotAllowed, NotFound, Refusal

LOCKS = 71_003  # of advisory locks: who administers an area changes in one transaction at a time


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a membership says: role in an area or one unit of it, rights beyond the role, from and until when."""

    area_id: int
    unit_id: UUID | None
    role: Role
    rights: Sequence[Right] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def give_membership(*, actor: User, person_id: UUID, terms: Terms) -> Membership:
    """The person has the role from `valid_from` (today when not said) and is told.

    For an administrator of the area, never for oneself. Refused: a unit of another area, rights a role cannot have.
    """
    _may_write(actor, person_id=person_id, area_id=terms.area_id)
    _check(terms)
    membership = Membership(
        user_id=person_id,
        area_id=terms.area_id,
        unit_id=terms.unit_id,
        role=terms.role,
        rights=sorted(terms.rights),
        valid_from=terms.valid_from or timezone.localdate(),
        valid_to=terms.valid_to,
        reviewed_on=timezone.localdate(),
    )
    add_record(membership)
    tell(user_id=person_id, kind=MessageKind.RIGHTS_CHANGED)
    return membership


@transaction.atomic
def change_membership(*, actor: User, membership_id: UUID, version: int, terms: Terms) -> Membership:
    """The membership says what `terms` say, from the next request on; its area stays. The person is told.

    Refused as in `give_membership`, and when the area would be left without an administrator.
    """
    membership = _membership_for(actor, membership_id)
    if terms.area_id != membership.area_id:
        raise Refusal(_("A membership stays in its area; end it and give another."), field="area")
    _check(terms)
    lock_administrators(membership.area_id)
    changed = change_record(
        membership,
        version=version,
        values={
            "unit": Unit.objects.get(pk=terms.unit_id) if terms.unit_id else None,
            "role": terms.role,
            "rights": sorted(terms.rights),
            "valid_from": terms.valid_from,
            "valid_to": terms.valid_to,
            "reviewed_on": timezone.localdate(),
        },
    )
    keep_an_administrator(membership.area_id)
    if changed:
        _settle(actor, membership)
    return membership


@transaction.atomic
def end_membership(*, actor: User, membership_id: UUID, version: int) -> Membership:
    """The role is over at once: its last day was yesterday. The person is told, and signed out everywhere.

    Refused for the last administrator of an area.
    """
    membership = _membership_for(actor, membership_id)
    lock_administrators(membership.area_id)
    yesterday = timezone.localdate() - timedelta(days=1)
    values = {"valid_to": yesterday}
    if membership.valid_from and membership.valid_from > yesterday:
        values["valid_from"] = yesterday
    change_record(membership, version=version, values=values)
    keep_an_administrator(membership.area_id)
    _settle(actor, membership)
    return membership


@transaction.atomic
def confirm_membership(*, actor: User, membership_id: UUID, version: int) -> Membership:
    """An administrator has looked at the membership today and found it still needed."""
    membership = _membership_for(actor, membership_id)
    change_record(membership, version=version, values={"reviewed_on": timezone.localdate()})
    return membership


def lock_administrators(area_id: int) -> None:
    """Until the transaction ends nobody else takes an administrator of the area away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCKS, area_id])


def keep_an_administrator(area_id: int) -> None:
    """Raises Refusal when nobody active administers the area today; asked after the change, under the lock."""
    left = Membership.objects.filter(area_id=area_id, role=Role.ADMINISTRATOR, user__is_active=True)
    if not left.valid_on(timezone.localdate()).exists():
        raise Refusal(_("An area needs an administrator: name another one first."))


def _membership_for(actor: User, membership_id: UUID) -> Membership:
    mine = Membership.objects.of_people().filter(area_id__in=areas_administered(actor), pk=membership_id)
    if not mine.exists():
        raise NotFound
    _may_write(actor, person_id=mine.get().user_id, area_id=mine.get().area_id)
    return mine.select_for_update(of=("self",)).select_related("unit").get()


def _may_write(actor: User, *, person_id: UUID, area_id: int) -> None:
    if area_id not in areas_administered(actor):
        raise NotAllowed(_("Only an administrator of the area changes its roles."))
    if person_id == actor.pk:
        raise NotAllowed(_("Nobody changes the own roles and rights; ask another administrator."))


def _check(terms: Terms) -> None:
    if terms.unit_id and not Unit.objects.filter(pk=terms.unit_id, area_id=terms.area_id).exists():
        raise Refusal(_("The unit is not one of the area's."), field="unit")
    if terms.role not in ROLES_OF_PEOPLE:
        raise Refusal(_("Only an API client has this role."), field="role")
    if terms.rights and terms.role not in ROLES_WITH_RIGHTS:
        raise Refusal(_("This role works without clients' records, so it can have no rights to them."), field="rights")
    if terms.valid_from and terms.valid_to and terms.valid_to < terms.valid_from:
        raise Refusal(_("The last day cannot come before the first."), field="valid_to")


def _settle(actor: User, membership: Membership) -> None:
    """What follows from a changed role: the person is told, and signed out when nothing is left."""
    tell(user_id=membership.user_id, kind=MessageKind.RIGHTS_CHANGED)
    today = timezone.localdate()
    if not Membership.objects.filter(user_id=membership.user_id).valid_on(today).exists():
        end_sessions(user_id=membership.user_id, actor=actor)
