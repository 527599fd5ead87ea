"""A fresh second factor: asked for before exports of people, break-glass and changes of roles."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.typed import typed_again

FRESH_SECONDS = 5 * 60

View = Callable[..., HttpResponseBase]


def has_fresh_second_factor(request: HttpRequest) -> bool:
    """Whether the person gave a second factor in this session in the last five minutes."""
    now = time.time()
    records = get_authentication_records(request, request.user)
    return any(one["method"] == "mfa" and 0 <= now - one["at"] <= FRESH_SECONDS for one in records)


def second_factor_required(view: View) -> View:
    """The view answers after a fresh second factor only; others are led to give it and then come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_fresh_second_factor(request):
            return view(request, *args, **kwargs)
        return ask_for_second_factor(request)

    return guarded


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """The way to the page that asks for the factor; htmx is told to open it as a page.

    What was typed into a form of ours is kept, to be sent again with the factor given meanwhile.
    """
    if request.method == "POST":
        kept = typed_again(request, _("Nothing was saved yet: this step needs a fresh second factor."), step_up=True)
        if kept is not None:
            return kept
    address = f"{reverse('accounts:step_up')}?{urlencode({'next': _page_to_return_to(request)})}"
    if not request.headers.get("HX-Request"):
        return redirect(address)
    answer = HttpResponse(status=200)
    answer["HX-Redirect"] = address
    return answer


def _page_to_return_to(request: HttpRequest) -> str:
    """The page asked for; for a form or a fragment the page it stood on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    here = {request.get_host()}
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=here) else reverse("desk:home")
