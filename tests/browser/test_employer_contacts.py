"""A call to an employer is logged by keyboard alone in a few key actions, and the employer is willing to hire."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.looks import overflow, violations

pytestmark = [pytest.mark.capability("EM-01"), pytest.mark.capability("EM-06")]

MOST_ACTIONS = 6
BADGES = "#willing + .table-region tbody tr"


class Keys:
    """A keyboard whose actions are counted: a key pressed, or something typed into the field that has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.actions += 1


def not_marked(page: Page, *, which: int) -> tuple[str, str]:
    """The address and the business id of an employer whom nobody has marked as willing."""
    page.goto("/employers/?willing=none")
    row = page.locator("table.data tbody tr").nth(which)
    return str(row.locator("th a").get_attribute("href")), row.locator("td").first.inner_text()


def test_a_call_is_logged_in_six_key_actions_and_the_employer_is_willing(signed_in):
    page = signed_in("coordinator")
    employer, _code = not_marked(page, which=0)
    page.goto(f"{employer}contacts/new/")
    expect(page.locator("[name=interest]")).to_be_focused()
    faults = violations(page)
    keys = Keys(page)

    keys.type("2")  # 2 – Interested
    keys.press("Tab")
    keys.type("Send what there is on wage subsidy")
    keys.press("Enter")

    expect(page.locator(BADGES)).to_have_count(1)
    expect(page.locator(BADGES)).to_contain_text("Willing to hire")
    expect(page.locator("#contacts ~ .table-region tbody")).to_contain_text("Send what there is on wage subsidy")
    assert (keys.actions <= MOST_ACTIONS, faults) == (True, [])


def test_from_anywhere_it_takes_no_more_and_a_slip_keeps_what_was_typed(signed_in):
    page = signed_in("coordinator")
    page.set_viewport_size(PHONE)
    employer, code = not_marked(page, which=1)
    page.goto("/employers/contacts/new/")
    expect(page.locator("[name=employer]")).to_be_focused()
    page.keyboard.type("esim")
    expect(page.locator("#employer-options option").first).to_be_attached()
    page.locator("[name=next_step]").fill("Call in May")
    page.keyboard.press("Enter")
    expect(page.locator("[name=choice]").first).to_be_attached()
    expect(page.locator("[name=next_step]")).to_have_value("Call in May")
    faults, wider = violations(page), overflow(page)
    page.goto("/employers/contacts/new/")
    keys = Keys(page)

    keys.type(code)
    keys.press("Tab")
    keys.type("3")  # 3 – Active
    keys.press("Tab")
    keys.press("Enter")

    expect(page.locator(BADGES)).to_contain_text("Willing to hire")
    assert page.url.endswith(employer)
    assert (keys.actions <= MOST_ACTIONS, faults, wider) == (True, [], 0)
