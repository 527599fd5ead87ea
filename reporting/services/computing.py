"""Computing: the values of a programme in each of its areas, asked for by a person, the command line or the night."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Participation
from config.kernel.errors import NotAllowed
from ledger.enums import JobState
from ledger.models import Job
from ledger.selectors.markers import pending
from ledger.services.jobs import start_job
from ledger.services.markers import settle
from network.models import Programme
from reporting import policies
from reporting.enums import PROGRAMME_BASES
from reporting.indicators import definitions_hash
from reporting.models import Computation, ParticipationFact
from reporting.services.counting import count_cells, keys_of
from reporting.services.employer_facts import refresh_companies
from reporting.services.facts import MARKER, refresh_facts

KIND = "compute"
TASK = "reporting.compute"


@dataclass(frozen=True)
class Computed:
    """What a computation found: participations counted, fact rows replaced, cells written."""

    participations: int
    facts_closed: int
    facts_opened: int
    cells: int


@transaction.atomic
def request_computation(*, actor: User | None, programme: Programme, areas: Iterable[int], full: bool = False) -> UUID:
    """A job per area waits for a worker; returns the run that joins them. `actor` None is the system itself.

    The context must hold the areas. Refused when the actor has no part in one of them. A full computation works
    every fact out anew instead of those that changed.
    """
    wanted = sorted(set(areas))
    if actor is not None and not policies.can_compute(actor, wanted):
        raise NotAllowed(_("Only members of an area may have its numbers computed."))
    run = uuid.uuid4()
    for area_id in wanted:
        start_job(
            actor=actor,
            task=TASK,
            area_id=area_id,
            kind=KIND,
            run=run,
            params={"programme": programme.pk, "full": int(full)},
        )
    return run


@transaction.atomic
def ensure_computation(*, area_id: int, programme_id: int) -> None:
    """A computation that will see the changes of this transaction waits for a worker; one that waits already will do.

    The waiting job is locked until this transaction ends, so that no worker takes it up before the changes are there.
    """
    waiting = Job.objects.filter(area_id=area_id, kind=KIND, state=JobState.QUEUED, params__programme=programme_id)
    if waiting.locked().first() is None:
        programme = Programme.objects.get(pk=programme_id)
        request_computation(actor=None, programme=programme, areas=[area_id])


def unheard(done: int) -> None:
    """Nobody asks how far the work is."""


@transaction.atomic
def compute_area(
    *,
    area_id: int,
    programme_id: int,
    full: bool = False,
    job_id: UUID | None = None,
    progress: Callable[[int], None] = unheard,
) -> Computed:
    """Facts and cells of the programme in the area are those of this moment; running it again changes nothing.

    One at a time per area and programme, so that a number and the rows behind it are of the same moment.
    """
    now = lock_numbers(area_id, programme_id)
    before = Computation.objects.filter(area_id=area_id, programme_id=programme_id).first()
    marked = pending(area_id=area_id, kind=MARKER)
    everything = full or before is None or len(marked) > 20_000
    refreshed = refresh_facts(
        area_id=area_id, programme_id=programme_id, now=now, subjects=None if everything else list(marked)
    )
    refresh_companies(area_id=area_id, programme_id=programme_id, now=now)
    progress(1)
    cells = count_cells(area_id=area_id, programme_id=programme_id, progress=lambda done: progress(done + 1))
    _settle(area_id, programme_id, marked)
    people = ParticipationFact.objects.current().filter(area_id=area_id, programme_id=programme_id).count()
    Computation.objects.update_or_create(
        area_id=area_id,
        programme_id=programme_id,
        defaults={
            "as_of": now,
            "definitions": definitions_hash(),
            "measures": {basis.value: keys_of(basis) for basis in PROGRAMME_BASES},
            "participations": people,
            "job_id": job_id,
        },
    )
    return Computed(participations=people, facts_closed=refreshed.closed, facts_opened=refreshed.opened, cells=cells)


def lock_numbers(area_id: int, programme_id: int) -> datetime:
    """The moment of the computation; another of the same area and programme (0 is client work) waits for its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [area_id, programme_id])
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _settle(area_id: int, programme_id: int, marked: dict[UUID, int]) -> None:
    """Markers of this programme's participations, and of those that are gone everywhere, are worked out."""
    keys = list(marked)
    programmes = dict(Participation.objects.filter(id__in=keys).values_list("id", "programme_id"))
    counted = set(
        ParticipationFact.objects.current().filter(participation_id__in=keys).values_list("participation_id", flat=True)
    )
    read = {
        key: version
        for key, version in marked.items()
        if programmes.get(key) == programme_id or (key not in programmes and key not in counted)
    }
    settle(area_id=area_id, kind=MARKER, read=read)
