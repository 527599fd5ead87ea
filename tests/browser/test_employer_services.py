"""An employer reads what there is, reckons, asks to be contacted by keyboard alone, and waits in the area's queue."""

import re
import time
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Product
from tests.browser.keyboard import press, tab_to
from tests.browser.looks import fine

pytestmark = pytest.mark.capability("EM-05")
NAME, WRITER = "Keksitty näyttämö Oy", "lahettaja@demo.invalid"
WRITTEN = {
    "employer_name": NAME,
    "business_id": "9990000-8",
    "name": "Keksitty Lähettäjä",
    "email": WRITER,
    "message": "Etsimme avustajaa.",
}


def mailed_link(product: Product) -> str:
    """The link of the mail to the writer, from the files the demo writes mails to."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in (Path(product.environment["TASMA_VAR"]) / "mail").glob("*.log"):
            for part in path.read_bytes().split(b"-" * 79):
                mail = message_from_bytes(part.lstrip())
                text = mail.get_payload(decode=True) or b""
                if mail["To"] == WRITER and (found := re.search(rb"\S+/interest/\S+", text)):
                    return found[0].decode()
        time.sleep(0.5)
    pytest.fail("no mail")


def type_into(page: Page, name: str, text: str) -> None:
    field = page.locator(f"[name={name}]")
    tab_to(page, field)
    page.keyboard.type(text)


def test_an_employer_asks_to_be_contacted_and_is_taken_into_the_register(product, signed_in, new_context) -> None:
    context = new_context()
    page = context.new_page()
    page.goto("/employer-services/en/")
    fine(page)
    press(page, page.get_by_role("link", name="Reckon what would be left for you to pay"))
    tab_to(page, page.locator("[name=wage]"))
    page.keyboard.type("9000")
    press(page, page.get_by_role("button", name="Reckon"))
    expect(page.get_by_role("heading", level=2)).to_have_text(
        "1,260\u00a0€ a month for 10 months, 12,600\u00a0€ in all."
    )
    expect(page.locator("main")).to_contain_text("The ceiling of 1,260\u00a0€ a month cuts the subsidy.")
    fine(page)

    page.goto("/employer-services/en/interest/")
    fine(page)
    for name in ("employer_name", "business_id"):
        type_into(page, name, WRITTEN[name])
    tab_to(page, page.locator("[name=municipality]"))
    page.keyboard.type("Turku")
    for name in ("name", "email", "message"):
        type_into(page, name, WRITTEN[name])
    page.wait_for_timeout(3500)  # a person takes longer than that
    press(page, page.get_by_role("button", name="Send"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm by the link in your mail")
    fine(page)

    page.goto(mailed_link(product))
    fine(page)
    press(page, page.get_by_role("button", name="Confirm"))
    expect(page.get_by_role("status")).to_contain_text("Somebody of the employment authority contacts you.")
    assert context.cookies() == []

    staff = signed_in("coordinator")
    staff.goto("/employer-interest/?stage=waiting&sort=-confirmed")
    fine(staff)
    staff.get_by_role("link", name=NAME).click()
    expect(staff.locator("main")).to_contain_text("Etsimme avustajaa.")
    fine(staff)
    staff.get_by_role("button", name="Take into the register").click()
    expect(staff.locator("main")).to_contain_text("Taken into the register")
