"""Tasks: one's own with files, one of them, a new one, and the steps on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import form_page, page_of, query_of
from accounts.stepup import second_factor_required
from clients.forms.contacts import HandOverForm, StepForm, TaskChangeForm, TaskForm, TasksFilter, saved_over
from clients.models import Client, Task
from clients.policies import areas_of_task_sets
from clients.selectors import task_list
from clients.selectors.client_page import client_for
from clients.selectors.client_sections import tab_address
from clients.selectors.contact_history import task_history
from clients.selectors.employment import form_of
from clients.selectors.knowers import areas_of_work, people_for
from clients.selectors.task_set import kinds_offered
from clients.services.footing import working_area
from clients.services.tasks import change_task, finish_task, give_task, hand_over_task, reopen_task
from clients.views.agenda_reading import TAB, log_clients
from clients.views.disclosures import client_trail
from config.kernel.errors import Conflict, Refusal

GROUPS = ["tasks"]


@require_GET
def task_index(request: PersonRequest) -> HttpResponse:
    form, found, sort = _chosen(request)
    page = page_of(request, found)
    shown = list(page)
    log_clients(request, [task.client for task in shown], GROUPS, Surface.LIST)
    count = page.paginator.count
    table = task_list.tasks_table(shown, sort=sort, address=f"?{query_of(request, 'page', 'sort')}")
    context = {
        "form": form,
        "page": page,
        "table": table,
        "lines": list(zip(shown, table.rows, strict=True)),
        "may_give": bool(areas_of_work(request.user)),
        "may_decide": bool(areas_of_task_sets(request.user)),
        "query": query_of(request, "page"),
        "here": request.get_full_path(),
        "total": ngettext("%(count)s task", "%(count)s tasks", count) % {"count": number_format(count)},
    }
    return render(request, "clients/task_list.html", context)


def _chosen(request: PersonRequest) -> tuple[TasksFilter, QuerySet[Task], str]:
    form = TasksFilter({**request.GET.dict(), "whose": request.GET.get("whose") or task_list.MINE,
                        "state": request.GET.get("state") or task_list.OPEN},
                       kinds=kinds_offered(areas_of_work(request.user)))  # fmt: skip
    form.is_valid()
    wanted = form.cleaned_data
    choice = task_list.TaskChoice(
        whose=wanted.get("whose") or task_list.MINE,
        state=wanted.get("state") or task_list.OPEN,
        kind=wanted.get("kind") or "",
        sort=wanted.get("sort") or "due",
    )
    return form, task_list.chosen_tasks(request.user, choice), choice.sort


@require_GET
@second_factor_required
def tasks_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def tasks_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, found, _sort = _chosen(request)
    tasks = list(found)
    log_clients(request, [task.client for task in tasks], GROUPS, Surface.EXPORT)
    return file_of(task_list.tasks_table(tasks), name="tasks", kind=kind)


@require_http_methods(["GET", "POST"])
def task_new(request: PersonRequest) -> HttpResponse:
    return _new(request, None, working_area(request.user, None))


@require_http_methods(["GET", "POST"])
def client_task_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    return _new(request, client, client.area_id)


def _new(request: PersonRequest, client: Client | None, area_id: int) -> HttpResponse:
    posted = request.method == "POST"
    form = TaskForm(
        request.POST if posted else None,
        people=_people(client, area_id),
        kinds=kinds_offered([area_id]),
        initial={"owner": str(request.user.pk)},
    )
    if posted and form.is_valid():
        try:
            give_task(
                actor=request.user,
                owner_id=UUID(form.cleaned_data["owner"]),
                client_id=client.pk if client else None,
                area_id=area_id,
                text=form.text(),
            )
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("The task is given."))
            return redirect(tab_address(client.pk, TAB) if client else reverse("clients:tasks"))
    context = form_page(
        title=_("Give a task"),
        lede=_("In a few words what is to be done. What is known of the client stands on the client's page."),
        trail=_trail(client),
        form=form,
        submit_label=_("Give the task"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


def _people(client: Client | None, area_id: int) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people_for(client, area_id=area_id)]


def _trail(client: Client | None) -> list[tuple[str, str]]:
    return client_trail(client) if client else [(_("Tasks"), reverse("clients:tasks"))]


def _explain(form: Any, refusal: Refusal) -> None:
    if refusal.status != 422:
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))


@require_http_methods(["GET", "POST"])
def task_detail(request: PersonRequest, task_id: UUID) -> HttpResponse:
    """The task, and while it is open the form that changes it."""
    task = task_list.task_for(request.user, task_id=task_id)
    log_clients(request, [task.client], GROUPS, Surface.PAGE)
    posted = request.method == "POST"
    kinds = kinds_offered([task.area_id], also=task.kind)
    form = TaskChangeForm(request.POST if posted else None, kinds=kinds, initial=None if posted else _typed(task))
    status = 422 if posted else 200
    if posted and form.is_valid():
        try:
            change_task(
                actor=request.user, task_id=task.pk, version=form.cleaned_data["version"] or 0, text=form.text()
            )
        except Conflict:
            saved_over(form, task.version)
            status = Conflict.status
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("clients:task", task.pk)
    return _task_page(request, task, form, status=status)


def _typed(task: Task) -> dict[str, Any]:
    return {
        "title": task.title,
        "kind": task.kind,
        "due_on": task.due_on,
        "remind_on": task.remind_on,
        "version": task.version,
    }


def _task_page(
    request: PersonRequest, task: Task, form: TaskChangeForm, *, status: int, give: HandOverForm | None = None
) -> HttpResponse:
    context = {
        "task": task,
        "client": task.client,
        "facts": task_list.task_facts(task),
        "form": form if task.done_at is None else None,
        "give": (give or _hand_over_form(task, None)) if task.done_at is None else None,
        "conflict": status == Conflict.status,
        "form_url": form_of(task) if task.done_at is None else "",
        "history": task_history(task),
        "trail": _trail(task.client),
    }
    return render(request, "clients/task_detail.html", context, status=status)


def _hand_over_form(task: Task, data: Any) -> HandOverForm:
    people = [pair for pair in _people(task.client, task.area_id) if pair[0] != str(task.owner_id)]
    return HandOverForm(data, people=people, initial={"version": task.version}, auto_id="give_%s")


@require_POST
def task_finish(request: PersonRequest, task_id: UUID) -> HttpResponse:
    task = finish_task(actor=request.user, task_id=task_id, version=_version(request))
    messages.success(request, _("Done."))
    return redirect(_back(request, task))


@require_POST
def task_reopen(request: PersonRequest, task_id: UUID) -> HttpResponse:
    task = reopen_task(actor=request.user, task_id=task_id, version=_version(request))
    messages.success(request, _("The task is open again."))
    return redirect("clients:task", task.pk)


@require_POST
def task_hand_over(request: PersonRequest, task_id: UUID) -> HttpResponse:
    task = task_list.task_for(request.user, task_id=task_id)
    log_clients(request, [task.client], GROUPS, Surface.PAGE)
    form = _hand_over_form(task, request.POST)
    if form.is_valid():
        try:
            given = hand_over_task(
                actor=request.user,
                task_id=task.pk,
                version=form.cleaned_data["version"],
                to=UUID(form.cleaned_data["to"]),
            )
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("The task is handed over to %(name)s.") % {"name": given.owner.name})
            return redirect("clients:tasks")
    change = TaskChangeForm(kinds=kinds_offered([task.area_id], also=task.kind), initial=_typed(task))
    return _task_page(request, task, change, status=422, give=form)


def _version(request: PersonRequest) -> int:
    form = StepForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def _back(request: PersonRequest, task: Task) -> str:
    """The list from which the task was ticked off, when it is ours, else the task."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("clients:task", args=[task.pk])
