"""What time does to transfers between areas: a reminder after ten days, an end after thirty. Safe to run again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area
from accounts.services.messages import tell
from clients.enums.handovers import TransferReason, TransferState
from clients.models import CaseTransfer
from clients.services.transfer_closing import give_up, tell_sender
from clients.services.transfers import receivers_in


@dataclass(frozen=True, kw_only=True)
class TransfersSwept:
    """How many transfers were reminded of and how many expired."""

    reminded: int
    expired: int


def sweep_transfers(*, day: date, areas: Iterable[int] | None = None) -> TransfersSwept:
    """Of a transfer without an answer for 10 days both areas are told; what is 30 days old has expired.

    Each is claimed by a conditional update in the transaction of its messages, so nobody is told twice.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    reminded = expired = 0
    for area in chosen:
        with acting(areas=[area]):
            own = CaseTransfer.objects.filter(area_id=area)
            expiring = list(own.to_expire(day).order_by("pk").values_list("pk", flat=True))
            late = list(own.to_remind(day).exclude(pk__in=expiring).order_by("pk").values_list("pk", flat=True))
            expired += sum(_expire(key, day) for key in expiring)
            reminded += sum(_remind(key, day) for key in late)
    return TransfersSwept(reminded=reminded, expired=expired)


def _expire(transfer_id: UUID, day: date) -> int:
    transfer = CaseTransfer.objects.filter(pk=transfer_id).to_expire(day).locked().first()
    if transfer is None:
        return 0
    give_up(transfer, TransferState.EXPIRED, reason=TransferReason.NO_ANSWER, version=transfer.version)
    tell_sender(transfer, MessageKind.TRANSFER_EXPIRED)
    return 1


def _remind(transfer_id: UUID, day: date) -> int:
    if not CaseTransfer.objects.filter(pk=transfer_id).to_remind(day).update(reminded_on=day):
        return 0
    transfer = CaseTransfer.objects.get(pk=transfer_id)
    tell_sender(transfer, MessageKind.TRANSFER_LATE)
    for person in receivers_in(transfer.to_area_id, actor=None):
        tell(user_id=person, kind=MessageKind.TRANSFER_LATE, about=transfer.pk)
    return 1
