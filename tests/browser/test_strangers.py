"""What is not one's own looks as if it did not exist; signed out there is the sign-in page and nothing else."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product

PEOPLE = "/programmes/S20784/people/?indicator=A16&part=numerator&period=all"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def addresses(signed_in) -> dict[str, str]:
    """Pages of the home area, each with something that belongs to it."""
    page = signed_in("supervisor")
    found = {"programme": "/programmes/S20784/", "people": PEOPLE, "indicator": "/programmes/S20784/indicators/A16/"}
    for name, start in (("participation", PEOPLE), ("run", "/runs/"), ("import", "/imports/")):
        page.goto(start)
        found[name] = page.locator("table.data tbody th a").first.get_attribute("href")
    return found


def test_outsider_finds_nothing_as_for_an_address_that_is_none(signed_in, addresses: dict[str, str]) -> None:
    own, page = signed_in("supervisor"), signed_in("outsider")

    answers = {name: said(page, path) for name, path in addresses.items()}

    assert {own.goto(path).status for path in addresses.values()} == {200}
    assert answers == {name: said(page, none_such(path)) for name, path in addresses.items()}
    assert {status for status, _text in answers.values()} == {404}


def test_colleague_of_another_unit_does_not_open_the_person(signed_in, addresses: dict[str, str]) -> None:
    page = signed_in("colleague")
    page.goto(PEOPLE)
    expect(page.locator("#count")).to_contain_text("not visible to you")

    found = signed_in("supervisor")
    found.goto(PEOPLE)
    foreign = found.locator("tbody tr").filter(has_text="Varsinais-Suomi").locator("th a").first.get_attribute("href")

    assert said(page, foreign) == said(page, none_such(foreign))


def test_signed_out_one_is_asked_to_sign_in(product: Product, new_context, addresses: dict[str, str]) -> None:
    page = new_context().new_page()

    for path in addresses.values():
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert page.url.startswith(f"{product.address}/sign-in/")


def test_signing_out_ends_the_session(product: Product, new_context) -> None:
    page = new_context().new_page()
    page.goto(product.signin_link("colleague"))
    page.locator("form[action='/sign-out/'] button").click()
    expect(page).to_have_url(re.compile(r"/sign-in/"))

    page.goto("/programmes/")

    expect(page).to_have_url(re.compile(r"/sign-in/"))


def said(page: Page, path: str) -> tuple[int, str]:
    """Status and words of the answer."""
    status = page.goto(path).status
    return status, page.locator("body").inner_text()


def none_such(path: str) -> str:
    """The same kind of address, of nothing."""
    return UUID.sub(str(uuid4()), path) if UUID.search(path) else path.replace("S20784", "S99999")
