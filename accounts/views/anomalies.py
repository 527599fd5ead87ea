"""Anomalies of reading: the list, one of them, and what the officer writes down."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.downloads import csv_download
from accounts.enums import AnomalyState, Surface
from accounts.forms.reading import AnomaliesForm, AnomalyForm
from accounts.models import Anomaly
from accounts.requests import PersonRequest
from accounts.selectors import anomalies as selected
from accounts.selectors.layout import query_of
from accounts.selectors.reading import people_of, review_areas
from accounts.services.anomalies import close_anomaly, comment_anomaly
from accounts.services.reading import log_read, log_use
from accounts.stepup import second_factor_required
from accounts.views.reading import review_tabs

PAGE = 50


def _chosen(request: PersonRequest) -> tuple[AnomaliesForm, Any, str]:
    form = AnomaliesForm(request.GET, people=people_of(review_areas(request.user)))
    form.is_valid()
    data: dict[str, Any] = form.cleaned_data
    sort = data.get("sort") or "-day"
    since: date | None = data.get("since")
    found = selected.anomalies(
        request.user,
        sort=sort,
        state=data.get("state"),
        rule=data.get("rule"),
        user=data.get("person"),
        day__gte=since,
        day__lte=data.get("until"),
    )
    return form, found, sort


def _note(request: PersonRequest, *, surface: Surface, found: int) -> None:
    log_use(
        actor=request.user,
        area_id=min(review_areas(request.user)),
        surface=surface,
        purpose="accounts:anomalies",
        found=found,
        request_id=request.request_id,
    )


@require_GET
def anomaly_list(request: PersonRequest) -> HttpResponse:
    form, found, sort = _chosen(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    _note(request, surface=Surface.LIST, found=len(shown))
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "table": selected.anomalies_table(shown, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        "tabs": review_tabs("accounts:anomalies"),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s anomaly", "%(count)s anomalies", count) % {"count": number_format(count)},
    }
    return render(request, "accounts/anomaly_list.html", context)


@require_GET
@second_factor_required
def anomaly_csv(request: PersonRequest) -> HttpResponse:
    _form, found, _sort = _chosen(request)
    shown = list(found)
    _note(request, surface=Surface.EXPORT, found=len(shown))
    return csv_download(selected.anomalies_table(shown), name="anomalies")


@require_GET
def anomaly_detail(request: PersonRequest, anomaly_id: UUID) -> HttpResponse:
    anomaly = selected.anomaly_for(request.user, anomaly_id=anomaly_id)
    form = AnomalyForm(initial={"comment": anomaly.comment, "version": anomaly.version})
    return _page(request, anomaly, form)


def _page(request: PersonRequest, anomaly: Anomaly, form: AnomalyForm, *, status: int = 200) -> HttpResponse:
    clients = selected.clients_of(anomaly)
    log_read(
        actor=request.user,
        area_id=anomaly.area_id,
        clients=clients,
        surface=Surface.LIST,
        purpose="accounts:anomaly",
        field_groups=["log"],
        request_id=request.request_id,
    )
    context = {
        "anomaly": anomaly,
        "facts": selected.anomaly_facts(anomaly),
        "clients": clients,
        "form": form,
        "is_open": anomaly.state == AnomalyState.OPEN,
        "log_url": selected.log_address(anomaly),
        "trail": [(_("Anomalies"), reverse("accounts:anomalies"))],
    }
    return render(request, "accounts/anomaly_detail.html", context, status=status)


@require_POST
def anomaly_comment(request: PersonRequest, anomaly_id: UUID) -> HttpResponse:
    anomaly = selected.anomaly_for(request.user, anomaly_id=anomaly_id)
    form = AnomalyForm(request.POST)
    if not form.is_valid():
        return _page(request, anomaly, form, status=422)
    comment_anomaly(actor=request.user, anomaly_id=anomaly_id, **form.cleaned_data)
    messages.success(request, _("The comment is kept."))
    return redirect("accounts:anomaly", anomaly_id)


@require_POST
def anomaly_close(request: PersonRequest, anomaly_id: UUID) -> HttpResponse:
    anomaly = selected.anomaly_for(request.user, anomaly_id=anomaly_id)
    form = AnomalyForm(request.POST)
    if form.is_valid() and not form.cleaned_data["comment"].strip():
        form.add_error("comment", _("Write down what you found out."))
    if not form.is_valid():
        return _page(request, anomaly, form, status=422)
    close_anomaly(actor=request.user, anomaly_id=anomaly_id, **form.cleaned_data)
    messages.success(request, _("The anomaly is closed."))
    return redirect("accounts:anomalies")
