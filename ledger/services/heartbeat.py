"""The sign of life of running work: renews the lease, publishes progress, and hears that the work is to stop.

It lives in a thread with a database connection of its own, so it works while a long statement runs and commits at once.
"""

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.db.models.functions import Greatest

from accounts.context import acting
from ledger.enums import JobState
from ledger.models import Job
from ledger.services.claiming import Claim, renew
from ledger.services.settling import JobCancelled, LeaseLost

SHORTEST_PAUSE = 0.1
CANCEL_PATIENCE = 5.0


@dataclass(frozen=True)
class Report:
    """How far the work is."""

    processed: int = 0
    total: int = 0
    step: str = ""

    @property
    def percent(self) -> int:
        """Whole percent, at most 99 before the work is settled."""
        return min(99, 100 * self.processed // self.total) if self.total else 0


class Heartbeat:
    """Beats while the block runs; `worker` is the raw connection whose statement is cancelled to stop the work."""

    def __init__(self, *, claim: Claim, worker: "psycopg.Connection[Any]") -> None:
        self.report = Report()
        self._claim = claim
        self._worker = worker
        self._published = self.report
        self._renewed_at = time.monotonic()
        self._lost = threading.Event()
        self._cancelled = threading.Event()
        self._ended = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._live, name=f"heartbeat-{claim.outbox_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._woken.set()
        self._thread.join()

    @property
    def has_interrupted(self) -> bool:
        """A statement of the worker's connection was, or may still be, cancelled."""
        return self._lost.is_set() or self._cancelled.is_set()

    def check(self) -> None:
        """Raises LeaseLost or JobCancelled once the work must stop."""
        if self._lost.is_set():
            raise LeaseLost
        if self._cancelled.is_set():
            raise JobCancelled

    def publish(self, report: Report) -> None:
        """The page will see the report within moments; raises when the work must stop."""
        self.check()
        self.report = report
        self._woken.set()

    def _live(self) -> None:
        try:
            while not self._ended.is_set():
                self._woken.wait(settings.LEDGER_HEARTBEAT_SECONDS)
                self._woken.clear()
                if not self._ended.is_set():
                    self._beat_once()
                self._ended.wait(SHORTEST_PAUSE)
        finally:
            connection.close()

    def _beat_once(self) -> None:
        try:
            self._keep_lease()
            if self._claim.is_job:
                self._tell_job()
        except (OperationalError, InterfaceError):  # the database is away: the next beat connects anew
            connection.close()
        if self.has_interrupted:
            self._interrupt()

    def _keep_lease(self) -> None:
        if time.monotonic() - self._renewed_at < settings.LEDGER_LEASE_SECONDS / 3:
            return
        if renew(self._claim):
            self._renewed_at = time.monotonic()
        else:
            self._lost.set()

    def _tell_job(self) -> None:
        report = self.report
        with acting(areas=self._claim.areas), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            job = Job.objects.filter(pk=self._claim.outbox_id)
            if report != self._published:
                job.filter(state=JobState.RUNNING).update(
                    processed=Greatest(F("processed"), report.processed),
                    total=Greatest(F("total"), report.total),
                    progress=Greatest(F("progress"), report.percent),
                    step=report.step,
                )
                self._published = report
            if job.filter(state=JobState.CANCELLING).exists():
                self._cancelled.set()

    def _interrupt(self) -> None:
        try:
            self._worker.cancel_safe(timeout=CANCEL_PATIENCE)
        except psycopg.Error:  # the connection is gone, and with it the statement
            return
