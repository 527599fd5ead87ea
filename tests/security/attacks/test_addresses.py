"""Where an answer leads, and what its headers say, is never what the asker wrote."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import HOME_AREA
from tests.security.attacks.conftest import address, open_context, pages

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "/%09/evil.example",
    "\thttps://evil.example",
    " https://evil.example",
    "/x\r\nSet-Cookie: stolen=1",
    "/x%0d%0aSet-Cookie:%20stolen=1",
]
NAMES = ("next", "url", "return_to", "redirect", "continue", "back")
INJECTED = "a\r\nX-Injected: yes\r\n\r\n<html>"
ODD_NAMES = [
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "a\r\nX-Injected: yes.csv",
    'a"; filename="evil.exe',
    "con.csv",
    "x" * 5_000 + ".csv",
    "\u202egnp.exe.csv",
    "a\0b.csv",
]


def leads_out(place: str) -> bool:
    return not (place == "" or (place.startswith("/") and not place.startswith(("//", "/\\"))))


def answers(name, pattern, world, target):
    """Signed in and not, asked and sent."""
    place = address(name, pattern, world.home, HOME_AREA)
    given = dict.fromkeys(NAMES, target)
    for client in (world.browser("supervisor"), Client(raise_request_exception=False)):
        yield client.get(place, given)
        yield client.post(place, {**given, "language": "sv"})
        open_context()


def led_out(found):
    return [
        (one.headers.get("Location", ""), one.status_code)
        for one in found
        if leads_out(one.headers.get("Location", "")) or "X-Injected" in one or "stolen" in one.cookies
    ]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_step_of_signing_in_leads_to_another_site(world, target):
    routes = ("accounts:signin", "accounts:step_up", "accounts:second_factor", "set_language", "account_login")

    assert [led_out(answers(name, pages()[name], world, target)) for name in routes] == [[]] * len(routes)


@pytest.mark.parametrize("target", ["https://evil.example/", "/\\evil.example"])
def test_no_route_leads_to_another_site(world, target):
    plain = {name: pattern for name, pattern in pages().items() if not pattern.pattern.converters}

    found = {name: led_out(answers(name, pattern, world, target)) for name, pattern in plain.items()}

    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_out_leads_home_whatever_is_asked(world, target):
    response = world.browser("supervisor").post("/sign-out/", {"next": target})

    assert not leads_out(response.headers.get("Location", ""))


def test_no_value_becomes_a_header(world):
    client = world.browser("supervisor")
    headers = {"X-Request-ID": INJECTED, "Accept-Language": INJECTED, "User-Agent": INJECTED, "If-None-Match": INJECTED}

    for place in ("/programmes/", "/imports/", "/programmes/S20784/figures.csv"):
        for name in ("name", "sort", "page", "q", "indicator", "period", "format", "filename"):
            response = client.get(place, {name: INJECTED}, headers=headers)
            assert "X-Injected" not in response, (place, name)
            assert "yes" not in str(response.headers), (place, name)
            assert response.status_code < 500, (place, name)


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_a_files_name_is_a_text_and_nothing_more(world, name):
    file = SimpleUploadedFile("a.csv", b"client_ref,started_on\nx,2018-01-01\n")
    file._name = name
    client = world.browser("supervisor")
    programme = world.programme

    response = client.post("/imports/new/", {"programme": programme, "area": HOME_AREA, "file": file}, follow=True)

    assert response.status_code in {200, 400, 422}
    assert "X-Injected" not in response
    assert b"/etc/" not in response.content
    assert b"\r\nX-Injected" not in response.content


@pytest.mark.parametrize(
    "place",
    [
        "/static/../config/settings/base.py",
        "/static/%2e%2e/config/settings/base.py",
        "/static/..%2f..%2fetc/passwd",
        "/static//etc/passwd",
        "/static/js/..%5c..%5cmanage.py",
        "/..%2f..%2fetc/passwd",
        "/imports/..%2f..%2f",
    ],
)
def test_no_address_leads_out_of_the_files_shipped(world, place):
    assert world.browser("supervisor").get(place).status_code == 404


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-Host",
        "X-Forwarded-Scheme",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Host",
        "Forwarded",
    ],
)
def test_a_header_of_a_proxy_changes_no_page(world, header):
    """What a cache before us might keep for others is the same whatever the asker adds, and it may keep nothing."""
    client = world.browser("supervisor")
    value = "/runs/" if header.endswith("URL") else "evil.example"
    plain = client.get("/programmes/")

    told = client.get("/programmes/", headers={header: value})

    assert b"evil" not in told.content
    assert told.status_code == plain.status_code == 200
    assert told["Cache-Control"] == "private, no-store"
    assert "evil" not in str(told.headers)
    assert client.get("/nowhere/", headers={header: value}).status_code == 404
