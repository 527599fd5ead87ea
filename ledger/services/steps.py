"""The one way a job changes its state."""

from typing import Any

from django.db.models.functions import Now

from config.kernel.errors import OutOfOrder
from ledger.enums import FINAL_STATES, JOB_STEPS, JobState
from ledger.models import Job


def take_step(job: Job, to: JobState, **fields: Any) -> None:
    """The locked job is in the new state, a version further; a final state has a time of finishing.

    Raises OutOfOrder for a step that is not in the table.
    """
    if to not in JOB_STEPS[JobState(job.state)]:
        raise OutOfOrder
    changed = {"state": to, "version": job.version + 1, **fields}
    if to in FINAL_STATES:
        changed["finished_at"] = Now()
    for name, value in changed.items():
        setattr(job, name, value)
    job.save(update_fields=list(changed))
