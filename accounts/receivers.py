"""What follows a sign-in, whichever way it came."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.services.sessions import begin


@receiver(user_logged_in, dispatch_uid="accounts.begin_session")
def begin_session(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """The clocks of the session start, and its cookie ends with the browser."""
    begin(request.session)
    request.session.set_expiry(0)
