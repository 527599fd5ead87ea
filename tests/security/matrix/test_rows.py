"""Roles × states × surfaces: each surface shows exactly the clients of the table, and no contact without its right."""

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from accounts.models import Membership, RateLimit
from tests.house.test_addresses import endpoint, patterns
from tests.security.matrix.conftest import ADDRESS, World
from tests.security.matrix.table import IMPORTS, ROLES, SEES, STATES

PEOPLE = "indicator=A01&part=base"
CELLS = [(role, state) for role in ROLES for state in STATES]


def text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if "spreadsheet" in response.headers.get("Content-Type", ""):
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
        return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return body.decode()


def shown(text: str) -> set[tuple[str, str]]:
    """Whose name or reference the text has."""
    return set(re.findall(r"(?:NAME|REF)-([a-z]+)-([a-z_]+)-", text))


def own(found: set[tuple[str, str]], role: str) -> set[tuple[str, str]]:
    return {cell for cell in found if cell[0] == role}


def expected(role: str) -> set[tuple[str, str]]:
    return own(SEES, role)


def difference(found: dict[str, set], wanted: dict[str, set]) -> dict[str, dict[str, set]]:
    """By role what is shown too much and too little."""
    return {
        role: {"leaked": found[role] - wanted[role], "lacking": wanted[role] - found[role]}
        for role in found
        if found[role] != wanted[role]
    }


def of_units(role: str) -> set[tuple[str, str]]:
    """What lists show besides: clients that other roles' relations made, in the units of this role."""
    return {(other, state) for other in ROLES for who, state in SEES if who == role and state in UNIT_STATES}


UNIT_STATES = {"same_unit", "unit_below", "non_disclosure"}


@pytest.mark.parametrize("surface", ["client", "participation"])
def test_pages_open_to_those_of_the_table(world: World, surface):
    found = {}
    leaked = []
    for role in ROLES if surface == "client" else ("tyko", "omavalm", "esihlo", "alue", "paa"):
        browser = world.browser(role)
        answers = {}
        for state in STATES:
            key = (world.clients if surface == "client" else world.participations)[role, state].pk
            answers[role, state] = browser.get(f"/{surface}s/{key}/")
        found[role] = {cell for cell, answer in answers.items() if answer.status_code == 200}
        texts = {cell: text_of(answer) for cell, answer in answers.items()}
        leaked += [cell for cell, text in texts.items() if cell not in SEES and shown(text)]
        leaked += [cell for cell, text in texts.items() if "CANARYHEALTH" in text]
        leaked += [cell for cell, text in texts.items() if cell[1] == "non_disclosure" and "Tampere" in text]
        leaked += [cell for cell, text in texts.items() if cell[1] == "non_disclosure" and ADDRESS in text]
        assert {answer.status_code for answer in answers.values()} <= {200, 404}

    assert difference(found, {role: expected(role) for role in found}) == {}
    assert leaked == []


@pytest.mark.parametrize(
    "address",
    ["/clients/?whose=all&sort=-name", "/clients.csv?whose=all", "/clients.xlsx?whose=all"],
)
def test_lists_and_files_hold_the_clients_of_the_table(world: World, address):
    found, wanted = {}, {}
    for role in ROLES:
        browser = world.browser(role)
        text = "".join(pages(browser, address))
        found[role] = shown(text)
        wanted[role] = expected(role) | of_units(role)
        assert "CANARYHEALTH" not in text
        assert [street for street in re.findall(rf"{ADDRESS}-\w+-(\w+)-", text) if street == "non_disclosure"] == []

    assert difference(found, wanted) == {}


def pages(browser: Any, address: str) -> Iterator[str]:
    """The texts of all pages of a list; a file is one page."""
    for number in range(1, 10):
        response = browser.get(f"{address}&page={number}")
        assert response.status_code == 200, address
        yield text_of(response)
        if 'rel="next"' not in response.content.decode(errors="replace") if not response.streaming else True:
            return


