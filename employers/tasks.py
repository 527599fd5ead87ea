"""Celery's doors of the employers: those marked as willing long ago are asked again."""

from collections.abc import Mapping

from django.utils import timezone

from employers.services.willingness import ask_to_confirm
from ledger.services.execution import Work, outbox_task


@outbox_task("employers.ask_to_confirm")
def ask_to_confirm_task(_work: Work) -> Mapping[str, int]:
    """Early in the morning, so that whoever is told of it finds it when the day begins."""
    asked = ask_to_confirm(day=timezone.localdate())
    return {"stale": asked.stale, "told": asked.told}
