import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.models import Message, SecurityEvent, User
from config.settings import base
from config.signin.backends import PasswordBackend
from tests.accounts.signin.conftest import (
    PASSWORD,
    SIGN_IN,
    add_app,
    add_codes,
    code_of,
    factors,
    is_signed_in,
    opens,
    see,
    sign_in,
    with_password,
)
from tests.factories.accounts import UserFactory, member

pytestmark = pytest.mark.django_db
SECOND = "/account/second-factor/"


def test_password_alone_opens_the_way_to_a_second_factor_only(person, browser):
    sign_in(browser, person)

    assert is_signed_in(browser)
    answer = browser.get("/programmes/")
    assert (answer.status_code, answer.url) == (302, "/account/security/")
    assert browser.get("/account/security/").status_code == 200
    assert browser.get("/account/devices/").url == "/account/security/"
    assert browser.get("/account/password/").url == "/account/security/"


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_every_method_of_a_page_is_closed_to_one_proof(person, browser, method):
    sign_in(browser, person)

    assert getattr(browser, method)("/imports/new/").url == "/account/security/"


def test_htmx_is_led_to_the_second_factor_as_a_page(person, browser):
    sign_in(browser, person)

    answer = browser.get("/programmes/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == "/account/security/"


def test_password_and_code_open_everything(person, browser):
    secret = add_app(person)

    first = sign_in(browser, person)

    assert first.status_code == 302
    assert not is_signed_in(browser)
    assert not opens(browser)
    answer = browser.post(SECOND, {"code": code_of(secret)})
    assert (answer.status_code, answer.url) == (302, "/")
    assert opens(browser)


def test_a_code_is_good_once(person, browser):
    secret = add_app(person)
    code = code_of(secret)
    sign_in(browser, person)
    browser.post(SECOND, {"code": code})
    other = Client()
    sign_in(other, person)

    answer = other.post(SECOND, {"code": code})

    assert answer.status_code == 422
    assert not is_signed_in(other)


def test_a_wrong_code_opens_nothing(person, browser):
    add_app(person)
    sign_in(browser, person)

    answer = browser.post(SECOND, {"code": "000000"})

    assert answer.status_code == 422
    assert not is_signed_in(browser)


def test_second_factor_without_a_password_leads_to_sign_in(browser):
    assert browser.get(SECOND).url == reverse("account_login")
    assert browser.post(SECOND, {"code": "123456"}).url == reverse("account_login")


def test_a_recovery_code_is_good_once(person, browser):
    add_app(person)
    code = add_codes(person)[0]
    sign_in(browser, person)
    browser.post(SECOND, {"code": code})
    assert opens(browser)
    other = Client()
    sign_in(other, person)

    answer = other.post(SECOND, {"code": code})

    assert answer.status_code == 422
    assert not is_signed_in(other)


def test_wrong_password_and_unknown_address_answer_alike(person, browser):
    wrong = sign_in(browser, person, "wrong password here")
    unknown = browser.post(SIGN_IN, {"email": "nobody@test.invalid", "password": "wrong password here"})

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert "The e-mail address or the password is wrong." in wrong.content.decode()
    assert "The e-mail address or the password is wrong." in unknown.content.decode()
    assert not is_signed_in(browser)


def test_unknown_address_costs_a_hash_as_a_wrong_password_does(person, monkeypatch):
    hashed = []
    plain = User.set_password
    monkeypatch.setattr(User, "set_password", lambda user, raw: hashed.append(raw) or plain(user, raw))

    assert PasswordBackend().authenticate(None, email="nobody@test.invalid", password="x" * 12) is None

    assert hashed == ["x" * 12]


@pytest.mark.parametrize("state", ["inactive", "no password", "no role"])
def test_people_without_a_way_in_stay_out(browser, state):
    user = with_password(UserFactory() if state == "no role" else member())
    if state == "inactive":
        User.objects.filter(pk=user.pk).update(is_active=False)
    if state == "no password":
        User.objects.filter(pk=user.pk).update(password="!")

    sign_in(browser, user)

    assert not is_signed_in(browser)


def test_sign_in_goes_on_only_within_the_installation(person, browser):
    secret = add_app(person)
    sign_in(browser, person, next="https://elsewhere.invalid/")

    assert browser.post(SECOND, {"code": code_of(secret)}).url == "/"

    other = Client()
    sign_in(other, person, next="/runs/")
    assert other.post(SECOND, {"code": code_of(secret, steps=1)}).url == "/runs/"


def test_the_key_of_the_session_changes_at_sign_in(person, browser):
    browser.get(SIGN_IN)
    browser.session.save()
    planted = "planted0planted0planted0planted0"
    browser.cookies["tasma_session"] = planted

    sign_in(browser, person)

    assert browser.cookies["tasma_session"].value != planted
    victim = Client()
    victim.cookies["tasma_session"] = planted
    assert not is_signed_in(victim)


def test_another_person_takes_nothing_over_from_the_session_before(person, browser):
    secret = add_app(person)
    sign_in(browser, person)
    browser.post(SECOND, {"code": code_of(secret)})
    see()
    other = with_password(member())

    sign_in(browser, other)

    assert browser.session["_auth_user_id"] == str(other.pk)
    assert not opens(browser)


def test_secrets_of_factors_are_encrypted_for_their_place(person):
    secret = add_app(person)

    kept = Authenticator.objects.get(user_id=person.pk).data["secret"]

    assert secret not in kept
    assert factors(person) == ["totp"]


def test_nothing_about_a_person_is_in_messages_of_sign_in(person, browser):
    sign_in(browser, person)
    see(person)

    told = Message.objects.filter(user=person)

    assert [(message.kind, message.about) for message in told] == [("new_device", None)]


def test_a_known_device_is_not_told_again(person, browser):
    sign_in(browser, person)
    browser.post("/sign-out/")
    sign_in(browser, person)
    see(person)

    assert Message.objects.filter(user=person, kind="new_device").count() == 1
    sign_in(Client(), person)
    see(person)
    assert Message.objects.filter(user=person, kind="new_device").count() == 2


def test_events_are_written_and_cannot_be_read_or_changed(person, browser):
    from django.db import DatabaseError, transaction

    sign_in(browser, person)

    for statement in (
        lambda: list(SecurityEvent.objects.all()),
        lambda: SecurityEvent.objects.update(detail=""),
        lambda: SecurityEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()


def test_a_stranger_cannot_sign_up(browser):
    for address in (
        "/account/signup/",
        "/accounts/signup/",
        "/account/email/",
        "/accounts/login/",
        "/account/social/signup/",
    ):
        assert browser.get(address).status_code in {302, 404}
        assert browser.post(address, {"email": "new@test.invalid", "password1": PASSWORD}).status_code in {302, 404}
    see()
    assert not User.objects.filter(email="new@test.invalid").exists()


def test_passwords_are_kept_by_argon2():
    assert base.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_a_code_is_good_once_as_long_as_it_is_good(person, browser):
    secret = add_app(person)
    with time_machine.travel(1_800_000_000, tick=True):
        code = code_of(secret)
        sign_in(browser, person)
        browser.post(SECOND, {"code": code})
        assert is_signed_in(browser)
    other = Client()

    with time_machine.travel(1_800_000_040, tick=True):
        sign_in(other, person)
        answer = other.post(SECOND, {"code": f" {code[:3]} {code[3:]}"})

    assert answer.status_code == 422
    assert not is_signed_in(other)
