"""OAuth 2.0 for machines: client credentials for a short token, and taking a token back; the library does the rest.

Only these two addresses of the library are open, so nobody registers, consents or signs in by them. Tokens are opaque
and kept as hashes, so no signing key is needed.
"""

import base64
import binascii
import time
from collections.abc import Callable

from allauth.idp.oidc import views
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.api.throttling import WINDOW, counter

LONGEST_BODY = 10_000
MOST_PER_MINUTE = 30


def _limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, so many times a minute for each client: checking a secret is slow on purpose."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
            return JsonResponse({"error": "invalid_request"}, status=413)
        now = time.time()
        if counter()(f"oauth-{_client_id(request)}:{int(now // WINDOW)}") > MOST_PER_MINUTE:
            answer = JsonResponse({"error": "temporarily_unavailable"}, status=429)
            answer["Retry-After"] = str(WINDOW - int(now) % WINDOW)
            return answer
        return view(request)

    limited.login_required = False  # type: ignore[attr-defined]
    return csrf_exempt(limited)


def _client_id(request: HttpRequest) -> str:
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.POST.get("client_id", "")[:100]
    try:
        return base64.b64decode(value).partition(b":")[0].decode()[:100]
    except (binascii.Error, UnicodeDecodeError):
        return ""


urlpatterns = [
    path("token", _limited(views.token), name="oauth_token"),
    path("revoke", _limited(views.revoke), name="oauth_revoke"),
]
