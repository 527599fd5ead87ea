"""Jobs: asked for by a person or the schedule, and stopped by a person."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder
from ledger import policies
from ledger.enums import JobState
from ledger.models import Job, Outbox
from ledger.services.outbox import enqueue, keys_only
from ledger.services.steps import take_step


@transaction.atomic
def start_job(
    *, actor: User | None, task: str, area_id: int, kind: str, run: UUID, params: Mapping[str, object] | None = None
) -> Job:
    """A job of the run waits for a worker; it and the outbox row that brings it about share one key.

    The caller's context must hold the area. The task reads `params`, which are keys, never personal data.
    """
    job_id = enqueue(task, area_id=area_id)
    return Job.objects.create(
        id=job_id, area_id=area_id, run=run, kind=kind, params=keys_only(params or {}), requested_by=actor
    )


@transaction.atomic
def request_cancel(*, actor: User, job_id: UUID) -> Job:
    """A waiting job is cancelled at once; a running one stops within seconds, and what it wrote is undone.

    Refused for a job that has finished. Asking twice is the same as asking once.
    """
    Outbox.objects.select_for_update().filter(pk=job_id).first()  # before the job, as whoever claims it does
    job = Job.objects.locked().filter(pk=job_id).first()
    if job is None:
        raise NotFound
    if not policies.can_cancel(actor, job):
        raise NotAllowed(_("Only the one who started the work or a supervisor of the area may cancel it."))
    if job.state == JobState.CANCELLING:
        return job
    if job.is_finished:
        raise OutOfOrder(_("The work has already ended."))

    if job.state == JobState.QUEUED:
        Outbox.objects.filter(pk=job_id).update(done_at=Now(), claim_token=None, lease_until=None)
        take_step(job, JobState.CANCELLED, cancel_requested_at=Now())
    else:
        take_step(job, JobState.CANCELLING, cancel_requested_at=Now())
    return job
