"""The newcomer's path: from the printed link to a number, its people, its files, and the same number by machine."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.request import Request, urlopen

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, PATIENCE, Product, choose_language, open_dashboard, tile

KEY_FIGURES = {
    "Participants": "774",
    "Start forms": "721",
    "End forms": "404",
    "End-form coverage": "56.0 %",
    "Employed at the start": "27",
    "Employed at the end": "86",
    "Net change in employment among pairs": "+17.6 points",
}
MOVED = "/programmes/S20784/people/?indicator=A16&part=numerator&period=all"


def test_newcomer_goes_from_the_link_to_one_person_and_back(product: Product, new_context) -> None:
    page = new_context().new_page()

    page.goto(product.links["coordinator"])
    choose_language(page, "en")
    open_dashboard(page)

    assert {label: plain(tile(page, label)) for label in KEY_FIGURES} == KEY_FIGURES
    conflict = page.locator(".notice", has_text="Targets differ")
    expect(conflict).to_contain_text("700, 740")
    open_people(page)
    unseen = int(re.search(r"^74 people, (\d+) not visible to you\.$", plain(page.locator("#count")))[1])
    people = page.locator("table.data tbody th a")
    expect(people).to_have_count(74 - unseen)
    reference = people.first.inner_text()
    people.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Participation {reference}")
    expect(page.get_by_role("region", name="Start form")).to_contain_text("Labour-market status at the start")
    expect(page.get_by_role("region", name="End form")).to_contain_text("Employed")
    page.go_back()
    expect(page.locator("#count")).to_contain_text("74 people")
    page.go_back()
    expect(page.locator("#key-figures")).to_be_visible()


def test_link_signs_in_once(product: Product, new_context) -> None:
    link = product.signin_link("analyst")
    first, second = new_context().new_page(), new_context().new_page()
    first.goto(link)
    expect(first.get_by_role("button", name="Kirjaudu ulos")).to_be_visible()

    answer = second.goto(link)

    assert answer.status == 422
    expect(second.locator("main")).to_contain_text("This sign-in link has been used or has expired.")
    second.goto("/programmes/")
    assert second.url.startswith(f"{product.address}/sign-in/")


def test_machine_gets_the_number_of_the_page(product: Product, signed_in) -> None:
    page = signed_in("supervisor")
    open_dashboard(page)
    token = product.console.command("issue_api_token", "statistics", "--scopes", "indicators:read", "--all-areas")

    items = ask(product, "/api/v1/values/?programme=S20784&indicator=A16", token)

    shown = plain(page.locator('#paired ~ * a[href*="part=moved_in"]').first)
    assert [(item["numerator"], item["denominator"], item["value_unit"]) for item in items] == [(74, 389, "percent")]
    assert shown == "74"
    assert f"{items[0]['value']:.1f} %" == plain(tile(page, "Moved into work"))


def test_files_hold_the_number_of_the_page(signed_in, tmp_path: Path) -> None:
    page = signed_in("supervisor")
    open_dashboard(page)
    page.get_by_role("link", name="All figures").click()

    figures = [sheet_of(download(page, name, tmp_path)) for name in ("CSV", "XLSX")]

    for rows in figures:
        line = next(row for row in rows if row["indicator"] == "A16")
        assert (int(line["numerator"]), int(line["denominator"])) == (74, 389)


def test_recomputing_is_followed_live(product: Product, signed_in) -> None:
    page = signed_in("supervisor")
    with product.workers_paused():
        recompute(page)
        expect(page.locator("#run")).to_contain_text("Waiting")
        expect(page.get_by_role("button", name="Cancel")).to_be_visible()
        page.evaluate("document.body.dataset.loaded = 'once'")

    expect(page.locator("#run")).to_contain_text("Done", timeout=PATIENCE)

    assert page.locator("body").get_attribute("data-loaded") == "once"
    page.get_by_role("link", name="Show the numbers").click()
    expect(tile(page, "Participants")).to_have_text("774")


def test_recomputing_is_followed_without_javascript_and_a_late_cancel_is_refused(product: Product, signed_in) -> None:
    late = signed_in("supervisor", java_script_enabled=False)
    with product.workers_paused():
        recompute(late)
        expect(late.locator("#run")).to_contain_text("Waiting")
    page = late.context.new_page()
    page.goto(late.url)
    for _look in range(LOOKS):
        if not page.get_by_role("link", name="Refresh").is_visible():
            break
        page.get_by_role("link", name="Refresh").click()
    expect(page.locator("#run")).to_contain_text("Done")

    with late.expect_navigation() as answer:
        late.get_by_role("button", name="Cancel").click()

    assert answer.value.status == 409
    expect(late.locator("main")).to_contain_text("The run has already ended.")
    page.reload()
    expect(page.locator("#run")).to_contain_text("Done")


def test_waiting_run_is_cancelled(product: Product, signed_in) -> None:
    page = signed_in("supervisor")
    with product.workers_paused():
        recompute(page)
        page.get_by_role("button", name="Cancel").click()

        expect(page.locator("#run")).to_contain_text("Cancelled")


@pytest.mark.parametrize(
    ("language", "heading", "share"),
    [("fi", "Keskeiset luvut", "56,0 %"), ("sv", "Centrala siffror", "56,0 %"), ("en", "Key figures", "56.0 %")],
)
def test_language_changes_texts_and_decimals(signed_in, language: str, heading: str, share: str) -> None:
    page = signed_in("supervisor", language="sv" if language == "fi" else "fi")
    open_dashboard(page)

    choose_language(page, language)

    expect(page.locator("#key-figures")).to_have_text(heading)
    assert plain(page.locator('.tile-number a[href*="indicator=A04"]')) == share


def plain(element) -> str:
    return " ".join(element.inner_text().split())


def open_people(page: Page) -> None:
    page.locator('section[aria-labelledby=paired] a[href*="part=moved_in"]').first.click()
    expect(page.locator("#count")).to_contain_text("74 people")


def recompute(page: Page) -> None:
    open_dashboard(page)
    page.get_by_role("button", name="Recompute").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Computing the numbers")


def ask(product: Product, path: str, token: str) -> list[dict]:
    request = Request(f"{product.address}{path}", headers={"Authorization": f"Bearer {token}"})
    with urlopen(request) as answer:
        return json.load(answer)["items"]


def download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def sheet_of(path: Path) -> list[dict[str, str]]:
    """The rows of the file, each under the words of its header."""
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    book = openpyxl.load_workbook(path, read_only=True)
    lines = [
        ["" if value is None else str(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    book.close()
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
