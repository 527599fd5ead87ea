"""Ways in, as people use them: passkey, authenticator app, recovery code, step-up, and a session that ends."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Product, open_dashboard, speak
from tests.browser.test_newcomer import MOVED, download, sheet_of

PASSWORD = "quiet harbour nine lamps"


def code_of(secret: str) -> str:
    """The code an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture
def newcomer(product: Product, request: pytest.FixtureRequest) -> str:
    """The address of a new supervisor with a password and nothing else, for this test alone."""
    name = re.sub(r"\W+", "-", request.node.name)[:40]
    email = f"{name}-{time.time_ns() % 10**9}@demo.invalid"
    product.make_person(email, name="Demo Kirjautuja", role="esihlo", password=PASSWORD)
    return email


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return english_page(new_context)


def english_page(new_context: Callable[..., BrowserContext], **options: object) -> Page:
    context = new_context(**options)
    speak(context, "en")
    return context.new_page()


def give_password(page: Page, email: str) -> None:
    page.goto("/sign-in/")
    page.get_by_role("textbox", name="E-mail").fill(email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_app(page: Page) -> tuple[str, list[str]]:
    """The person has an app now: its secret, and the recovery codes."""
    page.get_by_role("link", name="Add an authenticator app").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(code_of(secret))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(heading(page)).to_have_text("Recovery codes")
    codes = page.locator(".codes code").all_inner_texts()
    page.get_by_role("link", name="Continue").click()
    return secret, codes


def heading(page: Page) -> object:
    return page.get_by_role("heading", level=1)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(heading(page)).to_have_text("Sign in")


def give_code(page: Page, code: str) -> None:
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Continue").click()


def with_authenticator(page: Page) -> None:
    """The browser has a device that keeps passkeys and answers at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_passkey_is_added_and_signs_in_without_a_password(page: Page, newcomer: str) -> None:
    with_authenticator(page)
    give_password(page, newcomer)
    expect(heading(page)).to_have_text("Sign-in and security")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Work phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(heading(page)).to_have_text("Recovery codes")
    expect(page.locator(".codes code")).to_have_count(10)
    page.goto("/account/security/")
    expect(page.get_by_role("main")).to_contain_text("Work phone")
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto("/account/password/")
    expect(heading(page)).to_have_text("Password")


def test_passkey_is_the_second_factor_after_a_password_and_steps_up(page: Page, newcomer: str) -> None:
    with_authenticator(page)
    give_password(page, newcomer)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(heading(page)).to_have_text("Recovery codes")
    page.goto("/account/security/")
    sign_out(page)
    give_password(page, newcomer)
    expect(heading(page)).to_have_text("Second factor")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto("/account/step-up/?next=/account/devices/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(heading(page)).to_have_text("Devices")
    expect(page.get_by_role("main")).to_contain_text("This device")


def test_app_recovery_code_and_step_up(page: Page, newcomer: str) -> None:
    give_password(page, newcomer)
    secret, codes = add_app(page)
    sign_out(page)
    give_password(page, newcomer)
    expect(heading(page)).to_have_text("Second factor")

    give_code(page, codes[0])

    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto("/account/step-up/?next=/account/security/")
    give_code(page, "000000")
    expect(heading(page)).to_have_text("Confirm that it is you")
    give_code(page, codes[0])
    expect(page.get_by_role("main")).to_contain_text("Incorrect code")
    give_code(page, codes[1])
    expect(page.get_by_role("main")).to_contain_text("You have 8 recovery codes left")
    assert len(secret) == 32


def test_everything_but_passkeys_works_without_javascript(
    new_context: Callable[..., BrowserContext], newcomer: str
) -> None:
    page = english_page(new_context, java_script_enabled=False)
    give_password(page, newcomer)
    _secret, codes = add_app(page)
    sign_out(page)

    give_password(page, newcomer)
    give_code(page, codes[2])

    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_files_of_people_ask_for_a_second_factor_and_hold_the_number_of_the_page(
    signed_in: Callable[..., Page], page: Page, newcomer: str, tmp_path: Path
) -> None:
    by_link = signed_in("supervisor")
    open_dashboard(by_link)
    by_link.goto(MOVED)
    by_link.get_by_role("link", name="CSV").click()
    expect(heading(by_link)).to_have_text("Sign-in and security")
    give_password(page, newcomer)
    add_app(page)
    page.goto(MOVED)

    people = [sheet_of(download(page, name, tmp_path)) for name in ("CSV", "XLSX")]

    expect(page.locator("#count")).to_have_text("74 people.")
    assert [len(rows) for rows in people] == [74, 74]
    assert {row["Reference"] for row in people[0]} == {row["Reference"] for row in people[1]}


def test_a_session_about_to_end_warns_keeps_what_was_typed_and_goes_on(signed_in: Callable[..., Page]) -> None:
    page = signed_in("outsider")
    page.clock.install()
    page.goto("/imports/?name=something+typed")
    field = page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first
    field.fill("typed and not sent")
    dialog = page.locator("#session-ending")
    soon = answer_with(page, seconds_left=90)
    page.clock.run_for(10_000)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    soon()

    dialog.get_by_role("button", name="Stay signed in").click()

    expect(dialog).to_be_hidden()
    expect(field).to_have_value("typed and not sent")


def test_a_session_that_ended_covers_the_page_until_the_person_signs_in_elsewhere(
    product: Product, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context()
    page = context.new_page()
    page.goto(product.signin_link("outsider"))
    speak(context, "en")
    page.clock.install()
    page.goto("/imports/")
    field = page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first
    field.fill("typed and not sent")
    session = next(cookie for cookie in context.cookies() if cookie["name"].endswith("tasma_session"))
    context.clear_cookies(name=session["name"])
    page.clock.run_for(10_000)
    cover = page.locator("#session-ended")
    expect(cover).to_be_visible()
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()

    other = context.new_page()
    other.goto(product.signin_link("outsider"))
    other.close()
    page.clock.run_for(11_000)

    expect(cover).to_be_hidden()
    expect(field).to_have_value("typed and not sent")


def answer_with(page: Page, **said: object) -> Callable[[], None]:
    """What the server says of the session is changed until the function is called."""

    def change(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        route.fulfill(response=answer, json=answer.json() | said)  # type: ignore[attr-defined]

    page.route("**/session/", change)
    return lambda: page.unroute("**/session/")
