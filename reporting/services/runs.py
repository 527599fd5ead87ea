"""Stopping a run: all its jobs that still go on."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.errors import NotFound, OutOfOrder
from ledger.selectors.jobs import jobs_of_run
from ledger.services.jobs import request_cancel


@transaction.atomic
def cancel_run(*, actor: User, run: UUID) -> None:
    """Every unfinished job of the run in the actor's areas stops. Refused when all have ended."""
    jobs = list(jobs_of_run(run))
    if not jobs:
        raise NotFound
    unfinished = [job for job in jobs if not job.is_finished]
    if not unfinished:
        raise OutOfOrder(_("The run has already ended."))
    for job in unfinished:
        request_cancel(actor=actor, job_id=job.pk)
