import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.enums import LinkKind, Role
from accounts.models import Message, SigninLink, User
from accounts.services.recovery import reset_sign_in, send_invitation
from accounts.services.signin import mailed_address
from config.kernel.errors import NotAllowed, NotFound, Refusal
from tests.accounts.signin.conftest import PASSWORD, add_app, factors, is_signed_in, opens, see, sign_in, with_password
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.signin import fresh_second_factor

pytestmark = pytest.mark.django_db
NEW = "quiet harbour nine lamps"


def without_token(answer: Any) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value|X-Request-ID)="[^"]+"', "", answer.content.decode())


def ask(browser: Client, email: str) -> str:
    """The address of the link that was mailed, or nothing."""
    answer = browser.post("/account/reset/", {"email": email})
    assert answer.status_code == 200
    assert "Look at your mail" in answer.content.decode()
    see()
    sent = Message.objects.filter(kind="reset_link").order_by("-created_at").first()
    return mailed_address(link_id=sent.about).partition("localhost:8000")[2] if sent else ""


def test_a_reset_sets_the_password_once_and_ends_other_sessions(person, browser):
    elsewhere = Client()
    sign_in(elsewhere, person)
    address = ask(browser, person.email.upper())

    assert browser.get(address).status_code == 200
    answer = browser.post(address, {"new_password": NEW})

    assert answer.url == "/sign-in/"
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(browser)
    see(person)
    assert User.objects.get(pk=person.pk).check_password(NEW)
    assert browser.post(address, {"new_password": PASSWORD}).status_code == 422
    see(person)
    assert User.objects.get(pk=person.pk).check_password(NEW)


def test_a_reset_keeps_the_second_factor(person, browser):
    add_app(person)
    browser.post(ask(browser, person.email), {"new_password": NEW})

    sign_in(browser, person, NEW)

    assert not is_signed_in(browser)
    assert factors(person) == ["totp"]


def test_an_unknown_address_gets_the_same_answer_and_no_link(browser, person):
    known = browser.post("/account/reset/", {"email": person.email})
    unknown = browser.post("/account/reset/", {"email": "nobody@test.invalid"})

    assert without_token(known) == without_token(unknown)
    see()
    assert SigninLink.objects.count() == 1


def test_a_newer_link_makes_the_older_worthless(person, browser):
    first = ask(browser, person.email)
    ask(browser, person.email)

    assert browser.get(first).status_code == 422


def test_an_expired_link_changes_nothing(person, browser):
    address = ask(browser, person.email)
    see()
    link = SigninLink.objects.get()
    link.expires_at -= timedelta(minutes=31)
    link.save()

    assert browser.post(address, {"new_password": NEW}).status_code == 422
    assert mailed_address(link_id=link.pk) == ""
    see(person)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_a_mailed_link_is_no_operators_link(person, browser):
    token = ask(browser, person.email).rstrip("/").rpartition("/")[2]

    assert browser.get(f"/sign-in/{token}/").status_code == 422
    assert not is_signed_in(browser)


def test_the_token_of_a_mailed_link_is_in_no_row(person, browser):
    token = ask(browser, person.email).rstrip("/").rpartition("/")[2]

    link = SigninLink.objects.get()

    assert token.encode() not in bytes(link.token_hash)
    assert token not in repr(list(Message.objects.values_list())) + repr(list(SigninLink.objects.values_list()))


def test_an_invitation_sets_a_password_and_opens_the_second_factor_only(browser):
    see()
    invited = member()
    send_invitation(user_id=invited.pk)
    address = mailed_address(link_id=SigninLink.objects.get().pk).partition("localhost:8000")[2]

    answer = browser.post(address, {"new_password": NEW})

    assert answer.status_code == 302
    assert is_signed_in(browser)
    assert not opens(browser)
    assert browser.get("/programmes/").url == "/account/security/"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234!",
        "P@ssw0rd1234",
        "qwertyuiop123",
        "salasana1234",
        "aaaaaaaaaaaaaa",
        "123456789012",
        "letmeinletmein",
        "iloveyou12345678",
        "short words",
    ],
)
def test_known_and_short_passwords_are_refused(person, browser, password):
    address = ask(browser, person.email)

    answer = browser.post(address, {"new_password": password})

    assert answer.status_code == 422
    see(person)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


@pytest.mark.parametrize("password", [NEW, "x" * 3 + "käärmeenpesä ja kahvi " * 5, "correct Horse öäå staple 7"])
def test_long_passwords_of_any_characters_are_taken(password):
    validate_password(password, User(name="Person Other", email="somebody@test.invalid"))


def test_ones_own_name_is_refused():
    with pytest.raises(ValidationError):
        validate_password("virtanen-maija1", User(name="Maija Virtanen", email="mv@test.invalid"))


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(person, browser):
    see(person)
    for one in (browser, elsewhere := Client()):
        sign_in(one, person)
    fresh_second_factor(browser, person)

    answer = browser.post("/account/password/", {"password": PASSWORD, "new_password": NEW})

    assert answer.url == "/account/security/"
    assert is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    see(person)
    assert Message.objects.filter(user=person, kind="password_set").count() == 1


def test_changing_the_password_needs_the_present_one(person, browser):
    see(person)
    browser.force_login(person)

    answer = browser.post("/account/password/", {"password": "something else", "new_password": NEW})

    assert answer.status_code == 422
    see(person)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def administrator(area: int = HOME_AREA) -> User:
    return member(role=Role.ADMINISTRATOR, area=area)


def act_as(user: User, area: int) -> None:
    from accounts.context import set_context

    set_context(user=user.pk, areas=[area])


def test_an_administrator_resets_a_sign_in(person, browser):
    add_app(person)
    sign_in(browser, person)
    see()
    actor = administrator()
    act_as(actor, HOME_AREA)

    reset_sign_in(actor=actor, user_id=person.pk, reason="Lost the phone")

    assert factors(person) == []
    see(person)
    assert not User.objects.get(pk=person.pk).has_usable_password()
    assert sorted(Message.objects.filter(user=person).values_list("kind", flat=True)) == ["invitation", "sign_in_reset"]
    assert SigninLink.objects.get(user=person, used_at=None).kind == LinkKind.INVITATION
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("who", "reason", "refusal"),
    [
        ("coordinator", "Lost the phone", NotFound),
        ("elsewhere", "Lost the phone", NotFound),
        ("oneself", "Lost the phone", NotAllowed),
        ("administrator", "  ", Refusal),
    ],
)
def test_a_reset_is_refused_and_changes_nothing(person, who, reason, refusal):
    add_app(person)
    see()
    actor = {
        "coordinator": lambda: member(role=Role.COORDINATOR),
        "elsewhere": lambda: administrator(OTHER_AREA),
        "administrator": administrator,
        "oneself": lambda: with_password(administrator()),
    }[who]()
    target = actor if who == "oneself" else person
    act_as(actor, OTHER_AREA if who == "elsewhere" else HOME_AREA)

    with pytest.raises(refusal):
        reset_sign_in(actor=actor, user_id=target.pk, reason=reason)

    see(target)
    assert User.objects.get(pk=target.pk).check_password(PASSWORD)
    assert factors(person) == ["totp"]
    assert SigninLink.objects.count() == 0
