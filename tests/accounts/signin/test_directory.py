"""The directory is a real provider in a process of its own; browsers of people are played by requests."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.signin.conftest import add_app, code_of, is_signed_in, opens, see
from tests.browser.conftest import free_port
from tests.factories.accounts import UserFactory, member

pytestmark = pytest.mark.django_db
START = "/account/directory/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), "-n", "true"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        deadline = time.monotonic() + 30
        while True:
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=1)
                break
            except requests.RequestException:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield address
        process.terminate()


@pytest.fixture(autouse=True)
def _directory(settings, issuer):
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Area's directory"
    app = {
        "provider_id": "directory",
        "name": "d",
        "client_id": "tasma",
        "secret": "s",
        "settings": {"server_url": issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def known_to_directory(issuer: str, subject: str, **claims: object) -> None:
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()


def at_directory(browser: Client, subject: str) -> str:
    """The address the directory sends the person back to."""
    leave = browser.get(START)
    assert leave.status_code == 302
    said = requests.post(leave.url, data={"sub": subject}, allow_redirects=False, timeout=5)
    assert said.status_code == 302, said.text
    back = urlsplit(said.headers["Location"])
    return f"{back.path}?{back.query}"


def come_in(browser: Client, subject: str):
    return browser.get(at_directory(browser, subject))


def test_the_way_out_carries_state_nonce_and_pkce(browser):
    asked = parse_qs(urlsplit(browser.get(START).url).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://testserver/account/directory/back/"]
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))


def test_an_invited_person_comes_in_and_still_needs_a_second_factor(person, browser, issuer):
    known_to_directory(issuer, "s1", email=person.email, email_verified=True)

    answer = come_in(browser, "s1")

    assert (answer.status_code, answer.url) == (302, "/")
    assert is_signed_in(browser)
    assert not opens(browser)
    assert SocialAccount.objects.values_list("user_id", "uid", "extra_data").get() == (person.pk, "s1", {})


def test_a_person_with_a_factor_is_asked_for_it(person, browser, issuer):
    secret = add_app(person)
    known_to_directory(issuer, "s2", email=person.email, email_verified=True)

    answer = come_in(browser, "s2")

    assert answer.url == reverse("mfa_authenticate")
    assert not is_signed_in(browser)
    browser.post("/account/second-factor/", {"code": code_of(secret)})
    assert opens(browser)


def test_the_subject_counts_once_it_is_known(person, browser, issuer):
    known_to_directory(issuer, "s3", email=person.email, email_verified=True)
    come_in(browser, "s3")
    known_to_directory(issuer, "s3", email="renamed@test.invalid", email_verified=True)
    again = Client()

    come_in(again, "s3")

    assert again.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    ("_case", "claims"),
    [
        ("unverified", {"email_verified": False}),
        ("verified in words", {"email_verified": "true"}),
        ("no word of it", {}),
        ("unknown", {"email": "stranger@test.invalid", "email_verified": True}),
        ("no address", {"email": None, "email_verified": True}),
        ("a list", {"email": ["a@test.invalid"], "email_verified": True}),
        ("roles", {"email": "boss@test.invalid", "email_verified": True, "groups": ["administrators"]}),
    ],
)
def test_whom_the_directory_does_not_vouch_for_stays_out(person, browser, issuer, _case, claims):
    before = User.objects.count()
    known_to_directory(issuer, "s4", **({"email": person.email} | claims))

    answer = come_in(browser, "s4")

    assert answer.url == "/sign-in/"
    assert not is_signed_in(browser)
    see()
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_another_subject_with_the_same_address_stays_out(person, browser, issuer):
    known_to_directory(issuer, "s5", email=person.email, email_verified=True)
    come_in(browser, "s5")
    known_to_directory(issuer, "s6", email=person.email, email_verified=True)
    other = Client()

    assert come_in(other, "s6").url == "/sign-in/"
    assert not is_signed_in(other)
    assert SocialAccount.objects.count() == 1


def test_inactive_people_and_people_without_a_role_stay_out(browser, issuer):
    see()
    inactive, roleless = member(), UserFactory()
    see(inactive)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    for subject, user in (("s7", inactive), ("s8", roleless)):
        known_to_directory(issuer, subject, email=user.email, email_verified=True)

        come_in(browser, subject)

        assert not is_signed_in(browser)


def test_an_answer_that_was_not_asked_for_is_refused(person, issuer):
    known_to_directory(issuer, "s9", email=person.email, email_verified=True)
    victim, attacker = Client(), Client()
    planted = at_directory(attacker, "s9")

    assert victim.get(planted).url == "/sign-in/"
    assert not is_signed_in(victim)


def test_an_answer_is_good_once(person, issuer, browser):
    known_to_directory(issuer, "s10", email=person.email, email_verified=True)
    back = at_directory(browser, "s10")
    browser.get(back)
    browser.post("/sign-out/")

    assert browser.get(back).url == "/sign-in/"
    assert not is_signed_in(browser)


def test_an_answer_with_another_nonce_is_refused(person, issuer, browser):
    known_to_directory(issuer, "s11", email=person.email, email_verified=True)
    back = at_directory(browser, "s11")
    session = browser.session
    session["tasma_directory_nonce"] = "of another request"
    session.save()

    assert browser.get(back).url == "/sign-in/"
    assert not is_signed_in(browser)


def test_an_answer_without_the_proof_of_pkce_is_refused(person, issuer, browser):
    known_to_directory(issuer, "s12", email=person.email, email_verified=True)
    back = at_directory(browser, "s12")
    session = browser.session
    states = json.loads(json.dumps(session["socialaccount_states"]).replace("pkce_code_verifier", "pkce_lost"))
    session["socialaccount_states"] = states
    session.save()

    assert browser.get(back).url == "/sign-in/"
    assert not is_signed_in(browser)


def test_a_directory_that_is_away_lets_nobody_in(settings, browser):
    port = free_port()
    settings.OIDC_ISSUER = f"http://localhost:{port}"
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"] = {"server_url": settings.OIDC_ISSUER}

    assert browser.get(START).url == "/sign-in/"


def test_a_directory_of_another_name_is_refused(settings, person, issuer, browser):
    known_to_directory(issuer, "s13", email=person.email, email_verified=True)
    back = at_directory(browser, "s13")
    settings.OIDC_ISSUER = "https://directory.invalid"

    assert browser.get(back).url == "/sign-in/"
    assert not is_signed_in(browser)


def test_without_a_directory_there_is_no_such_page(settings, browser):
    settings.OIDC_ISSUER = ""

    assert browser.get(START).status_code == 404
    assert browser.get("/account/directory/back/?code=x&state=y").status_code == 404


@pytest.mark.parametrize(("site", "goes_on"), [("cross-site", False), ("same-site", False), ("same-origin", True)])
def test_another_site_does_not_begin_a_sign_in(browser, issuer, site, goes_on):
    answer = browser.get(START, headers={"Sec-Fetch-Site": site})

    assert answer.url.startswith(issuer) is goes_on
    assert (answer.url == "/sign-in/") is not goes_on
