"""Search from every page: suggestions while typing, and the page of results. What is searched for is in no address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_reads
from clients.models import Client
from clients.selectors.client_list import by_ground
from clients.selectors.search import LONGEST, MOST, relations_read, search_clients

SUGGESTED = 8
FEWEST_LETTERS = 2


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One client as it is suggested: no contacts, and nothing of health."""

    key: UUID
    url: str
    name: str
    facts: str
    non_disclosure: bool


@require_POST
def search_suggestions(request: PersonRequest) -> HttpResponse:
    said = _said(request)
    hits = _hits(request, said, most=SUGGESTED) if len(said) >= FEWEST_LETTERS else []
    return render(request, "desk/_suggestions.html", {"hits": hits, "count": _count(hits) if said else ""})


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: PersonRequest) -> HttpResponse:
    said = _said(request) if request.method == "POST" else ""
    hits = _hits(request, said, most=MOST) if said else []
    if len(hits) == 1:
        return redirect(hits[0].url)
    context = {"said": said, "asked": request.method == "POST", "hits": hits, "count": _count(hits), "longest": LONGEST}
    return render(request, "desk/search.html", context)


def _said(request: PersonRequest) -> str:
    return request.POST.get("said", "").replace("\0", "").strip()[:LONGEST]


def _hits(request: PersonRequest, said: str, *, most: int) -> list[Hit]:
    """The clients to show, each in the read log before it is."""
    found = search_clients(request.user, said, most=most)
    log_reads(
        actor=request.user,
        disclosed=by_ground(request.user, found, relations_read(found)),
        surface=Surface.SEARCH,
        purpose="desk:search",
        field_groups=["client", "reference"],
        request_id=request.request_id,
    )
    return [_hit(client) for client in found]


def _hit(client: Client) -> Hit:
    reference: Any = getattr(client, "reference", "")
    facts = (
        date_format(client.birth_date, "SHORT_DATE_FORMAT") if client.birth_date else "",
        client.unit.name if client.unit else "",
        reference or "",
    )
    return Hit(
        key=client.pk,
        url=reverse("clients:client", args=[client.pk]),
        name=client.name or _("No name"),
        facts=" · ".join(fact for fact in facts if fact),
        non_disclosure=client.non_disclosure,
    )


def _count(hits: list[Hit]) -> str:
    if not hits:
        return _("Nobody found")
    return ngettext("%(count)s client found", "%(count)s clients found", len(hits)) % {"count": len(hits)}
