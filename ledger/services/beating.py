"""The schedule: each slot asks for its work once, however many beats run."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from ledger.models import BeatLease
from ledger.services.outbox import enqueue

BEAT = "beat"


class Entry(Protocol):
    """Work of the schedule: `name` in the key of each slot, the task, and the latest slot at a moment."""

    @property
    def name(self) -> str: ...
    @property
    def task(self) -> str: ...
    def latest_slot(self, now: datetime) -> datetime: ...


@transaction.atomic
def fire_due(*, entries: Iterable[Entry], holder: UUID) -> bool:
    """The latest slot of every entry, by the database's clock, has asked for its work; False when it is not our turn.

    A beat that was down fires the latest slot it missed. Slots from before the installation's first beat are not fired.
    """
    until = Now() + timedelta(seconds=settings.LEDGER_LEASE_SECONDS)
    BeatLease.objects.bulk_create([BeatLease(name=BEAT, holder=holder, lease_until=until)], ignore_conflicts=True)
    turn = BeatLease.objects.filter(name=BEAT)
    if not turn.open_to(holder).update(holder=holder, lease_until=until):
        return False

    now, since = turn.values_list(Now(), "created_at").get()
    for entry in entries:
        slot = entry.latest_slot(now)
        if slot >= since:
            enqueue(entry.task, key=f"{entry.name}:{slot:%Y-%m-%dT%H:%M:%S%z}")
    return True
