"""The chase list worked down, by mouse and by keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import FORMS_PROGRAMME
from tests.browser.keyboard import press, tab_to, type_day
from tests.browser.looks import fine

pytestmark = pytest.mark.capability("CA-24")
LIST = f"/chase-list/?programme={FORMS_PROGRAMME}"


def row_of(page: Page, client: str) -> Locator:
    return page.get_by_role("row").filter(has=page.locator(f"a[href='{client}']"))


def test_the_list_is_worked_down_with_a_mouse(taking_part, own_client, signed_in) -> None:
    taking_part(ended_on="2026-01-05")
    page = signed_in("coordinator")
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Chase list").click()
    page.get_by_label("Programme").select_option(FORMS_PROGRAMME)
    page.get_by_role("button", name="Filter").click()
    fine(page)
    row = row_of(page, own_client)
    for told in ("28-day result missing", "5 Jan 2026", "2 Feb 2026", "Late"):
        expect(row).to_contain_text(told)

    row.get_by_role("link", name="Give the reason").click()
    page.get_by_role("radio", name="Not reached").check()
    page.get_by_role("button", name="Save").click()
    page.goto(LIST)
    expect(row_of(page, own_client)).to_have_count(0)
    page.get_by_label("State").select_option(label="Explained")
    page.get_by_role("button", name="Filter").click()
    row = row_of(page, own_client)
    expect(row).to_contain_text("Not reached")

    row.get_by_role("link", name="28-day result missing").click()
    page.get_by_label("Situation at the end observed").fill("2026-01-20")
    page.get_by_label("Labour-market status at the end").select_option("21")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("The form is saved.")
    page.goto(f"{LIST}&state=all&kind=result")
    expect(row_of(page, own_client)).to_have_count(0)
    page.goto(LIST)
    expect(row_of(page, own_client)).to_contain_text("Six-month follow-up missing")


def test_the_list_is_worked_down_by_keyboard_alone(taking_part, own_client, signed_in) -> None:
    taking_part(ended_on="2026-01-05")
    page = signed_in("coordinator")
    page.goto(LIST)

    press(page, row_of(page, own_client).get_by_role("link", name="28-day result missing"))
    expect(page.get_by_role("heading", level=1)).to_have_text("End form")
    type_day(page, page.get_by_label("Situation at the end observed"), "2026-01-20")
    tab_to(page, page.get_by_label("Labour-market status at the end"))
    page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.locator("#messages")).to_contain_text("The form is saved.")

    page.goto(f"{LIST}&kind=result")
    expect(row_of(page, own_client)).to_have_count(0)
