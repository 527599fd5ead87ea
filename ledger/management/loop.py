"""The loop of processes that never end: step by step, patient with services that are away, prompt to stop."""

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

import structlog
from django.db import InterfaceError, OperationalError, connection

log = structlog.get_logger(__name__)

LONGEST_WAIT = 5.0


class Loop:
    """Runs until SIGTERM or SIGINT; `away` are further errors that mean a service is away and will be back."""

    def __init__(self, *, name: str, away: tuple[type[Exception], ...] = ()) -> None:
        self.name = name
        self._away: tuple[type[Exception], ...] = (OperationalError, InterfaceError, *away)
        self._stopped = threading.Event()
        self._failures = 0

    def run(self, step: Callable[[], float]) -> None:
        """`step` says in how many seconds it wants to be called again; absent services are waited for, logged once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        log.info("loop_started", loop=self.name, pid=os.getpid())
        while not self._stopped.is_set():
            self._stopped.wait(self._patiently(step))
        log.info("loop_stopped", loop=self.name)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped.set()

    def _patiently(self, step: Callable[[], float]) -> float:
        try:
            pause = step()
        except self._away as error:
            return self._wait_out(error)
        if self._failures:
            log.info("service_back", loop=self.name, failures=self._failures)
            self._failures = 0
        return pause

    def _wait_out(self, error: Exception) -> float:
        connection.close()
        if not self._failures:
            log.warning("service_away", loop=self.name, error=type(error).__name__)
        self._failures += 1
        return float(min(LONGEST_WAIT, 0.25 * 2 ** min(self._failures, 5)))
