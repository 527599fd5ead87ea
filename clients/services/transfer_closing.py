"""Ending a transfer to another area without acceptance: its copy of the client is gone in the same moment."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind
from accounts.models import User
from accounts.services.messages import tell
from accounts.services.records import change_record
from clients.enums.handovers import TRANSFER_REASONS, TransferReason, TransferState
from clients.models import CaseTransfer, Consent
from config.kernel.errors import Refusal

BY_SYSTEM = frozenset({TransferReason.CONSENT, TransferReason.NO_ANSWER})


def give_up(
    transfer: CaseTransfer,
    to: TransferState,
    *,
    reason: TransferReason,
    version: int,
    text: str = "",
    answered_by: User | None = None,
) -> None:
    """The (locked) transfer came to nothing, for that reason; nothing of the client is kept in it."""
    if reason not in {*TRANSFER_REASONS.get(to, ()), *BY_SYSTEM}:
        raise Refusal(_("Choose a reason."), field="reason")
    if reason == TransferReason.OTHER and not text.strip():
        raise Refusal(_("Say in words which reason."), field="text")
    values: dict[str, Any] = {
        "state": to,
        "closed_on": timezone.localdate(),
        "reason": reason,
        "reason_text": text.strip(),
        "passed_on": None,
    }
    change_record(transfer, version=version, values=values | ({"answered_by": answered_by} if answered_by else {}))


def close_transfers_for_consent(*, consent: Consent) -> int:
    """Transfers that rest on the consent and wait are withdrawn, with their copies; how many were."""
    waiting = list(CaseTransfer.objects.filter(consent=consent).waiting().locked())
    for transfer in waiting:
        give_up(transfer, TransferState.WITHDRAWN, reason=TransferReason.CONSENT, version=transfer.version)
    return len(waiting)


def tell_sender(transfer: CaseTransfer, kind: MessageKind) -> None:
    """Whoever sent the transfer is told."""
    if transfer.sent_by_id:
        tell(user_id=transfer.sent_by_id, kind=kind, about=transfer.pk)
