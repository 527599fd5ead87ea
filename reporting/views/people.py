"""The people behind a number: a page of them, and the same as files. Every disclosure is logged before it leaves."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.context import acting
from accounts.downloads import csv_stream, xlsx_download
from accounts.enums import Surface
from accounts.models import User
from accounts.services.reading import log_read
from accounts.services.standing import RightsEnded, Standing, standing_of, still_standing
from accounts.stepup import second_factor_required
from clients.enums import LabourStatus
from config.kernel.errors import Refusal
from config.kernel.exporting import csv_lines
from config.kernel.tables import Cell, Row, Table
from reporting.forms.filters import PeopleForm
from reporting.models import ParticipationFact
from reporting.selectors.about import about_programme, definition_of
from reporting.selectors.drilldown import (
    Opened,
    clients_by_area,
    field_groups,
    fields_used,
    filtered,
    opened,
    people_cells,
    people_columns,
    people_table,
    title_of,
)
from reporting.selectors.figures import number_text
from reporting.selectors.people import Pick
from reporting.selectors.programmes import programme_for
from reporting.selectors.values import scope_for
from reporting.selectors.work import shown_of
from reporting.selectors.work_rows import employer_rows_table
from reporting.views.programmes import programme_tabs, programme_trail
from reporting.views.requests import SignedRequest

PAGE = 50
CHUNK = 2000


def _form(request: SignedRequest) -> PeopleForm:
    form = PeopleForm(request.GET, statuses=LabourStatus.choices)
    if not form.is_valid():
        raise Refusal(_("The choice cannot be read; open the number again."))
    return form


def _opened(request: SignedRequest, code: str, form: PeopleForm) -> Opened:
    programme = programme_for(request.user, code=code)
    data = form.cleaned_data
    try:
        unit = UUID(data["unit"]) if data["unit"] else None
    except ValueError:
        raise Refusal(_("There is no such unit."), field="unit") from None
    pick = Pick(
        programme=programme,
        indicator=data["indicator"],
        part=data["part"] or "numerator",
        period=data["period"] or "all",
        by=data["by"],
        category=data["category"],
        klass=data["class"],
        unit=unit,
    )
    return opened(pick, actor=request.user, scope=scope_for(request.user, programme))


def _chosen(found: Opened, form: PeopleForm) -> Any:
    data = form.cleaned_data
    return filtered(found.facts, reference=data["reference"], end_status=data["end_status"], sort=data["sort"])


def _log(request: SignedRequest, found: Opened, rows: Iterable[tuple[int, UUID]], surface: Surface) -> None:
    for area_id, clients in clients_by_area(rows).items():
        log_read(
            actor=request.user,
            area_id=area_id,
            clients=clients,
            surface=surface,
            purpose=f"indicator {found.pick.indicator} {found.pick.part}",
            field_groups=field_groups(found.pick),
            request_id=request.request_id,
        )


@require_GET
def people_list(request: SignedRequest, code: str) -> HttpResponse:
    form = _form(request)
    found = _opened(request, code, form)
    if found.pick.is_of_employers:
        return _employers(request, found)
    chosen = _chosen(found, form)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    facts = list(page)
    _log(request, found, [(fact.area_id, fact.client_id) for fact in facts], Surface.LIST)
    query = {name: value for name, value in request.GET.items() if name not in {"page", "sort"} and value}
    address = f"?{urlencode(query)}&"
    pick = found.pick
    context = {
        "programme": pick.programme,
        "pick": pick,
        "title": title_of(pick),
        "found": found,
        "form": form,
        "table": people_table(pick, facts, sort=form.cleaned_data["sort"], address=address),
        "page": page,
        "query": urlencode({**query, "sort": form.cleaned_data["sort"]}) + "&",
        "files": urlencode({**query, "sort": form.cleaned_data["sort"]}),
        "reset_url": "?" + urlencode({name: query[name] for name in PeopleForm.KEPT if name in query}),
        "total": _("%(count)s shown to you") % {"count": number_text(page.paginator.count)},
        "definition": definition_of(pick.definition),
        "tabs": programme_tabs(found.programme, "figures"),
        "trail": programme_trail(found.programme),
    }
    return render(request, "reporting/people_list.html", context)


def _employers(request: SignedRequest, found: Opened) -> HttpResponse:
    """The rows behind a number of work with employers; no client stands in them."""
    page = Paginator(found.facts.order_by("begun_on", "pk"), PAGE).get_page(request.GET.get("page"))
    query = {name: value for name, value in request.GET.items() if name != "page" and value}
    count = page.paginator.count
    context = {
        "title": title_of(found.pick),
        "lede": shown_of(found.number, found.visible),
        "definition": definition_of(found.pick.definition),
        "table": employer_rows_table(found.pick, list(page)),
        "page": page,
        "query": f"{urlencode(query)}&",
        "total": ngettext("%(count)s row", "%(count)s rows", count) % {"count": number_text(count)},
        "trail": programme_trail(found.programme),
    }
    return render(request, "reporting/case_figure_rows.html", context)


def _disclosed(request: SignedRequest, code: str) -> tuple[Opened, list[int]]:
    """The number and the keys of the facts the file will hold; the disclosure of exactly these is logged."""
    form = _form(request)
    found = _opened(request, code, form)
    if found.pick.is_of_employers:
        raise Refusal(_("There are no people behind this number."), field="indicator")
    rows = list(_chosen(found, form).values_list("pk", "area_id", "client_id"))
    _log(request, found, [(area_id, client_id) for _key, area_id, client_id in rows], Surface.EXPORT)
    return found, [key for key, _area, _client in rows]


def _facts(keys: list[int], *, actor: User, standing: Standing) -> Iterator[ParticipationFact]:
    """The facts in pieces; before each the reader's rights are asked anew, and a row no longer theirs ends it all."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        reader = still_standing(actor.pk, before=standing)
        found = ParticipationFact.objects.visible_to(reader).select_related("unit").in_bulk(chunk)
        if len(found) != len(chunk):
            raise RightsEnded
        yield from (found[key] for key in chunk)


