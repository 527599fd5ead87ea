"""Exceptional access: opening it, the queue of reviews, and one review."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.downloads import csv_download, xlsx_download
from accounts.enums import ROLES_WITH_CLIENTS, Role, Surface
from accounts.policies import areas_with_role
from accounts.requests import PersonRequest
from accounts.services.reading import log_read, log_use
from accounts.stepup import has_fresh_second_factor, second_factor_required
from clients.forms.access import GlassesForm, GlassForm, ReviewForm
from clients.selectors.client_page import heading_of
from clients.selectors.glass import chosen_glasses, glass_for, glasses_table, overdue_count, state_cell
from clients.services.break_glass import open_glass, review_glass
from config.kernel.errors import NotFound, Refusal
from config.kernel.tables import Table

PAGE = 50


@require_http_methods(["GET", "POST"])
def glass_open(request: PersonRequest, client_id: UUID) -> HttpResponseBase:
    """The form is the same for every address; only sending it, with a fresh second factor, tells anything."""
    if not areas_with_role(request.user, ROLES_WITH_CLIENTS):
        raise NotFound
    if request.method == "POST":
        return _opened(request, client_id)
    return _glass_page(request, client_id, GlassForm(), status=200)


@second_factor_required
def _opened(request: PersonRequest, client_id: UUID) -> HttpResponse:
    form = GlassForm(request.POST)
    if not form.is_valid():
        return _glass_page(request, client_id, form, status=422)
    open_glass(
        actor=request.user, client_id=client_id, reason=form.cleaned_data["reason"], request_id=request.request_id
    )
    return redirect("clients:client", client_id)


def _glass_page(request: PersonRequest, client_id: UUID, form: GlassForm, *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "client_id": client_id,
        "fresh": has_fresh_second_factor(request),
        "step_up": f"{reverse('accounts:step_up')}?{urlencode({'next': request.path})}",
        "trail": [(_("Clients"), reverse("clients:clients"))],
    }
    return render(request, "clients/glass_open.html", context, status=status)


def _reviews(request: PersonRequest) -> None:
    """The queue is for supervisors."""
    if not areas_with_role(request.user, frozenset({Role.SUPERVISOR})):
        raise NotFound


def _chosen(request: PersonRequest) -> tuple[GlassesForm, Any, str]:
    form = GlassesForm(request.GET)
    form.is_valid()
    state, sort = form.cleaned_data.get("state") or "", form.cleaned_data.get("sort") or "due"
    return form, chosen_glasses(request.user, state=state, sort=sort), sort


@require_GET
def glass_list(request: PersonRequest) -> HttpResponse:
    _reviews(request)
    form, found, sort = _chosen(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in request.GET.items() if name not in {"page", "sort"} and value}
    query = urlencode({**kept, "sort": sort})
    count = page.paginator.count
    total = ngettext("%(count)s exceptional access", "%(count)s exceptional accesses", count)
    context = {
        "form": form,
        "page": page,
        "table": glasses_table(page, sort=sort, address=f"?{urlencode(kept)}{'&' if kept else ''}"),
        "query": f"{query}&",
        "total": total % {"count": number_format(count)},
        "overdue": overdue_count(request.user),
    }
    _log_list(request, list(page), Surface.LIST)
    return render(request, "clients/glass_list.html", context)


def _log_list(request: PersonRequest, shown: list[Any], surface: Surface) -> None:
    """Reasons may tell of clients, so reading them is a read of those clients."""
    for area_id in {one.area_id for one in shown}:
        log_read(
            actor=request.user,
            area_id=area_id,
            clients=[one.client_id for one in shown if one.area_id == area_id],
            surface=surface,
            purpose="clients:glass_list",
            field_groups=["break_glass"],
            request_id=request.request_id,
            ground="unit",
        )
    if not shown:
        for area_id in areas_with_role(request.user, frozenset({Role.SUPERVISOR})):
            log_use(
                actor=request.user,
                area_id=area_id,
                surface=surface,
                purpose="clients:glass_list",
                found=0,
                request_id=request.request_id,
            )


def _table(request: PersonRequest) -> Table:
    _reviews(request)
    _form, found, _sort = _chosen(request)
    shown = list(found)
    _log_list(request, shown, Surface.EXPORT)
    return glasses_table(shown)


@require_GET
@second_factor_required
def glasses_csv(request: PersonRequest) -> HttpResponse:
    return csv_download(_table(request), name="exceptional-access")


@require_GET
@second_factor_required
def glasses_xlsx(request: PersonRequest) -> HttpResponse:
    table = _table(request)
    about = [(_("Exceptional accesses"), number_format(len(table.rows)))]
    return xlsx_download(table, about=about, name="exceptional-access")


@require_http_methods(["GET", "POST"])
def glass_review(request: PersonRequest, glass_id: UUID) -> HttpResponse:
    glass = glass_for(request.user, glass_id=glass_id)
    posted = request.method == "POST"
    form = ReviewForm(request.POST if posted else None, initial={"version": glass.version})
    if form.is_valid():
        try:
            review_glass(actor=request.user, glass_id=glass_id, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.status != 422:
                raise
            form.add_error(refusal.field or None, str(refusal.sentence))
        else:
            return redirect("clients:glasses")
    log_read(
        actor=request.user,
        area_id=glass.area_id,
        clients=[glass.client_id],
        surface=Surface.PAGE,
        purpose="clients:glass_review",
        field_groups=["client", "break_glass"],
        request_id=request.request_id,
        ground="unit",
    )
    overdue = glass.reviewed_at is None and glass.review_due_on < timezone.localdate()
    context = {
        "glass": glass,
        "client": glass.client,
        "heading": heading_of(glass.client),
        "state": state_cell(glass, overdue=overdue),
        "form": form,
        "trail": [(_("Exceptional accesses"), reverse("clients:glasses"))],
    }
    return render(request, "clients/glass_review.html", context, status=422 if posted else 200)
