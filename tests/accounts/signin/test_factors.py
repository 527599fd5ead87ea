import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import Message, SigninLink
from accounts.services.signin import make_signin_token
from accounts.stepup import FRESH_SECONDS, has_fresh_second_factor
from tests.accounts.signin.conftest import add_app, add_codes, code_of, factors, is_signed_in, opens, see, sign_in
from tests.factories.accounts import member
from tests.factories.signin import fresh_second_factor, record

pytestmark = pytest.mark.django_db
STEP_UP = "/account/step-up/"


def strong(browser: Client, user) -> str:
    """Signed in with a fresh second factor; returns the app's secret."""
    secret = add_app(user)
    add_codes(user)
    see(user)
    browser.force_login(user)
    fresh_second_factor(browser, user)
    return secret


def told(user) -> list[str]:
    see(user)
    return list(Message.objects.filter(user=user).order_by("created_at").values_list("kind", flat=True))


def test_adding_an_app_opens_everything_and_shows_codes_once(person, browser):
    sign_in(browser, person)
    browser.get("/account/security/app/")
    secret = browser.session["mfa.totp.secret"]

    answer = browser.post("/account/security/app/", {"code": code_of(secret)})

    assert answer.url == "/account/security/codes/"
    first = browser.get(answer.url).content.decode()
    see(person)
    codes = Authenticator.objects.get(user_id=person.pk, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert all(code in first for code in codes)
    again = browser.get(answer.url).content.decode()
    assert not any(code in again for code in codes)
    assert opens(browser)
    assert factors(person) == ["recovery_codes", "totp"]
    assert told(person) == ["new_device", "factor_added", "codes_made"]


def test_a_wrong_code_adds_no_app(person, browser):
    sign_in(browser, person)
    browser.get("/account/security/app/")

    answer = browser.post("/account/security/app/", {"code": "000000"})

    assert answer.status_code == 422
    assert factors(person) == []
    assert not opens(browser)


def test_the_picture_of_the_app_is_inline(person, browser):
    sign_in(browser, person)

    page = browser.get("/account/security/app/").content.decode()

    assert 'src="data:image/svg+xml;base64,' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "address",
    ["/account/security/passkey/", "/account/security/codes/", "/account/password/", "/account/security/app/"],
)
def test_changing_factors_asks_for_one_first(person, browser, address):
    strong(browser, person)
    record(browser, person, "mfa", ago=0)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1.0}]
    session.save()

    answer = browser.get(address)

    assert answer.url.startswith(STEP_UP)


def test_removing_the_last_factor_removes_the_codes_and_is_told(person, browser):
    strong(browser, person)
    see(person)
    app = Authenticator.objects.get(user_id=person.pk, type="totp")
    address = reverse("accounts:factor_remove", args=[app.pk])
    assert browser.get(address).status_code == 200
    assert factors(person) == ["recovery_codes", "totp"]

    browser.post(address)

    assert factors(person) == []
    assert told(person) == ["factor_removed"]


def test_nobody_removes_the_factor_of_another(person, browser):
    see()
    other = member()
    add_app(other)
    app = Authenticator.objects.get(user_id=other.pk)
    strong(browser, person)

    answer = browser.post(reverse("accounts:factor_remove", args=[app.pk]))

    assert answer.status_code == 404
    assert factors(other) == ["totp"]


def test_new_codes_make_the_old_ones_worthless(person, browser):
    strong(browser, person)
    old = Authenticator.objects.get(user_id=person.pk, type="recovery_codes").wrap().generate_codes()

    browser.post("/account/security/codes/new/")

    see(person)
    new = Authenticator.objects.get(user_id=person.pk, type="recovery_codes").wrap().generate_codes()
    assert set(old).isdisjoint(new)


@pytest.mark.parametrize(
    ("ago", "fresh"), [(0, True), (FRESH_SECONDS - 5, True), (FRESH_SECONDS + 5, False), (-60, False)]
)
def test_a_second_factor_is_fresh_for_five_minutes(person, browser, rf, ago, fresh):
    see(person)
    browser.force_login(person)
    record(browser, person, "mfa", ago=ago)
    request = rf.get("/")
    request.session, request.user = browser.session, person

    assert has_fresh_second_factor(request) is fresh


def test_a_factor_of_another_person_is_no_proof(person, browser, rf):
    see()
    other = member()
    see(person)
    browser.force_login(person)
    record(browser, other, "mfa")
    request = rf.get("/")
    request.session, request.user = browser.session, person

    assert not has_fresh_second_factor(request)


def test_step_up_takes_a_code_and_leads_back(person, browser):
    secret = strong(browser, person)

    answer = browser.post(STEP_UP, {"code": code_of(secret), "next": "/runs/"})

    assert answer.url == "/runs/"
    assert browser.session["account_authentication_methods"][-1]["reauthenticated"] is True


def test_step_up_refuses_a_wrong_code_and_leads_nowhere_else(person, browser):
    secret = strong(browser, person)
    before = browser.session["account_authentication_methods"]

    assert browser.post(STEP_UP, {"code": "000000"}).status_code == 422
    assert browser.session["account_authentication_methods"] == before
    assert browser.post(STEP_UP, {"code": code_of(secret), "next": "//elsewhere.invalid/"}).url == "/"


def test_step_up_without_a_factor_leads_to_adding_one(person, browser):
    see(person)
    browser.force_login(person)

    assert browser.get(STEP_UP).url == "/account/security/"


def test_an_operators_link_signs_in_and_is_no_second_factor(person, browser, rf):
    see()
    token = make_signin_token(email=person.email)

    browser.get(f"/sign-in/{token}/")

    assert opens(browser)
    request = rf.get("/")
    request.session, request.user = browser.session, person
    assert not has_fresh_second_factor(request)
    assert "second factor" in browser.get("/programmes/").content.decode()


def test_an_operators_link_asks_for_the_factor_a_person_has(person, browser):
    secret = add_app(person)
    see()
    token = make_signin_token(email=person.email)

    answer = browser.get(f"/sign-in/{token}/")

    assert answer.url == reverse("mfa_authenticate")
    assert not is_signed_in(browser)
    browser.post("/account/second-factor/", {"code": code_of(secret)})
    assert opens(browser)


def test_an_operators_link_is_good_once(person, browser):
    see()
    token = make_signin_token(email=person.email)
    browser.get(f"/sign-in/{token}/")
    other = Client()

    answer = other.get(f"/sign-in/{token}/")

    assert answer.status_code == 422
    assert not is_signed_in(other)
    assert SigninLink.objects.filter(used_at=None).count() == 0


def test_a_passkey_that_is_none_opens_nothing(person, browser):
    for credential in ("", "[]", "{}", json.dumps({"response": {"userHandle": person.pk.hex}}), '{"response": 7}'):
        browser.get("/account/passkey/options/")

        answer = browser.post("/account/passkey/", {"credential": credential})

        assert answer.url == "/sign-in/"
        assert not is_signed_in(browser)


def test_a_form_sent_without_a_fresh_factor_is_kept_for_sending_again(person, browser):
    strong(browser, person)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 1.0}]
    session.save()
    here = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}

    kept = browser.post("/account/security/passkey/", {"name": "ölkanna", "credential": "hush"}, headers=here)
    foreign = browser.post("/account/security/passkey/", {"name": "ölkanna"}, headers={"Origin": "https://x.invalid"})

    page = kept.content.decode()
    assert (kept.status_code, foreign.status_code) == (403, 302)
    assert 'value="ölkanna"' in page
    assert 'href="/account/step-up/"' in page
    assert "hush" not in page
