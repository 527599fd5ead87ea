"""Work ability recorded with a mouse and by keyboard alone: a profile, and a statement walked to its receipt."""

import re

from playwright.sync_api import expect

from tests.browser.keyboard import tab_to
from tests.browser.looks import fine

FIRST = "table.data tbody th a"


def test_work_ability_is_recorded_with_a_mouse(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}work_ability/")
    fine(page)

    page.locator("#section-profile ~ .actions a").click()
    page.get_by_role("group", name="Lifting and carrying").get_by_label("Limited").check()
    page.get_by_role("group", name="Lifting and carrying").get_by_label("At most, kg").fill("5")
    page.get_by_role("group", name="Learning new things").get_by_label("No restriction").check()
    page.get_by_role("group", name="Shift work").get_by_label("Not possible").check()
    fine(page)
    page.get_by_role("button", name="Record the profile").click()
    table = page.get_by_role("table", name="Ability by the demands of work")
    expect(table.get_by_role("row", name="Lifting and carrying")).to_contain_text("at most 5 kg")

    page.get_by_role("link", name="New statement").click()
    page.get_by_label("Kind of statement").select_option("B")
    page.get_by_label("Since").fill("2026-01-12")
    page.get_by_role("button", name="Record").click()
    for step, day in (("Requested", "2026-01-15"), ("Appointment booked", "2026-02-20"), ("Received", "2026-02-27")):
        page.get_by_label("Day of the step").fill(day)
        page.get_by_role("button", name=step, exact=True).click()
        expect(page.locator(".ability-path")).to_contain_text(step)
    expect(page.locator(".facts")).to_contain_text("46 days")
    fine(page)
    page.get_by_role("link", name="What the statement says").click()
    page.get_by_label("Summary").fill("Light work, half of the hours.")
    page.get_by_label("How useful it was, from 1 to 5").select_option("4")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#says + dl")).to_contain_text("Light work, half of the hours.")


def test_work_ability_is_recorded_by_keyboard_alone(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}work_ability/")

    tab_to(page, page.locator("#section-profile ~ .actions a"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/demands/new/$"))
    standing = page.get_by_role("group", name="Standing").get_by_label("At most, minutes at a time")
    tab_to(page, standing)
    page.keyboard.type("30")
    noise = page.get_by_role("group", name="Noise").get_by_role("radio")
    tab_to(page, noise.last)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("group", name="Noise").get_by_label("Not possible")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Record the profile"))
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Ability by the demands of work")
    expect(table.get_by_role("row", name="Standing")).to_contain_text("at most 30 minutes")

    tab_to(page, page.get_by_role("link", name="New statement"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Record"))
    page.keyboard.press("Enter")
    expect(page.locator(".ability-path")).to_contain_text("Need stated")
    for step in ("Requested", "Received"):
        tab_to(page, page.get_by_role("button", name=step, exact=True))
        page.keyboard.press("Enter")
        expect(page.locator(".ability-path")).to_contain_text(step)

    expect(page.get_by_role("button", name="Expired")).to_be_visible()


def test_numbers_needs_and_assessments_have_pages_without_fault(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")

    page.goto(f"{own_client}assessments/new/")
    page.get_by_label("Work ability", exact=True).check()
    page.get_by_role("button", name="Record").click()
    page.get_by_role("table", name="Ordered assessments").get_by_role("link", name="Work ability").first.click()
    fine(page)
    page.goto(f"{own_client}abilitator/new/")
    page.get_by_label("At the start").check()
    page.get_by_label("D Mind, 0–10").fill("4.5")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name=re.compile("Correct the Abilitator")).first.click()
    fine(page)
    page.goto(f"{own_client}self-ratings/new/")
    page.get_by_label("At the start").check()
    page.get_by_label("Wellbeing, 0–10").fill("6")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name=re.compile("Correct the self-rating")).first.click()
    fine(page)
    page.goto(f"{own_client}need-areas/")
    page.get_by_label("Legal matters").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("table", name="Needs beyond work ability").get_by_role("link", name="Refer").first.click()
    fine(page)
    for _ in range(2):
        page.goto(f"{own_client}needs/new/")
        page.get_by_label("Summary").fill("Part-time work near home.")
        page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name=re.compile("Assessment of ")).first.click()
    fine(page)
    page.goto(f"{own_client}demands/new/")
    page.get_by_role("group", name="Sitting").get_by_label("No restriction").check()
    page.get_by_role("button", name="Record the profile").click()
    page.get_by_role("link", name="Earlier profiles").click()
    page.locator(FIRST).first.click()
    fine(page)
