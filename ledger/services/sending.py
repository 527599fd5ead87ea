"""Handing the outbox to Celery: only the row's id travels, the rest is read where the work is done."""

from uuid import UUID

from celery import current_app
from django.db import transaction
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from ledger.models import Outbox

BATCH = 100


class BrokerUnreachable(Exception):
    """The broker cannot be told now; the rows wait in the outbox."""


def send_due() -> int:
    """A batch of due rows is with the broker; several relays share the rows. Returns how many were sent.

    A row may be sent twice, when a relay dies between the sending and its note of it, and never not at all: whoever
    works on it claims it first. Raises BrokerUnreachable after noting what did go out.
    """
    sent: list[UUID] = []
    failure: Exception | None = None
    with transaction.atomic():
        for row in Outbox.objects.unsent().locked()[:BATCH]:
            try:
                current_app.send_task(row.task, args=[str(row.pk)], retry=False)
            except (OperationalError, OSError) as error:
                failure = error
                break
            sent.append(row.pk)
        Outbox.objects.filter(pk__in=sent).update(sent_at=Now())
    if failure is not None:
        raise BrokerUnreachable from failure
    return len(sent)
