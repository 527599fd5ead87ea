"""Task analyses of the reader's areas: the list and its files, one as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.selectors.cells import ABSENT, day_cell, number_cell, text_cell
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.analyses import ANALYSIS_STEPS, AnalysisPhase, TaskSort
from employers.models import TaskAnalysis, WorkTask
from employers.policies import areas_of_employers
from employers.selectors.demand_words import demands_text

TONES = {AnalysisPhase.SPLIT: "info", AnalysisPhase.SORT: "info", AnalysisPhase.COMPILE: "good"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which analyses, in what order."""

    text: str = ""
    phase: int | None = None
    sort: str = "-started"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One task of the drawing; `width` is of a hundred, the longest task being that."""

    text: str
    time: str
    width: float
    job: str


@dataclass(frozen=True, kw_only=True)
class Pile:
    """The tasks of one kind in the drawing, with their minutes together."""

    kind: str
    label: str
    total: str
    bars: list[Bar]


def chosen_analyses(user: User, choice: Choice) -> QuerySet[TaskAnalysis]:
    """The analyses of the user's areas that were asked for, with how many tasks and new jobs each has."""
    found = TaskAnalysis.objects.filter(area_id__in=areas_of_employers(user))
    if choice.text:
        found = found.filter(Q(title__icontains=choice.text) | Q(employer__name__icontains=choice.text))
    if choice.phase is not None:
        found = found.filter(phase=choice.phase)
    kept = Q(tasks__is_dropped=False)
    found = found.annotate(
        task_count=Count("tasks", filter=kept),
        job_count=Count("tasks__vacancy", filter=kept, distinct=True),
        handed_over=Sum("tasks__minutes", filter=kept & Q(tasks__sort=TaskSort.TRANSFERABLE)),
    )
    columns: dict[str, Any] = {
        "started": F("started_on"),
        "employer": alphabetical("employer__name"),
        "title": alphabetical("title"),
        "phase": F("phase"),
    }
    column = columns.get(choice.sort.removeprefix("-"), columns["started"])
    return found.select_related("employer").order_by(
        column.desc() if choice.sort.startswith("-") else column.asc(), "pk"
    )


def analysis_for(user: User, *, analysis_id: UUID) -> TaskAnalysis:
    """An analysis of the user's areas; hidden and absent look the same."""
    found = TaskAnalysis.objects.filter(area_id__in=areas_of_employers(user), pk=analysis_id)
    analysis = found.select_related("employer", "establishment", "area").first()
    if analysis is None:
        raise NotFound
    return analysis


def task_for(user: User, *, task_id: UUID) -> WorkTask:
    """A task of an analysis of the user's areas; hidden and absent look the same."""
    found = WorkTask.objects.filter(area_id__in=areas_of_employers(user), pk=task_id)
    task = found.select_related("analysis__employer").first()
    if task is None:
        raise NotFound
    return task


def tasks_of(analysis: TaskAnalysis) -> list[WorkTask]:
    """The tasks of the work, those left out too, in the order in which they were told."""
    return list(analysis.tasks.select_related("vacancy"))


def to_compile(tasks: Iterable[WorkTask]) -> list[tuple[str, str]]:
    """Tasks that can be handed over and are in no new job yet, as choices."""
    return [
        (str(one.pk), f"{one.text} ({minutes_text(one.minutes)})")
        for one in tasks
        if one.sort == TaskSort.TRANSFERABLE and one.vacancy_id is None and not one.is_dropped
    ]


def phases_after(analysis: TaskAnalysis) -> list[AnalysisPhase]:
    """The phases to which the analysis may go, the next one first."""
    return sorted(ANALYSIS_STEPS[AnalysisPhase(analysis.phase)], reverse=True)


def analyses_table(found: Iterable[Any], *, sort: str = "", address: str = "") -> Table:
    """Analyses as rows; with an address the headings sort."""

    def head(label: str, name: str) -> Column:
        return sortable(label, name, sort=sort, address=address) if address else Column(label=label)

    columns = (
        head(_("Work"), "title"),
        head(_("Employer"), "employer"),
        head(_("Begun on"), "started"),
        head(_("Phase"), "phase"),
        Column(label=_("Tasks"), numeric=True),
        Column(label=_("Can be handed over, minutes a week"), numeric=True),
        Column(label=_("New jobs"), numeric=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.title, url=reverse("employers:analysis", args=[one.pk]), header=True),
                Cell(text=one.employer.name),
                day_cell(one.started_on),
                Cell(text=one.get_phase_display(), value=one.phase, tone=TONES[AnalysisPhase(one.phase)]),
                number_cell(one.task_count),
                number_cell(one.handed_over),
                number_cell(one.job_count),
            )
        )
        for one in found
    )
    return Table(caption=_("Task analyses"), columns=columns, rows=rows, empty=_("No work has been analysed yet."))


def tasks_table(tasks: Sequence[WorkTask], *, with_links: bool = True) -> Table:
    """The tasks with all that is told of each."""
    labels = (_("Task"), _("Minutes a week"), _("Who does it now"), _("Sorting"), _("What it demands"), _("New job"))
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.text,
                    url=reverse("employers:work_task", args=[one.pk]) if with_links else "",
                    header=True,
                    note=_("Left out") if one.is_dropped else "",
                ),
                Cell(text=number_format(one.minutes), value=one.minutes, numeric=True),
                text_cell(one.done_by),
                Cell(text=one.get_sort_display(), value=one.sort),
                text_cell(demands_text(one.demands)),
                _job(one),
            )
        )
        for one in tasks
    )
    columns = tuple(Column(label=label, numeric=number == 1) for number, label in enumerate(labels))
    return Table(caption=_("Tasks of the work"), columns=columns, rows=rows, empty=_("No tasks yet."))


def _job(one: WorkTask) -> Cell:
    if one.vacancy is None:
        return ABSENT
    return Cell(text=one.vacancy.title, url=reverse("employers:vacancy", args=[one.vacancy.pk]))


def drawing_of(tasks: Iterable[WorkTask]) -> list[Pile]:
    """The tasks in piles by their sort, each a bar as long as its time."""
    kept = [one for one in tasks if not one.is_dropped]
    longest = max((one.minutes for one in kept), default=1)
    piles = []
    for sort in TaskSort:
        found = [one for one in kept if one.sort == sort]
        if found:
            bars = [
                Bar(
                    text=one.text,
                    time=minutes_text(one.minutes),
                    width=round(100 * one.minutes / longest, 1),
                    job=one.vacancy.title if one.vacancy else "",
                )
                for one in sorted(found, key=lambda task: -task.minutes)
            ]
            total = minutes_text(sum(one.minutes for one in found))
            piles.append(Pile(kind=sort.value or "unsorted", label=str(sort.label), total=total, bars=bars))
    return piles


def minutes_text(minutes: int) -> str:
    """Minutes a week as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min a week") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h a week") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min a week") % {"hours": hours, "minutes": rest}
