import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from config.kernel.errors import Refusal
from ledger.models import IdempotencyKey, Outbox
from ledger.services.idempotency import Answer, forget_old_answers, once
from ledger.services.outbox import enqueue

OWNER = "client:one"


def asks_for_work() -> Answer:
    enqueue("tests.count")
    return Answer(status=202, body={"work": 1})


def test_once_happens_once_and_answers_alike(db):
    first = once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=asks_for_work)

    second = once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=asks_for_work)

    assert first == second == Answer(status=202, body={"work": 1})
    assert Outbox.objects.count() == 1


def test_once_refuses_the_same_key_with_another_body(db):
    once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=asks_for_work)

    with pytest.raises(Refusal) as refused:
        once(owner=OWNER, key="k", body_hash=b"2" * 32, effect=asks_for_work)

    assert refused.value.status == 422
    assert Outbox.objects.count() == 1


def test_once_keeps_the_keys_of_two_owners_apart(db):
    once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=asks_for_work)

    once(owner="client:two", key="k", body_hash=b"2" * 32, effect=asks_for_work)

    assert Outbox.objects.count() == 2


def test_once_keeps_nothing_of_a_refused_effect(db):
    def refuses() -> Answer:
        enqueue("tests.count")
        raise Refusal

    with pytest.raises(Refusal):
        once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=refuses)

    assert Outbox.objects.count() == 0
    assert once(owner=OWNER, key="k", body_hash=b"2" * 32, effect=asks_for_work).status == 202


def test_once_leaves_stored_answers_out_of_sight(db):
    once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=asks_for_work)

    assert not IdempotencyKey.objects.exists()


def test_once_lets_the_second_of_two_at_once_wait_for_the_first(live_database):
    inside, go_on, answers = threading.Event(), threading.Event(), []

    def slow() -> Answer:
        inside.set()
        assert go_on.wait(30)
        return asks_for_work()

    def call(effect) -> None:
        answers.append(once(owner=OWNER, key="k", body_hash=b"1" * 32, effect=effect))
        connection.close()

    first = threading.Thread(target=call, args=[slow])
    first.start()
    assert inside.wait(30)
    second = threading.Thread(target=call, args=[asks_for_work])
    second.start()
    wait_until_somebody_waits()
    go_on.set()
    first.join(30)
    second.join(30)

    assert answers == [Answer(status=202, body={"work": 1})] * 2
    assert Outbox.objects.count() == 1


def test_forget_old_answers_takes_those_of_a_day_ago(live_database):
    once(owner=OWNER, key="old", body_hash=b"1" * 32, effect=asks_for_work)
    IdempotencyKey.objects.using("owner").update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    once(owner=OWNER, key="new", body_hash=b"1" * 32, effect=asks_for_work)

    forgotten = forget_old_answers()

    assert forgotten == 1
    assert IdempotencyKey.objects.using("owner").get().key == "new"


def wait_until_somebody_waits() -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _attempt in range(600):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    raise AssertionError("nobody waits")
