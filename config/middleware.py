"""What every request passes through: its id, headers, a transaction with its row-level context, refusals."""

import re
import uuid
from collections.abc import Callable

import pghistory
import structlog
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.context import acting, set_context
from accounts.models import User
from accounts.services.reading import log_refusal
from config.api.authentication import machine_of
from config.errors import refusal_page
from config.headers import protect
from config.kernel.errors import Refusal
from network.services.entering import ENTERED, enter

GetResponse = Callable[[HttpRequest], HttpResponseBase]
REFUSED = frozenset({403, 404, 429})
FIRST_AREA = 1
REQUEST_ID = re.compile(r"[0-9a-f-]{8,36}")


class RequestIdMiddleware:
    """Every request has an id of our own making, which every log line carries; a proxy's plain id stands beside it.

    Quotas and the read log tell requests apart by their id, so that no caller may choose one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = str(uuid.uuid4())  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        if REQUEST_ID.fullmatch(given):
            structlog.contextvars.bind_contextvars(caller_request_id=given)
        structlog.contextvars.bind_contextvars(request_id=request.request_id)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


class AddressMiddleware:
    """An address with a null character is refused: no text of the database can hold one, so nothing is meant by it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


class HeadersMiddleware:
    """Pages are private and never kept by a cache; other sites may not embed what we serve."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        protect(request, response)
        return response


def _between_password_and_factor(request: HttpRequest) -> uuid.UUID | None:
    """Whose own rows are needed to ask for the second factor; nobody is signed in yet."""
    pending = request.session.get("account_login")
    try:
        return uuid.UUID(pending["user_pk"]) if isinstance(pending, dict) else None
    except (KeyError, TypeError, ValueError):
        return None


class ContextMiddleware(AuthenticationMiddleware):
    """The request is one transaction, rendering included; inside it only the person's own areas have rows.

    The context is set in two steps of one statement: first the person of the session (own memberships become visible),
    then the areas of the memberships in force today. An exception or a status of 500 and above rolls everything back. A
    refusal is logged in a transaction of its own after the rollback.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with pghistory.context(request=request.request_id), transaction.atomic():  # type: ignore[attr-defined]
            request.user = self._enter(request)
            actor = str(request.user.pk) if request.user.is_authenticated else None
            with pghistory.context(user=actor):
                response: HttpResponseBase = self.get_response(request)  # type: ignore[assignment]
            if response.status_code >= 500 or getattr(response, "refused", False):
                transaction.set_rollback(True)
        if response.status_code in REFUSED and request.resolver_match:
            self._log_refusal(request)
        return response

    def _enter(self, request: HttpRequest) -> User | AnonymousUser:
        key = request.session.get("_auth_user_id")
        if key is None:
            set_context(user=_between_password_and_factor(request))
            return AnonymousUser()
        entered = enter(uuid.UUID(key))
        if entered is None:
            return self._leave(request)
        token = ENTERED.set(entered.user)
        try:
            user = get_user(request)
        finally:
            ENTERED.reset(token)
        if not isinstance(user, User) or not user.memberships_today():
            return self._leave(request)
        request.notices = entered.notices  # type: ignore[attr-defined]
        return user

    def _leave(self, request: HttpRequest) -> AnonymousUser:
        """A person without a role in force today has no session any more."""
        set_context(user=None)
        request.session.flush()
        return AnonymousUser()

    def _log_refusal(self, request: HttpRequest) -> None:
        """Who was refused what; where the person or machine has several areas, in the log of the first of them."""
        user = request.user if isinstance(request.user, User) else None
        machine = machine_of(request) if user is None else None
        if user is not None:
            areas = {membership.area_id for membership in user.memberships_today()}
        else:
            areas = {machine.area_id or FIRST_AREA} if machine else set()
        if not areas or request.resolver_match is None:
            return
        with acting(user=user, areas=areas):
            log_refusal(
                actor=user,
                area_id=min(areas),
                purpose=request.resolver_match.view_name[:40],
                request_id=request.request_id,  # type: ignore[attr-defined]
                api_client=machine.name if machine else "",
            )


class RefusalMiddleware:
    """A refusal becomes a page or fragment that says why; nothing of the request is kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        response = refusal_page(request, exception)
        response.refused = True  # type: ignore[attr-defined]
        return response
