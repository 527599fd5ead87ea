"""Sessions of a person: how long they last, which there are, ending them."""

import base64
import secrets
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session as KeptSession
from django.db import transaction
from django.db.models.functions import Now

from accounts.context import acting
from accounts.enums import SecurityEventKind
from accounts.models import User
from accounts.services.security import note

SIGNED_IN_AT = "tasma_signed_in_at"
SEEN_AT = "tasma_seen_at"
SECRET = "tasma_session_secret"  # noqa: S105 - the name under which a session keeps it
IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 60 * 60
WARN_SECONDS = 2 * 60
TOUCH_SECONDS = 60

Session = MutableMapping[str, Any]


@dataclass(frozen=True)
class Device:
    """A session as its owner sees it."""

    id: int
    user_agent: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


def begin(session: Session) -> None:
    """The session's two clocks start now, and it has a secret of its own.

    From the beginning: whatever a request adds later may be lost to another that was going on beside it.
    """
    session[SIGNED_IN_AT] = session[SEEN_AT] = int(time.time())
    session[SECRET] = base64.b64encode(secrets.token_bytes(32)).decode()


def secret_of(session: Session) -> bytes:
    """What only this session knows, on the server alone: keys for what is to end with it are made from it."""
    if SECRET not in session:  # begun before sessions had one
        session[SECRET] = base64.b64encode(secrets.token_bytes(32)).decode()
    return base64.b64decode(session[SECRET])


def seconds_left(session: Session) -> int:
    """Seconds until the session ends by itself; 0 when it has, or when it does not tell when it began."""
    signed_in_at, seen_at = session.get(SIGNED_IN_AT), session.get(SEEN_AT)
    if not isinstance(signed_in_at, int) or not isinstance(seen_at, int):
        return 0
    now = int(time.time())
    return max(0, min(seen_at + IDLE_SECONDS, signed_in_at + ABSOLUTE_SECONDS) - now)


def touch(session: Session, *, at_once: bool = False) -> None:
    """The person is here now; written once a minute unless `at_once`."""
    now = int(time.time())
    if at_once or now - session.get(SEEN_AT, 0) >= TOUCH_SECONDS:
        session[SEEN_AT] = now


def devices(*, user: User, session_key: str | None) -> list[Device]:
    """The person's sessions that still live, the present one first, then by when they were last used."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    found = []
    for kept in UserSession.objects.filter(user_id=user.pk):
        session = store(kept.session_key)
        if seconds_left(session) and session.get("_auth_user_id") == str(user.pk):
            found.append(
                Device(
                    id=kept.pk,
                    user_agent=kept.user_agent,
                    signed_in_at=datetime.fromtimestamp(session[SIGNED_IN_AT], UTC),
                    last_seen_at=datetime.fromtimestamp(session[SEEN_AT], UTC),
                    is_this=kept.session_key == session_key,
                )
            )
    return sorted(found, key=lambda one: (one.is_this, one.last_seen_at), reverse=True)


@transaction.atomic
def end_session(*, actor: User, session_id: int) -> None:
    """One session of the person's own is over; another person's is not found and stays."""
    for kept in UserSession.objects.filter(user_id=actor.pk, pk=session_id):
        kept.end()
        note(kind=SecurityEventKind.SESSIONS_ENDED, subject=actor.pk, detail="one")


@transaction.atomic
def end_sessions(*, user_id: UUID, actor: User | None = None, keep: str | None = None) -> int:
    """Every session of the person is over, except the one with the key `keep`; returns how many were."""
    with acting(user=User(pk=user_id), areas=()):
        ended = 0
        for kept in UserSession.objects.filter(user_id=user_id).exclude(session_key=keep or ""):
            kept.end()
            ended += 1
    if ended:
        note(kind=SecurityEventKind.SESSIONS_ENDED, subject=user_id, actor=actor.pk if actor else None)
    return ended


def forget_ended() -> int:
    """Sessions past their last moment are gone; returns how many."""
    return KeptSession.objects.filter(expire_date__lt=Now()).delete()[0]
