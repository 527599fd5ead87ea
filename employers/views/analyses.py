"""Task analyses: the list and its files, a new one, one with its tasks and phases, a new job of it, on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import pdf_of
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import list_page, page_of, query_of
from clients.selectors.cases import municipalities_to_choose
from clients.selectors.cells import day_text
from employers.enums.analyses import AnalysisPhase
from employers.forms.analyses import AnalysesFilter, AnalysisForm, CompileForm, PhaseForm, WorkTaskForm, task_initial
from employers.models import TaskAnalysis
from employers.selectors import analyses as seen
from employers.services.analyses import add_task, change_task, compile_job, move_analysis, start_analysis
from employers.services.analysis_paper import analysis_paper
from employers.views.employers import works_with_employers
from employers.views.job_pages import form_page, logged_file_of, saved, tried
from employers.views.vacancies import employer_asked

LIST = "employers:analyses"


def _trail(analysis: TaskAnalysis | None = None) -> list[tuple[str, str]]:
    trail = [(_("Task analyses"), reverse(LIST))]
    if analysis is None:
        return trail
    return [*trail, (analysis.title, reverse("employers:analysis", args=[analysis.pk]))]


@require_GET
def analysis_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_analyses(request.user, choice))
    count = page.paginator.count
    context = list_page(
        title=_("Task analyses"),
        lede=_("Shaping of work by the Ratko method: split into tasks, sorted, compiled into a new job."),
        form=form,
        reset_url=reverse(LIST),
        page=page,
        table=seen.analyses_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s analysis", "%(count)s analyses", count) % {"count": number_format(count)},
        steps=[Step(label=_("Analyse work"), url=reverse("employers:analysis_new"), tone="primary")],
        csv_url=reverse("employers:analyses_csv"),
        xlsx_url=reverse("employers:analyses_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _choice(request: PersonRequest) -> tuple[AnalysesFilter, seen.Choice]:
    form = AnalysesFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.Choice(
        text=wanted.get("text", ""), phase=wanted.get("phase"), sort=wanted.get("sort") or "-started"
    )


@require_GET
def analyses_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
def analyses_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, choice = _choice(request)
    table = seen.analyses_table(seen.chosen_analyses(request.user, choice))
    return logged_file_of(request, table, name="task-analyses", kind=kind)


@require_http_methods(["GET", "POST"])
def analysis_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    employer = employer_asked(request)
    posted = request.method == "POST"
    form, status = AnalysisForm(request.POST if posted else None, employer=employer), 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form, lambda: start_analysis(actor=request.user, employer=form.chosen_employer, values=form.said())
        )
        if made is not None:
            return redirect("employers:analysis", made.pk)
    lede = employer.name if employer else ""
    return form_page(
        request, form, status=status, title=_("Analyse work"), lede=lede, trail=_trail(), back=reverse(LIST)
    )


@require_GET
def analysis_detail(request: PersonRequest, analysis_id: UUID) -> HttpResponse:
    return _page(request, seen.analysis_for(request.user, analysis_id=analysis_id))


def _page(
    request: PersonRequest, analysis: TaskAnalysis, *, form: CompileForm | PhaseForm | None = None, status: int = 200
) -> HttpResponse:
    tasks = seen.tasks_of(analysis)
    context: dict[str, Any] = {
        "analysis": analysis,
        "title": analysis.title,
        "facts": [
            (_("Phase"), analysis.get_phase_display()),
            (_("Begun on"), day_text(analysis.started_on)),
            (_("Establishment"), analysis.establishment.name if analysis.establishment else "–"),
        ],
        "phases": [(phase.value, phase.label) for phase in seen.phases_after(analysis)],
        "may_add": analysis.phase != AnalysisPhase.COMPILE,
        "piles": seen.drawing_of(tasks),
        "table": seen.tasks_table(tasks),
        "compiling": _compiling(analysis, tasks, form),
        "errors": form if form is not None and form.errors else None,
        "trail": _trail(),
    }
    return render(request, "employers/analysis_detail.html", context, status=status)


def _compiling(analysis: TaskAnalysis, tasks: Any, form: Any) -> CompileForm | None:
    choices = seen.to_compile(tasks)
    if analysis.phase != AnalysisPhase.COMPILE or not choices:
        return None
    if isinstance(form, CompileForm):
        return form
    where = analysis.establishment.municipality_id if analysis.establishment else ""
    return CompileForm(
        tasks=choices,
        municipalities=municipalities_to_choose(),
        initial={"version": analysis.version, "municipality": where, "tasks": [key for key, _text in choices]},
    )


@require_POST
def analysis_phase(request: PersonRequest, analysis_id: UUID) -> HttpResponse:
    analysis = seen.analysis_for(request.user, analysis_id=analysis_id)
    form, status = PhaseForm(request.POST), 422
    if form.is_valid():
        data = form.cleaned_data
        made, status, _differences = tried(
            form,
            lambda: move_analysis(
                actor=request.user, analysis_id=analysis.pk, version=data["version"], to=AnalysisPhase(data["to"])
            ),
        )
        if made is not None:
            return redirect("employers:analysis", analysis.pk)
    return _page(request, analysis, form=form, status=status)


@require_POST
def analysis_compile(request: PersonRequest, analysis_id: UUID) -> HttpResponse:
    analysis = seen.analysis_for(request.user, analysis_id=analysis_id)
    form = CompileForm(
        request.POST, tasks=seen.to_compile(seen.tasks_of(analysis)), municipalities=municipalities_to_choose()
    )
    status = 422
    if form.is_valid():
        made, status, _differences = tried(
            form,
            lambda: compile_job(actor=request.user, analysis_id=analysis.pk, **form.said()),
            version=lambda: seen.analysis_for(request.user, analysis_id=analysis_id).version,
        )
        if made is not None:
            saved(request, _("The new job is a draft of a vacancy. Open it when clients may be proposed for it."))
            return redirect("employers:vacancy", made.pk)
    return _page(request, analysis, form=form, status=status)


@require_http_methods(["GET", "POST"])
def work_task_new(request: PersonRequest, analysis_id: UUID) -> HttpResponse:
    analysis = seen.analysis_for(request.user, analysis_id=analysis_id)
    posted = request.method == "POST"
    form, status = WorkTaskForm(request.POST if posted else None), 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form, lambda: add_task(actor=request.user, analysis_id=analysis.pk, values=form.said())
        )
        if made is not None:
            saved(request)
            return redirect("employers:analysis", analysis.pk)
    return _task_page(request, form, analysis, _("Add a task"), status=status)


@require_http_methods(["GET", "POST"])
def work_task(request: PersonRequest, work_task_id: UUID) -> HttpResponse:
    task = seen.task_for(request.user, task_id=work_task_id)
    posted = request.method == "POST"
    form = WorkTaskForm(request.POST if posted else None, initial=task_initial(task))
    status, differences = (422 if posted else 200), None
    if posted and form.is_valid():
        made, status, differences = tried(
            form,
            lambda: change_task(
                actor=request.user, task_id=task.pk, version=form.cleaned_data["version"] or 0, values=form.said()
            ),
            version=lambda: seen.task_for(request.user, task_id=work_task_id).version,
        )
        if made is not None:
            saved(request)
            return redirect("employers:analysis", task.analysis_id)
    return _task_page(request, form, task.analysis, task.text, status=status, differences=differences)


def _task_page(
    request: PersonRequest, form: WorkTaskForm, analysis: TaskAnalysis, title: str, *, status: int,
    differences: Any = None,
) -> HttpResponse:  # fmt: skip
    return form_page(
        request,
        form,
        status=status,
        title=title,
        lede=analysis.title,
        differences=differences,
        trail=_trail(analysis),
        back=reverse("employers:analysis", args=[analysis.pk]),
    )


@require_GET
def analysis_pdf(request: PersonRequest, analysis_id: UUID) -> HttpResponse:
    analysis = seen.analysis_for(request.user, analysis_id=analysis_id)
    return pdf_of(analysis_paper(analysis), name="task-analysis")
