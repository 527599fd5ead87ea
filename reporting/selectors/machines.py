"""What a machine may know beside the numbers: its programmes with their areas and units, and the runs in its areas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.context import acting
from accounts.models import ApiClient, Area, Unit
from config.kernel.errors import NotFound
from ledger.models import Job
from ledger.selectors.jobs import jobs_of_run
from network.models import Programme
from network.selectors.programmes import areas_of_programme
from reporting.models import Cell, Computation, Target
from reporting.selectors.runs import run_summary
from reporting.selectors.values import Scope


def programmes_for(client: ApiClient) -> QuerySet[Programme]:
    """Programmes whose numbers the client may read: all, or those its area takes part in."""
    programmes = Programme.objects.order_by("code")
    return programmes if client.all_areas else programmes.filter(programmearea__area=client.area_id)


def programme_for(client: ApiClient, *, code: str) -> Programme:
    """The programme, if the client may read its numbers; hidden and absent look the same."""
    programme = programmes_for(client).filter(code=code).first()
    if programme is None:
        raise NotFound
    return programme


def areas_for(client: ApiClient, programme: Programme) -> set[int]:
    """Areas of the programme that the client reads."""
    areas = areas_of_programme(programme)
    return areas if client.all_areas else areas & {client.area_id}


def area_codes(areas: Iterable[int]) -> list[str]:
    """Codes of the areas, in their order."""
    return list(Area.objects.filter(pk__in=areas).order_by("pk").values_list("code", flat=True))


def units_with_numbers(programme: Programme, areas: Iterable[int]) -> list[Unit]:
    """Units of these areas that have numbers in the programme; an office's name is no secret, its clients are."""
    chosen = sorted(areas)
    with acting(areas=chosen):
        counted = Cell.objects.filter(programme=programme, area_id__in=chosen, unit__isnull=False)
        return list(Unit.objects.filter(pk__in=counted.values("unit")).select_related("area").order_by("name", "id"))


@dataclass(frozen=True)
class Freshness:
    """Everything the values of a scope depend on beside the question: while it is equal, so are they."""

    computed: tuple[tuple[int, datetime, str], ...]
    targets: tuple[tuple[Any, ...], ...]
    units: tuple[tuple[UUID, str], ...]


def freshness_of(programme: Programme, scope: Scope, *, with_units: bool) -> Freshness:
    """Told by few small queries, without reading a value."""
    computations = Computation.objects.filter(programme=programme, area_id__in=scope.areas).order_by("area_id")
    targets = Target.objects.filter(programme=programme).order_by("pk")
    units = units_with_numbers(programme, scope.areas) if with_units else []
    return Freshness(
        computed=tuple(computations.values_list("area_id", "as_of", "definitions")),
        targets=tuple(targets.values_list("pk", "indicator", "value", "period", "source", "decided_on")),
        units=tuple((unit.pk, unit.name) for unit in units),
    )


@dataclass(frozen=True)
class MachineRun:
    """How far a computation is, as a machine may know it: no counts of people, which would not be suppressed."""

    id: UUID
    programme: str
    state: str
    progress: int
    requested_at: datetime
    finished_at: datetime | None
    jobs: list[Job]


def run_for(client: ApiClient, *, run: UUID, kind: str) -> MachineRun:
    """The run of this kind over a programme, in the areas the client reads; hidden and absent look the same."""
    areas = Area.objects.values_list("pk", flat=True) if client.all_areas else [client.area_id]
    with acting(areas=[area for area in areas if area is not None]):
        jobs = list(jobs_of_run(run).filter(kind=kind))
        summary = run_summary(run) if jobs else None
    if summary is None:
        raise NotFound
    programme = Programme.objects.get(pk=jobs[0].params["programme"])
    return MachineRun(
        id=run,
        programme=programme.code,
        state=str(summary.state),
        progress=summary.percent,
        requested_at=summary.created_at,
        finished_at=summary.finished_at,
        jobs=jobs,
    )
