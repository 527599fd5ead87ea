"""Finding a client from any page: by mouse, by keyboard alone, misspelt, on a narrow screen; nothing of it in a URL."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.looks import overflow, violations

pytestmark = pytest.mark.capability("CL-01")

FIELD = "#site-search-field"
OPTION = "#site-search-list [role=option]"
MISSPELT = "esimerkkilla"  # the demo has Esimerkkilä


@pytest.fixture
def page(signed_in) -> Page:
    page = signed_in("supervisor")
    page.goto("/clients/")
    return page


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["wide", "narrow"])
def test_a_client_is_found_by_mouse(page, screen):
    page.set_viewport_size(screen)

    page.locator(FIELD).click()
    page.locator(FIELD).press_sequentially(MISSPELT, delay=10)
    expect(page.locator(OPTION).first).to_contain_text("Esimerkkilä")
    faults, wider = violations(page), overflow(page)
    name = page.locator(f"{OPTION} .search-name").first.inner_text()
    page.locator(OPTION).first.click()

    expect(page.locator("h1")).to_contain_text(name)
    assert (faults, wider) == ([], 0)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_client_is_found_by_keyboard_alone(page, key):
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type(MISSPELT, delay=10)
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", "search-option-2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    name = page.locator(f"{OPTION} .search-name").first.inner_text()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text(name)


def test_enter_leads_to_a_page_of_results_whose_address_says_nothing(page):
    page.keyboard.press("/")
    page.keyboard.type(MISSPELT)
    page.keyboard.press("Enter")

    expect(page.locator(".search-results li").first).to_contain_text("Esimerkkilä")
    assert page.url.endswith("/search/")
    assert violations(page) == []
