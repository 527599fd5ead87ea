"""Processes die, messages vanish and multiply; accepted work takes effect exactly once."""

import os
import signal

import psutil
from celery import current_app
from django.db import connection
from kombu import Connection

from accounts.context import acting
from accounts.models import User
from ledger.enums import JobFailure, JobState
from ledger.models import ChangeMarker, Outbox
from ledger.services.jobs import request_cancel
from tests.ledger.stage import AREA, BEAT, PATIENCE, RELAY, Stage, wait_until


def worker_of(stage: Stage):
    return next(process for process in stage.running if "celery" in process.args)


def relay_of(stage: Stage):
    return next(process for process in stage.running if "relay" in process.args)


def test_worker_killed_in_the_middle_of_its_work(stage, gate):
    job_id = stage.ask("tests.gated_count")
    stage.wait_at_gate()

    stage.kill(worker_of(stage))
    gate()
    stage.worker()

    stage.wait_done(job_id)
    assert stage.effects(job_id) == 1
    assert stage.job(job_id).state == JobState.DONE


def test_worker_killed_before_and_after_each_commit(stage):
    stage.kill(worker_of(stage))
    job_id = stage.ask()

    for point in ("claimed", "before_commit", "after_commit"):
        faulty = stage.worker(fault=point)
        faulty.wait(PATIENCE)
        stage.running.remove(faulty)
    stage.worker()
    other = stage.ask()

    stage.wait_done(job_id, other)
    assert stage.effects(job_id) == stage.effects(other) == 1
    assert Outbox.objects.get(pk=job_id).attempts == 3
    assert stage.job(job_id).state == JobState.DONE


def test_pool_child_killed_in_the_middle_of_its_work(stage, gate):
    job_id = stage.ask("tests.gated_count")
    stage.wait_at_gate()

    for child in psutil.Process(worker_of(stage).pid).children():
        child.kill()
    gate()

    stage.wait_done(job_id)
    assert stage.effects(job_id) == 1


def test_poisoned_work_is_given_up_while_other_work_goes_on(stage):
    poison = stage.ask("tests.poison")
    others = [stage.ask() for _number in range(3)]

    wait_until(lambda: Outbox.objects.filter(pk=poison, dead_at__isnull=False).exists(), what="the end of the poison")
    stage.wait_done(*others)

    assert [stage.effects(job_id) for job_id in (poison, *others)] == [0, 1, 1, 1]
    assert Outbox.objects.get(pk=poison).attempts == 5
    assert (stage.job(poison).state, stage.job(poison).failure) == (JobState.FAILED, JobFailure.WORKER_LOST)


def test_same_message_a_hundred_times(stage):
    job_id = stage.ask()

    with Connection(stage.broker.url) as broker:
        for _time in range(100):
            current_app.send_task("tests.count", args=[str(job_id)], connection=broker)
    stage.wait_done(job_id)
    behind_them = stage.ask()

    stage.wait_done(behind_them)
    assert stage.effects(job_id) == 1
    assert Outbox.objects.get(pk=job_id).attempts == 1


def test_two_copies_run_when_a_worker_slept_over_its_lease(stage, gate):
    job_id = stage.ask("tests.gated_count")
    stage.wait_at_gate()
    sleeper = worker_of(stage)

    os.killpg(sleeper.pid, signal.SIGSTOP)
    stage.running.remove(sleeper)
    stage.worker()
    wait_until(lambda: Outbox.objects.get(pk=job_id).attempts == 2, what="the second copy")
    gate()
    os.killpg(sleeper.pid, signal.SIGCONT)
    stage.running.append(sleeper)

    stage.wait_done(job_id)
    stage.kill(sleeper)
    assert stage.effects(job_id) == 1


def test_broker_flushed_with_work_in_it(stage):
    worker = worker_of(stage)
    os.killpg(worker.pid, signal.SIGSTOP)
    job_ids = [stage.ask() for _number in range(20)]
    wait_until(lambda: not Outbox.objects.filter(pk__in=job_ids, sent_at=None).exists(), what="the sending")

    stage.broker.flush()
    os.killpg(worker.pid, signal.SIGCONT)

    stage.wait_done(*job_ids)
    assert [stage.effects(job_id) for job_id in job_ids] == [1] * 20


def test_broker_killed_and_started_empty(stage):
    complaints = stage.logged("service_away")
    stage.broker.kill()
    job_ids = [stage.ask() for _number in range(5)]
    wait_until(lambda: stage.logged("service_away") > complaints, what="the relay's complaint")

    stage.broker.start()

    stage.wait_done(*job_ids)
    assert [stage.effects(job_id) for job_id in job_ids] == [1] * 5
    assert relay_of(stage).poll() is None


def test_database_connections_cut_in_the_middle_of_work(stage, gate):
    returns = stage.logged("service_back")
    job_id = stage.ask("tests.gated_count")
    stage.wait_at_gate()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
    gate()

    stage.wait_done(job_id)
    wait_until(lambda: stage.logged("service_back") > returns, what="the relay's return")
    assert stage.effects(job_id) == 1
    assert relay_of(stage).poll() is None


def test_job_cancelled_in_the_middle_of_a_statement(stage):
    actor = User.objects.using("owner").create(email="asker@test.invalid", name="Asker", password="!")
    job_id = stage.ask("tests.endless_count", actor=actor)
    wait_until(lambda: stage.job(job_id).step == "sleeping", what="the statement")

    with acting(user=actor, areas=[AREA]):
        request_cancel(actor=actor, job_id=job_id)
    stage.wait_done(job_id)
    after = stage.ask()

    stage.wait_done(after)
    assert stage.job(job_id).state == JobState.CANCELLED
    assert [stage.effects(job_id), stage.effects(after)] == [0, 1]


def test_two_relays_and_two_beats_of_which_one_each_is_killed(stage):
    beats = [stage.start(*BEAT), stage.start(*BEAT)]
    second_relay = stage.start(*RELAY)
    wait_until(lambda: ticks() >= 3, what="the third tick")

    stage.kill(relay_of(stage))
    stage.kill(beats[0])
    reached = ticks()
    wait_until(lambda: ticks() >= reached + 3, what="three ticks more")
    stage.kill(beats[1])
    wait_until(lambda: not Outbox.objects.unfinished().exists(), what="the end of the work")

    slots = Outbox.objects.filter(task="tests.tick")
    assert ticks() == slots.count() == len(set(slots.values_list("key", flat=True)))
    assert second_relay.poll() is None


def test_relay_stops_promptly_when_told(stage):
    relay = relay_of(stage)

    relay.send_signal(signal.SIGTERM)

    assert relay.wait(10) == 0
    stage.running.remove(relay)
    stage.start(*RELAY)


def ticks() -> int:
    with acting(areas=[AREA]):
        return sum(ChangeMarker.objects.filter(kind="tick").values_list("current", flat=True))
