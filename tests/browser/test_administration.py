"""An administrator invites a colleague, who comes by the mailed link; a role is changed and holds at once."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, PHONE, Product
from tests.browser.looks import overflow, violations
from tests.browser.test_signin import PASSWORD, add_app, english_page, give_password, heading


@pytest.fixture
def administrator(product: Product, new_context: Callable[..., BrowserContext]) -> Page:
    """The page of a new administrator who has just added a second factor."""
    email = f"administrator-{time.time_ns()}@demo.invalid"
    product.make_person(email, name="Demo Hallinto", role="paa", password=PASSWORD)
    page = english_page(new_context)
    give_password(page, email)
    add_app(page)
    return page


def mailed_link(product: Product, email: str) -> str:
    """The link of the mail to this address, from the files the demo writes mails to."""
    folder = Path(product.environment["TASMA_VAR"]) / "mail"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in folder.glob("*.log"):
            for part in path.read_bytes().split(b"-" * 79):
                mail = message_from_bytes(part.lstrip())
                if mail["To"] == email and (found := re.search(r"\S+/account/link/\S+", text_of(mail))):
                    return found[0]
        time.sleep(0.5)
    pytest.fail(f"no mail to {email}")


def text_of(mail: object) -> str:
    return mail.get_payload(decode=True).decode()  # type: ignore[attr-defined]


def test_invited_colleague_comes_by_the_mailed_link_and_a_changed_role_holds(
    product: Product, administrator: Page, new_context: Callable[..., BrowserContext]
) -> None:
    page, email = administrator, f"colleague-{time.time_ns()}@demo.invalid"
    page.goto("/")
    expect(heading(page)).to_have_text("People")
    page.get_by_role("link", name="Invite a person").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Name").fill("Demo Kutsuttu")
    page.get_by_label("Language of mails and pages").select_option("en")
    page.get_by_label("Role", exact=True).select_option("tilasto")
    assert violations(page) == []
    page.get_by_role("button", name="Invite").click()
    expect(heading(page)).to_have_text("Demo Kutsuttu")

    theirs = english_page(new_context)
    theirs.goto(mailed_link(product, email))
    theirs.get_by_label("New password").fill("nine lamps in the quiet harbour")
    theirs.get_by_role("button").filter(has_text=re.compile("Set|Save|Continue|password")).last.click()
    theirs.goto("/account/security/")
    add_app(theirs)
    theirs.goto("/runs/")
    expect(heading(theirs)).to_have_text("Runs")
    theirs.goto("/administration/people/")
    expect(heading(theirs)).to_have_text("You may not do this")

    page.get_by_role("row", name=re.compile("Analyst")).get_by_role("link").click()
    page.get_by_label("Role", exact=True).select_option("esihlo")
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text("The change holds from now on")

    theirs.goto("/administration/people/")
    expect(heading(theirs)).to_have_text("People")
    theirs.goto("/messages/")
    expect(theirs.get_by_role("main")).to_contain_text("Your roles or rights in Täsmä have changed.")


def test_pages_behind_a_second_factor_are_accessible(administrator: Page) -> None:
    page = administrator
    found = {}

    for address in ("people/invite/", "api-clients/new/", "memberships/"):
        page.goto(f"/administration/{address}")
        page.set_viewport_size(DESK)
        wide = violations(page)
        page.set_viewport_size(PHONE)
        found[address] = (wide, violations(page), overflow(page))

    assert found == dict.fromkeys(found, ([], [], 0))
