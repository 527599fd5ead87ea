"""Celery's doors to computing."""

from collections.abc import Mapping
from dataclasses import asdict

from accounts.context import set_context
from accounts.models import Area
from ledger.services.execution import Work, outbox_task
from network.models import ProgrammeArea
from reporting.policies import can_compute
from reporting.services import client_work
from reporting.services.computing import TASK, compute_area
from reporting.services.nightly import request_nightly

STEPS = ("facts", "start", "end", "followup")


@outbox_task(TASK, may=lambda actor, area_id: can_compute(actor, [area_id]))
def compute_task(work: Work) -> Mapping[str, int]:
    """Safe twice: the second run finds nothing changed."""
    assert work.area_id is not None
    work.progress(0, len(STEPS), STEPS[0])
    computed = compute_area(
        area_id=work.area_id,
        programme_id=int(work.arguments["programme"]),
        full=bool(work.arguments.get("full")),
        job_id=work.outbox_id,
        progress=lambda done: work.progress(done, len(STEPS), STEPS[min(done, len(STEPS) - 1)]),
    )
    return asdict(computed)


@outbox_task(client_work.TASK, may=lambda actor, area_id: can_compute(actor, [area_id]))
def compute_client_work_task(work: Work) -> Mapping[str, int]:
    """Safe twice: the second run finds nothing changed."""
    assert work.area_id is not None
    computed = client_work.compute_client_work(
        area_id=work.area_id, full=bool(work.arguments.get("full")), job_id=work.outbox_id
    )
    return asdict(computed)


@outbox_task("reporting.client_work_changed")
def client_work_changed_task(work: Work) -> Mapping[str, int]:
    """Safe twice: an area in which a computation waits gets no other."""
    set_context(user=None, areas=Area.objects.values_list("pk", flat=True))
    return {"areas": client_work.request_changed()}


@outbox_task("reporting.nightly")
def nightly_task(work: Work) -> Mapping[str, int]:
    """Safe twice: the schedule's slot is the key of its outbox row."""
    set_context(user=None, areas=ProgrammeArea.objects.values_list("area_id", flat=True).distinct())
    runs = request_nightly()
    set_context(user=None, areas=Area.objects.values_list("pk", flat=True))
    return {"runs": runs, "areas": client_work.request_all()}
