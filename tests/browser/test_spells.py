"""Work recorded with its subsidy, followed up from My day, withdrawn; a network meeting with what was agreed on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import press, tab_to
from tests.browser.looks import fine
from tests.browser.test_accessibility import FIRST

TODAY = "new Date().toLocaleDateString('sv', {timeZone: 'Europe/Helsinki'})"
EARLIER = "new Date(Date.now() - %s * 86400000).toLocaleDateString('sv', {timeZone: 'Europe/Helsinki'})"


def client_of(page: Page, number: int) -> str:
    page.goto("/clients/?whose=mine")
    return str(page.locator(FIRST).nth(number).get_attribute("href"))


def day(page: Page, days: int = 0) -> str:
    return str(page.evaluate(EARLIER % days if days else TODAY))


@pytest.mark.capability("CA-17", "CA-27")
def test_work_is_recorded_followed_up_and_withdrawn_with_a_mouse(signed_in) -> None:
    page = signed_in("coordinator")
    client = client_of(page, 1)
    page.goto(f"{client}employment/")
    fine(page)

    page.get_by_role("link", name="Record an employment").click()
    fine(page)
    page.get_by_label("Employer", exact=True).fill("Hiiren leipomo")
    page.get_by_label("Business id").fill("2296962-1")
    page.get_by_label("From", exact=True).fill(day(page, 32))
    page.get_by_label("Kind of job").select_option("4")
    page.get_by_label("Hours a week").fill("25")
    page.get_by_label("Ground of the subsidy").select_option("87")
    page.get_by_label("Subsidy from").fill(day(page, 32))
    page.get_by_label("Subsidy to").fill(day(page, -12))
    page.get_by_role("button", name="Record").click()
    table = page.get_by_role("table", name="Employments")
    expect(table.get_by_role("row", name="Hiiren leipomo")).to_contain_text("Ends within 30 days")
    table.get_by_role("link", name="Hiiren leipomo").click()
    fine(page)
    page.get_by_role("link", name="Record coaching").click()
    fine(page)
    page.get_by_label("Provider").fill("Valmennus Oy")
    page.get_by_label("From", exact=True).fill(day(page, 30))
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("table", name="Coaching during the subsidy")).to_contain_text("Valmennus Oy")
    employment = page.url

    page.goto("/my-day/")
    answers = page.get_by_role("link", name=re.compile(r"Answer: .*: 1 (kk|kuukausi|month)\b"))
    waiting = answers.count()
    answers.last.click()
    fine(page)
    page.get_by_role("group", name="Still employed").get_by_label("Yes").check()
    page.get_by_role("group", name="Support needed").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Record the follow-up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    expect(answers).to_have_count(waiting - 1)

    page.goto(employment)
    page.get_by_role("link", name="Withdraw as recorded in error").click()
    fine(page)
    page.get_by_label("Reason").fill("Recorded for another client.")
    page.get_by_role("button", name="Withdraw").click()
    expect(table.get_by_role("row", name="Hiiren leipomo")).to_contain_text("Recorded in error")


@pytest.mark.capability("CA-22")
def test_a_status_is_recorded_and_withdrawn_by_keyboard_alone(signed_in) -> None:
    page = signed_in("coordinator")
    client = client_of(page, 2)
    page.goto(f"{client}employment/")

    press(page, page.get_by_role("link", name="Record a benefit"))
    expect(page).to_have_url(re.compile(r"/benefits/new/$"))
    tab_to(page, page.get_by_label("Benefit", exact=True))
    page.keyboard.type("Social")
    tab_to(page, page.get_by_label("More of the source"))
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Benefits")
    row = table.get_by_role("row", name="By keyboard")
    expect(row).to_contain_text("Social assistance")

    press(page, row.get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Social assistance")
    press(page, page.get_by_role("link", name="Withdraw as recorded in error"))
    tab_to(page, page.get_by_label("Reason"))
    page.keyboard.type("Recorded for another client.")
    press(page, page.get_by_role("button", name="Withdraw"))

    expect(row).to_contain_text("Recorded in error")


@pytest.mark.capability("CA-17")
def test_work_is_recorded_and_followed_up_by_keyboard_alone(signed_in) -> None:
    page = signed_in("coordinator")
    client = client_of(page, 3)
    page.goto(f"{client}employment/new/")
    begun = day(page, 33)

    tab_to(page, page.get_by_label("Business id"))
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Näppäimen kaupunki")
    page.get_by_label("From", exact=True).fill(begun)  # the browser's own control of days has keys of its own
    press(page, page.get_by_role("button", name="Record"))
    expect(page.get_by_role("table", name="Employments")).to_contain_text("Näppäimen kaupunki")
    press(page, page.get_by_role("link", name="Follow-ups after employment"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow-ups after employment")
    fine(page)
    row = page.get_by_role("row", name=re.compile("Näppäimen kaupunki"))
    press(page, row.get_by_role("link").first)
    employed = page.get_by_role("group", name="Still employed").get_by_role("radio")
    tab_to(page, employed.first)
    page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Record the follow-up"))

    expect(page.get_by_role("table", name="Follow-ups")).to_contain_text("Done")


@pytest.mark.capability("NW-12")
def test_a_network_meeting_is_recorded_with_a_mouse(signed_in) -> None:
    page = signed_in("coordinator")
    client = client_of(page, 4)
    page.goto(f"{client}contacts/")
    fine(page)

    page.get_by_role("link", name="Plan a network meeting").click()
    fine(page)
    page.get_by_label("When").fill(f"{day(page, 1)}T10:00")
    page.get_by_label("Agenda").fill("The way back to work")
    seat = page.get_by_role("group", name="Organisation 1")
    seat.get_by_label("Kind of organisation").select_option("kela")
    seat.get_by_label("Organisation", exact=True).fill("Mallilan Kela")
    seat.get_by_label("On what ground it hears of the client").select_option("15")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-summary")).to_contain_text("since when")
    fine(page)
    seat.get_by_label("More of the ground").fill("Since the spring")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("table", name="Participants")).to_contain_text("Mallilan Kela")
    fine(page)
    page.get_by_role("link", name="Record what was said").click()
    fine(page)
    page.get_by_label("What was discussed").fill("Agreed on the next steps.")
    first = page.get_by_role("group", name="Agreed action 1")
    first.get_by_label("What is done").fill("Call the clinic")
    first.get_by_label("Whose task").select_option(index=1)
    second = page.get_by_role("group", name="Agreed action 2")
    second.get_by_label("What is done").fill("Send the application")
    second.get_by_label("Who else does it").fill("Mallilan Kela")
    page.get_by_role("button", name="Save").click()

    actions = page.get_by_role("table", name="Agreed actions")
    expect(actions.get_by_role("row", name="Call the clinic")).to_contain_text("Open task")
    expect(actions.get_by_role("row", name="Send the application")).to_contain_text("Mallilan Kela")
    fine(page)
    page.goto(f"{client}disclosures/")
    expect(page.get_by_role("table").first).to_contain_text("Mallilan Kela")


@pytest.mark.capability("NW-12")
def test_a_network_meeting_is_recorded_by_keyboard_alone(signed_in) -> None:
    page = signed_in("coordinator")
    client = client_of(page, 5)
    page.goto(f"{client}meetings/new/")

    page.get_by_label("When").fill(f"{day(page, 1)}T10:00")  # the browser's own control of times has keys of its own
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("table", name="Participants")).to_be_visible()
    press(page, page.get_by_role("link", name="Record what was said"))
    tab_to(page, page.get_by_label("What was discussed"))
    page.keyboard.type("Agreed by keyboard.")
    first = page.get_by_role("group", name="Agreed action 1")
    tab_to(page, first.get_by_label("What is done"))
    page.keyboard.type("Write a letter")
    tab_to(page, first.get_by_label("Who else does it"))
    page.keyboard.type("The client")
    press(page, page.get_by_role("button", name="Save"))

    expect(page.get_by_role("table", name="Agreed actions")).to_contain_text("Write a letter")


def test_supports_and_spells_have_pages_without_fault(signed_in) -> None:
    page = signed_in("coordinator")
    client = client_of(page, 0)

    page.goto(f"{client}supports/new/")
    page.get_by_label("Support for arranging working conditions").check()
    page.get_by_label("Employer", exact=True).fill("Hiiren leipomo")
    page.get_by_label("What the support is for").select_option("1")
    page.get_by_label("Bought or altered on").fill(day(page, 60))
    page.get_by_role("button", name="Record").click()
    fine(page)
    page.get_by_label("Granted", exact=True).check()
    page.get_by_label("Granted, euros").fill("400")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator(".error-summary")).to_contain_text("later than one month")
    fine(page)
    page.goto(f"{client}legal-standing/new/")
    page.get_by_label("Legal standing", exact=True).select_option("structural")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name="Structurally unemployed").first.click()
    fine(page)
