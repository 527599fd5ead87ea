"""Who asks: a machine with a bearer token, looked up by the library's hash of it; sessions open nothing here."""

from typing import Any

import structlog
from allauth.idp.oidc.models import Token
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.context import set_context
from accounts.models import ApiClient
from network.selectors.programmes import all_programmes

LONGEST_TOKEN = 512


class TokenAuthentication(BaseAuthentication):
    """Sets `request.auth` to the token and row-level security to the numbers of its client: no rows of persons.

    `request.user` stays anonymous. A token that is wrong, expired, revoked or another kind is refused alike.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Token] | None:
        kind, _space, value = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        token = _token(value.strip())
        if token is None:
            raise AuthenticationFailed(_("The token is wrong, has expired or was revoked."))
        client = client_of(token)
        structlog.contextvars.bind_contextvars(api_client=client.pk)
        set_context(
            user=None,
            programmes=all_programmes() if client.all_areas else (),
            number_areas=() if client.area_id is None else (client.area_id,),
        )
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the framework's signature
        return 'Bearer realm="api"'


def _token(value: str) -> Token | None:
    """The valid access token of a machine of ours that has not ended; one of a person, or without areas, is none."""
    if not value or len(value) > LONGEST_TOKEN or not value.isascii() or not value.isprintable():
        return None
    valid = Token.objects.valid().by_value(value).filter(type=Token.Type.ACCESS_TOKEN, user=None)
    machines = ApiClient.objects.valid_on(timezone.localdate())
    return valid.filter(client__tasma__in=machines).select_related("client__tasma__area").first()


def client_of(token: Token) -> ApiClient:
    """The machine a token was issued to."""
    client: ApiClient = token.client.tasma
    return client


def machine_of(request: HttpRequest) -> ApiClient | None:
    """The machine whose valid token the framework found in this request, if any."""
    token = getattr(request, "auth", None)
    return client_of(token) if isinstance(token, Token) else None


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the documentation names the token."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A token of `manage.py issue_api_token`."}
