"""A client answers by a link without a name, by keyboard alone; the link is made and used up on accessible pages."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to
from tests.browser.looks import fine
from tests.browser.test_question_path import press_to

pytestmark = pytest.mark.capability("CA-19")
CLIENT = """
from accounts.context import acting
from accounts.models import User
from clients.models import Case, CaseRelation
with acting(areas=[41]):
    user = User.objects.get(email="coordinator@demo.invalid")
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at=None).values("client_id")
    print(Case.objects.filter(status="open", client_id__in=own).order_by("pk").values_list("client_id", flat=True)[0])
"""


def test_a_link_is_given_and_answered_once_by_keyboard_alone(product, signed_in, new_context) -> None:
    page = signed_in("coordinator")
    page.goto(f"/clients/{product.console.run(CLIENT).strip()}/feedback/ask/")
    page.get_by_role("button", name="Make a link").click()
    fine(page)
    address = page.locator("code").inner_text()

    client = new_context().new_page()
    client.goto(f"{address}?language=en")
    fine(client)
    for key in ("heard", "met", "helped"):
        tab_to(client, client.locator(f"input[name={key}]").first)
        client.keyboard.press("Space")
    press_to(client, "Send the feedback")

    expect(client.get_by_role("status")).to_contain_text("Thank you for your feedback.")
    client.goto(f"{address}?language=en")
    expect(client.locator("main")).to_contain_text("This link has been used")
    fine(client)
