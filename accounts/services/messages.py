"""Telling a person something: a row in the list of messages, which the ledger also mails."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from accounts.enums import MessageKind
from accounts.models import Message, User


@transaction.atomic
def tell(*, user_id: UUID, kind: MessageKind, about: UUID | None = None) -> None:
    """The person finds the message in the list and gets a mail with its sentence, once this transaction commits."""
    Message.objects.create(user_id=user_id, kind=kind, about=about)


@transaction.atomic
def mark_read(*, actor: User) -> int:
    """Every message of the person counts as read; returns how many were new."""
    return Message.objects.filter(user=actor).unread().update(read_at=Now())
