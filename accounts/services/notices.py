"""Notices: texts every page shows for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Tone
from accounts.models import Notice, User
from accounts.policies import can_administer
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotAllowed, NotFound


@dataclass(frozen=True, kw_only=True)
class NoticeText:
    """What a notice says, how loud, and when."""

    tone: Tone
    text_fi: str
    text_sv: str
    text_en: str
    valid_from: datetime
    valid_to: datetime | None = None


@transaction.atomic
def add_notice(*, actor: User, key: str, text: NoticeText) -> Notice:
    """Everybody is shown the notice in its time."""
    _may(actor)
    notice = Notice(key=key, **_values(text))
    add_record(notice)
    return notice


@transaction.atomic
def change_notice(*, actor: User, notice_id: UUID, version: int, text: NoticeText) -> Notice:
    """The notice says this from now on."""
    notice = _notice_for(actor, notice_id)
    change_record(notice, version=version, values=_values(text))
    return notice


@transaction.atomic
def end_notice(*, actor: User, notice_id: UUID, version: int) -> Notice:
    """The notice is shown no more."""
    notice = _notice_for(actor, notice_id)
    now = timezone.now()
    change_record(notice, version=version, values={"valid_from": min(notice.valid_from, now), "valid_to": now})
    return notice


def _notice_for(actor: User, notice_id: UUID) -> Notice:
    _may(actor)
    notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise NotFound
    return notice


def _may(actor: User) -> None:
    if not can_administer(actor):
        raise NotAllowed(_("Only administrators write notices."))


def _values(text: NoticeText) -> dict[str, object]:
    return {name: getattr(text, name) for name in NoticeText.__dataclass_fields__}
