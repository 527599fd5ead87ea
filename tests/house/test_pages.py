"""Every page there is, opened once as a supervisor: it answers, and no template asked for what was not there."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import Area, Code, Notice, User
from accounts.services.api_clients import make_machine
from clients.enums import ImportState
from clients.models import ImportBatch, Participation
from reporting.models import Target
from reporting.services.computing import compute_area, request_computation
from tests.factories.accounts import HOME_AREA, UnitFactory, member
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
    r"(compute|cancel|confirm|discard|signout|set_language|oauth_token|oauth_revoke|passkey_signin|devices?_end|codes_new"
    r"|rename|invite_again|(membership|machine|notice)_end|machine_secret|machine_token|messages_read)$"
)
# Whoever opens a page that a supervisor may not.
ADMINISTRATION = re.compile(
    r"network:.*|reporting:targets?(_new)?|accounts:(people_csv|invite|person_.*|membership.*|reviews|(unit|code|machine|notice).*)"
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
    target = Target.objects.create(programme=programme, indicator="A01", value=700, source="Plan")
    return {
        **administered(supervisor),
        "target_id": target.pk,
        "administrator": member(role=Role.ADMINISTRATOR, area=HOME_AREA),
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


def administered(person: User) -> dict[str, object]:
    """The keys of what an administrator keeps."""
    notice = Notice.objects.create(key="outage", text_fi="a", text_sv="b", text_en="c", valid_from=timezone.now())
    machine = make_machine(name="Statistics", area=Area.objects.get(pk=HOME_AREA), scopes=["indicators:read"])
    return {
        "person_id": person.pk,
        "membership_id": person.memberships.get().pk,
        "unit_id": UnitFactory().pk,
        "code_id": Code.objects.first().pk,
        "machine_id": machine.pk,
        "notice_id": notice.pk,
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
    reader = world["administrator" if ADMINISTRATION.fullmatch(name) else "supervisor"]
    set_context(user=reader.pk)
    browser.force_login(reader)
    fresh_second_factor(browser, reader)
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
