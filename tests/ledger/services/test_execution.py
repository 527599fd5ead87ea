import threading
import time
import uuid
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.models.functions import Now

from accounts.context import acting, set_context
from ledger.enums import JobFailure, JobState
from ledger.models import ChangeMarker, Job, Outbox
from ledger.services.claiming import claim, renew
from ledger.services.execution import perform
from ledger.services.jobs import request_cancel, start_job
from ledger.services.markers import mark_changed
from ledger.services.outbox import enqueue
from ledger.services.settling import JobCancelled, settle_done
from ledger.services.sweeping import sweep
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UserFactory
from tests.ledger.sample import tasks

pytestmark = pytest.mark.usefixtures("live_database")

AREAS = [HOME_AREA]
SUBJECT = uuid.UUID(int=5)


def ask(task: str, *, actor=None) -> UUID:
    with acting(areas=AREAS):
        job = start_job(
            actor=actor, task=task, area_id=HOME_AREA, kind="count", run=uuid.uuid4(), params={"subject": SUBJECT}
        )
    return job.pk


def effects() -> int:
    with acting(areas=AREAS):
        return sum(ChangeMarker.objects.filter(kind="effect").values_list("current", flat=True))


def job_of(row_id: UUID) -> Job:
    with acting(areas=AREAS):
        return Job.objects.get(pk=row_id)


def row_of(row_id: UUID) -> Outbox:
    return Outbox.objects.get(pk=row_id)


def wait_until(holds) -> None:
    for _attempt in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


def in_thread(work_id: UUID) -> threading.Thread:
    def body() -> None:
        perform(outbox_id=work_id)
        connection.close()

    thread = threading.Thread(target=body)
    thread.start()
    return thread


def let_lease_expire(row_id: UUID) -> None:
    Outbox.objects.filter(pk=row_id).update(lease_until=Now() - timedelta(seconds=1))


def test_perform_keeps_effect_and_result_together():
    job_id = ask("tests.count")

    perform(outbox_id=job_id)

    job, row = job_of(job_id), row_of(job_id)
    assert effects() == 1
    assert (job.state, job.progress, job.counts) == (JobState.DONE, 100, {"visible": 1})
    assert (job.processed, job.total) == (1, 2)
    assert (row.attempts, row.claim_token, row.lease_until) == (1, None, None)
    assert row.done_at is not None
    assert job.finished_at >= job.started_at


def test_perform_tells_nothing_of_a_lost_database_but_leaves_the_row_to_the_sweeper():
    job_id = ask("tests.cut")

    @tasks.outbox_task("tests.cut")
    def cut_task(work: tasks.Work) -> None:
        tasks.take_effect(work)
        connection.connection.close()
        tasks.take_effect(work)

    perform(outbox_id=job_id)

    assert effects() == 0
    assert Outbox.objects.unfinished().count() == 1


def test_perform_does_work_once():
    job_id = ask("tests.count")

    for _time in range(3):
        perform(outbox_id=job_id)

    assert effects() == 1
    assert row_of(job_id).attempts == 1


def test_perform_of_unknown_work_does_nothing():
    perform(outbox_id=uuid.uuid4())

    assert effects() == 0


def test_perform_works_for_the_requester_in_the_area():
    seen = {}

    @tasks.outbox_task("tests.look")
    def look_task(work: tasks.Work) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.user'), current_setting('app.areas')")
            seen["context"] = cursor.fetchone()
            seen["actor"] = work.actor

    actor = UserFactory()

    perform(outbox_id=ask("tests.look", actor=actor))

    assert seen == {"context": (str(actor.pk), "{41}"), "actor": actor}


def test_perform_settles_work_that_set_another_context():
    @tasks.outbox_task("tests.wander")
    def wander_task(work: tasks.Work) -> None:
        set_context(user=None, areas=[OTHER_AREA])
        mark_changed(area_id=OTHER_AREA, kind="effect", subjects=[SUBJECT])

    job_id = ask("tests.wander")

    perform(outbox_id=job_id)

    assert job_of(job_id).state == JobState.DONE


def test_perform_of_refused_work_ends_it_with_its_sentence():
    job_id = ask("tests.refuse")

    perform(outbox_id=job_id)

    job = job_of(job_id)
    assert (job.state, job.failure, job.error) == (JobState.FAILED, JobFailure.REFUSED, "The month is closed.")
    assert row_of(job_id).done_at is not None
    assert effects() == 0


def test_perform_of_failing_work_tries_again_later():
    job_id = ask("tests.fail")

    perform(outbox_id=job_id)

    job, row = job_of(job_id), row_of(job_id)
    assert (job.state, job.failure) == (JobState.QUEUED, JobFailure.NONE)
    assert row.available_at > row.created_at
    assert (row.sent_at, row.done_at, row.dead_at) == (None, None, None)
    assert effects() == 0


def test_perform_gives_up_after_five_attempts_and_tells_nothing_of_anybody():
    job_id = ask("tests.fail")

    for _attempt in range(7):
        Outbox.objects.update(available_at=Now())
        perform(outbox_id=job_id)

    job, row = job_of(job_id), row_of(job_id)
    assert (row.attempts, row.done_at) == (5, None)
    assert row.dead_at is not None
    assert row.last_error.startswith("ValueError at tasks:")
    assert (job.state, job.failure, job.refusal) == (JobState.FAILED, JobFailure.UNEXPECTED, "")
    assert effects() == 0


