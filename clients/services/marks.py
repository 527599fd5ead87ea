"""What recording any dated mark of a client asks for: a client one knows, a day that has come, a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from config.kernel.errors import NotFound, Refusal

MIN_REASON = 3


def visible_client(actor: User, client_id: UUID) -> Client:
    """The client, locked, when the actor needs to know them; hidden and absent look the same."""
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def reason_of(reason: str, *, field: str) -> str:
    """The reason without outer blanks; refused when it says nothing."""
    kept = reason.strip()
    if len(kept) < MIN_REASON:
        raise Refusal(_("Give the reason in at least %(count)s characters.") % {"count": MIN_REASON}, field=field)
    return kept


def not_in_future(day: date | None, *, field: str) -> None:
    """Refused when the day is to come."""
    if day is not None and day > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field=field)
