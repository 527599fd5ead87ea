"""What every page is given: where one can go, and whether this is a demonstration."""

from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MAIN = (
    (_("Programmes"), "reporting:programmes"),
    (_("Imports"), "clients:imports"),
    (_("Runs"), "reporting:runs"),
)
FOOTER = ((_("API"), "api_docs"),)


@dataclass(frozen=True)
class Link:
    label: Any
    url: str
    current: str  # "page", "true" (inside that part) or ""


def _link(path: str, label: Any, name: str) -> Link:
    url = reverse(name)
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return Link(label=label, url=url, current=current)


def _by_link_alone(request: HttpRequest) -> bool:
    """Whether an operator's link is all that the person showed in this session."""
    methods = {one["method"] for one in get_authentication_records(request, request.user)}
    return "console" in methods and "mfa" not in methods


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Links of the header for people signed in, links of the footer for everybody."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "navigation": [_link(request.path, label, name) for label, name in MAIN] if signed_in else [],
        "footer_links": [_link(request.path, label, name) for label, name in FOOTER],
        "demo": settings.DEMO,
        "vouched": signed_in and _by_link_alone(request),
    }
