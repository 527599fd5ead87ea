"""The request as views get it: behind the login, with its id."""

from django.http import HttpRequest

from accounts.models import User


class SignedRequest(HttpRequest):
    """LoginRequiredMiddleware has let it through, so `user` is a person; RequestIdMiddleware gave it `request_id`."""

    user: User
    request_id: str
