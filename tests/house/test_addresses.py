"""Every address has a name, and every view open without signing in stands in this list."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.permissions import AllowAny

OPEN_PAGES = {
    "accounts:accessibility",
    "accounts:feedback_new",
    "accounts:feedback_receipt",
    "accounts:session",
    "accounts:second_factor",
    "accounts:password_reset",
    "accounts:passkey_signin",
    "accounts:passkey_options",
    "accounts:link",
    "directory_back",
    "directory",
    "mfa_authenticate",
    "account_login",
    "accounts:signin",
    "accounts:signin_link",
    "clients:calendar_feed",
    "clients:referral_link",
    "clients:referral_link_answer",
    "clients:referral_link_renew",
    "desk:live",
    "desk:metrics",
    "desk:ready",
    "employers:interest_confirm",
    "employers:interest_new",
    "employers:interest_sent",
    "employers:package_paper",
    "employers:reckoning",
    "employers:robots",
    "employers:service_package",
    "employers:service_packages",
    "employers:sitemap",
    "oauth_revoke",
    "oauth_token",
    "questionnaires:answer",
    "set_language",
}
# Endpoints of the API know no session: the first list answers anybody, all others ask for a token with a scope.
OPEN_ENDPOINTS = {"api_schema", "api_docs"}


def patterns(resolver: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join([*spaces, entry.name or ""]), entry


def endpoint(pattern: URLPattern) -> Any:
    """The class of an endpoint of the API, or None for a page."""
    found = getattr(pattern.callback, "cls", None) or getattr(pattern.callback, "view_class", None)
    return found if hasattr(found, "permission_classes") else None


def test_every_address_has_a_name():
    assert [str(pattern.pattern) for name, pattern in patterns() if not pattern.name] == []


def test_no_name_is_given_twice():
    found = [name for name, _pattern in patterns()]

    assert sorted(found) == sorted(set(found))


def test_pages_open_without_signing_in_are_listed():
    found = {
        name
        for name, pattern in patterns()
        if endpoint(pattern) is None and not getattr(pattern.callback, "login_required", True)
    }

    assert found == OPEN_PAGES & found
    assert OPEN_PAGES - found <= {"set_language"}


def test_endpoints_open_without_a_token_are_listed():
    endpoints = {name: endpoint(pattern) for name, pattern in patterns() if endpoint(pattern)}

    found = {name for name, view in endpoints.items() if AllowAny in view.permission_classes}

    assert found == OPEN_ENDPOINTS
    assert len(endpoints) > len(found)
    assert [name for name, view in endpoints.items() if not view.permission_classes] == []


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_or_refused():
    browser = Client()
    given = {"uuid": "00000000-0000-4000-8000-000000000000", "str": "x", "int": 1}
    seen = 0

    for name, pattern in patterns():
        if name in OPEN_PAGES | OPEN_ENDPOINTS:
            continue
        converters = pattern.pattern.converters
        values = {word: given[type(kind).__name__.removesuffix("Converter").lower().replace("string", "str")]
                  for word, kind in converters.items()}  # fmt: skip
        address = reverse(name, kwargs=values)
        response = browser.get(address)
        if endpoint(pattern):
            assert response.status_code in {401, 405}, address
        else:
            assert (response.status_code, response.headers.get("Location", "").split("?")[0]) == (
                302,
                reverse("accounts:signin"),
            ), address
        seen += 1
    assert seen > 20
