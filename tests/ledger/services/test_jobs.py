import uuid

import pytest

from accounts.context import set_context
from accounts.enums import Role
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder
from ledger.enums import FINAL_STATES, JOB_STEPS, JobFailure, JobState
from ledger.models import Job, Outbox
from ledger.selectors.jobs import jobs_of_run, recent_jobs
from ledger.services.claiming import claim
from ledger.services.jobs import request_cancel, start_job
from ledger.services.outbox import NotAKey
from ledger.services.steps import take_step
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UserFactory, member
from tests.factories.ledger import JobFactory


def start(**changes) -> Job:
    given = {"actor": None, "task": "tests.count", "area_id": HOME_AREA, "kind": "count", "run": uuid.uuid4()}
    return start_job(**{**given, **changes})


def test_start_job_waits_with_its_outbox_row(db):
    actor = UserFactory()

    job = start(actor=actor, params={"programme": 7})

    job.refresh_from_db()
    assert (job.state, job.progress, job.params) == (JobState.QUEUED, 0, {"programme": 7})
    assert job.requested_by_id == actor.pk
    assert list(Outbox.objects.unsent().values_list("pk", "task", "area_id")) == [(job.pk, "tests.count", HOME_AREA)]


def test_start_job_refuses_what_could_be_personal(db):
    with pytest.raises(NotAKey):
        start(params={"file": "Some Person.xlsx"})


def test_jobs_of_run_are_by_area_and_recent_jobs_by_kind(db):
    run = uuid.uuid4()
    second, first = start(run=run, area_id=HOME_AREA), start(run=run, area_id=OTHER_AREA)
    other = start(kind="import")

    assert list(jobs_of_run(run)) == [first, second]
    assert list(recent_jobs(kind="import")) == [other]


def test_jobs_of_another_area_are_out_of_sight(db):
    job = start(area_id=OTHER_AREA)
    assert list(jobs_of_run(job.run)) == [job]

    set_context(user=None, areas=[HOME_AREA])

    assert list(jobs_of_run(job.run)) == []


def test_request_cancel_ends_a_waiting_job_at_once(db):
    actor = UserFactory()
    job = start(actor=actor)

    cancelled = request_cancel(actor=actor, job_id=job.pk)

    assert cancelled.state == JobState.CANCELLED
    assert claim(outbox_id=job.pk) is None
    assert not Outbox.objects.unfinished().exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_request_cancel_is_open_to_those_who_lead(db, role):
    job = start()

    request_cancel(actor=member(role=role), job_id=job.pk)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_request_cancel_refuses_a_colleague(db):
    job = start(actor=UserFactory())

    with pytest.raises(NotAllowed):
        request_cancel(actor=member(role=Role.COORDINATOR), job_id=job.pk)

    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_request_cancel_hides_another_area(db):
    job, stranger = start(area_id=OTHER_AREA), member()
    set_context(user=stranger.pk, areas=[HOME_AREA])

    with pytest.raises(NotFound):
        request_cancel(actor=stranger, job_id=job.pk)

    assert Outbox.objects.unfinished().count() == 1


def test_request_cancel_refuses_a_finished_job(db):
    actor = UserFactory()
    job = start(actor=actor)
    request_cancel(actor=actor, job_id=job.pk)

    with pytest.raises(OutOfOrder):
        request_cancel(actor=actor, job_id=job.pk)


@pytest.mark.parametrize(("state", "to"), [(state, to) for state in JobState for to in JobState])
def test_take_step_follows_the_table(db, state, to):
    job = in_state(state)
    fields = {"failure": JobFailure.UNEXPECTED} if to == JobState.FAILED else {}

    if to in JOB_STEPS[state]:
        take_step(job, to, **fields)
    else:
        with pytest.raises(OutOfOrder):
            take_step(job, to, **fields)

    job.refresh_from_db()
    assert job.state == (to if to in JOB_STEPS[state] else state)
    assert job.is_finished == (job.finished_at is not None) == (job.state in FINAL_STATES)


def in_state(state: JobState) -> Job:
    path = {
        JobState.QUEUED: (),
        JobState.RUNNING: (JobState.RUNNING,),
        JobState.CANCELLING: (JobState.RUNNING, JobState.CANCELLING),
        JobState.CANCELLED: (JobState.CANCELLED,),
        JobState.DONE: (JobState.RUNNING, JobState.DONE),
        JobState.FAILED: (JobState.FAILED,),
    }
    job = JobFactory()
    for step in path[state]:
        take_step(job, step, **({"failure": JobFailure.UNEXPECTED} if step == JobState.FAILED else {}))
    job.refresh_from_db()
    return job
