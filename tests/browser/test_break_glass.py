"""Exceptional access, whole: a client out of reach is opened for an hour with a reason, and a supervisor judges it."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Product
from tests.browser.test_signin import PASSWORD, add_app, english_page, give_password, heading

REASON = "The responsible coordinator is ill and the client's appointment is today."
# A coordinator of one unit, and a client of another whom nobody but that unit knows.
WORLD = """
from accounts.context import acting
from accounts.models import Membership, Unit, User
from clients.models import Client
with acting(areas=[41]):
    own, other = Client.objects.filter(area_id=41, unit__isnull=False).values_list("unit_id", flat=True).distinct()[:2]
    user = User.objects.create_user({email!r}, password={password!r}, name="Demo Poikkeus", language="en")
    Membership.objects.create(user=user, area_id=41, role="tyko", unit_id=own)
    print(Client.objects.filter(unit_id=other).order_by("pk").values_list("pk", flat=True)[0])
"""


@pytest.fixture
def far(product: Product) -> tuple[str, str]:
    """The address of a coordinator, and a client beyond their need to know."""
    email = f"poikkeus-{time.time_ns() % 10**9}@demo.invalid"
    return email, product.console.run(WORLD.format(email=email, password=PASSWORD))


def test_exceptional_access_is_opened_with_a_reason_and_reviewed(
    new_context: Callable[..., BrowserContext], signed_in: Callable[..., Page], far: tuple[str, str]
) -> None:
    email, client = far
    page = english_page(new_context)
    give_password(page, email)
    add_app(page)
    assert page.goto(f"/clients/{client}/").status == 404

    page.get_by_role("link", name="Exceptional access").click()
    page.get_by_label("Reason").fill("Too short")
    page.get_by_role("button", name="Open for 60 minutes").click()
    expect(heading(page)).to_have_text("Exceptional access")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Open for 60 minutes").click()

    expect(page).to_have_url(re.compile(rf"/clients/{client}/$"))
    expect(page.get_by_role("main")).to_contain_text("You see this client by exceptional access")

    judge = signed_in("supervisor")
    judge.goto("/exceptional-access/")
    judge.get_by_role("row").filter(has_text="Demo Poikkeus").get_by_role("link").first.click()
    expect(heading(judge)).to_have_text("Review of an exceptional access")
    expect(judge.get_by_role("main")).to_contain_text(REASON)
    judge.get_by_label("Not justified").check()
    judge.get_by_role("button", name="Save the review").click()
    expect(judge.get_by_label("Comment")).to_have_attribute("aria-invalid", "true")
    judge.get_by_label("Justified", exact=True).check()
    judge.get_by_role("button", name="Save the review").click()

    expect(heading(judge)).to_have_text("Exceptional accesses")
    row = judge.get_by_role("row").filter(has_text="Demo Poikkeus")
    expect(row).to_have_count(0)
    judge.get_by_label("State").select_option("Reviewed")
    judge.get_by_role("button", name="Filter").click()
    expect(row).to_contain_text("Justified")
