"""Two records of one person, by mouse: compared, merged, parted again. A document and a person around, by keyboard."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Product
from tests.browser.test_signin import PASSWORD, add_app, english_page, give_password, heading

TWIN = """
from accounts.context import acting
from clients.models import Client
from clients.services.pairing import note_duplicates
from datetime import date
with acting(areas=[41]):
    one = Client.objects.get(pk="{client}")
    one.birth_date = date(1980, 1, 2)
    one.save()
    twin = Client.objects.create(
        area_id=one.area_id, unit_id=one.unit_id, birth_date=one.birth_date, first_names=one.first_names,
        last_name=one.last_name + "n", email="toinen@demo.invalid",
    )
    note_duplicates(client_id=twin.pk)
    print(one.last_name)
"""


@pytest.fixture
def twins(product: Product, own_client: str) -> str:
    """The last name by which a client and the same person written down once more are found."""
    return product.console.run(TWIN.format(client=own_client.split("/")[2])).split()[-1]


@pytest.fixture
def supervisor(product: Product, new_context: Callable[..., BrowserContext]) -> Page:
    """A supervisor of the area who has just given a second factor."""
    email = f"yhdistys-{time.time_ns() % 10**9}@demo.invalid"
    product.make_person(email, name="Demo Yhdistys", role="esihlo", password=PASSWORD)
    page = english_page(new_context)
    give_password(page, email)
    add_app(page)
    return page


def test_two_records_become_one_and_part_again(supervisor: Page, twins: str) -> None:
    page = supervisor
    page.goto("/duplicates/")
    page.get_by_role("row").filter(has_text=twins).get_by_role("link").first.click()
    expect(heading(page)).to_have_text("The same person?")
    for group in page.get_by_role("group").all():
        group.get_by_role("radio").first.check()
    page.get_by_role("button", name="Merge the records").click()

    expect(heading(page)).to_have_text("Merge of two records")
    expect(page.get_by_role("main")).to_contain_text("Demo Yhdistys")
    page.get_by_role("button", name="Undo the merge").click()

    expect(page).to_have_url(re.compile(r"/merges/[0-9a-f-]+/$"))
    expect(page.get_by_role("main")).to_contain_text("Undone by")
    expect(page.get_by_role("button", name="Undo the merge")).to_have_count(0)


def test_a_document_and_a_person_are_added_by_keyboard(supervisor: Page) -> None:
    page = supervisor
    page.goto("/clients/")
    root = page.locator("table.data tbody th a").first.get_attribute("href")
    page.goto(f"{root}documents/new/")
    page.get_by_label("Title").focus()
    page.keyboard.type("Todistus")
    page.get_by_label("File").set_input_files(
        {"name": "todistus.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 keksitty"}
    )
    page.get_by_role("button", name="Add the document").focus()
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("Todistus")
    with page.expect_download() as download:
        page.get_by_role("link", name="todistus.pdf").click()
    assert download.value.suggested_filename == "document-1.pdf"

    page.goto(f"{root}people/new/")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Sanni Sosiaali")
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("Sanni Sosiaali")
