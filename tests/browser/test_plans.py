"""A plan made with a mouse and by keyboard alone: approved, changed by a new version, followed, printed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to, type_day
from tests.browser.looks import fine
from tests.browser.test_work_ability import FIRST

WITHOUT_PLAN = "/clients/?whose=all&plan=none"
SOON = (datetime.now(ZoneInfo("Europe/Helsinki")).date() + timedelta(days=30)).isoformat()


def client_of(page: Page, number: int) -> str:
    page.goto(WITHOUT_PLAN)
    return str(page.locator(FIRST).nth(number).get_attribute("href"))


def link(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def goals_and_measures(page: Page) -> None:
    link(page, "Add a goal")
    fine(page)
    page.get_by_label("Goal", exact=True).fill("Work four hours a day.")
    button(page, "Save")
    link(page, "Add a measure")
    fine(page)
    page.get_by_label("What is done").fill("Tries the work out.")
    page.get_by_label("Service", exact=True).select_option("C1")
    page.get_by_label("A partner organisation").check()
    page.get_by_label("Name of the partner or person").fill("Example Ltd")
    page.get_by_label("By", exact=True).fill(SOON)
    button(page, "Save")
    expect(page.locator("#lacking")).to_have_count(0)
    link(page, "Change the goal")
    fine(page)
    button(page, "Save")
    link(page, "Tries the work out.")
    fine(page)
    button(page, "Save")
    link(page, "Change the survey and follow-up")
    fine(page)
    button(page, "Save")


def approval(page: Page) -> None:
    link(page, "Approve with the client")
    fine(page)
    page.get_by_label("Otherwise, understanding ensured").check()
    button(page, "Approve")
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("how it was ensured")
    page.get_by_label("How understanding was ensured").fill("Read aloud, told back by the client.")
    button(page, "Approve")
    expect(page.locator("#approval ~ dl")).to_contain_text("Read aloud, told back by the client.")
    fine(page)


def type_into(page: Page, label: str, words: str) -> None:
    """The words are typed once the page has come, into the field that has the focus or gets it by Tab."""
    field = page.get_by_label(label, exact=True)
    expect(field).to_be_visible()
    if not field.evaluate("one => one === document.activeElement"):
        tab_to(page, field)
    page.keyboard.type(words)


def test_a_plan_is_made_with_a_mouse(signed_in) -> None:
    page = signed_in("supervisor")
    client = client_of(page, 0)
    page.goto(f"{client}plan/")
    fine(page)

    link(page, "Make a plan")
    page.get_by_label("Employment plan", exact=True).check()
    page.get_by_label("Need of services").fill("Part-time work near home.")
    page.get_by_label("Summary of the situation").fill("Wants to go on working, with fewer hours.")
    page.get_by_label("How the plan is followed").fill("A call every month.")
    page.get_by_label("Employment authority").check()
    page.get_by_label("Review on").fill(SOON)
    button(page, "Save and go on to goals")
    expect(page.locator("#lacking ~ ul li")).to_have_text(["Add at least one goal."])
    fine(page)

    goals_and_measures(page)
    approval(page)

    link(page, "Tries the work out.")
    fine(page)
    button(page, "Under way")
    expect(page.locator(".plan-goal")).to_contain_text("Under way")

    page.get_by_role("link", name="Print (PDF)").click()
    expect(page.get_by_text("This step needs a second factor. Add one first.")).to_be_visible()
    fine(page)


def test_a_plan_in_force_is_changed_reviewed_and_ended(signed_in) -> None:
    page = signed_in("supervisor")
    page.goto("/clients/?whose=all&plan=review_late")
    client = str(page.locator(FIRST).first.get_attribute("href"))
    page.goto(f"{client}plan/")
    link(page, "Review the plan")
    fine(page)
    page.get_by_label("The plan is to be changed").check()
    page.get_by_label("Next review on").fill(SOON)
    button(page, "Record the review")

    link(page, "The plan whole, its versions and print")
    button(page, "Change the plan: new version")
    link(page, "Change the survey and follow-up")
    page.get_by_label("Need of services").fill("Lighter work.")
    page.get_by_label("Review on").fill(SOON)
    button(page, "Save")
    expect(page.locator("#changes ~ * table, #changes ~ table").first).to_contain_text("Lighter work.")
    fine(page)
    link(page, "Approve with the client")
    page.get_by_label("By signature").check()
    button(page, "Approve")
    expect(page.get_by_role("table", name="Versions")).to_contain_text("Replaced by a later version")

    page.goto(f"{client}plan/")
    link(page, "End the plan")
    fine(page)
    page.get_by_label("Reason of ending").select_option("moved")
    button(page, "End the plan")
    expect(page.get_by_role("table", name="Earlier plans")).to_contain_text("Moved away")


def test_a_plan_is_made_by_keyboard_alone(signed_in) -> None:
    page = signed_in("supervisor")
    client = client_of(page, 1)
    page.goto(f"{client}plan/")

    tab_to(page, page.get_by_role("link", name="Make a plan"))
    page.keyboard.press("Enter")
    for label, words in (
        ("Need of services", "Part-time work."),
        ("Summary of the situation", "Wants to go on."),
        ("How the plan is followed", "By calls."),
    ):
        tab_to(page, page.get_by_label(label))
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    employment = page.get_by_label("Employment authority")
    if not employment.is_checked():
        tab_to(page, employment)
        page.keyboard.press("Space")
    type_day(page, page.get_by_label("Review on", exact=True), SOON)
    tab_to(page, page.get_by_role("button", name="Save and go on to goals"))
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_role("link", name="Add a goal"))
    page.keyboard.press("Enter")
    type_into(page, "Goal", "Work four hours a day.")
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Add a measure"))
    page.keyboard.press("Enter")
    type_into(page, "What is done", "Tries the work out.")
    type_day(page, page.get_by_label("By", exact=True), SOON)
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Approve with the client"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("In the e-service"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Approve"))
    page.keyboard.press("Enter")

    expect(page.locator("#approval ~ dl")).to_contain_text("In the e-service")


def test_exceptions_benefits_and_pensions_have_pages_without_fault(signed_in) -> None:
    page = signed_in("supervisor")
    client = client_of(page, 2)

    page.goto(f"{client}talk-exceptions/new/")
    page.get_by_label("Job-search talk").check()
    page.get_by_label("Until").fill(SOON)
    button(page, "Record")
    page.get_by_role("table", name="Exceptions from talks").get_by_role("link").first.click()
    fine(page)
    page.goto(f"{client}benefit-checks/new/")
    page.get_by_label("At the start").check()
    page.get_by_label("Being clarified").check()
    button(page, "Record")
    expect(page.get_by_role("table", name="Right benefit")).to_contain_text("Being clarified")
    page.goto(f"{client}pensions/new/")
    button(page, "Record")
    fine(page)
    for step in ("Applied", "Decision waited for"):
        button(page, step)
    page.get_by_label("What was granted").select_option("partial")
    button(page, "Granted")
    expect(page.locator(".facts").first).to_contain_text("Appeal by")
    fine(page)
    page.goto(f"{client}plan/")
    expect(page.get_by_role("table", name="Next due")).to_contain_text("Appeal of the pension decision")
    fine(page)
