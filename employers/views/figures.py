"""Figures of employer work: by person, and by place."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.downloads import file_of
from accounts.requests import PersonRequest
from accounts.selectors.layout import query_of
from accounts.stepup import second_factor_required
from config.kernel.tables import Table
from employers.forms.figures import PeriodForm, PlacesForm
from employers.selectors.figures import REGION, employer_work, places_table, usual_period, work_table
from employers.views.employers import trail_of, works_with_employers


def _work(request: PersonRequest) -> tuple[PeriodForm, Table]:
    works_with_employers(request)
    usual = usual_period(timezone.localdate())
    form = PeriodForm(request.GET or None, initial={"since": usual[0], "until": usual[1]})
    period: tuple[date, date] = usual
    if form.is_bound and form.is_valid():
        period = form.cleaned_data["since"], form.cleaned_data["until"]
    return form, work_table(employer_work(request.user, since=period[0], until=period[1]))


@require_GET
def figures(request: PersonRequest) -> HttpResponse:
    form, table = _work(request)
    context = {
        "title": _("Employer work in figures"),
        "lede": _(
            "Supervisors see everybody of their area, others themselves. Contacts that were withdrawn do not count."
        ),
        "form": form,
        "table": table,
        "query": query_of(request),
        "csv_url": reverse("employers:figures_csv"),
        "xlsx_url": reverse("employers:figures_xlsx"),
        "trail": trail_of(),
    }
    return render(request, "employers/figures.html", context)


@require_GET
@second_factor_required
def figures_csv(request: PersonRequest) -> HttpResponse:
    return file_of(_work(request)[1], name="employer-work", kind="csv")


@require_GET
@second_factor_required
def figures_xlsx(request: PersonRequest) -> HttpResponse:
    return file_of(_work(request)[1], name="employer-work", kind="xlsx")


def _places(request: PersonRequest) -> tuple[PlacesForm, Table]:
    works_with_employers(request)
    form = PlacesForm(request.GET or None, initial={"by": REGION})
    by = form.cleaned_data["by"] if form.is_bound and form.is_valid() else REGION
    return form, places_table(by)


@require_GET
def by_area(request: PersonRequest) -> HttpResponse:
    form, table = _places(request)
    context = {
        "title": _("Employers by place"),
        "lede": _("An employer counts in every place where it has work, once in each."),
        "form": form,
        "table": table,
        "query": query_of(request),
        "csv_url": reverse("employers:by_area_csv"),
        "xlsx_url": reverse("employers:by_area_xlsx"),
        "trail": trail_of(),
    }
    return render(request, "employers/figures.html", context)


@require_GET
@second_factor_required
def by_area_csv(request: PersonRequest) -> HttpResponse:
    return file_of(_places(request)[1], name="employers-by-place", kind="csv")


@require_GET
@second_factor_required
def by_area_xlsx(request: PersonRequest) -> HttpResponse:
    return file_of(_places(request)[1], name="employers-by-place", kind="xlsx")
