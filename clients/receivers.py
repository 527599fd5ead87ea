"""What the clients hear from the apps below them."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from clients.services.participating.drafts import forget_session


@receiver(user_logged_out, dispatch_uid="clients.forget_drafts")
def forget_drafts_of_session(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """Drafts end with the session, before its secret does."""
    forget_session(request.session)
