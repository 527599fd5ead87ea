"""Clients: the list and its files, and one client."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.context import acting
from accounts.downloads import csv_stream, xlsx_download
from accounts.enums import Surface
from accounts.models import User
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from accounts.services.standing import RightsEnded, Standing, standing_of, still_standing
from accounts.stepup import second_factor_required
from clients.forms.access import ClientsForm
from clients.models import Client
from clients.selectors.client_list import (
    ALL,
    MINE,
    Choice,
    by_ground,
    chosen_clients,
    clients_table,
    file_cells,
    file_labels,
    ground_of,
    has_caseload,
    own_relations,
    units_to_choose,
    with_details,
)
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import OVERVIEW, TABS, sections_for, tab_links, tabs_for
from config.kernel.errors import NotFound
from config.kernel.exporting import csv_lines
from config.kernel.tables import Cell, Column, Row, Table

PAGE = 50
CHUNK = 500


def _choice(request: PersonRequest) -> tuple[ClientsForm, Choice]:
    """What is asked for; whose clients are shown when nothing is said depends on the reader's having a caseload."""
    whose = request.GET.get("whose") or (MINE if has_caseload(request.user) else ALL)
    units = [(str(unit.pk), unit.name) for unit in units_to_choose(request.user)]
    form = ClientsForm({**request.GET.dict(), "whose": whose}, units=units)
    form.is_valid()
    chosen = {name: form.cleaned_data.get(name) or "" for name in ("whose", "unit", "relation", "reference", "sort")}
    unit = UUID(chosen["unit"]) if chosen["unit"] else None
    return form, Choice(
        whose=chosen["whose"] or ALL,
        unit=unit,
        relation=chosen["relation"],
        reference=chosen["reference"],
        sort=chosen["sort"] or "name",
    )


def _query(request: PersonRequest, *left_out: str) -> str:
    chosen = urlencode({name: value for name, value in request.GET.items() if name not in left_out and value})
    return f"{chosen}&" if chosen else ""


def _log(request: PersonRequest, clients: list[Client], kinds: Any, *, surface: Surface, groups: list[str]) -> None:
    for (area_id, ground), keys in by_ground(request.user, clients, kinds).items():
        log_read(
            actor=request.user,
            area_id=area_id,
            clients=keys,
            surface=surface,
            purpose="clients:clients",
            field_groups=groups,
            request_id=request.request_id,
            ground=ground,
        )


@require_GET
def client_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = Paginator(chosen_clients(request.user, choice).only("pk"), PAGE).get_page(request.GET.get("page"))
    shown = with_details(page)
    kinds = own_relations(request.user, [client.pk for client in shown])
    _log(request, shown, kinds, surface=Surface.LIST, groups=["client"])
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "table": clients_table(
            shown, user=request.user, kinds=kinds, sort=choice.sort, address=f"?{_query(request, 'page', 'sort')}"
        ),
        "query": _query(request, "page"),
        "files": _query(request, "page"),
        "total": ngettext("%(count)s client", "%(count)s clients", count) % {"count": number_format(count)},
    }
    return render(request, "clients/client_list.html", context)


def _disclosed(request: PersonRequest) -> list[UUID]:
    """Whom the file will hold; exactly these disclosures are logged."""
    _form, choice = _choice(request)
    clients = list(chosen_clients(request.user, choice))
    kinds = own_relations(request.user, [client.pk for client in clients])
    _log(request, clients, kinds, surface=Surface.EXPORT, groups=["client", "contacts"])
    return [client.pk for client in clients]


def _cells(keys: list[UUID], *, actor: User, standing: Standing) -> Iterator[tuple[Cell, ...]]:
    """The lines in pieces; before each the reader's rights are asked anew, and a client no longer theirs ends it."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        reader = still_standing(actor.pk, before=standing)
        found = {one.pk: one for one in with_details(chosen_clients(reader, Choice(whose=ALL)).filter(pk__in=chunk))}
        if len(found) != len(chunk):
            raise RightsEnded
        kinds = own_relations(reader, chunk)
        yield from (file_cells(found[key], user=reader, kinds=kinds.get(key, set())) for key in chunk)


def _streamed(keys: list[UUID], *, actor: User, standing: Standing, language: str) -> Iterator[bytes]:
    """The lines, read in a transaction of their own; when the reader's rights end meanwhile the connection is cut."""
    areas = {membership.area_id for membership in actor.memberships_today()}
    with override(language), acting(user=actor, areas=areas):
        yield from csv_lines(labels=file_labels(), rows=_cells(keys, actor=actor, standing=standing))


@require_GET
@second_factor_required
def clients_csv(request: PersonRequest) -> HttpResponseBase:
    keys = _disclosed(request)
    lines = _streamed(keys, actor=request.user, standing=standing_of(request.user), language=get_language() or "fi")
    return csv_stream(lines, name="clients")


@require_GET
@second_factor_required
def clients_xlsx(request: PersonRequest) -> HttpResponse:
    keys = _disclosed(request)
    rows = tuple(Row(cells=cells) for cells in _cells(keys, actor=request.user, standing=standing_of(request.user)))
    columns = tuple(Column(label=label) for label in file_labels())
    table = Table(caption=_("Clients"), columns=columns, rows=rows)
    about = [(_("Clients in this file"), number_format(len(keys)))]
    return xlsx_download(table, about=about, name="clients")


@require_GET
def client_detail(request: PersonRequest, client_id: UUID, tab: str = OVERVIEW) -> HttpResponse:
    """One tab of the client's page; a tab with nothing for this reader is not there."""
    client = client_for(request.user, client_id=client_id)
    if tab not in tabs_for(request.user, client):
        raise NotFound
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    ground = ground_of(request.user, client, kinds)
    sections = sections_for(request.user, client, tab=tab)
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose="clients:client",
        field_groups=list(dict.fromkeys(("client", *(group for one in sections for group in one.field_groups)))),
        request_id=request.request_id,
        ground=ground,
    )
    context = {
        "client": client,
        "heading": heading_of(client),
        "tabs": tab_links(request.user, client, tab=tab),
        "tab_title": TABS[tab],
        "sections": sections,
        "by_glass": ground == "break_glass",
        "trail": [(_("Clients"), reverse("clients:clients"))],
    }
    return render(request, "clients/client_detail.html", context)
