from datetime import timedelta

from django.db.models.functions import Now

from ledger.models import Outbox
from ledger.services.cleaning import finished_work, remove_finished_work
from tests.factories.ledger import OutboxFactory


def test_remove_finished_work_keeps_the_recent_the_waiting_and_the_dead(db):
    old, recent, dead, waiting = OutboxFactory.create_batch(4)
    Outbox.objects.filter(pk=old.pk).update(done_at=Now() - timedelta(days=31))
    Outbox.objects.filter(pk=recent.pk).update(done_at=Now() - timedelta(days=29))
    Outbox.objects.filter(pk=dead.pk).update(dead_at=Now() - timedelta(days=99))
    assert list(finished_work()) == [old]

    removed = remove_finished_work()

    assert removed == 1
    assert set(Outbox.objects.values_list("pk", flat=True)) == {recent.pk, dead.pk, waiting.pk}
