"""What is asked of every page: nothing of axe's, and no scrolling sideways on a telephone."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
RUN_AXE = """
    async rules => (await axe.run(rules)).violations.map(
        each => [each.id, each.nodes.map(node => node.target.join(", "))])
"""


def fine(page: Page) -> None:
    """Nothing of axe's, wide and narrow, and on a narrow screen the page does not scroll sideways."""
    page.set_viewport_size(DESK)
    wide = violations(page)
    page.set_viewport_size(PHONE)
    assert (wide, violations(page), overflow(page)) == ([], [], 0)
    page.set_viewport_size(DESK)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Which rules are broken, and by what."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    return [(rule, places[:5]) for rule, places in page.evaluate(RUN_AXE, RULES)]


def overflow(page: Page) -> int:
    """How many pixels the page itself scrolls sideways."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"))
