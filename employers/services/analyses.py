"""Task analysis by the Ratko method: work split into tasks, tasks sorted, and a new job compiled of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from employers.demand_amounts import checked_demands, highest
from employers.enums.analyses import ANALYSIS_STEPS, AnalysisPhase, TaskSort
from employers.models import Employer, TaskAnalysis, Vacancy, WorkTask
from employers.models.vacancies import MOST_HOURS
from employers.policies import areas_of_employers
from employers.services.footing import employer_area
from employers.services.vacancies import add_vacancy

TASK = ("text", "minutes", "done_by", "sort", "demands", "is_dropped")
HALF_HOUR = Decimal("0.5")


@transaction.atomic
def start_analysis(
    *, actor: User, employer: Employer, values: Mapping[str, Any], area_id: int | None = None
) -> TaskAnalysis:
    """The area analyses this work at the employer; it begins by splitting the work into tasks."""
    establishment = values.get("establishment")
    if establishment is not None and establishment.employer_id != employer.pk:
        raise Refusal(_("The establishment is another employer's."), field="establishment")
    made = TaskAnalysis(
        area_id=employer_area(actor, area_id),
        employer=employer,
        establishment=establishment,
        title=values["title"].strip(),
        started_on=values["started_on"],
        created_by=actor,
    )
    add_record(made)
    return made


@transaction.atomic
def move_analysis(*, actor: User, analysis_id: UUID, version: int, to: AnalysisPhase) -> TaskAnalysis:
    """The analysis is in the phase `to`, the next or the one before.

    Sorting needs a task; compiling needs every task sorted, and one that can be handed over.
    """
    analysis = _own(actor, analysis_id)
    if analysis.version != version:
        raise Conflict
    if to not in ANALYSIS_STEPS[AnalysisPhase(analysis.phase)]:
        raise OutOfOrder
    if to > analysis.phase:
        _must_be_ready(to, [task.sort for task in analysis.tasks.filter(is_dropped=False)])
    analysis.phase, analysis.version = to, version + 1
    analysis.save(update_fields=["phase", "version"])
    return analysis


def _must_be_ready(to: AnalysisPhase, sorts: Sequence[str]) -> None:
    if not sorts:
        raise Refusal(_("Split the work into tasks first."))
    if to == AnalysisPhase.COMPILE and TaskSort.UNSORTED in sorts:
        raise Refusal(_("Sort every task first: is it core work, or can it be handed over?"))
    if to == AnalysisPhase.COMPILE and TaskSort.TRANSFERABLE not in sorts:
        raise Refusal(_("No task can be handed over, so there is no new job to compile."))


@transaction.atomic
def add_task(*, actor: User, analysis_id: UUID, values: Mapping[str, Any]) -> WorkTask:
    """The work has this task."""
    analysis = _own(actor, analysis_id)
    if analysis.phase == AnalysisPhase.COMPILE:
        raise OutOfOrder(_("Go back to sorting to add a task."))
    made = WorkTask(area_id=analysis.area_id, analysis=analysis, **_said(values))
    add_record(made)
    return made


@transaction.atomic
def change_task(*, actor: User, task_id: UUID, version: int, values: Mapping[str, Any]) -> WorkTask:
    """The task is as `values` say; one that is part of a new job stays as it was."""
    task = WorkTask.objects.filter(pk=task_id, area_id__in=areas_of_employers(actor)).locked().first()
    if task is None:
        raise NotFound
    if task.vacancy_id is not None:
        raise OutOfOrder(_("The task is part of a new job."))
    change_record(task, version=version, values=_said(values))
    return task


@transaction.atomic
def compile_job(
    *, actor: User, analysis_id: UUID, version: int, task_ids: Sequence[UUID], title: str, municipality: Any
) -> Vacancy:
    """A new job, as a draft of a vacancy, has the chosen tasks: their hours together, of each demand the most."""
    analysis = _own(actor, analysis_id)
    if analysis.version != version:
        raise Conflict
    if analysis.phase != AnalysisPhase.COMPILE:
        raise OutOfOrder(_("A job is compiled when the tasks are sorted."))
    chosen = list(
        analysis.tasks.filter(
            pk__in=task_ids, sort=TaskSort.TRANSFERABLE, is_dropped=False, vacancy__isnull=True
        ).locked()
    )
    if not chosen or len(chosen) != len(set(task_ids)):
        raise Refusal(_("Choose tasks that can be handed over and are in no new job yet."), field="tasks")
    vacancy = add_vacancy(
        actor=actor, employer=analysis.employer, area_id=analysis.area_id, values=_compiled(analysis, chosen, title)
        | {"municipality": municipality},
    )  # fmt: skip
    for task in chosen:
        task.vacancy, task.version = vacancy, task.version + 1
        task.save(update_fields=["vacancy", "version"])
    return vacancy


def weekly_hours(minutes: int) -> Decimal:
    """Minutes a week as hours, up to the next half hour."""
    return (Decimal(minutes) / 60 / HALF_HOUR).quantize(Decimal(1), ROUND_UP) * HALF_HOUR


def _compiled(analysis: TaskAnalysis, chosen: Sequence[WorkTask], title: str) -> dict[str, Any]:
    hours = weekly_hours(sum(task.minutes for task in chosen))
    if hours > MOST_HOURS:
        raise Refusal(_("The tasks come to more than %(hours)s hours a week.") % {"hours": MOST_HOURS}, field="tasks")
    ordered = sorted(chosen, key=lambda task: (-task.minutes, task.text))
    return {
        "title": title,
        "establishment": analysis.establishment,
        "hours_from": hours,
        "hours_to": hours,
        "demands": highest(task.demands for task in chosen),
        "description": "\n".join(task.text for task in ordered),
    }


def _own(actor: User, analysis_id: UUID) -> TaskAnalysis:
    analysis = TaskAnalysis.objects.filter(pk=analysis_id, area_id__in=areas_of_employers(actor)).locked().first()
    if analysis is None:
        raise NotFound
    return analysis


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: values[name] for name in TASK if name in values}
    said["text"] = said["text"].strip()
    said["demands"] = checked_demands(said.get("demands", {}))
    return said
