"""What a password may be, how it is asked for, and how long the secrets beside it are."""

import re
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import override_settings

from accounts.context import set_context
from accounts.forms.signin import ChangePasswordForm, NewPasswordForm, SignInForm
from accounts.models import User
from config.signin.adapters import client_address
from config.signin.backends import PasswordBackend
from tests.factories.accounts import member

PASSWORD = "  Violet ladder, SEVEN ponds åäö 漢字  "


def with_password(raw: str) -> User:
    user = member()
    set_context(user=user.pk, areas=range(1, 47))
    user.set_password(raw)
    user.save(update_fields=["password"])
    return user


@pytest.mark.parametrize(
    "typed", [PASSWORD.strip(), PASSWORD.lower(), PASSWORD[:-1], PASSWORD.replace("ä", "a"), PASSWORD + "x"]
)
def test_a_password_is_checked_exactly_as_typed(db, typed):
    user = with_password(PASSWORD)
    form = SignInForm({"email": user.email, "password": PASSWORD})

    assert form.is_valid()
    assert form.cleaned_data["password"] == PASSWORD
    assert PasswordBackend().authenticate(None, email=user.email, password=PASSWORD) == user
    assert PasswordBackend().authenticate(None, email=user.email, password=typed) is None


@pytest.mark.parametrize("length", [12, 64, 256])
def test_long_passwords_are_taken_whole(db, length):
    long = ("seven ponds and a ladder " * 20)[:length]
    user = with_password(long)

    assert NewPasswordForm({"new_password": long + "9" * (256 - length)}, user=user).is_valid()
    assert PasswordBackend().authenticate(None, email=user.email, password=long) == user
    assert PasswordBackend().authenticate(None, email=user.email, password=long[:-1]) is None


def test_a_password_too_long_is_refused_not_cut(db):
    assert not NewPasswordForm({"new_password": "seven ponds " * 30}).is_valid()


@pytest.mark.parametrize("form", [SignInForm, NewPasswordForm, ChangePasswordForm])
def test_fields_of_passwords_are_masked_and_open_to_managers(db, form):
    made = form(user=with_password(PASSWORD)) if form is ChangePasswordForm else form()
    fields = {name: str(made[name]) for name in made.fields if "password" in name}

    assert fields
    for markup in fields.values():
        assert 'type="password"' in markup
        assert re.search(r'autocomplete="(current|new)-password"', markup)
        assert re.findall(r"onpaste|oncopy|readonly|value=", markup) == []


def test_rules_ask_for_no_kinds_of_characters():
    from django.contrib.auth.password_validation import validate_password

    for plain in ("only small letters here", "ONLY CAPITAL LETTERS", "8305917 2846193", "ÄÖÅ äöå ÄÖÅ äöå x"):
        validate_password(plain)


@pytest.mark.parametrize(
    "known",
    [
        "password1234",
        "qwertyuiop123",
        "Tasma-Tasma-1",
        "täsmätäsmä12",
        "iloveyou1234",
        "123456789012",
        "121212121212",
        "000000000000",
    ],
)
def test_common_passwords_and_the_products_name_are_refused(known):
    from django.contrib.auth.password_validation import validate_password

    with pytest.raises(ValidationError):
        validate_password(known)


def test_passwords_do_not_expire():
    """Nothing in the session or the person tells the age of a password."""
    assert [field.name for field in User._meta.get_fields() if "expire" in field.name or "changed" in field.name] == []


def test_nothing_is_asked_that_others_may_know():
    from accounts.forms import signin

    fields = {name for one in vars(signin).values() if hasattr(one, "base_fields") for name in one.base_fields}

    assert [name for name in fields if re.search("question|hint|answer|birth", name)] == []


def test_secrets_beside_the_password_are_long_and_random(db, rf):
    user = with_password(PASSWORD)
    codes = RecoveryCodes.activate(user).generate_codes()
    seeds = {generate_totp_secret() for _time in range(50)}

    assert len(seeds) == 50
    assert {len(seed) for seed in seeds} == {32}
    assert len(set(codes)) == len(codes) == 10
    assert {len(code) >= 8 and code.isdigit() for code in codes} == {True}
    assert Authenticator.objects.filter(user_id=user.pk).count() == 1


def test_the_challenge_of_a_passkey_is_long_and_new(db, rf):
    from allauth.core import context

    user = with_password(PASSWORD)
    request = rf.get("/")
    request.session = Client().session
    with context.request_context(request):
        made = [passkeys.begin_registration(user, passwordless=True)["publicKey"]["challenge"] for _time in range(2)]

    assert made[0] != made[1]
    assert min(len(str(challenge)) for challenge in made) >= 43


def test_the_key_of_a_session_is_long_and_random(db):
    keys = set()
    for _time in range(20):
        session = Client().session
        session.save()
        keys.add(session.session_key)

    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.7"),
        (1, "", "192.0.2.1"),
    ],
)
def test_the_address_of_a_caller_is_told_by_trusted_proxies_alone(rf, proxies, said, address):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": said} if said else {})

    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert client_address(request) == address


def test_nothing_of_the_callers_is_believed_about_the_proxy():
    assert SimpleNamespace(
        **{name: getattr(settings, name) for name in ("USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT")}
    ) == (SimpleNamespace(USE_X_FORWARDED_HOST=False, USE_X_FORWARDED_PORT=False))