def _streamed(found: Opened, keys: list[int], *, actor: User, standing: Standing, language: str) -> Iterator[bytes]:
    """The lines, read in a transaction of their own: the request's is over when the first one leaves.

    When the reader's rights end meanwhile the connection is cut: no file is left that looks whole.
    """
    areas = {membership.area_id for membership in actor.memberships_today()}
    with override(language), acting(user=actor, areas=areas):
        used = fields_used(found.pick)
        labels = [column.label for column in people_columns(found.pick)]
        facts = _facts(keys, actor=actor, standing=standing)
        yield from csv_lines(labels=labels, rows=(people_cells(fact, used, linked=False) for fact in facts))


@require_GET
@second_factor_required
def people_csv(request: SignedRequest, code: str) -> HttpResponseBase:
    found, keys = _disclosed(request, code)
    lines = _streamed(
        found,
        keys,
        actor=request.user,
        standing=standing_of(request.user),
        language=get_language() or "fi",
    )
    return csv_stream(lines, name=f"{code}-{found.pick.indicator}-people")


@require_GET
@second_factor_required
def people_xlsx(request: SignedRequest, code: str) -> HttpResponse:
    found, keys = _disclosed(request, code)
    used = fields_used(found.pick)
    facts = _facts(keys, actor=request.user, standing=standing_of(request.user))
    rows = tuple(Row(cells=people_cells(fact, used, linked=False)) for fact in facts)
    table = Table(caption=title_of(found.pick), columns=people_columns(found.pick), rows=rows)
    hidden = Cell(text=_("hidden (small number)")).text
    about = [
        *about_programme(found.programme, shows=table.caption),
        (_("The number"), hidden if found.number is None else number_text(found.number)),
        (_("People in this file"), number_text(len(keys))),
        (_("Filters"), ", ".join(f"{name}={value}" for name, value in request.GET.items() if value)),
        *definition_of(found.pick.definition),
    ]
    return xlsx_download(table, about=about, name=f"{code}-{found.pick.indicator}-people")
