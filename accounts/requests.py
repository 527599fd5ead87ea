"""The request behind the middleware, where a person is signed in."""

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User


class PersonRequest(HttpRequest):
    """A request of a page that asks to sign in."""

    user: User  # nobody else comes past LoginRequiredMiddleware
    request_id: str
    session: SessionBase
