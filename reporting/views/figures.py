"""All figures of a programme by period and breakdown, and one indicator in detail; as pages and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.downloads import csv_download, xlsx_download
from accounts.models import Unit
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound, Refusal
from config.kernel.tables import Table
from network.models import Programme
from reporting.enums import Breakdown, PeriodKind
from reporting.forms.filters import ValuesForm
from reporting.indicators import CATALOGUE
from reporting.selectors import charts, movements, tables
from reporting.selectors.about import about_programme, definition_of, definitions_of
from reporting.selectors.dashboard import read
from reporting.selectors.figures import Item, Links, in_reading_order, number_text
from reporting.selectors.programmes import programme_for
from reporting.selectors.values import Ask, Scope, scope_for, state_of
from reporting.views.programmes import programme_tabs, programme_trail
from reporting.views.requests import SignedRequest

PAGE = 120


@dataclass(frozen=True)
class Question:
    """What the page or file is asked for."""

    programme: Programme
    scope: Scope
    form: ValuesForm
    ask: Ask

    @property
    def links(self) -> Links:
        return Links(self.programme, self.ask.unit)

    @property
    def caption(self) -> str:
        """The choice in words."""
        data = self.form.cleaned_data
        words: list[Any] = [_("Figures of %(code)s") % {"code": self.programme.code}]
        words += [PeriodKind(self.ask.period).label]
        words += [Breakdown(self.ask.by).label] if self.ask.by else []
        words += [data["unit"].name] if data.get("unit") else []
        return ", ".join(str(word) for word in words)


def _question(request: SignedRequest, code: str, *, indicators: tuple[str, ...] = ()) -> Question:
    """The programme, what was chosen in the form, and the engine's question; what does not fit is left out."""
    programme = programme_for(request.user, code=code)
    units = Unit.objects.filter(area__in=programme.areas.all()).order_by(alphabetical("name"), "pk")
    form = ValuesForm(request.GET, units=units)
    form.is_valid()
    data = form.cleaned_data
    ask = Ask(
        programme=programme,
        indicators=indicators,
        period=data.get("period") or "all",
        by=data.get("by") or "",
        unit=data["unit"].pk if data.get("unit") else None,
        starts=data.get("starts"),
        ends=data.get("ends"),
    )
    return Question(programme, scope_for(request.user, programme), form, ask)


def _encoded(request: SignedRequest) -> str:
    chosen = {name: value for name, value in request.GET.items() if name != "page" and value}
    return urlencode(chosen)


@require_GET
def figure_list(request: SignedRequest, code: str) -> HttpResponse:
    question = _question(request, code)
    query = _encoded(request)
    page = Paginator(in_reading_order(read(question.ask, question.scope)), PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": question.programme,
        "form": question.form,
        "table": tables.values_table(links=question.links, items=list(page), caption=question.caption),
        "page": page,
        "query": query,
        "paging": f"{query}&" if query else "",
        "total": ngettext("%(count)s value", "%(count)s values", page.paginator.count)
        % {"count": number_text(page.paginator.count)},
        "state": state_of(question.programme, question.scope),
        "tabs": programme_tabs(question.programme, "figures"),
        "trail": programme_trail(question.programme),
    }
    return render(request, "reporting/figure_list.html", context)


def _answered(request: SignedRequest, code: str) -> tuple[Question, list[Item]]:
    """For files: a choice that does not fit is refused instead of left out."""
    question = _question(request, code, indicators=tuple(filter(None, request.GET.getlist("indicator"))))
    if question.form.errors:
        raise Refusal(_("The choice cannot be read; open the page and choose again."))
    if unknown := [wanted for wanted in question.ask.indicators if wanted not in CATALOGUE]:
        raise Refusal(_("There is no indicator %(code)s.") % {"code": unknown[0]})
    return question, read(question.ask, question.scope)


@require_GET
def figure_csv(request: SignedRequest, code: str) -> HttpResponse:
    question, items = _answered(request, code)
    return csv_download(tables.values_file(items=items, caption=question.caption), name=f"{code}-figures")


@require_GET
def figure_xlsx(request: SignedRequest, code: str) -> HttpResponse:
    question, items = _answered(request, code)
    about = [*about_programme(question.programme, shows=question.caption), *_choice(question)]
    about += definitions_of(dict.fromkeys(item["indicator"] for item in items))
    table = tables.values_file(items=items, caption=question.caption)
    return xlsx_download(table, about=about, name=f"{code}-figures")


def _choice(question: Question) -> list[tuple[Any, Any]]:
    """What was chosen, and what an empty cell means."""
    ask, state = question.ask, state_of(question.programme, question.scope)
    return [
        (_("Period"), ask.period),
        (_("Broken down by"), ask.by or "–"),
        (_("Unit"), question.form.cleaned_data.get("unit") or "–"),
        (_("From"), ask.starts or "–"),
        (_("To"), ask.ends or "–"),
        (_("As of"), state.as_of.isoformat(timespec="seconds") if state.as_of else "–"),
        (_("Empty cells"), _("suppressed = 1: hidden as a small number; otherwise the column reason says why.")),
    ]


@require_GET
def indicator_detail(request: SignedRequest, code: str, indicator: str) -> HttpResponse:
    if indicator not in CATALOGUE:
        raise NotFound
    question = _question(request, code, indicators=(indicator,))
    definition = CATALOGUE[indicator]
    items = in_reading_order(read(question.ask, question.scope))
    chart = _chart(question, indicator, items)
    context = {
        "programme": question.programme,
        "indicator": definition,
        "definition": definition_of(definition),
        "form": question.form,
        "table": _table(question, items, chart),
        "chart": chart,
        "missing": _missing(items),
        "files": f"indicator={indicator}&{_encoded(request)}",
        "tabs": programme_tabs(question.programme, "figures"),
        "trail": programme_trail(question.programme),
    }
    return render(request, "reporting/indicator_detail.html", context)


def _chart(question: Question, code: str, items: Sequence[Item]) -> dict[str, Any] | None:
    """A chart where one says more than the table: pairs, flow, or a series in time."""
    if not items:
        return None
    unit = tables.unit_text(items[-1])
    chart: dict[str, Any] = {"title": f"{CATALOGUE[code].name}, {unit}", "size": ""}
    whole = question.ask.period == "all"
    if code == "A17" and whole:
        return chart | {"kind": "paired", "data": charts.paired_chart(items)}
    if code == "FLOW" and whole and not question.ask.by:
        return chart | {"kind": "sankey", "data": charts.flow_chart(items), "size": "tall"}
    if whole:
        return None
    return chart | {"kind": "series", "data": charts.classes_chart(items, unit=unit)}


def _table(question: Question, items: Sequence[Item], chart: dict[str, Any] | None) -> Table:
    """The table of what the chart shows."""
    kind = chart["kind"] if chart else ""
    if kind == "paired":
        return movements.paired_table(links=question.links, items=items)
    if kind == "sankey":
        return movements.flow_table(links=question.links, items=items)
    return tables.values_table(links=question.links, items=items, caption=question.caption)


def _missing(items: Sequence[Item]) -> str:
    """How many are missing: in one sentence where there is one base, else where to find it."""
    places = {(item["period"], item["by"], item["category"]) for item in items}
    if not items:
        return ""
    return (
        tables.missing_sentence(items[0])
        if len(places) == 1
        else _("The table tells on each line how many are missing.")
    )
