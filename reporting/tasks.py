"""Celery's doors to computing."""

from collections.abc import Mapping
from dataclasses import asdict

from accounts.context import set_context
from ledger.services.execution import Work, outbox_task
from network.models import ProgrammeArea
from reporting.policies import can_compute
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


@outbox_task("reporting.nightly")
def nightly_task(work: Work) -> Mapping[str, int]:
    """Safe twice: the schedule's slot is the key of its outbox row."""
    set_context(user=None, areas=ProgrammeArea.objects.values_list("area_id", flat=True).distinct())
    return {"runs": request_nightly()}
