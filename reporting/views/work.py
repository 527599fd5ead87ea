"""The numbers of client work as a page and as files, the rows behind one of them, and having them computed."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.downloads import csv_download, xlsx_download
from accounts.enums import Surface
from accounts.models import Area, Unit
from accounts.services.reading import log_read
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound, Refusal
from reporting.enums import PeriodKind
from reporting.forms.work import WorkForm, WorkRowsForm
from reporting.indicators import WORK
from reporting.selectors import work, work_rows
from reporting.selectors.about import definition_of, definitions_of
from reporting.selectors.dashboard import read
from reporting.selectors.drilldown import clients_by_area, opened, title_of
from reporting.selectors.people import Pick
from reporting.selectors.referrals_as_of import as_of_table
from reporting.selectors.tables import values_file
from reporting.selectors.values import Ask, Scope, state_of
from reporting.services.client_work import request_client_work
from reporting.views.requests import SignedRequest

PAGE = 50


@dataclass(frozen=True)
class Question:
    """What the page or file is asked for."""

    form: WorkForm
    ask: Ask
    scope: Scope
    area: Area | None

    @property
    def links(self) -> work.WorkLinks:
        return work.WorkLinks(area=self.area.pk if self.area else None, unit=self.ask.unit)


def _question(request: SignedRequest) -> Question:
    """What was chosen, and the engine's question; what does not fit is left out and told."""
    areas = work.areas_to_choose(request.user)
    units = Unit.objects.filter(area__in=areas).order_by(alphabetical("name"), "pk")
    given = {**request.GET.dict(), "period": request.GET.get("period") or PeriodKind.MONTH}
    form = WorkForm(
        given,
        areas=areas,
        units=units,
        breakdowns=work.breakdowns_to_choose(),
        themes=work.themes_to_choose(),
    )
    form.is_valid()
    data = form.cleaned_data
    area = next((one for one in areas if one.pk == data.get("area")), areas[0] if len(areas) == 1 else None)
    ask = Ask(
        programme=None,
        period=data.get("period") or PeriodKind.MONTH,
        by=data.get("by") or "",
        unit=data["unit"].pk if data.get("unit") else None,
        starts=data.get("starts"),
        ends=data.get("ends"),
    )
    return Question(form, ask, work.scope_chosen(request.user, area.pk if area else None), area)


@require_GET
def case_figures(request: SignedRequest) -> HttpResponse:
    question = _question(request)
    query = urlencode({name: value for name, value in request.GET.items() if value})
    state = state_of(None, question.scope)
    day = question.form.cleaned_data.get("as_of") or timezone.localdate()
    theme = question.form.cleaned_data.get("theme") or ""
    context = {
        "form": question.form,
        "state": state,
        "findings": work.findings(question.ask, question.scope, question.links, theme=theme),
        "as_of": day,
        "as_of_table": as_of_table(question.scope, day=day, unit=question.ask.unit, links=question.links),
        "definitions": work.definitions_of_work(theme=theme),
        "query": query,
        "area": question.area,
    }
    return render(request, "reporting/case_figures.html", context, status=422 if question.form.errors else 200)


def _answered(request: SignedRequest) -> Question:
    question = _question(request)
    if question.form.errors:
        raise Refusal(_("The choice cannot be read; open the page and choose again."))
    return question


@require_GET
def case_figures_csv(request: SignedRequest) -> HttpResponse:
    question = _answered(request)
    table = values_file(items=read(question.ask, question.scope), caption=work.caption_of(question.ask, question.area))
    return csv_download(table, name="case-figures")


@require_GET
def case_figures_xlsx(request: SignedRequest) -> HttpResponse:
    question = _answered(request)
    caption = work.caption_of(question.ask, question.area)
    state = state_of(None, question.scope)
    about = [
        (_("Shows"), caption),
        (_("As of"), state.as_of.isoformat(timespec="seconds") if state.as_of else "–"),
        (_("Empty cells"), _("suppressed = 1: hidden as a small number; otherwise the column reason says why.")),
        *definitions_of(WORK),
    ]
    table = values_file(items=read(question.ask, question.scope), caption=caption)
    return xlsx_download(table, about=about, name="case-figures")


@require_POST
def case_figures_compute(request: SignedRequest) -> HttpResponse:
    areas = [area.pk for area in work.areas_to_choose(request.user)]
    request_client_work(actor=request.user, areas=areas)
    messages.success(request, _("The numbers are being computed; they are here in a moment."))
    return redirect("reporting:case_figures")


@require_GET
def case_figure_rows(request: SignedRequest) -> HttpResponse:
    """The rows behind a number, those of them that the reader needs to know."""
    form = WorkRowsForm({**request.GET.dict(), "klass": request.GET.get("class", "")})
    if not form.is_valid():
        raise Refusal(_("The choice cannot be read; open the number again."))
    pick = _pick(form.cleaned_data)
    found = opened(pick, actor=request.user, scope=work.scope_chosen(request.user, form.cleaned_data["area"]))
    page = Paginator(found.facts.order_by("begun_on", "pk"), PAGE).get_page(request.GET.get("page"))
    facts = list(page)
    if pick.is_of_employers:
        table = work_rows.employer_rows_table(pick, facts)
    else:
        _log(request, pick, facts)
        table = work_rows.rows_table(pick, facts, user=request.user)
    query = {name: value for name, value in request.GET.items() if name != "page" and value}
    count = page.paginator.count
    context = {
        "title": title_of(pick),
        "lede": work.shown_of(found.number, found.visible),
        "definition": definition_of(pick.definition),
        "table": table,
        "page": page,
        "query": f"{urlencode(query)}&",
        "total": ngettext("%(count)s row", "%(count)s rows", count) % {"count": number_format(count)},
        "trail": [(_("Numbers of client work"), reverse("reporting:case_figures"))],
    }
    return render(request, "reporting/case_figure_rows.html", context)


def _pick(data: dict[str, Any]) -> Pick:
    if data["indicator"] not in WORK:
        raise NotFound
    return Pick(
        programme=None,
        indicator=data["indicator"],
        part=data["part"] or "numerator",
        period=data["period"] or "all",
        by=data["by"],
        category=data["category"],
        klass=data["klass"],
        unit=data["unit"],
        until=data["until"],
    )


def _log(request: SignedRequest, pick: Pick, facts: list[Any]) -> None:
    for area_id, clients in clients_by_area((fact.area_id, fact.client_id) for fact in facts).items():
        log_read(
            actor=request.user,
            area_id=area_id,
            clients=clients,
            surface=Surface.LIST,
            purpose=f"indicator {pick.indicator} {pick.part}",
            field_groups=work_rows.field_groups(pick),
            request_id=request.request_id,
        )
