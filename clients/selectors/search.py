"""Finding a client by name, identity code, telephone or reference: only among those the viewer needs to know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Subquery
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu

from accounts.models import User
from clients.models import Client
from clients.models.need_to_know import glass_of, reach_of, relations_of
from clients.policies import may_see_contacts
from clients.selectors.client_columns import LATEST
from config.kernel.alphabet import alphabetical_key

LONGEST = 100
MOST = 20
LETTER = re.compile(r"[^\W\d_]")
TELEPHONE = re.compile(r"[+(\d][\d\s().\-/]{5,}")
ONE_FITS, SOME_WORD = 0, 4  # how a name was found: it begins so; some word of it but for a slip
# The functions of migrations/sql: areas come from the context, the arguments narrow them to what the viewer may know.
BY_NAME = "SELECT client_id, fit, nearness FROM clients_found_by_name(%s, %s::smallint[], %s::uuid[], %s::uuid[], %s)"
BY_PHONE = "SELECT client_id FROM clients_found_by_phone(%s, %s::smallint[], %s::uuid[], %s::uuid[], %s)"
BY_REFERENCE = "SELECT client_id FROM clients_found_by_reference(%s, %s::smallint[], %s::uuid[], %s::uuid[], %s)"

Scope = tuple[list[int], list[UUID], list[UUID]]


def search_clients(user: User, said: str, *, most: int = MOST) -> list[Client]:
    """At most `most` clients the user needs to know that fit what was said, the best first.

    A whole identity code finds by its keyed hash alone. A telephone finds nobody whose contacts the user may not see.
    """
    said = " ".join(said.split())[:LONGEST]
    if not said:
        return []
    if code := _identity_code(said):
        return list(_shown(Client.objects.visible_to(user).with_identity_code(code).values("pk"), user)[:most])
    scope = _scope_of(user)
    order: dict[UUID, tuple[float, float]] = {}
    if LETTER.search(said):
        named = _asked(BY_NAME, said, scope, most)
        loose = all(fit == SOME_WORD for _key, fit, _nearness in named)
        order = {key: (fit, -nearness) for key, fit, nearness in named if loose or fit != SOME_WORD}
    by_phone = {key for (key,) in _asked(BY_PHONE, said, scope, most)} if TELEPHONE.fullmatch(said) else set()
    by_reference = {key for (key,) in _asked(BY_REFERENCE, said, scope, most)}
    found = {one.pk: one for one in _shown({*order, *by_phone, *by_reference}, user)}
    told = by_reference | {key for key in by_phone & found.keys() if may_see_contacts(user, found[key])}
    best = {key: order.get(key, (ONE_FITS, 0.0)) for key in found.keys() & (order.keys() | told)}
    best |= dict.fromkeys(told & found.keys(), (ONE_FITS, -1.0))
    fitting = sorted(best, key=lambda key: (best[key], alphabetical_key(found[key].name), key))
    return [found[key] for key in fitting[:most]]


def _identity_code(said: str) -> str:
    try:
        return str(hetu.validate(said, allow_temporary=True))
    except ValidationError:
        return ""


def _scope_of(user: User) -> Scope:
    """Areas known whole, units, and single clients: what the search is narrowed to before `visible_to` decides."""
    reach = reach_of(user)
    units = [unit for units in reach.units.values() for unit in units]
    own: list[UUID] = []
    if (set(reach.relations) | reach.glass) - reach.areas:
        own = list(relations_of(user, reach).values_list("client_id", flat=True))
        own += glass_of(user, reach).values_list("client_id", flat=True)
    return sorted(reach.areas), units, own


def _asked(query: str, said: str, scope: Scope, most: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [said, *scope, most])
        return list(cursor.fetchall())


def _shown(keys: Iterable[UUID] | QuerySet[Any], user: User) -> QuerySet[Client]:
    found = Client.objects.visible_to(user).filter(pk__in=keys).select_related("unit")
    return found.annotate(reference=Subquery(LATEST))
