"""A client is presented to an employer and placed there, and a work try-out keeps within the law: by mouse, by keys."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to, type_day
from tests.browser.looks import fine
from tests.browser.test_question_path import press_to

EMPLOYER = "Näytepaja ry 3"
# The coordinator's clients without a consent or a placement, in one order.
CLIENTS = """
from accounts.context import acting
from clients.models import CaseRelation, Client, Consent
from employers.models import Placement
with acting(areas=[41]):
    own = CaseRelation.objects.filter(user__email="coordinator@demo.invalid", kind="responsible", ended_at=None)
    found = Client.objects.filter(pk__in=own.values("client_id"), merged_into=None, non_disclosure=False)
    found = found.exclude(pk__in=Placement.objects.values("client_id")).exclude(last_name="")
    found = found.exclude(pk__in=Consent.objects.values("client_id"))
    print(" ".join(str(key) for key in found.order_by("last_name", "pk").values_list("pk", flat=True)[:2]))
"""


@pytest.fixture(scope="module")
def clients(product) -> list[str]:
    return product.console.run(CLIENTS).split()


def decide(page: Page, referral: str, *, items: tuple[str, ...]) -> None:
    """The client's decision on the employer is recorded: the items agreed to, or a refusal of everything."""
    page.goto(referral)
    page.get_by_role("link", name="Record the client's decision").click()
    expect(page.get_by_label("Name of the recipient")).to_have_value(EMPLOYER)
    for item in items:
        page.locator(f"input[value={item}]").check()
    if not items:
        page.get_by_label("The client refuses everything").check()
    page.get_by_label("How the client decided").select_option("paper")
    page.locator("form button[type=submit]").last.click()
    expect(page.get_by_text("The client's decision is recorded.")).to_be_visible()


@pytest.mark.capability("EM-03", "SU-03")
def test_a_client_is_presented_hired_and_placed_by_mouse(signed_in, clients) -> None:
    page = signed_in("coordinator")
    page.goto(f"/clients/{clients[0]}/employment/")
    page.get_by_role("link", name="New job referral").click()
    page.get_by_label("Employer's name or business id").fill("näytepaja")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name=EMPLOYER, exact=True).click()
    page.get_by_label("Work history").check()
    page.get_by_role("button", name="Save and look at what is told").click()
    referral = page.url
    fine(page)

    decide(page, referral, items=())
    page.goto(referral)
    page.get_by_role("button", name="Present to the employer").click()
    expect(page.get_by_text("The client has refused to have data disclosed to this recipient.").first).to_be_visible()
    fine(page)
    decide(page, referral, items=("name", "work_history"))
    page.goto(referral)
    page.get_by_role("button", name="Present to the employer").click()
    expect(page.get_by_text("Sent. Give the employer the paper.")).to_be_visible()
    page.get_by_label("The answer: interested").check()
    page.get_by_role("button", name="Record the step").click()
    page.get_by_label("The client was hired").check()
    page.get_by_role("button", name="Record the step").click()
    page.get_by_role("link", name="Record the placement").click()
    page.get_by_label("Part-time work").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Hours a week").fill("20")
    fine(page)
    page.get_by_role("button", name="Record the placement").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Part-time work: {EMPLOYER}")
    fine(page)
    page.get_by_role("link", name="Change or end the employment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(EMPLOYER)


@pytest.mark.capability("SU-03")
def test_a_try_out_keeps_within_its_limits_by_keyboard_alone(signed_in, clients) -> None:
    page = signed_in("coordinator")
    page.goto(f"/clients/{clients[1]}/placements/new/?called=näytepaja")
    chosen = page.get_by_role("link", name=EMPLOYER, exact=True)
    tab_to(page, chosen)
    page.keyboard.press("Enter")
    first = page.locator("input[name=rung]").first
    tab_to(page, first)
    page.keyboard.press("ArrowDown")
    if not page.locator("input[value=try_out]").is_checked():
        page.keyboard.press("ArrowDown")
    press_to(page, "Continue")
    for label, words in (
        ("Goals", "By keyboard alone"), ("Place of work", "Bakery"), ("Tasks", "Packing"),
        ("Who supervises at the employer", "Shift leader"), ("Hours a day", "9"), ("Days a week", "4"),
    ):  # fmt: skip
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(words)
    begun = date.fromisoformat(page.get_by_label("From").input_value())
    type_day(page, page.get_by_label("Agreed to end on"), str(begun + timedelta(days=60)))
    type_day(page, page.get_by_label("Signed on"), str(begun))
    press_to(page, "Record the placement")
    expect(page.get_by_text("A work try-out is 4–8 hours a day (380/2023, section 57).").first).to_be_visible()
    expect(page.get_by_label("Goals")).to_have_value("By keyboard alone")
    fine(page)
    tab_to(page, page.get_by_label("Hours a day", exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type("6")
    press_to(page, "Record the placement")

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f": {EMPLOYER}$"))
    expect(page.get_by_role("link", name="Contract as PDF")).to_be_visible()
    fine(page)
