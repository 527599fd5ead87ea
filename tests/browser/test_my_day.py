"""A day worked down from a tile to the list, to a client and back; a task ticked off, a filter kept, clients given."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import press, tab_to
from tests.browser.looks import fine
from tests.browser.test_accessibility import FIRST


def a_task_for_today(page: Page, client: str, title: str) -> None:
    page.goto(f"{client}tasks/new/")
    page.get_by_label("What is to be done").fill(title)
    page.locator("#id_due_on").fill(page.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Europe/Helsinki'})"))
    page.get_by_role("button", name="Give the task").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("New task")
    page.goto("/my-day/")


@pytest.mark.capability("CA-15")
def test_a_day_is_worked_down_by_mouse(signed_in, own_client: str) -> None:
    page = signed_in("coordinator")
    a_task_for_today(page, own_client, "By mouse")
    fine(page)

    tile = page.locator(".tile", has_text="Tasks due")
    counted = int(tile.locator(".tile-number").inner_text())
    tile.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clients")
    expect(page.locator("table.data tbody tr")).to_have_count(counted)
    fine(page)
    page.locator(FIRST).first.click()
    expect(page.locator("#section-timeline")).to_be_visible()
    fine(page)
    page.goto("/my-day/")
    page.get_by_role("button", name="Done: By mouse").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    expect(page.get_by_role("button", name="Done: By mouse")).to_have_count(0)


def test_a_day_is_worked_down_by_keyboard_alone(signed_in, own_client: str) -> None:
    page = signed_in("coordinator")
    a_task_for_today(page, own_client, "By keyboard")

    press(page, page.locator(".tile", has_text="Tasks due").get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Clients")
    press(page, page.locator(FIRST).first)
    expect(page.locator("#section-timeline")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    press(page, page.get_by_role("button", name="Done: By keyboard").first)

    expect(page.get_by_role("button", name="Done: By keyboard")).to_have_count(0)


def test_a_supervisor_keeps_a_tile_and_gives_clients(signed_in) -> None:
    page = signed_in("supervisor")
    page.goto("/clients/?whose=all&status=open")

    page.get_by_role("link", name="Save as a filter").click()
    fine(page)
    tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Open cases")
    page.get_by_label("Show as a tile on My day").check()
    page.get_by_role("button", name="Save").click()
    page.goto("/my-day/")
    expect(page.locator(".tile", has_text="Open cases")).to_be_visible()

    page.goto("/clients/assign/?whose=all")
    page.locator("#id_person").select_option(index=1)
    page.locator("#id_clients input").first.check()
    page.get_by_role("button", name="See who moves").click()
    fine(page)
    page.get_by_role("button", name="Give them").click()
    fine(page)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("alert").or_(page.locator("#messages"))).to_contain_text("undone")
