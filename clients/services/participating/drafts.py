"""Drafts of forms: opened only by the session they were typed in, gone with it, and after a day at the latest.

The session has a secret that nobody else has, not even its person's other sessions. With it the draft is encrypted, and
once more with our own key, so that neither the table of sessions nor a backup of drafts alone opens anything. What the
browser keeps while it is not connected is encrypted by a key that the same secret gives, handed out with the page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.models import Session as KeptSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.sessions import SECRET, secret_of
from clients.enums.forms import FormKind
from clients.models import FormDraft
from clients.services.participating.held import held_participation
from config.kernel.encryption import Undecipherable, decrypt, encrypt
from config.kernel.errors import Refusal

LASTS = timedelta(hours=24)
LONGEST = 64 * 1024
NONCE_BYTES = 12
Session = MutableMapping[str, Any]
Typed = Mapping[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """What was typed, field by field, and when it was kept."""

    typed: dict[str, list[str]]
    saved_at: datetime


def browser_key(session: Session) -> str:
    """The key by which the page encrypts what it keeps in the browser, as base64 (AES-256-GCM)."""
    return base64.b64encode(_derived(secret_of(session), "browser")).decode()


@transaction.atomic
def keep_draft(*, actor: User, session: Session, participation_id: UUID, kind: FormKind, typed: Typed) -> datetime:
    """What is typed so far is kept for this session, in the place of what was kept before; returns when.

    Only for whoever may save the form. Refused when it is longer than any form is.
    """
    participation = held_participation(actor, participation_id)
    plain = json.dumps(typed).encode()
    if len(plain) > LONGEST:
        raise Refusal(_("This is longer than a form is."))
    secret, now = secret_of(session), timezone.now()
    FormDraft.objects.update_or_create(
        participation=participation,
        kind=kind,
        user=actor,
        session_mark=_mark(secret),
        defaults={
            "area_id": participation.area_id,
            "cipher": _closed(plain, secret, place=_place(participation_id, kind)),
            "saved_at": now,
            "expires_at": now + LASTS,
        },
    )
    return now


def open_draft(*, actor: User, session: Session, participation_id: UUID, kind: FormKind) -> Kept | None:
    """What this session kept of the form; None when there is nothing, when it is a day old or cannot be opened."""
    if SECRET not in session:
        return None
    secret = secret_of(session)
    found = FormDraft.objects.filter(
        participation_id=participation_id,
        kind=kind,
        user=actor,
        session_mark=_mark(secret),
        expires_at__gt=timezone.now(),
    ).first()
    if found is None:
        return None
    try:
        plain = _opened(bytes(found.cipher), secret, place=_place(participation_id, kind))
    except (Undecipherable, InvalidTag):
        return None
    return Kept(typed=json.loads(plain), saved_at=found.saved_at)


@transaction.atomic
def forget_drafts(*, actor: User, participation_id: UUID, kind: FormKind) -> int:
    """The person's drafts of the form are gone, in every session; returns how many."""
    return FormDraft.objects.filter(user=actor, participation_id=participation_id, kind=kind).delete()[0]


def forget_session(session: Session) -> int:
    """The drafts of the session that ends are gone."""
    if SECRET not in session:
        return 0
    return FormDraft.objects.filter(session_mark=_mark(secret_of(session))).delete()[0]


def living_marks() -> frozenset[bytes]:
    """The marks of every session that has not ended."""
    living = (one.get_decoded() for one in KeptSession.objects.filter(expire_date__gt=timezone.now()))
    return frozenset(_mark(secret_of(session)) for session in living if SECRET in session)


@transaction.atomic
def sweep_drafts(*, area_id: int, living: Iterable[bytes]) -> int:
    """Drafts of the area that are a day old, or whose session has ended, are gone; returns how many."""
    found = FormDraft.objects.filter(area_id=area_id)
    expired = found.filter(expires_at__lte=timezone.now()).delete()[0]
    return expired + found.exclude(session_mark__in=list(living)).delete()[0]


def _derived(secret: bytes, use: str) -> bytes:
    return hmac.new(secret, f"tasma draft {use}".encode(), hashlib.sha256).digest()


def _mark(secret: bytes) -> bytes:
    return _derived(secret, "mark")


def _place(participation_id: UUID, kind: FormKind) -> str:
    return f"clients.FormDraft:{participation_id}:{kind}"


def _closed(plain: bytes, secret: bytes, *, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return encrypt(nonce + AESGCM(_derived(secret, "server")).encrypt(nonce, plain, place.encode()), place=place)


def _opened(cipher: bytes, secret: bytes, *, place: str) -> bytes:
    inner = decrypt(cipher, place=place)
    return AESGCM(_derived(secret, "server")).decrypt(inner[:NONCE_BYTES], inner[NONCE_BYTES:], place.encode())
