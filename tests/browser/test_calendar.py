"""A joint appointment booked, held and its contact recorded, by keyboard alone; the calendar by mouse, also narrow."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.keyboard import press, tab_to
from tests.browser.looks import fine, overflow


def heading(page: Page, words: str) -> None:
    """The page with this heading is there."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.wait_for_load_state("load")


@pytest.mark.capability("CL-15")
def test_a_joint_appointment_is_booked_and_held_by_keyboard_alone(signed_in, own_client: str) -> None:
    page = signed_in("coordinator")
    page.goto(f"{own_client}contacts/")

    press(page, page.get_by_role("link", name="Book an appointment"))
    expect(page.get_by_label("Begins")).to_be_focused()
    tab_to(page, page.get_by_label("What it is about"))
    page.keyboard.type("Keyboard alone")
    press(page, page.locator("#id_staff input:not(:checked)").first, "Space")
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Keyboard alone")
    expect(page.locator("dl")).to_contain_text("Yes")
    fine(page)
    press(page, page.get_by_role("link", name="Move or change"))
    heading(page, "Move or change")
    fine(page)
    page.go_back()
    press(page, page.get_by_role("button", name="It was held"))
    heading(page, "Record a contact")
    tab_to(page, page.get_by_label("What it was about"))
    page.keyboard.type("Met together")
    press(page, page.get_by_role("button", name="Save as a draft"))
    expect(page.locator("section[aria-labelledby=section-contacts]")).to_contain_text("Draft, only you see it")
    press(page, page.locator("section[aria-labelledby=section-contacts] tbody th a").first)
    heading(page, "Contact")
    fine(page)
    press(page, page.get_by_role("button", name="Make it final"))
    expect(page.locator("main")).to_contain_text("Final")
    press(page, page.get_by_role("link", name="Change", exact=True))
    heading(page, "Change the contact")
    fine(page)
    page.go_back()
    press(page, page.get_by_role("link", name="Withdraw"))
    heading(page, "Withdraw the contact")
    fine(page)

    assert page.get_by_label("Reason").is_visible()


def test_the_calendar_goes_from_the_month_to_a_day_and_is_a_list_on_a_telephone(signed_in) -> None:
    page = signed_in("coordinator")
    page.goto("/calendar/")

    page.get_by_role("link", name="Month", exact=True).click()
    page.get_by_label("Whose calendar", exact=True).select_option("unit")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**who=unit**")
    assert page.locator(".calendar td").count() in {28, 35, 42}
    page.get_by_role("link", name="Next", exact=True).click()
    page.get_by_role("link", name="Today", exact=True).click()
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0
    expect(page.locator(".calendar-free:not(.calendar-today)").first).to_be_hidden()
    page.locator("a[aria-current=date]").click()

    expect(page.locator(".calendar td")).to_have_count(1)
