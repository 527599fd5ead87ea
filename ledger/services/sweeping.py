"""Finding work whose message or worker was lost, and sending it again: "older than", so nothing slips between."""

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts.context import acting
from ledger.enums import FINAL_STATES, JobFailure, JobState
from ledger.models import Job, Outbox
from ledger.models.outbox import MAX_ATTEMPTS
from ledger.services.settling import await_another_attempt
from ledger.services.steps import take_step

BATCH = 100

log = structlog.get_logger(__name__)


def sweep() -> int:
    """Everything overdue is to be sent again, or dead after its last attempt; returns how many rows were handled."""
    handled = 0
    while batch := _sweep_batch():
        handled += batch
    return handled


@transaction.atomic
def _sweep_batch() -> int:
    age = timedelta(seconds=settings.LEDGER_RESEND_SECONDS)
    rows = list(Outbox.objects.overdue(age).locked()[:BATCH])
    for row in rows:
        if row.attempts >= MAX_ATTEMPTS:
            _bury(row)
        else:
            _send_again(row)
    return len(rows)


def _send_again(row: Outbox) -> None:
    Outbox.objects.filter(pk=row.pk).update(sent_at=None, claim_token=None, lease_until=None)
    with acting(areas=_areas(row)):
        for job in Job.objects.locked().filter(pk=row.pk):
            await_another_attempt(job)
    log.info("work_sent_again", outbox=str(row.pk), task=row.task, attempts=row.attempts)


def _bury(row: Outbox) -> None:
    """The row is a dead letter: its worker died at every attempt."""
    Outbox.objects.filter(pk=row.pk).update(
        dead_at=Now(), claim_token=None, lease_until=None, last_error="the worker was lost"
    )
    with acting(areas=_areas(row)):
        for job in Job.objects.locked().filter(pk=row.pk).exclude(state__in=FINAL_STATES):
            take_step(job, JobState.FAILED, failure=JobFailure.WORKER_LOST)
    log.error("work_given_up", outbox=str(row.pk), task=row.task, attempts=row.attempts)


def _areas(row: Outbox) -> list[int]:
    return [] if row.area_id is None else [row.area_id]
