"""Celery's doors of the ledger."""

from collections.abc import Mapping

from ledger.services.cleaning import remove_finished_work
from ledger.services.execution import Work, outbox_task
from ledger.services.idempotency import forget_old_answers
from ledger.services.signs import show_life


@outbox_task("ledger.clean")
def clean_task(_work: Work) -> Mapping[str, int]:
    return {"work": remove_finished_work(), "answers": forget_old_answers()}


@outbox_task("ledger.show_life")
def show_life_task(_work: Work) -> None:
    """Asked for every minute: its row says that beat, relay, broker and worker all do their part."""
    show_life("worker")
