"""Computing the numbers of client work in an area: after a change within minutes, and every night anew."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from config.kernel.errors import NotAllowed
from ledger.enums import JobState
from ledger.models import ChangeMarker, Job
from ledger.selectors.markers import pending
from ledger.services.jobs import start_job
from ledger.services.markers import settle
from reporting import policies
from reporting.enums import WORK_BASES
from reporting.indicators import WORK, definitions_hash
from reporting.models import Computation, EmployerFact, WorkFact
from reporting.services.computing import Computed, lock_numbers, unheard
from reporting.services.counting import count_cells, keys_of
from reporting.services.employer_facts import refresh_employer_facts
from reporting.services.work_facts import MARKER, refresh_work_facts

KIND = "compute_work"
TASK = "reporting.compute_client_work"
NO_PROGRAMME = 0
MOST_MARKED = 20_000


@transaction.atomic
def compute_client_work(*, area_id: int, full: bool = False, job_id: UUID | None = None) -> Computed:
    """Facts and cells of the area's work with clients and employers are those of this moment; again changes nothing.

    Only clients and employers that a marker names are worked out anew, unless `full` or other definitions held; the
    result is the same.
    """
    now = lock_numbers(area_id, NO_PROGRAMME)
    before = Computation.objects.filter(area_id=area_id, programme=None).first()
    marked = pending(area_id=area_id, kind=MARKER)
    everything = full or before is None or before.definitions != definitions_hash(WORK) or len(marked) > MOST_MARKED
    subjects = None if everything else list(marked)
    refreshed = refresh_work_facts(area_id=area_id, now=now, subjects=subjects)
    of_employers = refresh_employer_facts(area_id=area_id, now=now, subjects=subjects)
    today = timezone.localdate(now)
    cells = count_cells(area_id=area_id, programme_id=None, progress=unheard, today=today)
    settle(area_id=area_id, kind=MARKER, read=marked)
    facts = sum(table.objects.current().filter(area_id=area_id).count() for table in (WorkFact, EmployerFact))
    Computation.objects.update_or_create(
        area_id=area_id,
        programme=None,
        defaults={
            "as_of": now,
            "definitions": definitions_hash(WORK),
            "measures": {basis.value: keys_of(basis) for basis in WORK_BASES},
            "participations": facts,
            "job_id": job_id,
        },
    )
    return Computed(
        participations=facts,
        facts_closed=refreshed.closed + of_employers.closed,
        facts_opened=refreshed.opened + of_employers.opened,
        cells=cells,
    )


@transaction.atomic
def request_client_work(*, actor: User | None, areas: Iterable[int], full: bool = False) -> UUID:
    """A job per area waits for a worker, unless one waits already; returns the run that joins the new ones.

    Refused when the actor does not read the numbers of one of the areas. `actor` None is the system itself.
    """
    wanted = sorted(set(areas))
    if actor is not None and not policies.can_compute(actor, wanted):
        raise NotAllowed(_("Only members of an area may have its numbers computed."))
    run = uuid.uuid4()
    for area_id in wanted:
        if Job.objects.filter(area_id=area_id, kind=KIND, state=JobState.QUEUED).exists():
            continue
        start_job(actor=actor, task=TASK, area_id=area_id, kind=KIND, run=run, params={"full": int(full)})
    return run


@transaction.atomic
def request_changed() -> int:
    """A computation waits in each area of the context where client work has changed; returns how many there are."""
    changed = ChangeMarker.objects.pending().filter(kind=MARKER).order_by().values_list("area_id", flat=True)
    areas = set(changed.distinct())
    if areas:
        request_client_work(actor=None, areas=areas)
    return len(areas)


@transaction.atomic
def request_all() -> int:
    """A full computation waits in each area of the context that has clients; returns how many there are."""
    areas = set(Client.objects.order_by().values_list("area_id", flat=True).distinct())
    if areas:
        request_client_work(actor=None, areas=areas, full=True)
    return len(areas)
