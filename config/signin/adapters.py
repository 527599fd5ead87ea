"""What the sign-in library asks of us: nobody signs up, nothing is told of who exists, secrets are encrypted."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import MessageKind, SecurityEventKind
from accounts.models import User
from accounts.services.messages import tell
from accounts.services.security import note
from config.kernel.encryption import decrypt, encrypt, lookup_hash

PLACE = "mfa.secret"
DEVICE_MARK = "tasma_device"
DEVICE_SECONDS = 180 * 24 * 60 * 60
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - stands for an address that is not kept


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks, behind as many proxies as the settings trust; empty when it cannot be told."""
    try:
        return get_client_ip(request) or ""
    except ImproperlyConfigured:  # fewer proxies spoke than the settings say: nobody's address can be believed
        return ""


def recognise(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Somebody who was never before on this device is told of it; the device keeps that the person was there."""
    kept = request.get_signed_cookie(settings.DEVICE_COOKIE_NAME, default="", salt=DEVICE_MARK) or ""
    marks = [mark for mark in kept.split(".") if mark]
    mine = lookup_hash(str(user.pk), place="device").hex()[:32]
    if mine not in marks:
        tell(user_id=user.pk, kind=MessageKind.NEW_DEVICE)
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        ".".join([*[mark for mark in marks if mark != mine][-9:], mine]),
        salt=DEVICE_MARK,
        max_age=DEVICE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Our own views ask for the second factor before anything of it is changed."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **_more: Any) -> HttpResponse | None:
        """Somebody whose memberships are not in force today does not come in."""
        if user.is_active and user.memberships_today():
            return None
        note(kind=SecurityEventKind.SIGN_IN_REFUSED, subject=user.pk, detail="no membership")
        messages.error(request, _("You have no role in Täsmä today. Ask the administrator of your area."))
        return redirect("accounts:signin")

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        note(kind=SecurityEventKind.SIGNED_IN, subject=user.pk)
        response: HttpResponse = super().post_login(request, user, **more)
        recognise(request, response, user)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note(kind=SecurityEventKind.SIGN_IN_REFUSED, detail="password")

    def is_safe_url(self, url: str) -> bool:
        """Only pages of this installation are returned to."""
        secure = context.request.is_secure()
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()}, require_https=secure)

    def add_message(self, *_args: Any, **_more: Any) -> None:
        """Our own views say what happened."""

    def send_notification_mail(self, *_args: Any, **_more: Any) -> None:
        """Our own services tell the person."""

    def send_mail(self, *_args: Any, **_more: Any) -> None:
        """Every mail goes by the list of messages."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Addresses are not kept with sessions."""
        return NO_ADDRESS


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The directory makes nobody."""
        return False

    def get_requests_session(self) -> Any:
        """The directory is asked at the addresses it names, nowhere else: a redirection is an error."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


class FactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        """Only we can read it back, and only as the secret of a second factor."""
        return base64.b64encode(encrypt(text.encode(), place=PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), place=PLACE).decode()

    def get_totp_issuer(self) -> str:
        return "Täsmä"

    def _get_site_name(self) -> str:
        return "Täsmä"
