"""People with passwords and factors, and browsers that sign in as they do."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.context import set_context
from accounts.models import User
from tests.factories.accounts import member

PASSWORD = "violet ladder seven ponds"
SIGN_IN = "/sign-in/"


class QuickHasher(Argon2PasswordHasher):
    """As shipped, at a hundredth of the cost."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.signin.conftest.QuickHasher"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def see(user: User | None = None) -> None:
    """The test sees every area, and the person's own rows."""
    set_context(user=user.pk if user else None, areas=range(1, 47))


def code_of(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def add_app(user: User) -> str:
    """The person has an authenticator app with this secret."""
    see(user)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def add_codes(user: User) -> list[str]:
    see(user)
    return RecoveryCodes.activate(user).generate_codes()


def factors(user: User) -> list[str]:
    see(user)
    return sorted(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))


@pytest.fixture
def person(db) -> User:
    """A member of staff with a password and nothing else."""
    see()
    return with_password(member())


def with_password(user: User) -> User:
    see(user)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def sign_in(browser: Client, user: User, password: str = PASSWORD, **more: Any) -> Any:
    return browser.post(SIGN_IN, {"email": user.email, "password": password, **more})


def is_signed_in(browser: Client) -> bool:
    return bool(browser.get(reverse("accounts:session")).json()["signed_in"])


def opens(browser: Client, address: str = "/programmes/") -> bool:
    """Whether the browser may see an ordinary page."""
    return browser.get(address).status_code == 200
