"""Forms of a participation: beside the start, over a lost connection, two editors, nothing left behind."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import speak
from tests.browser.keyboard import tab_to
from tests.browser.looks import fine

pytestmark = pytest.mark.capability("CA-23")
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('tasma.draft.')).map(name => localStorage[name])"


@pytest.fixture
def begun(taking_part) -> str:
    return taking_part()


def state_of(page: Page) -> Any:
    return page.locator("[data-draft-state]")


def test_an_end_form_is_filled_in_beside_the_start_and_survives_a_lost_connection(begun, signed_in) -> None:
    page = signed_in("supervisor")
    page.goto(begun)
    fine(page)
    page.get_by_role("link", name="Fill in the form").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("End form")
    status = page.locator('[data-answer="end_status"]')
    expect(status).to_contain_text("Earlier (start form")
    fine(page)

    page.get_by_label("Ended", exact=True).fill("2026-01-05")
    page.get_by_label("Situation at the end observed").fill("2026-01-20")
    page.get_by_label("Labour-market status at the end").select_option("21")
    expect(status.locator("[data-changed]")).to_be_visible()
    expect(page.locator("[data-completeness]")).to_have_text("3 of 3 needed answers given.")
    expect(state_of(page)).to_contain_text("Draft saved")
    assert page.evaluate(KEPT) == []

    page.context.set_offline(True)
    page.get_by_role("group", name="Gained a qualification").get_by_label("Yes").check()
    page.get_by_label("Name of the qualification").fill("KANARIA-TUTKINTO")
    expect(state_of(page)).to_have_text("Not connected: kept on this computer, will be sent.")
    sealed = page.evaluate(KEPT)
    assert len(sealed) == 1
    assert "KANARIA" not in sealed[0]
    form, context = page.url, page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(form)
    expect(page.get_by_label("Name of the qualification")).to_have_value("KANARIA-TUTKINTO")
    expect(page.get_by_label("Labour-market status at the end")).to_have_value("21")
    expect(page.get_by_label("Ended", exact=True)).to_have_value("2026-01-05")
    expect(page.get_by_role("group", name="Gained a qualification").get_by_label("Yes")).to_be_checked()
    expect(state_of(page)).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator(".draft-found")).to_contain_text("This is your draft")
    expect(page.get_by_label("Name of the qualification")).to_have_value("KANARIA-TUTKINTO")
    fine(page)

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("The form is saved.")
    expect(page.locator("[aria-labelledby=end]")).to_contain_text("KANARIA-TUTKINTO")
    assert page.evaluate(KEPT) == []
    page.get_by_role("link", name="Correct the form").nth(1).click()
    expect(page.locator(".draft-found")).to_have_count(0)


def test_a_start_form_is_corrected_by_keyboard_alone(begun, signed_in) -> None:
    page = signed_in("supervisor")
    page.goto(begun)

    tab_to(page, page.locator("[aria-labelledby=start] a").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Start form")
    tab_to(page, page.get_by_label("Benefit at the start"))
    page.keyboard.type("Wages")
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")

    expect(page.locator("[aria-labelledby=start]")).to_contain_text("Wages")


def test_two_editors_both_keep_what_they_typed(begun, signed_in) -> None:
    mine, other = signed_in("supervisor"), signed_in("supervisor")
    where = f"{begun}forms/start/"
    for page in (mine, other):
        page.goto(where)
    other.get_by_label("Adults in the household").fill("3")
    other.get_by_label("Months unemployed").fill("79")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#messages")).to_contain_text("The form is saved.")

    mine.get_by_label("Version of the notice").fill("2026-1")
    mine.get_by_label("Months unemployed").fill("97")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.locator(".merged")).to_contain_text("saved this form at")
    expect(mine.locator(".merged")).to_contain_text("Adults in the household")
    choice = mine.get_by_role("group", name="Months unemployed")
    expect(choice).to_contain_text("97")
    expect(choice).to_contain_text("79")
    expect(choice.get_by_role("radio").first).not_to_be_checked()
    fine(mine)
    choice.get_by_role("radio").last.check()
    mine.get_by_role("button", name="Save", exact=True).click()

    told = mine.locator("[aria-labelledby=start]")
    expect(told).to_contain_text("2026-1")
    for term, value in (("Adults in the household", "3"), ("Months unemployed", "79")):
        expect(told.locator("dl > div", has_text=term).locator("dd")).to_have_text(value)


def test_signing_out_leaves_nothing_on_the_computer(product, begun, new_context) -> None:
    context: BrowserContext = new_context()
    page = context.new_page()
    page.goto(product.signin_link("supervisor"))
    speak(context, "en")
    where = f"{begun}forms/start/"
    page.goto(where)
    page.get_by_label("Version of the notice").fill("KANARIA")
    expect(state_of(page)).to_contain_text("Draft saved")
    page.evaluate("localStorage.setItem('tasma.draft.x', '{}')")

    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{product.address}/sign-in/")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases()") == []
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Version of the notice")
    page.goto(product.signin_link("supervisor"))
    speak(context, "en")
    page.goto(where)
    expect(page.locator(".draft-found")).to_have_count(0)
    expect(page.get_by_label("Version of the notice")).to_have_value("")
