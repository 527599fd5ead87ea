"""OAuth 2.0 for machines: client credentials for a short token, and taking a token back; the library does the rest.

Only these two addresses of the library are open, so nobody registers, consents or signs in by them. Tokens are opaque
and kept as hashes, so no signing key is needed. How often a machine may ask stands in config.signin.limits.
"""

from collections.abc import Callable

from allauth.idp.oidc import views
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


def _open(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view for machines, which neither sign in nor carry a form's token."""

    def opened(*args: object, **kwargs: object) -> HttpResponseBase:
        return view(*args, **kwargs)

    opened.login_required = False  # type: ignore[attr-defined]
    return csrf_exempt(opened)


urlpatterns = [
    path("token", _open(views.token), name="oauth_token"),
    path("revoke", _open(views.revoke), name="oauth_revoke"),
]
