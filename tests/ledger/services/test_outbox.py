import uuid
from datetime import UTC, datetime

import pytest

from ledger.models import Outbox
from ledger.services.outbox import NotAKey, enqueue


def test_enqueue_writes_a_row_that_waits(db):
    subject = uuid.uuid4()

    row_id = enqueue("tests.count", arguments={"subject": subject, "day": "2030-05-02", "some": [1, 2]}, area_id=41)

    row = Outbox.objects.get()
    assert row.pk == row_id
    assert row.arguments == {"subject": str(subject), "day": "2030-05-02", "some": [1, 2]}
    assert (row.task, row.area_id, row.sent_at, row.attempts) == ("tests.count", 41, None, 0)
    assert list(Outbox.objects.unsent()) == [row]


def test_enqueue_of_the_same_key_asks_once(db):
    first = enqueue("tests.count", key="nightly:2030-05-02", arguments={"number": 1})

    second = enqueue("tests.count", key="nightly:2030-05-02", arguments={"number": 2})

    assert second == first
    assert Outbox.objects.get().arguments == {"number": 1}


def test_enqueue_of_a_finished_key_asks_for_nothing(db):
    first = enqueue("tests.count", key="nightly:2030-05-02")
    Outbox.objects.update(done_at=datetime(2030, 5, 2, tzinfo=UTC))

    second = enqueue("tests.count", key="nightly:2030-05-02")

    assert second == first
    assert Outbox.objects.count() == 1


def test_enqueue_without_key_asks_each_time(db):
    first, second = enqueue("tests.count"), enqueue("tests.count")

    assert first != second


def test_enqueue_keeps_work_for_its_time(db):
    enqueue("tests.count", available_at=datetime(2999, 1, 1, tzinfo=UTC))

    assert not Outbox.objects.unsent().exists()
    assert Outbox.objects.unfinished().count() == 1


@pytest.mark.parametrize("value", ["Some Person", "a@b.invalid", "x" * 101, 1.5, {"name": 1}])
def test_enqueue_refuses_what_could_be_personal(db, value):
    with pytest.raises(NotAKey):
        enqueue("tests.count", arguments={"subject": value})

    assert not Outbox.objects.exists()
