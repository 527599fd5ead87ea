"""Clients: the list and its files, and one client."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
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
from accounts.selectors.layout import query_of
from accounts.services.reading import log_read, log_reads
from accounts.services.standing import RightsEnded, Standing, standing_of, still_standing
from accounts.stepup import second_factor_required
from clients.forms.lists import ClientsForm, TimelineForm, more_filters
from clients.models import Client
from clients.selectors.client_columns import clients_table, known_columns
from clients.selectors.client_facets import ALL, MINE
from clients.selectors.client_header import header_groups, header_of, opened_client, own_kinds_of
from clients.selectors.client_list import (
    Choice,
    Listed,
    by_ground,
    chosen_clients,
    file_cells,
    file_labels,
    ground_of,
    listed,
    own_relations,
    with_details,
)
from clients.selectors.client_page import heading_of
from clients.selectors.client_sections import OVERVIEW, TABS, ClientSection, sections_for, tab_links, tabs_for
from clients.selectors.list_frame import frame_of
from clients.selectors.saved_filters import saved_links
from clients.selectors.timeline import Wanted
from clients.selectors.timeline_section import timeline_section
from config.kernel.errors import NotFound
from config.kernel.exporting import csv_lines
from config.kernel.tables import Cell, Column, Row, Table

PAGE = 50
MOST_PAGES = 1_000_000
CHUNK = 500


def asked_for(request: PersonRequest) -> tuple[ClientsForm, Choice]:
    """What is asked for; whose clients are shown when nothing is said depends on the reader's having a caseload."""
    frame = frame_of(request.user)
    given = request.GET.copy()
    if not given.get("whose"):
        given["whose"] = MINE if frame.has_caseload else ALL
    form = ClientsForm(given, keys=frame.choices)
    form.is_valid()
    values = form.values
    return form, Choice(
        whose=values.pop("whose", ALL),
        reference=form.cleaned_data.get("reference") or "",
        sort=form.cleaned_data.get("sort") or "name",
        facets=values,
        columns=known_columns(form.cleaned_data.get("columns") or ()),
    )


def _log(request: PersonRequest, clients: list[Client], kinds: Any, *, surface: Surface, groups: list[str]) -> None:
    log_reads(
        actor=request.user,
        disclosed=by_ground(request.user, clients, kinds),
        surface=surface,
        purpose="clients:clients",
        field_groups=groups,
        request_id=request.request_id,
    )


@require_GET
def client_list(request: PersonRequest) -> HttpResponse:
    form, choice = asked_for(request)
    found, page = page_of_clients(request.user, choice, asked=request.GET.get("page", ""))
    _log(request, found.clients, found.kinds, surface=Surface.LIST, groups=["client"])
    context = {
        "form": form,
        "more": more_filters(form),
        "page": page,
        "table": clients_table(
            found.clients,
            user=request.user,
            kinds=found.kinds,
            sort=choice.sort,
            address=f"?{query_of(request, 'page', 'sort')}",
            columns=choice.columns,
        ),
        "query": query_of(request, "page"),
        "files": query_of(request, "page"),
        "saved": saved_links(request.user, open_now=request.GET),
        "total": ngettext("%(count)s client", "%(count)s clients", found.total) % {"count": number_format(found.total)},
    }
    return render(request, "clients/client_list.html", context)


def page_of_clients(user: User, choice: Choice, *, asked: str) -> tuple[Listed, Page]:
    """The page asked for, or the last one when there are not so many."""
    number = int(asked) if asked.isdecimal() and 0 < int(asked) < MOST_PAGES else 1
    found = listed(user, choice, number=number, size=PAGE)
    page = Paginator(range(found.total), PAGE).get_page(number)
    if found.total and not found.clients:
        found = listed(user, choice, number=page.number, size=PAGE)
    return found, page


def _disclosed(request: PersonRequest) -> list[UUID]:
    """Whom the file will hold; exactly these disclosures are logged."""
    _form, choice = asked_for(request)
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
    client = opened_client(request.user, client_id=client_id)
    if tab not in tabs_for(request.user, client):
        raise NotFound
    ground = ground_of(request.user, client, own_kinds_of(client))
    sections = sections_for(request.user, client, tab=tab)
    if tab == OVERVIEW:
        sections.append(_timeline(request, client))
    groups = [*header_groups(request.user, client), *(group for one in sections for group in one.field_groups)]
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose="clients:client",
        field_groups=list(dict.fromkeys(groups)),
        request_id=request.request_id,
        ground=ground,
    )
    context = {
        "client": client,
        "heading": heading_of(client),
        "header": header_of(request.user, client),
        "tabs": tab_links(request.user, client, tab=tab),
        "tab_title": TABS[tab],
        "sections": sections,
        "by_glass": ground == "break_glass",
        "trail": [(_("Clients"), reverse("clients:clients"))],
    }
    return render(request, "clients/client_detail.html", context)


def _timeline(request: PersonRequest, client: Client) -> ClientSection:
    form = TimelineForm(request.GET)
    form.is_valid()
    page = request.GET.get("page", "")
    wanted = Wanted(
        kind=form.cleaned_data.get("kind") or "",
        since=form.cleaned_data.get("since"),
        until=form.cleaned_data.get("until"),
        page=int(page) if page.isdecimal() and 0 < int(page) < MOST_PAGES else 1,
    )
    query = query_of(request, "page")
    return timeline_section(request.user, client, wanted=wanted, form=form, query=query)
