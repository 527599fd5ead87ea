"""States of a job and the steps between them; why a job failed; what webhooks tell of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    CANCELLING = "cancelling", _("Being cancelled")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


JOB_STEPS: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.QUEUED, JobState.CANCELLING, JobState.DONE, JobState.FAILED}),
    JobState.CANCELLING: frozenset({JobState.CANCELLED, JobState.FAILED}),
    JobState.CANCELLED: frozenset(),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset(),
}

FINAL_STATES = tuple(state for state, steps in JOB_STEPS.items() if not steps)


class JobFailure(models.TextChoices):
    """Why a job failed, in a sentence that tells nothing of anybody."""

    NONE = "", ""
    REFUSED = "refused", _("The work was refused.")
    UNEXPECTED = "unexpected", _("An unexpected error stopped the work, also when it was tried again.")
    WORKER_LOST = "worker_lost", _("The work stopped its worker process several times and was given up.")


class WebhookKind(models.TextChoices):
    """What a webhook tells of. The value is the `type` of its body."""

    EMPLOYER_WILLING = "employer.willing", _("An employer became willing to hire")
    VACANCY_OPENED = "vacancy.opened", _("A vacancy opened")
    TEST = "webhook.test", _("A trial, asked for by an administrator")


SUBSCRIBED = (WebhookKind.EMPLOYER_WILLING, WebhookKind.VACANCY_OPENED)
"""What an endpoint may be told of; a trial goes to every endpoint that asks for one."""


class DeliveryState(models.TextChoices):
    """Where the delivery of one event to one endpoint stands."""

    WAITING = "waiting", pgettext_lazy("webhook", "On its way")
    DELIVERED = "delivered", pgettext_lazy("webhook", "Delivered")
    DEAD = "dead", pgettext_lazy("webhook", "Given up")


class DeliveryFault(models.TextChoices):
    """Why the last attempt did not deliver."""

    NONE = "", ""
    UNREACHABLE = "unreachable", _("Nobody answered at the address")
    SLOW = "slow", _("No answer in time")
    REFUSED = "refused", _("The receiver answered with an error")
    GONE = "gone", _("The receiver said that it is gone for good")
    STOPPED = "stopped", _("The webhook was stopped")
    NOT_ALLOWED = "not_allowed", _("The host is not on the operator's list any more")
