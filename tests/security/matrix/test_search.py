"""Nothing out of reach is found: every role and state of a record, by name, identity code, telephone and reference."""

from datetime import date, timedelta

import pytest

from accounts.context import acting
from accounts.models import User
from clients.models import Client
from clients.selectors.search import search_clients
from tests.security.matrix.conftest import World, reference
from tests.security.matrix.table import ROLES, SEES, STATES

MARKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
FIRST_DAY = date(1950, 1, 1)
BY_UNIT = {"same_unit", "unit_below", "non_disclosure"}  # seen whoever's client it is
WITHHELD = {"non_disclosure"}  # the contacts, from everybody without the right


def code_of(number: int) -> str:
    day = FIRST_DAY + timedelta(days=number)
    return f"{day:%d%m%y}-900{MARKS[int(f'{day:%d%m%y}900') % 31]}"


def phone_of(number: int) -> str:
    return f"+358 40 5{number:06}"


@pytest.fixture
def numbered(world: World) -> dict[tuple[str, str], int]:
    """Every client of the world has an identity code and a telephone."""
    numbers = {key: number for number, key in enumerate(world.clients)}
    for key, client in world.clients.items():
        client.phone = phone_of(numbers[key])
        client.keep_identity_code(code_of(numbers[key]))
    Client.objects.bulk_update(
        world.clients.values(), ["phone", "identity_cipher", "identity_hash", "identity_hash_second"]
    )
    return numbers


def found_by(user: User, said: str) -> set[str]:
    with acting(user=user, areas={one.area_id for one in user.memberships_today()}):
        return {client.last_name for client in search_clients(User.objects.get(pk=user.pk), said)}


@pytest.mark.parametrize("role", ROLES)
def test_only_who_is_in_reach_is_found(world, numbered, role):
    person = world.people[role]
    seen = {state for state in STATES if (role, state) in SEES}
    names = {f"NAME-{role}-{state}-" for state in seen}
    names |= {f"NAME-{other}-{state}-" for other in ROLES for state in seen & BY_UNIT}
    by: dict[str, set[str]] = {"name": set(), "code": set(), "phone": set(), "reference": set()}
    for state in STATES:
        name = f"NAME-{role}-{state}-"
        if name in found_by(person, name.replace("-", " ").lower()):
            by["name"].add(state)
        for kind, said in (
            ("code", code_of(numbered[role, state])),
            ("phone", phone_of(numbered[role, state])),
            ("reference", reference(role, state)),
        ):
            found = found_by(person, said)
            assert found <= names  # the words of a reference may fit names in reach too
            by[kind] |= {state} if name in found else set()

    assert by == {"name": seen, "code": seen, "phone": seen - WITHHELD, "reference": seen}