@pytest.mark.parametrize("file", ["people/", "people.csv", "people.xlsx"])
def test_people_behind_a_number_are_those_of_the_table(world: World, file):
    found, wanted = {}, {}
    for role in ROLES:
        response = world.browser(role).get(f"/programmes/S20784/{file}?{PEOPLE}&reference=REF-{role}-")
        assert response.status_code == 200, role  # a number opens to all members, to the people of the table only
        found[role] = own(shown(text_of(response).replace(f"reference=REF-{role}-", "")), role)
        wanted[role] = expected(role)

    assert difference(found, wanted) == {}


def test_changes_of_an_import_are_those_of_the_table(world: World):
    found, wanted, leaked = {}, {}, []
    for role in ROLES:
        response = world.browser(role).get(f"/imports/{world.batches[role].pk}/changes/")
        assert response.status_code == (200 if role in IMPORTS else 404), role
        text = text_of(response)
        found[role] = shown(text)
        wanted[role] = expected(role) if role in IMPORTS else set()
        line = re.search(r"<tr>(?:(?!<tr>).)*non_disclosure-.*?</tr>", text, re.DOTALL)
        leaked += [role] if line and ("Tampere" in line[0] or "Helsinki" in line[0]) else []

    assert difference(found, wanted) == {}
    assert leaked == []


def test_every_page_of_a_client_is_closed_to_those_who_do_not_know_the_client(world: World):
    routes = [
        pattern
        for name, pattern in patterns()
        if set(pattern.pattern.converters) == {"client_id"}
        and endpoint(pattern) is None
        and name != "clients:glass_open"
    ]
    assert len(routes) > 5
    opened = []
    for role in ROLES:
        browser = world.browser(role)
        states = (
            ["other_area"] if role == "tsv" else ["other_unit", "other_area"] if role == "esihlo" else ["other_unit"]
        )
        for state in states:
            for pattern in routes:
                address = "/" + str(pattern.pattern).replace("<uuid:client_id>", str(world.clients[role, state].pk))
                RateLimit.objects.all().delete()  # files are more than an hour allows
                response = browser.get(address)
                if response.status_code not in {404, 405} or shown(text_of(response)):
                    opened.append((role, state, address.split("/", 3)[-1], response.status_code))

    assert opened == []


def test_messages_name_nobody_and_home_nobody_else(world: World):
    for role in ROLES:
        browser = world.browser(role)
        for address in ("/messages/", "/"):
            response = browser.get(address, follow=True)

            assert response.status_code == 200, (role, address)
            allowed = set() if address == "/messages/" else expected(role) | of_units(role)
            assert shown(text_of(response)) <= allowed, (role, address)


def test_rights_show_what_they_name_and_nothing_more(world: World):
    address = f"/clients/{world.clients['tyko', 'non_disclosure'].pk}/"
    seen = {}
    for rights in ([], ["turva"], ["terveys"], ["turva", "terveys"]):
        Membership.objects.filter(user=world.people["tyko"]).update(rights=rights)
        browser = world.browser("tyko")
        text = text_of(browser.get(address)) + text_of(browser.get(f"{address}work_ability/"))
        seen["+".join(rights)] = (ADDRESS in text and "Tampere" in text, "CANARYHEALTH" in text)

    assert seen == {"": (False, False), "turva": (True, False), "terveys": (False, True), "turva+terveys": (True, True)}


def test_rights_end_with_their_membership(world: World):
    address = f"/clients/{world.clients['tyko', 'same_unit'].pk}/"
    browser = world.browser("tyko")

    before = browser.get(address).status_code
    Membership.objects.filter(user=world.people["tyko"]).update(valid_to="2026-01-01")
    after = browser.get(address)

    assert before == 200
    assert (after.status_code, after.headers.get("Location", "").partition("?")[0]) == (302, "/sign-in/")
