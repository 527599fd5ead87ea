"""The question path walked by mouse and by keyboard alone, and its editor, in a browser without a fault of axe."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to
from tests.browser.looks import fine

pytestmark = pytest.mark.capability("CL-06")
SET = "uni-ja-jaksaminen"


def answer(page: Page, *words: str) -> None:
    for one in words:
        page.get_by_label(one, exact=True).check()
    page.get_by_role("button", name="Continue").click()


def test_the_path_is_walked_by_mouse_and_sets_the_keyword(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}question-path/new/")
    fine(page)
    page.get_by_role("button", name="Begin").click()

    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Answer the question")
    fine(page)
    answer(page, "Yes")
    answer(page, "Pain or fatigue", "Sight or hearing")
    answer(page, "More than six months")
    expect(page.get_by_label("Medical statement B")).to_be_visible()  # the page has come
    page.go_back()
    expect(page.get_by_label("More than six months")).to_be_checked()
    answer(page, "It comes and goes")
    answer(page, "Medical statement B")
    answer(page, "No")
    answer(page, "Work with aids or arrangements")
    answer(page, "6")
    answer(page, "No")
    expect(page.locator("h1")).to_have_text("Outcome of the question path")
    expect(page.locator("#because + dl")).to_contain_text("It comes and goes")
    expect(page.get_by_label("Set the keyword Täsmätyö")).to_be_checked()
    fine(page)
    page.get_by_role("button", name="Confirm").click()

    expect(page.locator("#outcome + dl")).to_contain_text("Refer to the work-ability coordinator")
    expect(page.locator("#outcome + dl")).to_contain_text("Täsmätyö")
    expect(page.locator("#answers + dl")).to_contain_text("Pain or fatigue, Sight or hearing")
    fine(page)
    page.goto(f"{own_client}work_ability/")
    expect(page.get_by_role("link", name=re.compile("^Question path 1")).first).to_be_visible()


def test_the_path_is_walked_by_keyboard_alone(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}question-path/new/")

    press_to(page, "Begin")
    expect(page.locator("h1")).to_have_text("Question 1")
    for steps in (2, 9, 1):  # no effect on work, nine points, no wish to talk
        choose(page, steps)
    expect(page.locator("h1")).to_have_text("Outcome of the question path")
    tab_to(page, page.get_by_label("Set the keyword Täsmätyö"))
    page.keyboard.press("Space")
    press_to(page, "Confirm")

    expect(page.locator("#outcome + dl")).to_contain_text("Täsmätyö")


def choose(page: Page, steps: int) -> None:
    """The option this many arrows down from the first, and on."""
    heading = page.locator("h1").inner_text()
    tab_to(page, page.locator("input[type=radio]").first)
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    press_to(page, "Continue")
    expect(page.locator("h1")).not_to_have_text(heading)


def press_to(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")


def test_a_second_version_recodes_and_removes_and_the_first_reads_as_before(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto("/question-sets/new/")
    page.get_by_label("Grows from").select_option(label="Question path (kyselypolku)")
    page.locator("#id_code").fill(SET)
    for language in ("fi", "sv", "en"):
        page.locator(f"#id_name_{language}").fill("Short path")
    page.get_by_role("button", name="Add", exact=True).click()
    fine(page)
    page.get_by_role("link", name="Preview").click()
    page.get_by_label("No", exact=True).first.check()
    page.get_by_role("button", name="Continue").click()
    fine(page)
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("It stays as it is from now on")).to_be_visible()
    walk_shortly(page, own_client)
    first_run = page.url

    new_version(page)
    remove_wish(page)
    recode_duration(page)
    page.get_by_role("link", name="Compare and map").click()
    page.locator("#id_kind-duration").select_option("recoded")
    page.locator("#id_codes-duration").fill("new = short\nlasting = long\nvarying = long")
    page.locator("#id_kind-wish").select_option("broken")
    fine(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#mappings + .table-region")).to_contain_text("new → short")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("It stays as it is from now on")).to_be_visible()

    page.goto(first_run)
    expect(page.locator("#answers + dl")).to_contain_text("Would you like to talk about your ability to work")
    fine(page)


def walk_shortly(page: Page, client: str) -> None:
    """A path by the new set: health does not affect work."""
    page.goto(f"{client}question-path/new/")
    page.get_by_label("Short path").check()
    page.get_by_role("button", name="Begin").click()
    answer(page, "No")
    answer(page, "9")
    answer(page, "Yes")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("#answers + dl")).to_contain_text("Would you like to talk about your ability to work")


def new_version(page: Page) -> None:
    page.goto("/question-sets/?whose=own")
    page.get_by_role("link", name="Short path").click()
    page.get_by_role("button", name="Make a new version").click()
    expect(page.get_by_role("button", name="Publish")).to_be_visible()


def remove_wish(page: Page) -> None:
    """The rule that asks for the wish goes first, then the question."""
    page.get_by_role("link", name=re.compile("^4. Consult")).click()
    fine(page)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("link", name=re.compile("^8. Would you like")).click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Say what became of question “wish”")).to_be_visible()


def recode_duration(page: Page) -> None:
    """Two options instead of three, and the rules that asked for the old ones."""
    page.get_by_role("link", name=re.compile("^3. How long")).click()
    page.locator("#id_options").fill("short | Lyhyt | Kort | Short\nlong | Pitkä | Lång | Long")
    fine(page)
    page.get_by_role("button", name="Save").click()
    for rule in ("^2. Refer", "^3. Health check"):
        page.get_by_role("link", name=re.compile(rule)).click()
        page.locator("input[value='duration=long']").check()
        page.get_by_role("button", name="Save").click()
