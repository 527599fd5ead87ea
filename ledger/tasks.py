"""Celery's doors of the ledger."""

from collections.abc import Mapping
from uuid import UUID

from accounts.services.rate_limits import forget_attempts
from accounts.services.sealing import seal_read_log
from accounts.services.sessions import forget_ended
from ledger.services.cleaning import forget_old_webhooks, remove_finished_work
from ledger.services.execution import Work, outbox_task
from ledger.services.feedback_mail import serve_feedback
from ledger.services.idempotency import forget_old_answers
from ledger.services.mailing import deliver_messages
from ledger.services.signs import show_life
from ledger.services.webhooks import deliver


@outbox_task("ledger.clean")
def clean_task(_work: Work) -> Mapping[str, int]:
    return {
        "work": remove_finished_work(),
        "answers": forget_old_answers(),
        "sessions": forget_ended(),
        "attempts": forget_attempts(),
        "webhooks": forget_old_webhooks(),
    }


@outbox_task("ledger.show_life")
def show_life_task(_work: Work) -> None:
    """Asked for every minute: its row says that beat, relay, broker and worker all do their part."""
    show_life("worker")


@outbox_task("ledger.seal_read_log")
def seal_read_log_task(_work: Work) -> Mapping[str, int]:
    return {"rows": seal_read_log()}


@outbox_task("ledger.deliver_messages")
def deliver_messages_task(_work: Work) -> Mapping[str, int]:
    return {"mailed": deliver_messages()}


@outbox_task("ledger.serve_feedback")
def serve_feedback_task(_work: Work) -> Mapping[str, int]:
    mailed, forgotten = serve_feedback()
    return {"mailed": mailed, "forgotten": forgotten}


@outbox_task("ledger.deliver_webhook")
def deliver_webhook_task(work: Work) -> None:
    """One attempt; the service asks for the next one itself."""
    deliver(UUID(str(work.arguments["delivery"])))
