"""Signing in by the authority's directory (OpenID Connect): whom it means must be somebody who was invited before.

What the directory says is somebody else's data: its signature, nonce, issuer, audience and both subjects are checked,
nothing of it is kept but the subject, and it gives no rights.
"""

import hmac
import secrets
from typing import Any

import jwt
import requests
import structlog
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.context import set_context
from accounts.enums import SecurityEventKind
from accounts.models import User
from accounts.services.security import note
from config.signin.backends import visible_person

NONCE = "tasma_directory_nonce"
LONGEST_SUBJECT = 191
PROVIDER = "directory"
log = structlog.get_logger(__name__)

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCK_SECONDS = 60
Refused = (
    jwt.PyJWTError,
    OAuth2Error,
    PermissionDenied,
    ValidationError,
    requests.RequestException,
    KeyError,
    TypeError,
    ValueError,
)


class NotMeant(ValueError):
    """What the directory said cannot be trusted or means nobody here."""


class DirectoryAdapter(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        address: str = build_absolute_uri(request, reverse("directory_back"))
        return address

    def claims(self, answer: dict[str, Any], *, nonce: str) -> dict[str, Any]:
        """What the directory says of the person, once signature, issuer, audience, age, nonce and subject agree."""
        if self.openid_config["issuer"].rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
            raise NotMeant("issuer")
        said = self._verified(answer["id_token"])
        if not nonce or not hmac.compare_digest(str(said.get("nonce", "")).encode(), nonce.encode()):
            raise NotMeant("nonce")
        if "email" not in said:
            more = self._fetch_user_info(answer["access_token"])
            if more.get("sub") != said["sub"]:
                raise NotMeant("subject")
            said = {**more, **said}
        return said

    def _verified(self, token: str) -> dict[str, Any]:
        """What the token says, when a key of the directory signed it for us and it is in force."""
        named = jwt.get_unverified_header(token).get("kid")
        with get_adapter().get_requests_session() as session:
            keys = jwt.PyJWKSet.from_dict(session.get(self.openid_config["jwks_uri"]).json()).keys
        fitting = [key for key in keys if named in {None, key.key_id}]
        if len(fitting) != 1:
            raise NotMeant("key")
        client_id = self.get_provider().app.client_id
        said: dict[str, Any] = jwt.decode(
            token,
            key=fitting[0].key,
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=self.openid_config["issuer"],
            leeway=CLOCK_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
        if said.get("azp", client_id) != client_id:
            raise NotMeant("party")
        return said


@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    if not settings.OIDC_ISSUER:
        raise Http404
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return redirect("accounts:signin")  # another site led here; signing in is begun by the person alone
    nonce = request.session[NONCE] = secrets.token_urlsafe(24)
    adapter = DirectoryAdapter(request)
    provider = adapter.get_provider()
    provider.get_oauth2_adapter = lambda _request: adapter
    try:
        answer: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, auth_params={"nonce": nonce}, scope=["openid", "email"]
        )
    except Refused as error:
        return _refused(request, error)
    return answer


@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """The directory sends the person back, once, with what `start` had given along."""
    if not settings.OIDC_ISSUER:
        raise Http404
    adapter = DirectoryAdapter(request)
    view = OAuth2CallbackView()
    view.request, view.adapter = request, adapter
    nonce = request.session.pop(NONCE, "")
    try:
        provider = adapter.get_provider()
        state, _refusal = view._get_state(request, provider)
        if state is None or "code" not in request.GET:
            raise NotMeant("state")
        client = adapter.get_client(request, provider.app)
        answer = adapter.get_access_token_data(
            request, provider.app, client, pkce_code_verifier=state["pkce_code_verifier"]
        )
        user = _person(adapter.claims(answer, nonce=nonce))
    except Refused as error:
        return _refused(request, error)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method="socialaccount", provider=PROVIDER)
    response: HttpResponse = perform_login(request, Login(user=user))
    return response


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """Why is for the log, in a word that tells nothing of the person."""
    reason = str(error) if isinstance(error, NotMeant) else type(error).__name__
    log.warning("directory_refused", reason=reason)
    note(kind=SecurityEventKind.SIGN_IN_REFUSED, detail=f"directory: {reason}")
    messages.error(request, _("The directory did not let you in, or nobody has invited you to Täsmä."))
    return redirect("accounts:signin")


def _person(claims: dict[str, Any]) -> User:
    """The invited person the directory means: the one it meant before, else the one with the address it vouches for."""
    subject = str(claims["sub"])
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotMeant("subject")
    known = SocialAccount.objects.filter(provider=PROVIDER, uid=subject).first()
    if known is not None:
        set_context(user=known.user_id)
        user = User.objects.filter(pk=known.user_id, is_active=True).first()
        if user is None:
            raise NotMeant("inactive")
        return user
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        raise NotMeant("address")
    user = visible_person(email)
    if user is None:
        raise NotMeant("unknown")
    if SocialAccount.objects.filter(provider=PROVIDER, user_id=user.pk).exclude(uid__startswith="reset:").exists():
        raise NotMeant("another subject")
    SocialAccount.objects.update_or_create(
        provider=PROVIDER, user_id=user.pk, defaults={"uid": subject, "extra_data": {}}
    )
    return user