def test_perform_publishes_progress_while_it_runs_and_stops_when_cancelled():
    actor = UserFactory()
    job_id = ask("tests.endless_count", actor=actor)
    thread = in_thread(job_id)

    wait_until(lambda: job_of(job_id).step == "sleeping")
    running = job_of(job_id)
    with acting(user=actor, areas=AREAS):
        request_cancel(actor=actor, job_id=job_id)
        request_cancel(actor=actor, job_id=job_id)
    thread.join(60)

    job = job_of(job_id)
    assert (running.state, running.progress) == (JobState.RUNNING, 50)
    assert (job.state, job.progress) == (JobState.CANCELLED, 50)
    assert row_of(job_id).done_at is not None
    assert effects() == 0


def test_perform_keeps_nothing_when_the_work_went_to_somebody_else():
    job_id = ask("tests.gated_count")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [tasks.GATE])
        slow = in_thread(job_id)
        wait_until(lambda: row_of(job_id).attempts == 1)
        let_lease_expire(job_id)
        other = claim(outbox_id=job_id)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [tasks.GATE])
        slow.join(60)

    assert other is not None
    assert effects() == 0
    assert row_of(job_id).claim_token == other.token
    assert renew(other)


def test_perform_keeps_its_lease_while_it_works(settings):
    settings.LEDGER_LEASE_SECONDS, settings.LEDGER_HEARTBEAT_SECONDS = 2, 0.1
    job_id = ask("tests.gated_count")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [tasks.GATE])
        worker = in_thread(job_id)
        wait_until(lambda: row_of(job_id).attempts == 1)
        first_lease = row_of(job_id).lease_until
        wait_until(
            lambda: Outbox.objects.filter(pk=job_id, lease_until__gt=first_lease + timedelta(seconds=2)).exists()
        )
        second = claim(outbox_id=job_id)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [tasks.GATE])
        worker.join(60)

    assert second is None
    assert row_of(job_id).attempts == 1
    assert effects() == 1


def test_claim_is_refused_while_somebody_holds_the_work():
    job_id = ask("tests.count")
    held = claim(outbox_id=job_id)

    second = claim(outbox_id=job_id)

    assert second is None
    assert held is not None
    assert held.arguments == {"subject": str(SUBJECT)}


def test_claim_is_refused_after_the_last_attempt():
    job_id = ask("tests.count")
    Outbox.objects.update(attempts=5)

    assert claim(outbox_id=job_id) is None
    assert row_of(job_id).attempts == 5


def test_settle_done_keeps_nothing_of_work_that_was_cancelled_at_the_last_moment():
    actor = UserFactory()
    job_id = ask("tests.count", actor=actor)
    held = claim(outbox_id=job_id)
    with acting(user=actor, areas=AREAS):
        request_cancel(actor=actor, job_id=job_id)

    with pytest.raises(JobCancelled), acting(areas=AREAS):
        settle_done(held, counts={}, processed=0, total=0)

    assert job_of(job_id).state == JobState.CANCELLING
    assert row_of(job_id).done_at is None


def test_claim_is_refused_before_the_time_of_the_work():
    row_id = enqueue("tests.tick")
    Outbox.objects.update(available_at=Now() + timedelta(minutes=1))

    assert claim(outbox_id=row_id) is None


def test_sweep_sends_again_what_a_lost_worker_held(settings):
    settings.LEDGER_RESEND_SECONDS = 0
    job_id = ask("tests.count")
    claim(outbox_id=job_id)
    let_lease_expire(job_id)
    Outbox.objects.update(sent_at=Now() - timedelta(seconds=1))

    handled = sweep()

    row = row_of(job_id)
    assert handled == 1
    assert (row.sent_at, row.claim_token, row.attempts) == (None, None, 1)
    assert job_of(job_id).state == JobState.QUEUED


def test_sweep_leaves_work_that_is_being_done(settings):
    settings.LEDGER_RESEND_SECONDS = 0
    job_id = ask("tests.count")
    claim(outbox_id=job_id)
    Outbox.objects.update(sent_at=Now() - timedelta(seconds=1))

    handled = sweep()

    assert handled == 0
    assert job_of(job_id).state == JobState.RUNNING


def test_sweep_cancels_what_was_to_be_cancelled_when_its_worker_died(settings):
    settings.LEDGER_RESEND_SECONDS = 0
    actor = UserFactory()
    job_id = ask("tests.count", actor=actor)
    claim(outbox_id=job_id)
    with acting(user=actor, areas=AREAS):
        request_cancel(actor=actor, job_id=job_id)
    let_lease_expire(job_id)
    Outbox.objects.update(sent_at=Now() - timedelta(seconds=1))

    sweep()

    assert job_of(job_id).state == JobState.CANCELLED
    assert row_of(job_id).done_at is not None


def test_sweep_gives_up_work_that_cost_five_workers(settings):
    settings.LEDGER_RESEND_SECONDS = 0
    job_id = ask("tests.count")
    claim(outbox_id=job_id)
    let_lease_expire(job_id)
    Outbox.objects.update(attempts=5, sent_at=Now() - timedelta(seconds=1))

    sweep()
    perform(outbox_id=job_id)

    job = job_of(job_id)
    assert (job.state, job.failure) == (JobState.FAILED, JobFailure.WORKER_LOST)
    assert row_of(job_id).dead_at is not None
    assert effects() == 0
