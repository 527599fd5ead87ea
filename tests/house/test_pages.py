"""Every page there is, opened by somebody who may: it answers, and no template asked for what was not there."""

import re

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.context import set_context
from accounts.models import RateLimit, User
from tests.factories.signin import fresh_second_factor
from tests.house.test_addresses import OPEN_ENDPOINTS, endpoint, patterns
from tests.security.test_crawl_reads import LIMITS, World, make_world

PEOPLE = "?indicator=A15&part=numerator&period=all"
QUERIES = {
    "reporting:figures": ["", "?indicator=A17", "?indicator=A15&by=gender&period=year"],
    "reporting:case_figures": ["", "?by=gender&period=year"],
    "reporting:case_figure_rows": ["?indicator=W01"],
    "reporting:people": [PEOPLE],
    "reporting:people_csv": [PEOPLE],
    "reporting:people_xlsx": [PEOPLE],
}
# What only another area may accept, a link that is wrong, a directory and metrics that are not set, a session that is
# somebody else's.
REFUSED = {
    "accounts:signin_link": 422,
    "accounts:link": 422,
    "clients:calendar_feed": 404,
    "clients:referral_link": 404,
    "questionnaires:answer": 404,
    "employers:interest_confirm": 410,
    "clients:transfer_accept": 403,
    "directory": 404,
    "directory_back": 404,
    "desk:metrics": 404,
    "accounts:factor_remove": 404,
}
READERS = ("supervisor", "administrator", "data_protection", "coordinator")
ANSWERED = {200, 302, 405}  # 405: a step of a form, no page


def pages() -> list[str]:
    return sorted(name for name, pattern in patterns() if endpoint(pattern) is None and name not in OPEN_ENDPOINTS)


def open_context() -> None:
    set_context(user=None, areas=range(1, 47))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_page_has_all_it_asks_for(settings, language):
    for name, value in LIMITS.items():
        setattr(settings, name, value)
    world = make_world()
    browsers = {reader: browser_of(world.people[reader], language) for reader in READERS}
    world.words["entry_id"] = newest_entry(browsers)
    faults = {}

    for name in pages():
        for address in addresses(name, world):
            if fault := fault_of(name, address, browsers):
                faults[address] = fault

    assert faults == {}


def newest_entry(browsers: dict[str, Client]) -> str:
    """A row of the read log: opening a client made one."""
    browsers["supervisor"].get(reverse("clients:clients"))
    open_context()
    shown = browsers["data_protection"].get(reverse("accounts:logs")).content.decode()
    open_context()
    found = re.search(r'href="/logs/(\d+)/"', shown)
    assert found, "the log has no row"
    return found[1]


def addresses(name: str, world: World) -> list[str]:
    known = dict(patterns())
    values = {word: world.words[word] for word in known[name].pattern.converters}
    return [reverse(name, kwargs=values) + query for query in QUERIES.get(name, [""])]


def browser_of(person: User, language: str) -> Client:
    browser = Client()
    set_context(user=person.pk)
    browser.force_login(person)
    fresh_second_factor(browser, person)
    browser.cookies["tasma_language"] = language
    return browser


def fault_of(name: str, address: str, browsers: dict[str, Client]) -> str:
    """What is wrong with the page as the first reader who may open it sees it; empty when nothing is."""
    statuses = []
    RateLimit.objects.all().delete()  # more files are asked for here than a person may in an hour
    for browser in browsers.values():
        response = browser.get(address)
        open_context()
        statuses.append(response.status_code)
        if response.status_code in ANSWERED:
            return faults_in(response)
    return "" if statuses[0] == REFUSED.get(name) else f"answers {statuses}"


def faults_in(response: HttpResponseBase) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    open_context()
    if "html" not in response.headers.get("Content-Type", ""):
        return ""
    text = body.decode()
    if "UNDEFINED(" in text:
        return "a template asks for what is not there"
    if found := re.search(r"%\(\w+\)[sd]", text):
        return f"a text is not filled in: {found[0]}"
    twice = {key for key in re.findall(r'id="([^"]+)"', text) if text.count(f'id="{key}"') > 1}
    return f"an id is given twice: {sorted(twice)}" if twice else ""
