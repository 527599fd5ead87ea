"""How a piece of work ends: done together with its effect, or refused, cancelled, tried again later, given up."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts.context import acting
from ledger.enums import JobFailure, JobState
from ledger.models import Job, Outbox
from ledger.models.outbox import MAX_ATTEMPTS
from ledger.services.claiming import Claim
from ledger.services.steps import take_step

LONGEST_WAIT = timedelta(minutes=10)


class LeaseLost(Exception):
    """Somebody else holds the work by now; nothing of ours may be kept."""


class JobCancelled(Exception):
    """A person asked for the work to stop; nothing of it may be kept."""


def settle_done(claim: Claim, *, counts: Mapping[str, int], processed: int, total: int) -> None:
    """The work is done, in the transaction of its effect and in the context of its area: both are kept or neither.

    Raises LeaseLost or JobCancelled when it may not be kept.
    """
    if not _release(claim, done_at=Now()):
        raise LeaseLost
    if not claim.is_job:
        return
    job = Job.objects.locked().get(pk=claim.outbox_id)
    if job.state == JobState.CANCELLING:
        raise JobCancelled
    seen = {"processed": max(processed, job.processed), "total": max(total, job.total)}
    take_step(job, JobState.DONE, progress=100, counts=dict(counts), step="", **seen)


def settle_cancelled(claim: Claim) -> None:
    """Nothing of the work was kept and it will not be tried again."""
    _end(claim, lambda job: take_step(job, JobState.CANCELLED), done_at=Now())


def settle_refused(claim: Claim, *, sentence: str) -> None:
    """The work was refused with this sentence; trying again would not help."""
    refused = {"failure": JobFailure.REFUSED, "refusal": sentence[:500]}
    _end(claim, lambda job: take_step(job, JobState.FAILED, **refused), done_at=Now(), last_error="Refusal")


def settle_failed(claim: Claim, *, error: str) -> None:
    """The work will be tried again, each time later; after the last attempt it is dead and its job failed."""
    if claim.attempts >= MAX_ATTEMPTS:
        failed = {"failure": JobFailure.UNEXPECTED}
        _end(claim, lambda job: take_step(job, JobState.FAILED, **failed), dead_at=Now(), last_error=error)
        return
    wait = min(timedelta(seconds=settings.LEDGER_RETRY_SECONDS) * 2 ** (claim.attempts - 1), LONGEST_WAIT)
    _end(claim, await_another_attempt, sent_at=None, available_at=Now() + wait, last_error=error)


def await_another_attempt(job: Job) -> None:
    """The job waits again, or is cancelled if that was asked for; in the second case its work is over too."""
    if job.state == JobState.CANCELLING:
        take_step(job, JobState.CANCELLED)
        Outbox.objects.filter(pk=job.pk).update(done_at=Now())
    elif job.state == JobState.RUNNING:
        take_step(job, JobState.QUEUED)


@transaction.atomic
def _end(claim: Claim, change: Callable[[Job], None], **fields: Any) -> None:
    if not _release(claim, **fields):
        return
    if claim.is_job:
        with acting(areas=claim.areas):
            change(Job.objects.locked().get(pk=claim.outbox_id))


def _release(claim: Claim, **fields: Any) -> bool:
    ours = Outbox.objects.filter(pk=claim.outbox_id).held_by(claim.token)
    return bool(ours.update(claim_token=None, lease_until=None, **fields))
