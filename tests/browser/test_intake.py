"""A client taken in with a mouse and by keyboard alone, each after a warning of a duplicate; and a referral decided."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to
from tests.browser.looks import fine

FIRST = "table.data tbody th a"
CLIENT = re.compile(r"/clients/[0-9a-f-]{36}/$")
PANEL = "#duplicates"


def somebody(page: Page) -> list[str]:
    """Last name and first names of the first client of the list."""
    page.goto("/clients/?whose=all")
    last, _blank, first = page.locator(FIRST).first.inner_text().partition(" ")
    return [last, first]


@pytest.mark.capability("CL-11")
@pytest.mark.capability("CL-14")
def test_a_client_is_taken_in_with_a_mouse_after_a_warning(signed_in) -> None:
    page = signed_in("coordinator")
    last, first = somebody(page)
    page.get_by_role("link", name="New client").click()
    fine(page)

    page.get_by_label("Last name").fill(last)
    page.get_by_label("First names").fill(first)
    expect(page.locator(PANEL).get_by_role("link", name=f"{last} {first}").first).to_be_visible()
    page.get_by_label("How the client came").select_option("ohjaamo")
    page.get_by_label("Kind of the case").select_option("short")
    page.get_by_label("Plain language").check()
    page.get_by_role("button", name="Take a client in").click()
    expect(page.get_by_text("These clients may be the same person:")).to_be_visible()
    expect(page.get_by_label("How the client came")).to_have_value("ohjaamo")
    fine(page)
    page.get_by_label("This is another person, go on").check()
    page.get_by_role("button", name="Send again").click()

    expect(page).to_have_url(CLIENT)
    expect(page.locator("#section-case + dl")).to_contain_text("Short co-ordination")
    expect(page.locator("#section-needs + dl")).to_contain_text("Plain language")


@pytest.mark.capability("CL-10")
def test_a_client_is_taken_in_by_keyboard_alone(signed_in) -> None:
    page = signed_in("coordinator")
    last, first = somebody(page)
    tab_to(page, page.get_by_role("link", name="New client"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/clients/new/$"))

    for label, words in (("Last name", last), ("First names", first)):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(words)
    expect(page.locator(PANEL).get_by_role("link").first).to_be_visible()
    tab_to(page, page.get_by_label("How the client came"))
    page.keyboard.type("Hidden")
    tab_to(page, page.get_by_label("Is a registered jobseeker"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_label("This is another person, go on")).to_be_visible()
    tab_to(page, page.get_by_label("This is another person, go on"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page).to_have_url(CLIENT)
    expect(page.locator("#section-case + dl")).to_contain_text("Hidden unemployed")


@pytest.mark.capability("CL-12")
def test_a_referral_is_decided_and_leads_to_intake(signed_in) -> None:
    page = signed_in("coordinator")
    page.goto("/incoming-referrals/?state=waiting")
    fine(page)
    page.locator(FIRST).first.click()
    fine(page)

    page.get_by_label("Accepted").check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page).to_have_url(re.compile(r"/clients/new/\?referral="))
    expect(page.get_by_label("Last name")).not_to_have_value("")
    page.get_by_role("button", name="Take a client in").click()
    confirm = page.get_by_label("This is another person, go on")
    if confirm.is_visible():
        confirm.check()
        page.get_by_role("button", name="Send again").click()

    expect(page).to_have_url(CLIENT)


def test_a_referral_is_returned_by_keyboard_alone(signed_in) -> None:
    page = signed_in("coordinator")
    page.goto("/incoming-referrals/?state=waiting&sort=-received")
    tab_to(page, page.locator(FIRST).first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Accepted"))
    page.keyboard.press("ArrowUp")
    tab_to(page, page.get_by_label("Reason", exact=True))
    page.keyboard.type("The wrong unit.")
    tab_to(page, page.get_by_role("button", name="Record the decision"))
    page.keyboard.press("Enter")

    expect(page.locator(".facts")).to_contain_text("Returned")


@pytest.mark.capability("CA-09")
def test_the_case_and_the_record_are_changed(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}case/")
    fine(page)

    page.get_by_label("Direction", exact=True).select_option("2b")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#state + dl")).to_contain_text("Vocational rehabilitation")
    page.goto(f"{own_client}edit/")
    fine(page)
    page.get_by_label("Language of interpreting").select_option("so")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#section-needs + dl")).to_contain_text("Somali")
