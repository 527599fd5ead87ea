"""Codes of bringing a client and an employer together: kinds, states and steps, reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.disclosure_grounds import FOR_EMPLOYERS
from clients.enums import DataItem


class JobReferralKind(models.TextChoices):
    """Who is told of whom: the employer of the client, or the client of the job (EM-03)."""

    PRESENTATION = "present", _("Candidate presentation")
    OFFER = "offer", _("Job offer to the client")
    REFERRAL = "refer", _("Job referral to the client")


class JobReferralState(models.TextChoices):
    """Where a job referral stands."""

    DRAFT = "draft", pgettext_lazy("job referral", "Draft")
    REFUSED = "refused", pgettext_lazy("job referral", "Refused by the client")
    SENT = "sent", pgettext_lazy("job referral", "Sent")
    INTERESTED = "interested", pgettext_lazy("job referral", "Interested")
    NOT_INTERESTED = "no_interest", pgettext_lazy("job referral", "Not interested")
    INTERVIEW = "interview", pgettext_lazy("job referral", "Interview")
    HIRED = "hired", pgettext_lazy("job referral", "Hired")
    NOT_HIRED = "not_hired", pgettext_lazy("job referral", "Not hired")
    WITHDRAWN = "withdrawn", pgettext_lazy("job referral", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("job referral", "Expired")


_S = JobReferralState
Steps = dict[JobReferralState, frozenset[JobReferralState]]
_NONE: frozenset[JobReferralState] = frozenset()

# What staff write down; a step not written here cannot be taken.
STAFF_STEPS: Steps = {
    **dict.fromkeys(_S, _NONE),
    _S.DRAFT: frozenset({_S.SENT, _S.REFUSED, _S.WITHDRAWN}),
    _S.SENT: frozenset({_S.INTERESTED, _S.NOT_INTERESTED, _S.INTERVIEW, _S.HIRED, _S.NOT_HIRED, _S.WITHDRAWN}),
    _S.INTERESTED: frozenset({_S.INTERVIEW, _S.HIRED, _S.NOT_HIRED, _S.WITHDRAWN}),
    _S.INTERVIEW: frozenset({_S.HIRED, _S.NOT_HIRED, _S.WITHDRAWN}),
}
# What time alone brings about.
CLOCK_STEPS: Steps = {**dict.fromkeys(_S, _NONE), _S.SENT: frozenset({_S.EXPIRED})}
UNDER_WAY = frozenset({_S.SENT, _S.INTERESTED, _S.INTERVIEW})
# Nothing follows these.
TERMINAL = frozenset({_S.REFUSED, _S.NOT_INTERESTED, _S.HIRED, _S.NOT_HIRED, _S.WITHDRAWN, _S.EXPIRED})
UNANSWERED_DAYS = 30
"""After so many days without an answer a job referral has expired (ours, as for referrals to services)."""


class JobReferralReason(models.TextChoices):
    """Why a job referral came to nothing."""

    FILLED = "filled", _("The job went to somebody else")
    NOT_SUITED = "not_suited", _("The work does not suit the person")
    HOURS = "hours", _("Working hours do not suit")
    DISTANCE = "distance", _("The way to work is too long")
    TERMS = "terms", _("The terms do not suit")
    SKILLS = "skills", _("Skills were not enough")
    NOT_REACHED = "not_reached", _("Not reached")
    UNWILLING = "unwilling", _("The client does not want it")
    OTHER_JOB = "other_job", _("The client got other work or education")
    CANCELLED = "cancelled", _("The employer gave the job up")
    CONSENT = "consent", _("The client withdrew the consent")
    MISTAKEN = "mistaken", _("Made by mistake")
    NO_ANSWER = "no_answer", _("No answer in 30 days")
    OTHER = "other", pgettext_lazy("reason", "Other reason")


_R = JobReferralReason
_ANSWERS = (_R.FILLED, _R.NOT_SUITED, _R.HOURS, _R.DISTANCE, _R.TERMS, _R.SKILLS, _R.NOT_REACHED, _R.UNWILLING)
# Which reasons a person may give for which step; the others are given by the system.
REASONS: dict[JobReferralState, tuple[JobReferralReason, ...]] = {
    _S.REFUSED: (_R.UNWILLING, _R.NOT_SUITED, _R.HOURS, _R.DISTANCE, _R.TERMS, _R.OTHER),
    _S.NOT_INTERESTED: (*_ANSWERS, _R.CANCELLED, _R.OTHER),
    _S.NOT_HIRED: (*_ANSWERS, _R.CANCELLED, _R.OTHER),
    _S.WITHDRAWN: (_R.UNWILLING, _R.OTHER_JOB, _R.CANCELLED, _R.MISTAKEN, _R.OTHER),
}

# What a presentation can show of a client (380/2023 118 § 2 and 3 mom.), as far as it is kept here; in this order.
PRESENTABLE = (
    DataItem.NAME,
    DataItem.CONTACT,
    DataItem.LANGUAGES,
    DataItem.WORK_HISTORY,
    DataItem.SKILLS,
    DataItem.UNEMPLOYED_YEAR,
    DataItem.LIMITATIONS,
    DataItem.ACCOMMODATION,
)
if not set(PRESENTABLE) <= FOR_EMPLOYERS:
    raise ValueError("An employer may not be told all of PRESENTABLE.")
