"""A client is guided to a service and the partner answers: by mouse and by keyboard alone, in two browsers."""

import quopri
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to
from tests.browser.looks import fine
from tests.browser.test_question_path import press_to

pytestmark = pytest.mark.capability("CA-10")
# The coordinator's clients with an open case and without a referral, in one order.
CLIENTS = """
from accounts.context import acting
from accounts.models import User
from clients.models import Case, CaseRelation, Client, ServiceReferral
with acting(areas=[41]):
    user = User.objects.get(email="coordinator@demo.invalid")
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at=None).values("client_id")
    open_ones = Case.objects.filter(status="open").values("client_id")
    found = Client.objects.filter(pk__in=own, merged_into=None, non_disclosure=False).filter(pk__in=open_ones)
    found = found.exclude(pk__in=ServiceReferral.objects.values("client_id")).exclude(last_name="")
    print(" ".join(str(key) for key in found.order_by("last_name", "pk").values_list("pk", flat=True)[:6]))
"""
ADDRESS = """
from accounts.context import acting
from clients.models import ReferralLink
from clients.services.referral_links import address_of
with acting(areas=[41]):
    link = ReferralLink.objects.filter(referral_id="{key}").latest("created_at")
    print(address_of(link.pk))
"""
LINK = re.compile(r"https?://\S+/r/[\w-]+/")
SERVICE = "Esimerkkivalmennus Oy: Työhönvalmennus"


@pytest.fixture(scope="module")
def clients(product) -> list[str]:
    return product.console.run(CLIENTS).split()


@pytest.fixture
def mailed(product) -> Callable[[str], str]:
    """The link of the referral at this address, once a mail with it has gone out."""
    folder = Path(product.environment["TASMA_VAR"]) / "mail"

    def newest(referral: str) -> str:
        link = product.console.run(ADDRESS.format(key=referral.rstrip("/").rpartition("/")[2]))
        for _attempt in range(600):  # the worker has the demo's figures to compute first
            if link in links_in(folder):
                return link
            time.sleep(0.5)
        raise AssertionError("No mail came.")

    return newest


def links_in(folder: Path) -> set[str]:
    texts = [quopri.decodestring(path.read_bytes()).decode("utf-8", "replace") for path in folder.glob("*.log")]
    return {link for text in texts for link in LINK.findall(text)}


def draft(page: Page, client: str) -> None:
    page.goto(f"/clients/{client}/services/")
    page.get_by_role("link", name="Refer to a service").click()
    page.get_by_label("Service", exact=True).select_option(label=SERVICE)
    page.get_by_label("Message to the partner").fill("Support beside a work try-out, please.")
    page.get_by_label("Contact details").check()
    page.get_by_role("button", name="Save and look at what is shared").click()


def send(page: Page) -> str:
    expect(page.locator("#shared + dl")).to_contain_text("Support beside a work try-out, please.")
    page.get_by_role("button", name="Send to the partner").click()
    expect(page.get_by_text("The referral is sent.")).to_be_visible()
    return page.url


def test_a_referral_is_sent_and_answered_by_mouse(signed_in, new_context, clients, mailed) -> None:
    page = signed_in("coordinator")
    draft(page, clients[0])
    fine(page)
    referral = send(page)
    partner = new_context().new_page()
    partner.goto(f"{mailed(referral)}?language=en")

    expect(partner.locator("main")).not_to_contain_text("Support beside")
    fine(partner)
    partner.get_by_role("button", name="Open the referral").click()
    expect(partner.locator("#shared + dl")).to_contain_text("Support beside a work try-out, please.")
    fine(partner)
    partner.get_by_label("Accept").check()
    partner.get_by_role("button", name="Send the answer").click()
    expect(partner.get_by_role("status")).to_contain_text("Your answer is recorded")
    partner.get_by_label("The service has started").check()
    partner.get_by_role("button", name="Send the answer").click()
    partner.get_by_label("The service was interrupted").check()
    partner.get_by_role("button", name="Send the answer").click()
    expect(partner.get_by_text("Choose a reason.").first).to_be_visible()
    fine(partner)
    partner.get_by_label("Reason").select_option(label="The client dropped out")
    partner.get_by_role("button", name="Send the answer").click()
    expect(partner.get_by_role("status")).to_contain_text("Your answer is recorded")

    page.goto(referral)
    expect(page.locator("#steps ~ *")).to_contain_text("The client dropped out")
    fine(page)
    assert partner.context.cookies() == []


def test_a_referral_is_sent_and_answered_by_keyboard_alone(signed_in, new_context, clients, mailed) -> None:
    page = signed_in("coordinator")
    page.goto(f"/clients/{clients[1]}/referrals/new/")
    tab_to(page, page.get_by_label("Service", exact=True))
    page.keyboard.type("Esimerkkivalmennus Oy: Työ")
    tab_to(page, page.get_by_label("Message to the partner"))
    page.keyboard.type("By keyboard alone.")
    press_to(page, "Save and look at what is shared")
    expect(page.locator("#shared + dl")).to_contain_text("By keyboard alone.")
    press_to(page, "Send to the partner")
    expect(page.get_by_text("The referral is sent.")).to_be_visible()

    partner = new_context().new_page()
    partner.goto(f"{mailed(page.url)}?language=en")
    press_to(partner, "Open the referral")
    expect(partner.locator("#shared + dl")).to_contain_text("By keyboard alone.")
    tab_to(partner, partner.locator("input[name=to]").first)
    partner.keyboard.press("ArrowDown")
    tab_to(partner, partner.get_by_label("Reason"))
    partner.keyboard.type("No places")
    press_to(partner, "Send the answer")

    expect(partner.get_by_role("status")).to_contain_text("the referral is closed")
    page.reload()
    expect(page.locator("dl.facts").first).to_contain_text("Declined")


def test_scanners_leave_it_and_withdrawing_closes_it(signed_in, new_context, clients, mailed) -> None:
    page = signed_in("coordinator")
    draft(page, clients[2])
    referral = send(page)
    link = mailed(referral)
    scanner = new_context()
    headers = (
        {},
        {"Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"X-Purpose": "preview"},
    )
    seen = [scanner.request.get(link, headers=one).status for one in headers]
    seen.append(scanner.request.head(link).status)
    page.goto(referral)
    assert seen == [200] * 6
    expect(page.locator("dl.facts").first).to_contain_text("Sent")

    partner = new_context().new_page()
    partner.goto(f"{link}?language=en")
    page.get_by_label("Withdraw the referral").check()
    page.get_by_label("Reason").select_option(label="Another service suits better")
    page.get_by_role("button", name="Record the step").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    partner.get_by_role("button", name="Open the referral").click()

    expect(partner.locator("main")).to_have_text(re.compile("This referral is closed"))
    expect(partner.locator("main")).not_to_contain_text("Support beside")
    fine(partner)
