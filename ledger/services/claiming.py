"""Taking a piece of work: one process at a time holds it, for as long as it renews its lease."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.context import acting, set_context
from accounts.models import User
from ledger.enums import JobState
from ledger.models import Job, Outbox
from ledger.services.steps import take_step


@dataclass(frozen=True)
class Claim:
    """Work this process holds, and whom it works for; `is_job` when a person can look at it."""

    outbox_id: UUID
    token: UUID
    task: str
    attempts: int
    area_id: int | None = None
    actor: User | None = None
    is_job: bool = False
    arguments: dict[str, Any] = field(default_factory=dict)
    run: UUID | None = None

    @property
    def areas(self) -> list[int]:
        return [] if self.area_id is None else [self.area_id]


def lease() -> timedelta:
    """How long work is held without a sign of life."""
    return timedelta(seconds=settings.LEDGER_LEASE_SECONDS)


@transaction.atomic(durable=True)
def claim(*, outbox_id: UUID) -> Claim | None:
    """The work is ours for one lease and has one attempt more; None when it is done, dead, not due or somebody's."""
    token = uuid.uuid4()
    ours = Outbox.objects.claimable().filter(pk=outbox_id)
    if not ours.update(claim_token=token, lease_until=Now() + lease(), attempts=F("attempts") + 1):
        return None

    row = Outbox.objects.get(pk=outbox_id)
    plain = Claim(
        outbox_id=row.pk,
        token=token,
        task=row.task,
        attempts=row.attempts,
        area_id=row.area_id,
        arguments=row.arguments,
    )
    return plain if row.area_id is None else _claim_job(plain)


def _claim_job(plain: Claim) -> Claim | None:
    with acting(areas=plain.areas):
        job = Job.objects.locked().filter(pk=plain.outbox_id).first()
        if job is None:
            return plain
        if job.state == JobState.CANCELLING:  # its worker died before it could stop
            take_step(job, JobState.CANCELLED)
        elif job.state == JobState.QUEUED:
            take_step(job, JobState.RUNNING, started_at=job.started_at or Now())
        if job.is_finished:
            Outbox.objects.filter(pk=job.pk).update(done_at=Now(), claim_token=None, lease_until=None)
            return None
        return Claim(
            outbox_id=plain.outbox_id,
            token=plain.token,
            task=plain.task,
            attempts=plain.attempts,
            area_id=plain.area_id,
            arguments=job.params,
            run=job.run,
            actor=_requester(job),
            is_job=True,
        )


def _requester(job: Job) -> User | None:
    set_context(user=job.requested_by_id, areas=[job.area_id])
    return User.objects.filter(pk=job.requested_by_id).first() if job.requested_by_id else None


def renew(held: Claim) -> bool:
    """The lease runs anew; False when the work is no longer ours."""
    return bool(Outbox.objects.filter(pk=held.outbox_id).held_by(held.token).update(lease_until=Now() + lease()))
