"""Finding a client by name, identity code, telephone or reference: only among those the viewer needs to know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, OuterRef, Subquery, UUIDField, Value
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu

from accounts.models import User
from clients.models import Client
from clients.models.clients import ClientQuerySet
from clients.models.need_to_know import Standing, glass_of, reach_of, relations_of, standing_of, values_for
from clients.policies import may_see_contacts
from clients.selectors.client_columns import GLASS_GROUND, LATEST
from config.kernel.alphabet import alphabetical_key
from config.kernel.kept import SOME_CLIENT, KeptQuery, kept, rows_of

LONGEST = 100
MOST = 20
LETTER = re.compile(r"[^\W\d_]")
TELEPHONE = re.compile(r"[+(\d][\d\s().\-/]{5,}")
ONE_FITS, SOME_WORD = 0, 4  # how a name was found: it begins so; some word of it but for a slip
# The functions of migrations/sql: areas come from the context, the arguments narrow them to what the viewer may know.
# They are asked together: each row says by what it was found, how well, and how near.
SCOPE = "%s, %s::smallint[], %s::uuid[], %s::uuid[], %s"
BY = {
    "name": f"SELECT 'name' AS found_by, client_id, fit, nearness FROM clients_found_by_name({SCOPE})",
    "phone": f"SELECT 'phone', client_id, 0::smallint, 1::real FROM clients_found_by_phone({SCOPE})",
    "reference": f"SELECT 'reference', client_id, 0::smallint, 1::real FROM clients_found_by_reference({SCOPE})",
}

Scope = tuple[list[int], list[UUID], list[UUID]]


def search_clients(user: User, said: str, *, most: int = MOST) -> list[Client]:
    """At most `most` clients the user needs to know that fit what was said, the best first.

    A whole identity code finds by its keyed hash alone. A telephone finds nobody whose contacts the user may not see.
    Each is `related_as` the user is to the client (`relations_read`).
    """
    said = " ".join(said.split())[:LONGEST]
    if not said:
        return []
    if code := _identity_code(said):
        return _seen(user, Client.objects.with_identity_code(code).values_list("pk", flat=True)[:most])
    order, told_of, by_phone = _found(user, said, most)
    if not (order or told_of or by_phone):
        return []
    found = {one.pk: one for one in _seen(user, {*order, *told_of, *by_phone})}
    told = told_of | {key for key in by_phone & found.keys() if may_see_contacts(user, found[key])}
    best = {key: order.get(key, (ONE_FITS, 0.0)) for key in found.keys() & (order.keys() | told)}
    best |= dict.fromkeys(told & found.keys(), (ONE_FITS, -1.0))
    fitting = sorted(best, key=lambda key: (best[key], alphabetical_key(found[key].name), key))
    return [found[key] for key in fitting[:most]]


def relations_read(clients: Iterable[Client]) -> dict[UUID, set[str]]:
    """How the reader is related to each of the clients found, as it was read together with them."""
    return {one.pk: set(one.related_as[1]) for one in clients if one.related_as is not None}


def _found(user: User, said: str, most: int) -> tuple[dict[UUID, tuple[float, float]], set[UUID], set[UUID]]:
    """Keys by name with how well each fits, keys by reference, keys by telephone."""
    ways = ["name"] if LETTER.search(said) else []
    ways += ["phone"] if TELEPHONE.fullmatch(said) else []
    ways += ["reference"]
    asked = [said, *_scope_of(user), most]
    rows = rows_of(" UNION ALL ".join(BY[way] for way in ways), asked * len(ways))
    loose = all(fit == SOME_WORD for way, _key, fit, _nearness in rows if way == "name")
    order = {key: (fit, -nearness) for way, key, fit, nearness in rows if way == "name" and (loose or fit != SOME_WORD)}
    by = {way: {key for found_by, key, _fit, _nearness in rows if found_by == way} for way in ("reference", "phone")}
    return order, by["reference"], by["phone"]


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
        own = [key for (key,) in _kept_own(standing_of(user)).asked(values_for(user))]
    return sorted(reach.areas), units, own


@kept
def _kept_own(standing: Standing) -> KeptQuery:
    reach = reach_of(standing.stand_in)
    related, opened = relations_of(standing.stand_in, reach), glass_of(standing.stand_in, reach)
    return KeptQuery(related.values_list("client_id").union(opened.values_list("client_id"), all=True))


@kept
def _kept_shown(standing: Standing) -> KeptQuery:
    keys = Value([SOME_CLIENT], output_field=ArrayField(UUIDField()))
    return KeptQuery(_shown(standing.stand_in).filter(pk__any_of=keys))


def _shown(user: User) -> ClientQuerySet:
    own, opened = relations_of(user, reach_of(user)), glass_of(user, reach_of(user))
    of_client = {"area_id": OuterRef("area_id"), "client_id": OuterRef("pk")}
    return (
        Client.objects.visible_to(user)
        .select_related("unit")
        .annotate(
            reference=Subquery(LATEST),
            own_kinds=ArraySubquery(own.filter(**of_client).values("kind")),
            is_opened=Exists(opened.filter(**of_client)),
        )
    )


def _seen(user: User, keys: Iterable[UUID]) -> list[Client]:
    """Those of the clients that the user needs to know, each with how the user is related to it."""
    clients = list(_kept_shown(standing_of(user)).asked(values_for(user) | {SOME_CLIENT: list(keys)}))
    for one in clients:
        one.related_as = (user.pk, frozenset([*one.own_kinds, *([GLASS_GROUND] if one.is_opened else [])]))
    return clients
