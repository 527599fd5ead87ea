"""A case is offered to a colleague, who takes it: by mouse, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import press, tab_to
from tests.browser.looks import fine

pytestmark = pytest.mark.capability("CA-14")
MINE = "/hand-overs/?whose=to_me"


def taken_by(page: Page) -> None:
    """The client's page is open to the receiver, who is the responsible one."""
    expect(page.get_by_text("The client is yours now")).to_be_visible()
    page.get_by_role("link", name="People", exact=True).click()
    relations = page.locator("section[aria-labelledby=section-relations]")
    expect(relations).to_contain_text("Demo Kollega")
    expect(relations).not_to_contain_text("Demo Koordinaattori")


def test_a_case_is_handed_over_by_mouse(signed_in, own_client: str) -> None:
    page, colleague = signed_in("coordinator"), signed_in("colleague")
    page.goto(f"{own_client}tasks/new/")
    page.get_by_label("What is to be done").fill("Ring the clinic")
    page.get_by_role("button", name="Give the task").click()
    page.goto(f"{own_client}people/")
    page.get_by_role("link", name="Offer to a colleague or unit").click()
    fine(page)
    expect(page.get_by_role("region", name="What is under way")).to_contain_text("Ring the clinic")
    page.get_by_role("button", name="Offer the case").click()
    expect(page.get_by_text("Choose a person or a unit.").first).to_be_visible()
    fine(page)
    page.get_by_label("Person", exact=True).select_option(label="Demo Kollega")
    page.get_by_label("Reason", exact=True).select_option(label="The client wishes so")
    page.get_by_role("textbox", name="What is under way").fill("A work try-out begins next week.")
    page.get_by_role("button", name="Offer the case").click()
    expect(page.get_by_text("The client has been offered.")).to_be_visible()
    fine(page)
    offer = re.sub(r"^https?://[^/]+", "", page.url)

    colleague.goto(own_client)
    expect(colleague.get_by_role("heading", level=1)).not_to_contain_text("Öystein")
    colleague.goto("/")
    expect(colleague.get_by_text("Offered to you").first).to_be_visible()
    colleague.goto(MINE)
    colleague.locator(f"a[href='{offer}']").click()
    expect(colleague.get_by_role("region", name="What is under way")).to_contain_text("Ring the clinic")
    colleague.get_by_role("button", name="Decline the client").click()
    expect(colleague.locator(".error-summary, [role=alert]").first).to_be_visible()
    fine(colleague)
    colleague.get_by_role("button", name="Accept the client").click()

    taken_by(colleague)
    fine(colleague)


def test_a_case_is_handed_over_by_keyboard_alone(signed_in, own_client: str) -> None:
    page, colleague = signed_in("coordinator"), signed_in("colleague")
    page.goto(f"{own_client}hand-overs/new/")
    tab_to(page, page.get_by_label("Person", exact=True))
    page.keyboard.type("Demo Kollega")
    tab_to(page, page.get_by_label("Reason", exact=True))
    page.keyboard.type("The client wishes")
    tab_to(page, page.get_by_role("textbox", name="What is under way"))
    page.keyboard.type("By keyboard alone.")
    press(page, page.get_by_role("button", name="Offer the case"))
    expect(page.get_by_text("The client has been offered.")).to_be_visible()
    offer = re.sub(r"^https?://[^/]+", "", page.url)

    colleague.goto(MINE)
    press(colleague, colleague.locator(f"a[href='{offer}']"))
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Handing a case over")
    press(colleague, colleague.get_by_role("button", name="Accept the client"))

    taken_by(colleague)
