"""Jobs are found for a client, the reasons are read, and a match is refused with its reason: by mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import fine

pytestmark = pytest.mark.capability("EM-07", "EM-10")
# The client gets a profile by the service; jobs are those of the demo.
PROFILE = """
from decimal import Decimal
from django.utils import timezone
from accounts.context import acting
from accounts.models import User
from clients.enums.demands import Ability, Adjustment, Demand, DemandSource
from clients.services.demands import Assessed, record_profile
said = {{
    Demand.LIFTING: (Ability.LIMITED, Decimal(12), ()),
    Demand.SHIFTS: (Ability.IMPOSSIBLE, None, ()),
    Demand.STANDING: (Ability.LIMITED, Decimal(60), ()),
    Demand.WALKING: (Ability.FULL, None, ()),
    Demand.SITTING: (Ability.FULL, None, ()),
    Demand.CONCENTRATION: (Ability.FULL, None, ()),
}}
with acting(areas=[41]):
    user = User.objects.get(email="coordinator@demo.invalid")
    record_profile(actor=user, client_id="{key}", latest_id=None, assessed_on=timezone.localdate(), demands=[
        Assessed(demand=demand, ability=ability, limit=limit, adjustments=kinds, source=DemandSource.OWN)
        for demand, (ability, limit, kinds) in said.items()
    ])
"""


def test_jobs_are_found_and_one_is_refused_with_its_reason(signed_in, product, own_client) -> None:
    page: Page = signed_in("coordinator")
    product.console.run(PROFILE.format(key=own_client.split("/")[2]))
    page.goto(f"{own_client}employment/")
    page.get_by_role("link", name="Jobs for the client").click()
    page.get_by_role("button", name="Find jobs").click()

    expect(page.get_by_role("heading", name="Found", exact=True)).to_be_visible()
    first = page.locator("#found ~ .match-list > li").first
    expect(first.locator(".match-why")).to_contain_text("For")
    stops = page.locator("#stops ~ .match-list > li").first
    expect(stops).to_contain_text("Shift work and irregular hours: not possible for the client.")
    fine(page)
    title = first.get_by_role("heading").inner_text().partition(" ")[2]
    first.get_by_role("link", name="Accept or refuse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    fine(page)
    page.get_by_label("Refused", exact=True).check()
    page.get_by_label("The client", exact=True).check()
    page.get_by_label("Why it was refused").select_option(label="The way to work is too long")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#found ~ .match-list > li").first).to_contain_text("Refused")
