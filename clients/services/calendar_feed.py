"""The address at which a calendar program fetches a person's reserved times: made, renewed, revoked."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from clients.models import CalendarFeed
from config.kernel.encryption import token_hash

BYTES = 32


@transaction.atomic
def open_feed(*, actor: User) -> str:
    """The person has a feed; returns its token, told this once. An earlier address opens nothing any more."""
    close_feed(actor=actor)
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.create(user=actor, token_hash=token_hash(token))
    return token


@transaction.atomic
def close_feed(*, actor: User) -> bool:
    """No address of the person opens anything any more; whether one did before."""
    in_use = CalendarFeed.objects.filter(user=actor, revoked_at__isnull=True)
    return bool(in_use.update(revoked_at=timezone.now()))


def owner_of_feed(*, token: str) -> UUID | None:
    """Whose feed the token opens, or None when it opens nothing; the database tells nothing else of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clients_calendar_owner(%s)", [token_hash(token)])
        found: UUID | None = cursor.fetchone()[0]
    return found
