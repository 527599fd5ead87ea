"""States of a job and the steps between them; why a job failed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
