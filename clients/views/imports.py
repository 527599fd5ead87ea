"""Imports: the list, a new one, and one from its check to its undo."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Surface
from accounts.models import Area, User
from accounts.policies import areas_with_role
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from clients.enums import ImportState
from clients.forms.imports import BatchesForm, ImportForm, ProblemsForm
from clients.models import ImportBatch, ImportProblem
from clients.models.imports import IMPORT_ROLES
from clients.selectors import imports
from clients.selectors.contacts import withheld_clients
from clients.selectors.pages import import_page
from clients.selectors.wording import Wording
from clients.services.importing.batches import (
    confirm_import,
    discard_import,
    request_undo,
    start_import,
)
from clients.services.importing.explaining import columns_table
from clients.views.uploading import keeps_upload_in_memory
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotAllowed
from config.kernel.exporting import csv_line
from config.kernel.models import name_field
from ledger.services.jobs import request_cancel
from network.models import Programme

PAGE = 50


def _trail(batch: ImportBatch | None = None) -> list[tuple[str, str]]:
    trail = [(_("Imports"), reverse("clients:imports"))]
    return [*trail, (batch.file_name, reverse("clients:import", args=[batch.pk]))] if batch else trail


def _areas(request: PersonRequest) -> QuerySet[Area]:
    return Area.objects.filter(pk__in=areas_with_role(request.user, IMPORT_ROLES)).order_by(alphabetical(name_field()))


def _programmes(request: PersonRequest) -> QuerySet[Programme]:
    return Programme.objects.filter(areas__in=_areas(request)).distinct()


def _counted(sentence: str, page: Page) -> str:
    return sentence % {"count": number_format(page.paginator.count)}


def _query(request: PersonRequest, *left_out: str) -> str:
    """The other parameters of the address, empty or ending in an ampersand."""
    chosen = urlencode({name: value for name, value in request.GET.items() if name not in left_out and value})
    return f"{chosen}&" if chosen else ""


@require_GET
def import_list(request: PersonRequest) -> HttpResponse:
    form = BatchesForm(request.GET, programmes=_programmes(request))
    form.is_valid()
    chosen = form.cleaned_data
    found = imports.batches(request.user)
    for field, name in (("programme", "programme"), ("state", "state"), ("file_name__icontains", "name")):
        if chosen.get(name):
            found = found.filter(**{field: chosen[name]})
    sort = chosen.get("sort") or "-created"
    page = Paginator(imports.in_order(found, sort), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": imports.batches_table(page, sort=sort, address=f"?{_query(request, 'page', 'sort')}"),
        "query": _query(request, "page"),
        "total": _counted(ngettext("%(count)s import", "%(count)s imports", page.paginator.count), page),
        "may_import": _areas(request).exists(),
    }
    return render(request, "clients/import_list.html", context)


@keeps_upload_in_memory
@require_http_methods(["GET", "POST"])
def import_new(request: PersonRequest) -> HttpResponse:
    areas, programmes = _areas(request), _programmes(request)
    if not areas.exists():
        raise NotAllowed(_("Coordinators, supervisors and administrators of the area may import files."))
    posted = request.method == "POST"
    form = ImportForm(
        request.POST if posted else None, request.FILES if posted else None, areas=areas, programmes=programmes
    )
    if not posted or not form.is_valid():
        context = {"form": form, "trail": _trail(), "columns": columns_table()}
        return render(request, "clients/import_new.html", context, status=422 if posted else 200)
    data = form.cleaned_data
    batch = start_import(
        actor=request.user,
        area_id=data["area"].pk,
        programme_id=data["programme"].pk,
        file_name=data["file"].name,
        chunks=data["file"].chunks(),
        create_units=data["create_units"],
    )
    return redirect("clients:import", batch.pk)


@require_GET
def import_detail(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    batch = imports.batch_for(request.user, batch_id=batch_id)
    return render(request, "clients/import_detail.html", _context(request, batch, current="import"))


def _context(request: PersonRequest, batch: ImportBatch, *, current: str) -> dict[str, Any]:
    page = import_page(batch, user=request.user)
    tabs = [
        (text, reverse(f"clients:{name}", args=[batch.pk]), name == current)
        for text, name, count in page.tabs
        if count or name == current
    ]
    return {"batch": batch, "import_page": page, "trail": _trail(), "tabs": tabs if len(tabs) > 1 else []}


@require_GET
def import_errors(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    batch = imports.batch_for(request.user, batch_id=batch_id)
    codes, columns = (imports.problem_choices(batch, field) for field in ("code", "column"))
    form = ProblemsForm(request.GET, codes=codes, columns=columns)
    form.is_valid()
    chosen = {name: form.cleaned_data.get(name) or "" for name in ("code", "column")}
    page = Paginator(imports.problems(batch, notes=False, **chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        **_context(request, batch, current="import_errors"),
        "form": form,
        "page": page,
        "table": imports.problems_table(page, caption=_("Errors"), batch=batch, user=request.user),
        "query": _query(request, "page"),
        "total": _counted(ngettext("%(count)s error", "%(count)s errors", page.paginator.count), page),
    }
    return render(request, "clients/import_errors.html", context)


@require_GET
def import_notes(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    batch = imports.batch_for(request.user, batch_id=batch_id)
    page = Paginator(imports.problems(batch, notes=True), PAGE).get_page(request.GET.get("page"))
    context = {
        **_context(request, batch, current="import_notes"),
        "page": page,
        "table": imports.problems_table(
            page, caption=_("Values that are not imported"), batch=batch, user=request.user
        ),
        "query": _query(request, "page"),
        "total": _counted(ngettext("%(count)s row", "%(count)s rows", page.paginator.count), page),
    }
    return render(request, "clients/import_notes.html", context)


@require_GET
def import_changes(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    batch = imports.batch_for(request.user, batch_id=batch_id)
    page = Paginator(imports.visible_changes(batch, request.user), PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    log_read(
        actor=request.user,
        area_id=batch.area_id,
        clients=imports.clients_shown(shown),
        surface=Surface.LIST,
        purpose="clients:import_changes",
        field_groups=["participation", "forms", "sensitive"],
        request_id=request.request_id,
    )
    wording = Wording(areas=[batch.area_id], new_units=batch.report.get("new_units"))
    protected = withheld_clients(request.user, imports.clients_shown(shown), area_id=batch.area_id)
    context = {
        **_context(request, batch, current="import_changes"),
        "page": page,
        "table": imports.changes_table(
            shown, wording=wording, linked=batch.state == ImportState.IMPORTED, protected=protected
        ),
        "query": _query(request, "page"),
        "total": _counted(ngettext("%(count)s participation", "%(count)s participations", page.paginator.count), page),
    }
    return render(request, "clients/import_changes.html", context)


@require_GET
def import_progress(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    """The state of the running job; when it has ended, the page is loaded anew."""
    batch = imports.batch_for(request.user, batch_id=batch_id)
    page = import_page(batch, user=request.user)
    response = render(request, "clients/_import_progress.html", {"import_page": page, "batch": batch})
    if not page.live and request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


@require_GET
def import_errors_csv(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    batch = imports.batch_for(request.user, batch_id=batch_id)
    lines = _csv_lines(imports.problems(batch, notes=False), batch=batch, user=request.user)
    response = HttpResponse(b"".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response


def _csv_lines(problems: QuerySet[ImportProblem], *, batch: ImportBatch, user: User) -> Iterator[bytes]:
    yield csv_line(imports.PROBLEM_COLUMNS)
    for problem in problems.iterator(chunk_size=1_000):
        message = imports.problem_message(problem, batch=batch, user=user)
        yield csv_line((problem.row or "", problem.column, problem.code, message))


@require_POST
def import_confirm(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    confirm_import(actor=request.user, batch_id=batch_id)
    return redirect("clients:import", batch_id)


@require_POST
def import_discard(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    discard_import(actor=request.user, batch_id=batch_id)
    return redirect("clients:imports")


@require_http_methods(["GET", "POST"])
def import_undo(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    if request.method == "POST":
        request_undo(actor=request.user, batch_id=batch_id)
        return redirect("clients:import", batch_id)
    batch = imports.batch_for(request.user, batch_id=batch_id)
    context = {"import_page": import_page(batch, user=request.user), "batch": batch, "trail": _trail(batch)}
    return render(request, "clients/import_undo.html", context)


@require_POST
def import_cancel(request: PersonRequest, batch_id: UUID) -> HttpResponse:
    batch = imports.batch_for(request.user, batch_id=batch_id)
    job = imports.latest_job(batch)
    if job is not None:
        request_cancel(actor=request.user, job_id=job.pk)
    return redirect("clients:import", batch_id)
