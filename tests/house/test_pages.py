"""Every page there is, opened once as a supervisor: it answers, and no template asked for what was not there."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from accounts.context import set_context
from accounts.models import User
from clients.enums import ImportState
from clients.models import ImportBatch, Participation
from reporting.services.computing import compute_area, request_computation
from tests.factories.accounts import HOME_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.house.test_addresses import OPEN_ENDPOINTS, endpoint, patterns
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

QUERIES = {
    "reporting:figures": ["", "?indicator=A17", "?indicator=A15&by=gender&period=year"],
    "reporting:people": ["?indicator=A15&part=numerator&period=all"],
    "reporting:people_csv": ["?indicator=A15&part=numerator&period=all"],
    "reporting:people_xlsx": ["?indicator=A15&part=numerator&period=all"],
}
# A link that is wrong, and a directory that is not set.
REFUSED = {"accounts:signin_link": {422}, "accounts:link": {422}, "directory": {404}, "directory_back": {404}}
# Steps, not pages: they answer to POST only.
STEPS = re.compile(
    r"(compute|cancel|confirm|discard|signout|set_language|oauth_token|oauth_revoke|passkey_signin|devices?_end|codes_new)$"
)


@pytest.fixture
def world(db):
    programme = ProgrammeFactory(code="S20784")
    load_rows(random_rows(7, 60), programme=programme, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    run = request_computation(actor=None, programme=programme, areas=[HOME_AREA])
    batch = ImportBatch.objects.create(
        area_id=HOME_AREA,
        programme=programme,
        file_name="spring.csv",
        state=ImportState.IMPORTED,
        report={"rows": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 0, "errors": 0, "notes": 0},
    )
    supervisor = member(area=HOME_AREA)
    return {
        "code": "S20784",
        "indicator": "A15",
        "run": run,
        "batch_id": batch.pk,
        "participation_id": Participation.objects.filter(area_id=HOME_AREA).first().pk,
        "token": "wrong",
        "supervisor": supervisor,
        "factor_id": factor_of(supervisor),
        "session_id": 1,
    }


def factor_of(person: User) -> int:
    """An authenticator app of the person; its key."""
    set_context(user=person.pk, areas=range(1, 47))
    return TOTP.activate(person, generate_totp_secret()).instance.pk


def open_context() -> None:
    set_context(user=None, areas=range(1, 47))


def pages() -> list[str]:
    return sorted(
        name
        for name, pattern in patterns()
        if endpoint(pattern) is None and not STEPS.search(name) and name not in OPEN_ENDPOINTS
    )


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize("language", ["fi", "en"])
def test_page_has_all_it_asks_for(world, name, language):
    known = dict(patterns())
    values = {word: world[word] for word in known[name].pattern.converters}
    browser = Client()
    set_context(user=world["supervisor"].pk)
    browser.force_login(world["supervisor"])
    fresh_second_factor(browser, world["supervisor"])
    browser.cookies["tasma_language"] = language
    addresses = [reverse(name, kwargs=values) + query for query in QUERIES.get(name, [""])]

    for address in addresses:
        response = browser.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        open_context()
        assert response.status_code in REFUSED.get(name, {200, 302}), address
        if "html" in response.headers.get("Content-Type", ""):
            text = body.decode()
            assert "UNDEFINED(" not in text, address
            assert re.search(r"%\(\w+\)[sd]", text) is None, address
            assert [key for key in re.findall(r'id="([^"]+)"', text) if text.count(f'id="{key}"') > 1] == [], address
