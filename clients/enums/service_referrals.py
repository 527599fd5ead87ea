"""Codes of guiding a client to a partner's service: states and steps, reasons, results."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceReferralState(models.TextChoices):
    """Where a referral to a partner's service stands."""

    DRAFT = "draft", pgettext_lazy("service referral", "Draft")
    SENT = "sent", pgettext_lazy("service referral", "Sent")
    RECEIVED = "received", pgettext_lazy("service referral", "Received")
    ACCEPTED = "accepted", pgettext_lazy("service referral", "Accepted")
    DECLINED = "declined", pgettext_lazy("service referral", "Declined")
    STARTED = "started", pgettext_lazy("service referral", "Started")
    COMPLETED = "completed", pgettext_lazy("service referral", "Completed")
    INTERRUPTED = "interrupted", pgettext_lazy("service referral", "Interrupted")
    RESULT = "result", pgettext_lazy("service referral", "Result told")
    WITHDRAWN = "withdrawn", pgettext_lazy("service referral", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("service referral", "Expired")


_S = ServiceReferralState
Steps = dict[ServiceReferralState, frozenset[ServiceReferralState]]
_NONE: frozenset[ServiceReferralState] = frozenset()

# What a partner may do by the link; a step not written here cannot be taken.
PARTNER_STEPS: Steps = {
    **dict.fromkeys(_S, _NONE),
    _S.SENT: frozenset({_S.RECEIVED, _S.ACCEPTED, _S.DECLINED}),
    _S.RECEIVED: frozenset({_S.ACCEPTED, _S.DECLINED}),
    _S.ACCEPTED: frozenset({_S.STARTED, _S.DECLINED}),
    _S.STARTED: frozenset({_S.COMPLETED, _S.INTERRUPTED}),
    _S.COMPLETED: frozenset({_S.RESULT}),
    _S.INTERRUPTED: frozenset({_S.RESULT}),
}
# What staff may do: send, take back while nothing has started, and write down what a partner told otherwise.
STAFF_STEPS: Steps = {
    **PARTNER_STEPS,
    _S.DRAFT: frozenset({_S.SENT, _S.WITHDRAWN}),
    _S.SENT: PARTNER_STEPS[_S.SENT] | {_S.WITHDRAWN},
    _S.RECEIVED: PARTNER_STEPS[_S.RECEIVED] | {_S.WITHDRAWN},
    _S.ACCEPTED: PARTNER_STEPS[_S.ACCEPTED] | {_S.WITHDRAWN},
}
# What time alone brings about.
CLOCK_STEPS: Steps = {
    **dict.fromkeys(_S, _NONE),
    _S.SENT: frozenset({_S.EXPIRED}),
    _S.RECEIVED: frozenset({_S.EXPIRED}),
    _S.ACCEPTED: frozenset({_S.EXPIRED}),
}
UNANSWERED = frozenset({_S.SENT, _S.RECEIVED})
BEFORE_START = UNANSWERED | {_S.ACCEPTED}
# Nothing follows these, and each says why.
TERMINAL = frozenset({_S.DECLINED, _S.RESULT, _S.WITHDRAWN, _S.EXPIRED})

# Days of ahead.md 16: after how many the partner is reminded, and after how many a referral has expired.
REMIND_AFTER_DAYS = 10
UNANSWERED_DAYS = 30
NOT_STARTED_DAYS = 60
# How long after its end a service's result is expected.
RESULT_DAYS = 14
# When news of a service that goes on without a planned end is expected: ours, as the review of a plan (90 days).
NEWS_DAYS = 90


class ReferralReason(models.TextChoices):
    """Why a referral ended as it did."""

    FULL = "full", _("No places")
    NOT_SUITED = "not_suited", _("The service does not suit the need")
    CRITERIA = "criteria", _("The conditions of the service are not met")
    NOT_REACHED = "not_reached", _("The client was not reached")
    UNWILLING = "unwilling", _("The client does not want the service")
    DROP_OUT = "drop_out", _("The client dropped out")
    HEALTH = "health", _("The situation does not allow going on")
    TO_WORK = "to_work", _("The client got work or education")
    MOVED = "moved", _("The client moved")
    OTHER_SERVICE = "other_service", _("Another service suits better")
    CONSENT = "consent", _("The client withdrew the consent")
    MISTAKEN = "mistaken", _("Made by mistake")
    NO_ANSWER = "no_answer", _("No answer in 30 days")
    NOT_STARTED = "not_started", _("Not started in 60 days")
    OTHER = "other", pgettext_lazy("reason", "Other reason")


_R = ReferralReason
# Which reasons a person may give for which step; the others are given by the system.
REASONS: dict[ServiceReferralState, tuple[ReferralReason, ...]] = {
    _S.DECLINED: (_R.FULL, _R.NOT_SUITED, _R.CRITERIA, _R.NOT_REACHED, _R.UNWILLING, _R.OTHER),
    _S.INTERRUPTED: (_R.DROP_OUT, _R.HEALTH, _R.TO_WORK, _R.MOVED, _R.NOT_SUITED, _R.OTHER),
    _S.WITHDRAWN: (_R.UNWILLING, _R.OTHER_SERVICE, _R.TO_WORK, _R.MOVED, _R.MISTAKEN, _R.OTHER),
}


class ReferralResult(models.TextChoices):
    """What came of the service."""

    REACHED = "reached", _("The goal of the service was reached")
    PARTLY = "partly", _("The goal was reached partly")
    NOT_REACHED = "not_reached", _("The goal was not reached")
    WORK = "work", _("The client went to work")
    EDUCATION = "education", _("The client went to education")
    FURTHER = "further", _("Another service or rehabilitation follows")
    UNKNOWN = "unknown", _("Not known")


class LinkState(models.TextChoices):
    """What a partner's link opens."""

    OPEN = "open", pgettext_lazy("link", "Open")
    EXPIRED = "expired", pgettext_lazy("link", "Expired")
    REPLACED = "replaced", pgettext_lazy("link", "Replaced by a newer one")
    CLOSED = "closed", pgettext_lazy("link", "Closed")
