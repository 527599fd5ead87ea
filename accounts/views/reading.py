"""The data-protection officer's pages: the reading log, one entry, the same as a file. All of it is logged itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.downloads import csv_download
from accounts.enums import Surface
from accounts.forms.reading import LogForm
from accounts.models import ReadLog
from accounts.requests import PersonRequest
from accounts.selectors import reading
from accounts.selectors.layout import query_of
from accounts.services.reading import log_read, log_use
from accounts.stepup import second_factor_required

PAGE = 50
MOST_SHOWN = 500


def review_tabs(current: str) -> list[tuple[Any, str, bool]]:
    """The officer's two lists."""
    tabs = ((_("Reading log"), "accounts:logs"), (_("Anomalies"), "accounts:anomalies"))
    return [(label, reverse(name), name == current) for label, name in tabs]


def _asked(request: PersonRequest, form: LogForm) -> reading.Asked:
    data = form.cleaned_data
    return reading.Asked(
        since=data["since"],
        until=data["until"],
        person=data["person"].pk if data["person"] else None,
        event=data["event"],
        surface=data["surface"],
        client=data["client"],
        oldest_first=data["sort"] == "at",
    )


def _note(request: PersonRequest, asked: reading.Asked | None, *, surface: Surface, found: int) -> None:
    """Looking at the log is logged; a search for one client is a read of whose data was read."""
    areas = reading.review_areas(request.user)
    about: dict[str, Any] = {
        "actor": request.user,
        "area_id": min(areas),
        "surface": surface,
        "purpose": "accounts:logs",
        "request_id": request.request_id,
    }
    if asked and asked.client:
        log_read(**about, clients=[asked.client], field_groups=["log"])
    else:
        log_use(**about, found=found)


@require_GET
def log_list(request: PersonRequest) -> HttpResponse:
    people = reading.people_of(reading.review_areas(request.user))
    form = LogForm(request.GET, people=people)
    asked, found, older = None, [], ""
    if form.is_valid():
        asked = _asked(request, form)
        found = reading.entries(asked, past=reading.Place.read(request.GET.get("past", "")), most=PAGE + 1)
        found, older = found[:PAGE], _place_after(found)
    _note(request, asked, surface=Surface.LIST, found=len(found))
    sort = form.data.get("sort") or "-at"
    context = {
        "form": form,
        "table": reading.log_table(found, sort=sort, address=f"?{query_of(request, 'past', 'sort')}"),
        "tabs": review_tabs("accounts:logs"),
        "query": query_of(request, "past"),
        "older": older,
        "is_first": not request.GET.get("past"),
    }
    return render(request, "accounts/log_list.html", context, status=200 if form.is_valid() else 422)


def _place_after(found: list[ReadLog]) -> str:
    """Where the next page begins, or nothing when this is the last."""
    return str(reading.Place(found[PAGE - 1].at, found[PAGE - 1].pk)) if len(found) > PAGE else ""


@require_GET
@second_factor_required
def log_csv(request: PersonRequest) -> HttpResponse:
    form = LogForm(request.GET, people=reading.people_of(reading.review_areas(request.user)))
    if not form.is_valid():
        return render(request, "errors/refusal.html", {"sentence": "", "status": 422}, status=422)
    asked = _asked(request, form)
    found = reading.all_entries(asked)
    _note(request, asked, surface=Surface.EXPORT, found=len(found))
    return csv_download(reading.log_table(found, sort="", address="", linked=False), name="reading-log")


@require_GET
def log_entry(request: PersonRequest, entry_id: int) -> HttpResponse:
    reading.review_areas(request.user)
    entry = reading.entry_for(entry_id)
    shown = entry.clients[:MOST_SHOWN]
    log_read(
        actor=request.user,
        area_id=entry.area_id,
        clients=shown,
        surface=Surface.LIST,
        purpose="accounts:log_entry",
        field_groups=["log"],
        request_id=request.request_id,
    )
    context = {
        "facts": reading.entry_facts(entry),
        "clients": shown,
        "is_cut": len(shown) < len(entry.clients),
        "trail": [(_("Reading log"), reverse("accounts:logs"))],
    }
    return render(request, "accounts/log_entry.html", context)
