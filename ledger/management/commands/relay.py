import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ledger.management.loop import Loop
from ledger.services.sending import BATCH, BrokerUnreachable, send_due
from ledger.services.signs import show_life_seldom
from ledger.services.sweeping import sweep


class Command(BaseCommand):
    requires_system_checks = ()  # neither pages nor URLs are served here
    help = "Hand the outbox to Celery and send again what has no result, until told to stop. Several may run."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self._swept_at = 0.0
        Loop(name="relay", away=(BrokerUnreachable,)).run(self._step)

    def _step(self) -> float:
        show_life_seldom("relay")
        if time.monotonic() - self._swept_at >= settings.LEDGER_SWEEP_SECONDS:
            sweep()
            self._swept_at = time.monotonic()
        return 0.0 if send_due() == BATCH else settings.LEDGER_POLL_SECONDS
