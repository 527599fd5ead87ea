"""What somebody without a mouse does: Tab to a place, and press it."""

from datetime import date

from playwright.sync_api import Locator, Page

STEPS = 200
HAS_FOCUS = "element => element === document.activeElement"
OUTLINED = "(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)"
FOCUS_VISIBLE = f"{OUTLINED}(getComputedStyle(document.activeElement))"


def tab_to(page: Page, goal: Locator) -> None:
    """Tab alone leads there, and one sees that it has the focus."""
    for _step in range(STEPS):
        if goal.evaluate(HAS_FOCUS):
            # The parts inside a field for a day are the browser's own.
            assert is_focus_visible(page) or goal.get_attribute("type") == "date"
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not reach it.")


def press(page: Page, goal: Locator, key: str = "Enter") -> None:
    """Tab there and press."""
    tab_to(page, goal)
    page.keyboard.press(key)


def type_day(page: Page, field: Locator, day: str) -> None:
    """The day, ISO, is typed part by part; which comes first is the browser's own affair, so both orders are tried."""
    tab_to(page, field)
    for order in ("%m%d%Y", "%d%m%Y"):
        page.keyboard.type(date.fromisoformat(day).strftime(order))
        if field.input_value() == day:
            return
        while field.evaluate(HAS_FOCUS):
            page.keyboard.press("Shift+Tab")  # out, by way of its parts, and in again at the first
        tab_to(page, field)
    raise AssertionError("The day cannot be typed.")


def is_focus_visible(page: Page) -> bool:
    """What has the focus shows it by an outline."""
    return bool(page.evaluate(FOCUS_VISIBLE))
