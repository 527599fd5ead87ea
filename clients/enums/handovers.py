"""Codes of handing a case over: within the area to a colleague or unit, and to another area, which is a controller."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums import DataItem


class HandoverState(models.TextChoices):
    """Where an offer within the area stands."""

    OFFERED = "offered", pgettext_lazy("hand-over", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("hand-over", "Accepted")
    DECLINED = "declined", pgettext_lazy("hand-over", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("hand-over", "Withdrawn")


HandoverSteps = dict[HandoverState, frozenset[HandoverState]]
_NOTHING: frozenset[HandoverState] = frozenset()
# What whoever receives may do, and what whoever offers; a step not written here cannot be taken.
HANDOVER_RECEIVER_STEPS: HandoverSteps = {
    **dict.fromkeys(HandoverState, _NOTHING),
    HandoverState.OFFERED: frozenset({HandoverState.ACCEPTED, HandoverState.DECLINED}),
}
HANDOVER_SENDER_STEPS: HandoverSteps = {
    **dict.fromkeys(HandoverState, _NOTHING),
    HandoverState.OFFERED: frozenset({HandoverState.WITHDRAWN}),
}


class HandoverReason(models.TextChoices):
    """Why a case is handed over."""

    WORKLOAD = "workload", _("Caseloads are evened out")
    ABSENCE = "absence", _("Leave or a long absence")
    LEAVING = "leaving", _("The coordinator's work ends or changes")
    EXPERTISE = "expertise", _("Another's expertise suits better")
    UNIT = "unit", _("The client is served by another unit from now on")
    WISH = "wish", _("The client wishes so")
    OTHER = "other", pgettext_lazy("reason", "Other reason")


class DeclineReason(models.TextChoices):
    """Why an offer, or a transfer from another area, was not accepted."""

    NO_ROOM = "no_room", _("No room in the caseload")
    NOT_OURS = "not_ours", _("The client is not served here")
    INCOMPLETE = "incomplete", _("What is passed on is not enough to go on with")
    TIMING = "timing", _("Something has to be finished first")
    OTHER = "other", pgettext_lazy("reason", "Other reason")


class TransferState(models.TextChoices):
    """Where a transfer to another area stands. Of a draft the other area sees nothing."""

    DRAFT = "draft", pgettext_lazy("transfer", "Draft")
    SENT = "sent", pgettext_lazy("transfer", "Waiting for acceptance")
    ACCEPTED = "accepted", pgettext_lazy("transfer", "Accepted")
    DECLINED = "declined", pgettext_lazy("transfer", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("transfer", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("transfer", "Expired")


_T = TransferState
TransferSteps = dict[TransferState, frozenset[TransferState]]
_NONE: TransferSteps = dict.fromkeys(_T, frozenset())
TRANSFER_SENDER_STEPS: TransferSteps = {
    **_NONE,
    _T.DRAFT: frozenset({_T.SENT, _T.WITHDRAWN}),
    _T.SENT: frozenset({_T.WITHDRAWN}),
}
TRANSFER_RECEIVER_STEPS: TransferSteps = {**_NONE, _T.SENT: frozenset({_T.ACCEPTED, _T.DECLINED})}
TRANSFER_CLOCK_STEPS: TransferSteps = {**_NONE, _T.SENT: frozenset({_T.EXPIRED})}
TRANSFER_OVER = frozenset({_T.ACCEPTED, _T.DECLINED, _T.WITHDRAWN, _T.EXPIRED})
# Over without acceptance: nothing of the client stays within reach of the other area.
TRANSFER_IN_VAIN = TRANSFER_OVER - {_T.ACCEPTED}

# Days from sending, as for referrals to services: a reminder, and the end.
REMIND_AFTER_DAYS = 10
EXPIRE_AFTER_DAYS = 30


class TransferReason(models.TextChoices):
    """Why a transfer came to nothing."""

    NO_ROOM = "no_room", _("No room in the caseload")
    NOT_OURS = "not_ours", _("The client is not served here")
    INCOMPLETE = "incomplete", _("What is passed on is not enough to go on with")
    TIMING = "timing", _("Something has to be finished first")
    UNWILLING = "unwilling", _("The client does not want it")
    MISTAKEN = "mistaken", _("Made by mistake")
    CONSENT = "consent", _("The client withdrew the consent")
    NO_ANSWER = "no_answer", _("No answer in 30 days")
    OTHER = "other", pgettext_lazy("reason", "Other reason")


_W = TransferReason
# Which reasons a person may give for which step; the others are given by the system.
TRANSFER_REASONS: dict[TransferState, tuple[TransferReason, ...]] = {
    _T.DECLINED: (_W.NO_ROOM, _W.NOT_OURS, _W.INCOMPLETE, _W.TIMING, _W.OTHER),
    _T.WITHDRAWN: (_W.UNWILLING, _W.MISTAKEN, _W.OTHER),
}

# What may be passed on, in the order in which it is shown; name and need always are.
TRANSFERABLE = (
    DataItem.NAME,
    DataItem.BIRTH_DATE,
    DataItem.CONTACT,
    DataItem.LANGUAGES,
    DataItem.NEED,
    DataItem.SERVICES,
    DataItem.LIMITATIONS,
    DataItem.ACCOMMODATION,
    DataItem.WORK_ABILITY,
    DataItem.STATEMENTS,
    DataItem.DIAGNOSIS,
)
ALWAYS_TRANSFERRED = (DataItem.NAME, DataItem.NEED)
