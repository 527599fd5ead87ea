"""Removing what nobody needs any more; dead letters stay until somebody has looked at them."""

from datetime import timedelta

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from ledger.models import Outbox

KEPT = timedelta(days=30)
BATCH = 1000


def finished_work() -> QuerySet[Outbox]:
    """Rows of work that was done a month ago; schedules fire more often, so no slot is forgotten too early."""
    return Outbox.objects.filter(done_at__lt=Now() - KEPT)


def remove_finished_work() -> int:
    """Finished work is gone, in batches; returns how many rows."""
    removed = 0
    while batch := list(finished_work().order_by("done_at").values_list("pk", flat=True)[:BATCH]):
        removed += Outbox.objects.filter(pk__in=batch).delete()[0]
    return removed


def forget_old_webhooks() -> int:
    """Deliveries settled three months ago are gone, and their events after them; returns how many deliveries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_forget_old_webhooks()")
        return int(cursor.fetchone()[0])
