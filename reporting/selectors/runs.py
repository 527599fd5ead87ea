"""Runs: the jobs of one request, one per area, summed up for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.selectors.pages import DOING
from config.kernel.tables import Cell, Column, Row, Table
from ledger import policies
from ledger.enums import FINAL_STATES, JobState
from ledger.models import Job
from ledger.selectors.jobs import jobs_of_run

TONES = {
    JobState.QUEUED: ("info", "clock-history"),
    JobState.RUNNING: ("info", "play"),
    JobState.CANCELLING: ("warn", "slash-circle"),
    JobState.CANCELLED: ("warn", "slash-circle"),
    JobState.DONE: ("good", "check-circle"),
    JobState.FAILED: ("bad", "x-circle"),
}
KINDS = {
    "compute": gettext_lazy("Computing the numbers"),
    "compute_work": gettext_lazy("Computing client work"),
    **DOING,
}
COUNT_WORDS = {
    "participations": gettext_lazy("Participants"),
    "rows": gettext_lazy("Rows"),
    "created": gettext_lazy("New"),
    "updated": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "rejected": gettext_lazy("Rejected"),
    "removed": gettext_lazy("Removed"),
    "restored": gettext_lazy("Restored"),
    "left": gettext_lazy("Left"),
}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a page says of a run."""

    id: UUID
    kind: Any
    state: JobState
    percent: int
    jobs: int
    finished: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    requested_by: str

    @property
    def live(self) -> bool:
        return self.finished < self.jobs

    @property
    def detail(self) -> str:
        """How far it is, in words."""
        parts = {"percent": self.percent, "finished": self.finished, "jobs": self.jobs}
        return _("%(percent)s %%, %(finished)s of %(jobs)s areas done") % parts

    @property
    def tone(self) -> str:
        return TONES[self.state][0]

    @property
    def icon(self) -> str:
        return TONES[self.state][1]


def _summed(jobs: QuerySet[Job]) -> QuerySet[Any, dict[str, Any]]:
    by_state = {f"in_{state}": Count("id", filter=Q(state=state)) for state in JobState.values}
    found: Any = (
        jobs.values("run", "kind")
        .annotate(
            asked=Min("created_at"),
            began=Min("started_at"),
            ended=Max("finished_at"),
            jobs=Count("id"),
            percent=Avg("progress"),
            finished=Count("id", filter=Q(state__in=FINAL_STATES)),
            who=Max("requested_by__name"),
            **by_state,
        )
        .order_by("-asked", "run")
    )
    return found


def run_state(counts: dict[str, Any]) -> JobState:
    """The state of the whole: what still goes on, else the worst that happened."""
    going = (JobState.RUNNING, JobState.CANCELLING, JobState.QUEUED)
    ended = (JobState.FAILED, JobState.CANCELLED)
    return next((state for state in (*going, *ended) if counts[f"in_{state}"]), JobState.DONE)


def run_of(counts: dict[str, Any]) -> Run:
    """One line of the summing query as a run."""
    done = counts["finished"] == counts["jobs"]
    return Run(
        id=counts["run"],
        kind=KINDS.get(counts["kind"], counts["kind"]),
        state=run_state(counts),
        percent=round(counts["percent"] or 0),
        jobs=counts["jobs"],
        finished=counts["finished"],
        created_at=counts["asked"],
        started_at=counts["began"],
        finished_at=counts["ended"] if done else None,
        requested_by=counts["who"] or "",
    )


def runs() -> QuerySet[Any, dict[str, Any]]:
    """Every run of the reader's areas, newest first, as lines for `run_of`."""
    return _summed(Job.objects.order_by())


def runs_table(found: list[Run]) -> Table:
    """Runs as a list for a page."""
    columns = (
        Column(label=_("What")),
        Column(label=_("State")),
        Column(label=_("Areas done"), numeric=True),
        Column(label=_("Asked")),
        Column(label=_("Ended")),
        Column(label=_("By")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=run.kind, url=reverse("reporting:run", args=[run.id]), header=True),
                Cell(text=run.state.label, tone=run.tone),
                Cell(text=f"{run.finished} / {run.jobs}", numeric=True),
                Cell(text=moment_text(run.created_at)),
                Cell(text=moment_text(run.finished_at)),
                Cell(text=run.requested_by or _("the schedule")),
            )
        )
        for run in found
    )
    return Table(caption=_("Runs, newest first"), columns=columns, rows=rows, empty=_("Nothing has run yet."))


def jobs_table(jobs: list[Job]) -> Table:
    """The jobs of a run, one per area."""
    columns = (
        Column(label=_("Area")),
        Column(label=_("State")),
        Column(label=_("Progress"), numeric=True),
        Column(label=_("Started")),
        Column(label=_("Ended")),
        Column(label=_("Counts")),
        Column(label=_("Error")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=job.area.name, header=True),
                Cell(text=job.get_state_display(), tone=TONES[JobState(job.state)][0]),
                Cell(text=f"{job.progress}\u00a0%", numeric=True),
                Cell(text=moment_text(job.started_at)),
                Cell(text=moment_text(job.finished_at)),
                Cell(text=counts_text(job)),
                Cell(text=job.error),
            )
        )
        for job in jobs
    )
    return Table(caption=_("By area"), columns=columns, rows=rows)


def counts_text(job: Job) -> str:
    """What the work counted, of what means something to people."""
    found = ((words, job.counts[name]) for name, words in COUNT_WORDS.items() if name in job.counts)
    return ", ".join(f"{words} {number_format(count)}" for words, count in found) or "–"


def moment_text(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "–"


def run_summary(run: UUID) -> Run | None:
    """The run, or nothing when no job of it is in the reader's areas."""
    counts = _summed(jobs_of_run(run).select_related(None).order_by()).first()
    return None if counts is None else run_of(counts)


def latest_run(*, kind: str, programme_id: int) -> Run | None:
    """The newest run of a programme in the reader's areas."""
    counts = _summed(Job.objects.filter(kind=kind, params__programme=programme_id).order_by()).first()
    return None if counts is None else run_of(counts)


def may_cancel(user: User, jobs: list[Job]) -> bool:
    """Something of the run still goes on that the person may stop."""
    return any(not job.is_finished and policies.can_cancel(user, job) for job in jobs)
