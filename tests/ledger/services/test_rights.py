"""Work goes on only while whoever asked for it has the right to it; what it did before is undone."""

import threading
import uuid
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from accounts.context import acting
from accounts.enums import Role
from accounts.models import Membership, User
from accounts.policies import areas_with_role
from ledger.enums import JobState
from ledger.models import ChangeMarker, Job
from ledger.services.execution import perform
from ledger.services.jobs import start_job
from tests.factories.accounts import HOME_AREA, member
from tests.ledger.sample import tasks

pytestmark = pytest.mark.usefixtures("live_database")

AREAS = [HOME_AREA]


def may(actor: User, area_id: int) -> bool:
    return area_id in areas_with_role(actor, frozenset({Role.SUPERVISOR}))


def ask(task: str) -> tuple[UUID, User]:
    with acting(areas=AREAS):
        actor = member()
        job = start_job(
            actor=actor,
            task=task,
            area_id=HOME_AREA,
            kind="count",
            run=uuid.uuid4(),
            params={"subject": uuid.UUID(int=5)},
        )
    return job.pk, actor


def revoke(actor_id: UUID) -> None:
    """As another process does it, committed at once."""

    def end() -> None:
        with acting(areas=AREAS):
            Membership.objects.filter(user_id=actor_id).update(valid_to=date(2026, 1, 1))
        connection.close()

    thread = threading.Thread(target=end)
    thread.start()
    thread.join()


def outcome(job_id: UUID) -> tuple[str, str, int]:
    with acting(areas=AREAS):
        job = Job.objects.get(pk=job_id)
        done = sum(ChangeMarker.objects.filter(kind="effect").values_list("current", flat=True))
    return job.state, job.refusal, done


@pytest.mark.parametrize("when", ["never", "before", "between steps", "after the last step"])
def test_work_stops_when_the_right_to_it_ends(when):
    name = f"tests.rights_{when.replace(' ', '_')}"

    @tasks.outbox_task(name, may=may)
    def step_task(work: tasks.Work) -> None:
        tasks.take_effect(work)
        work.progress(1, 2)
        if when == "between steps":
            revoke(work.actor.pk)
        work.progress(2, 2)
        if when == "after the last step":
            revoke(work.actor.pk)

    job_id, actor = ask(name)
    if when == "before":
        revoke(actor.pk)

    perform(outbox_id=job_id)

    state, refusal, done = outcome(job_id)
    if when == "never":
        assert (state, refusal, done) == (JobState.DONE, "", 1)
    else:
        assert (state, done) == (JobState.FAILED, 0)
        assert "no longer has the right" in refusal


def test_work_stops_when_the_person_is_deactivated():
    @tasks.outbox_task("tests.rights_inactive", may=may)
    def inactive_task(work: tasks.Work) -> None:
        tasks.take_effect(work)

    job_id, actor = ask("tests.rights_inactive")
    with acting(user=actor, areas=AREAS):
        User.objects.filter(pk=actor.pk).update(is_active=False)

    perform(outbox_id=job_id)

    assert outcome(job_id)[::2] == (JobState.FAILED, 0)
