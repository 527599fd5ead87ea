"""The rules of sign-in that hold for every page: limits, clocks of the session, second factor, what was typed."""

from collections.abc import Callable
from typing import Any

import structlog
from allauth.account.authentication import get_authentication_records
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from accounts.enums import SecurityEventKind
from accounts.origin import ORIGIN, Origin
from accounts.services.rate_limits import Limit, count_attempt
from accounts.services.security import note
from accounts.services.sessions import SIGNED_IN_AT, seconds_left, touch
from accounts.typed import typed_again
from config.api.errors import is_api
from config.signin.adapters import client_address
from config.signin.limits import Door, doors

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger(__name__)

STRONG = frozenset({"mfa", "console"})
# All that is open to somebody who has given one proof only: adding the second, and leaving.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "accounts:app_add",
        "accounts:passkey_add",
        "accounts:recovery_codes",
        "accounts:security",
        "accounts:session",
        "accounts:signin",
        "accounts:signin_link",
        "accounts:signout",
        "accounts:step_up",
        "set_language",
    }
)
TOLD = Limit("told", 1, 60)
PATIENCE = 5
LONGEST_BODY = 20_000


class OriginMiddleware:
    """The log of security events knows where the request comes from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = Origin(request_id=getattr(request, "request_id", ""), address=client_address(request))
        token = ORIGIN.set(origin)
        try:
            return self.get_response(request)
        finally:
            ORIGIN.reset(token)


class LimitMiddleware:
    """Too many attempts are refused before anything is looked up; without the database nothing is let through.

    Stands outside the request's transaction, so that an attempt is counted whatever becomes of it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        knocked = _doors(request)
        if knocked and request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
            return JsonResponse({"error": "invalid_request"}, status=413)
        try:
            wait = self._wait(request, knocked)
        except DatabaseError as error:
            log.error("limits_cannot_be_kept", error=type(error).__name__)
            return refused_for_now(request, status=503, wait=PATIENCE)
        return refused_for_now(request, status=429, wait=wait) if wait else self.get_response(request)

    def _wait(self, request: HttpRequest, knocked: tuple[Door, ...]) -> int:
        waits = [0]
        for door in knocked:
            value = door.caller(request)
            if value:
                waits.append(count_attempt(limit=door.limit, value=value))
            if waits[-1] and not count_attempt(limit=TOLD, value=f"{door.limit.name} {value}"):
                note(kind=SecurityEventKind.LIMITED, detail=door.limit.name)
        return max(waits)


def _doors(request: HttpRequest) -> tuple[Door, ...]:
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return ()
    return doors(method=request.method, name=name)


def refused_for_now(request: HttpRequest, *, status: int, wait: int) -> HttpResponse:
    """Says when to come back."""
    response: HttpResponse
    if is_api(request) or request.path_info.startswith("/identity/"):
        response = JsonResponse({"error": "temporarily_unavailable"}, status=status)
    else:
        minutes = -(-wait // 60)
        page = {"limited": status == 429, "minutes": minutes, "seconds": wait if wait < 60 else 0}
        response = render(request, "errors/later.html", page, status=status)
    response["Retry-After"] = str(wait)
    return response


class SessionClockMiddleware:
    """A session ends after 30 minutes without a request or 12 hours after sign-in; then nobody is signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session = request.session
        request.session_expired = False  # type: ignore[attr-defined]
        if session.get("_auth_user_id") is not None:
            if not seconds_left(session):
                request.session_expired = SIGNED_IN_AT in session  # type: ignore[attr-defined]
                session.flush()
            elif request.path_info != "/session/":
                touch(session)
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Strangers are led to sign in; one who was sending a form keeps what was typed."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:  # type: ignore[override]
        if request.method == "POST":
            kept = typed_again(request, _("You were signed out meanwhile, so nothing was saved."))
            if kept is not None:
                return kept
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Whoever has given one proof only may add a second factor and nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.resolver_match is None or request.resolver_match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        records = get_authentication_records(request, request.user)
        if any(one["method"] in STRONG for one in records):
            return None
        if not request.headers.get("HX-Request"):
            return redirect("accounts:security")
        answer = HttpResponse()
        answer["HX-Redirect"] = redirect("accounts:security").url
        return answer
