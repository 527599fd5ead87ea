"""The address of a record that was merged into another leads to that one."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.requests import PersonRequest
from clients.selectors.merging import successor_of
from config.kernel.errors import NotFound

View = Callable[..., HttpResponse]


def leads_to_kept(view: View) -> View:
    """Whoever may see the record into which the one asked for was merged is led to it; others find nothing."""

    @wraps(view)
    def led(request: PersonRequest, client_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, client_id, *args, **kwargs)
        except NotFound:
            kept = successor_of(request.user, client_id)
            if kept is None:
                raise
            return redirect("clients:client", kept)

    return led
