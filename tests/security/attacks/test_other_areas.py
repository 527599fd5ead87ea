"""Every route that names a row, asked for another area's: the answer is that of nothing there, and nothing changes."""

import pytest

from tests.factories.accounts import OTHER_AREA
from tests.security.attacks.conftest import CANARY, absent, address, masked, open_context, pages

# Words that name no row of an area, or another person's secret, which tests of sign-in attack.
NO_ROW = {"indicator", "token"}
# Rows that are everybody's, so that there is no other area's.
SHARED = {"accounts:code"}
ROUTES = {
    name: pattern
    for name, pattern in pages().items()
    if set(pattern.pattern.converters) - NO_ROW and name not in SHARED
}


def test_there_are_routes_to_attack():
    assert {"clients:participation_detail", "clients:import", "clients:import_confirm", "reporting:run"} <= set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_another_areas_row_is_as_if_it_were_not_there(world, changed, name):
    pattern = ROUTES[name]
    foreign, nothing = address(name, pattern, world.away, OTHER_AREA), absent(name, pattern)
    answers = {}
    for role in world.people:
        client = world.browser(role)
        for method in ("get", "post"):
            there, not_there = getattr(client, method)(foreign), getattr(client, method)(nothing)
            answers[role, method] = (masked(there, foreign), masked(not_there, nothing))
            open_context()

    assert {key: pair for key, pair in answers.items() if pair[0] != pair[1]} == {}
    assert {key for key, (told, _absent) in answers.items() if CANARY in told[2] or told[0] >= 500} == set()
    assert changed() == []


@pytest.mark.parametrize("name", [name for name in ROUTES if "NOWHERE" in absent(name, ROUTES[name])])
def test_an_identifier_of_the_wrong_form_is_never_a_failure(world, name):
    pattern = ROUTES[name]
    plain = absent(name, pattern)
    client = world.browser("supervisor")

    for odd in ("%00", "%27%20OR%201=1", "..%2f..%2f", "A" * 3000):
        status = client.get(plain.replace("NOWHERE", odd)).status_code
        assert status in {302, 400, 403, 404, 405}, (odd, plain)
