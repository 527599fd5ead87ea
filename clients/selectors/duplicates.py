"""Clients who may be the person that is being written down, or the same person as another client.

Each way of finding (date of birth, name as it sounds, telephone, identity code) is one look-up by an index; what is
found is then compared. Nobody is told of a client, or of a telephone number, that they may not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import User
from clients.enums.merging import MatchReason, MatchStrength
from clients.models import Client
from clients.policies import may_see_contacts
from clients.selectors.matching import BETWEEN, Known, likeness, phone_key
from config.kernel.encryption import Undecipherable

# Of one way of finding, and of what is told.
MOST_FOUND = 300
MOST_TOLD = 10
PARTS = 3
KEYS = "SELECT DISTINCT public.clients_match_name(one, other) FROM unnest(%s::text[], %s::text[]) AS part (one, other)"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A client who may be the same person, why, and how sure it is."""

    client: Client
    score: int
    strength: MatchStrength
    reason_codes: tuple[MatchReason, ...]

    @property
    def reasons(self) -> list[str]:
        """In words, in the reader's language."""
        return [str(reason.label) for reason in self.reason_codes]


def possible_duplicates(
    user: User,
    *,
    area_id: int,
    last_name: str = "",
    first_names: str = "",
    birth_date: date | None = None,
    identity_code: str = "",
    phone: str = "",
    exclude: UUID | None = None,
) -> list[Candidate]:
    """Clients of the area, of those the user may see, who may be this person; the surest first.

    Nothing found does not mean that there is nobody: see `hidden_identity_match`.
    """
    code = identity_code.strip().upper()
    wanted = Known(last_name=last_name, first_names=first_names, birth_date=birth_date, identity_code=code, phone=phone)
    found = Client.objects.visible_to(user).filter(area_id=area_id, pk__in=found_by(wanted, area_id=area_id))
    if exclude is not None:
        found = found.exclude(pk=exclude)
    told = [told for client in found.select_related("unit") if (told := _candidate(user, wanted, client))]
    return sorted(told, key=lambda one: (-one.score, str(one.client.pk)))[:MOST_TOLD]


def hidden_identity_match(user: User, *, area_id: int, identity_code: str) -> bool:
    """Whether the area has a client with exactly this identity code whom the user may not see."""
    code = identity_code.strip().upper()
    if not code:
        return False
    keys = set(_with_identity(code, area_id))
    seen = Client.objects.visible_to(user).filter(area_id=area_id, pk__in=keys).values_list("pk", flat=True)
    return bool(keys - set(seen))


def found_by(wanted: Known, *, area_id: int) -> set[UUID]:
    """Keys of clients of the area worth comparing with; for the area as a whole, whoever asks."""
    ways: list[Q] = []
    if wanted.birth_date is not None and (wanted.last_name or wanted.first_names or wanted.phone):
        ways.append(Q(birth_date=wanted.birth_date))
    if keys := _name_keys(wanted):
        ways += [Q(match_name__in=keys), Q(match_name_end__in=keys)]
    if key := phone_key(wanted.phone):
        ways.append(Q(match_phone=key))
    there = Client.objects.filter(area_id=area_id, merged_into__isnull=True).order_by()
    found = {key for way in ways for key in islice(_keys(there.filter(way)), MOST_FOUND)}
    return found | set(_with_identity(wanted.identity_code, area_id))


def known_of(client: Client, *, with_phone: bool = True, with_code: bool = True) -> Known:
    """What a client's record says; the identity code is deciphered only where it is compared."""
    try:
        code = (client.identity_code or "") if with_code else ""
    except Undecipherable:
        code = ""
    return Known(
        last_name=client.last_name,
        first_names=client.first_names,
        birth_date=client.birth_date,
        identity_code=code,
        phone=client.phone if with_phone else "",
    )


def _candidate(user: User, wanted: Known, client: Client) -> Candidate | None:
    sees, asked = may_see_contacts(user, client), bool(wanted.identity_code)
    like = likeness(wanted, known_of(client, with_phone=sees, with_code=asked))
    if like is None:
        return None
    return Candidate(client=client, score=like.score, strength=like.strength, reason_codes=like.reasons)


def _keys(found: QuerySet[Client]) -> Iterator[UUID]:
    yield from found.values_list("pk", flat=True)[:MOST_FOUND]


def _with_identity(code: str, area_id: int) -> Iterator[UUID]:
    """The client with the code; for a record merged into another, that other."""
    if not code:
        return
    found = Client.objects.with_identity_code(code).filter(area_id=area_id).order_by()
    for key, merged_into in found.values_list("pk", "merged_into_id"):
        yield merged_into or key


def _name_keys(wanted: Known) -> list[str]:
    """Every first name with every last name, as the database folds them; the order of the two does not count."""
    firsts = [part for part in BETWEEN.split(wanted.first_names.strip()) if part][:PARTS]
    lasts = [part for part in BETWEEN.split(wanted.last_name.strip()) if part][:PARTS]
    if not firsts or not lasts:
        return []
    pairs = list(product(firsts, lasts))
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [[one for one, _other in pairs], [other for _one, other in pairs]])
        return [key for (key,) in cursor.fetchall() if key]
