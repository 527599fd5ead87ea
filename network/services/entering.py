"""Entering the context of row-level security as a person, with everything about the person that every page asks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from accounts.context import NoTransaction
from accounts.models import Area, Membership, Notice, User
from accounts.models.areas import with_descendants

AnyModel = TypeVar("AnyModel", bound=Model)
# The person of the request, already read: the sign-in backend takes it from here instead of asking again.
ENTERED: ContextVar[User | None] = ContextVar("entered", default=None)


@dataclass(frozen=True)
class Entered:
    """Who came in, and the notices in force at that moment."""

    user: User
    notices: list[Notice]


def enter(user_id: UUID) -> Entered | None:
    """Rows of the person's areas of today, and numbers of their programmes, are visible from here on.

    None, and nothing visible but the person's own rows, when there is no such active person. The memberships of today
    and the units they reach are read too, so that no page asks for them. Raises NoTransaction when none is open.
    """
    if not connection.in_atomic_block:
        raise NoTransaction
    more = "".join(", set_config(%s, %s, true)" for _pair in settings.TRANSACTION_SETTINGS)
    values = [part for pair in settings.TRANSACTION_SETTINGS for part in pair]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT network_enter(%s, %s, %s){more}",  # nothing but placeholders is put in
            [user_id, timezone.localdate(), timezone.now(), *values],
        )
        found = cursor.fetchone()[0]
    told = json.loads(found) if isinstance(found, str) else found
    return None if told is None else Entered(_person(told), [_made(Notice, one) for one in told["notices"] or ()])


def _person(told: Mapping[str, Any]) -> User:
    areas = {one["id"]: _made(Area, one) for one in told["areas"] or ()}
    parents: dict[int, dict[UUID, UUID | None]] = defaultdict(dict)
    for area, unit, parent in told["units"] or ():
        parents[area][UUID(unit)] = UUID(parent) if parent else None
    memberships = [_made(Membership, one) for one in told["memberships"]]
    for membership in memberships:
        membership.area = areas[membership.area_id]
        if membership.unit_id is not None:
            membership.units_reached = with_descendants(parents[membership.area_id], membership.unit_id)
    person = _made(User, told["person"])
    person.keep_memberships(memberships)
    return person


def _made(model: type[AnyModel], row: Mapping[str, Any]) -> AnyModel:
    """The row as an instance; fields that the row leaves out are read when they are asked for."""
    fields = [field for field in model._meta.concrete_fields if str(field.column) in row]
    names = [field.attname for field in fields]
    return model.from_db(connection.alias, names, [field.to_python(row[str(field.column)]) for field in fields])
