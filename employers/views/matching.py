"""Matching: jobs for a client, clients for a vacancy, what became of a match, wishes, how it works, its precision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.cases import municipalities_to_choose
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.views.agenda_reading import log_clients
from config.kernel.errors import NotAllowed, NotFound
from employers.enums.jobs import VacancyState
from employers.forms.matching import DecisionForm, SearchForm, WishForm, wish_initial
from employers.models import MatchSearch, Vacancy
from employers.selectors import match_pages as seen
from employers.selectors.match_words import explained, reason_words
from employers.selectors.matching import current_wish, judged_by, person_of
from employers.selectors.precision import precision_of
from employers.selectors.vacancies import regions_to_choose, vacancy_for
from employers.selectors.weights import weights_in_words
from employers.services.matching import decide_match, find_candidates, find_jobs, show_more
from employers.services.wishes import record_wish
from employers.views.job_pages import form_page, saved, tried
from employers.views.vacancies import knows_clients
from employers.views.vacancies import trail_of as vacancy_trail

GROUPS = ["work_ability", "job_wishes", "matches"]


def client_trail(client: Client) -> list[tuple[str, str]]:
    """The way to the client's employment."""
    return [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, "employment"))]


def _works_with_clients(request: PersonRequest) -> None:
    if not knows_clients(request):
        raise NotAllowed(_("Only those who work with clients may do this."))


@require_http_methods(["GET", "POST"])
def client_jobs(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """A search is made by POST; the page shows the person's newest one."""
    client = client_for(request.user, client_id=client_id)
    works = can_work_on(request.user, client)
    posted = request.method == "POST"
    form, status = SearchForm(request.POST if posted else None, regions=regions_to_choose()), 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form, lambda: find_jobs(actor=request.user, client_id=client.pk, wanted=form.wanted())
        )
        if made is not None:
            return redirect("employers:client_jobs", client.pk)
    search = seen.latest_search(request.user, client=client)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    wish = current_wish(client)
    context = {
        "title": _("Jobs for the client"),
        "lede": heading_of(client),
        "client": client,
        "trail": client_trail(client),
        "may_search": works,
        "wish": seen.wish_facts(wish),
        "wish_url": reverse("employers:job_wish", args=[client.pk]) if works else "",
        "more_url": reverse("employers:client_jobs_more", args=[client.pk]),
        "submit_label": _("Find jobs"),
        "has_profile": bool(person_of(request.user, client).abilities),
        **_found(request, search, form)[0],
    }
    return render(request, "employers/match_search.html", context, status=status)


@require_POST
def client_jobs_more(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    return _more(request, seen.latest_search(request.user, client=client), "employers:client_jobs", client_id)


@require_http_methods(["GET", "POST"])
def vacancy_candidates(request: PersonRequest, vacancy_id: UUID) -> HttpResponse:
    """Clients whom the person needs to know; the page shows the newest search, made by POST."""
    _works_with_clients(request)
    vacancy = vacancy_for(request.user, vacancy_id=vacancy_id)
    posted = request.method == "POST"
    form = SearchForm(request.POST if posted else None, regions=regions_to_choose(), with_hours=False)
    status = 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form, lambda: find_candidates(actor=request.user, vacancy_id=vacancy.pk, wanted=form.wanted())
        )
        if made is not None:
            return redirect("employers:vacancy_candidates", vacancy.pk)
    found, clients = _found(request, seen.latest_search(request.user, vacancy=vacancy), form)
    log_clients(request, clients, GROUPS, Surface.LIST)
    context = {
        "title": _("Clients for the vacancy"),
        "lede": f"{vacancy.title}, {vacancy.employer.name}",
        "client": None,
        "trail": vacancy_trail(vacancy),
        "may_search": vacancy.state == VacancyState.OPEN,
        "wish": [],
        "wish_url": "",
        "more_url": reverse("employers:vacancy_candidates_more", args=[vacancy.pk]),
        "submit_label": _("Find clients"),
        "has_profile": True,
        **found,
    }
    return render(request, "employers/match_search.html", context, status=status)


@require_POST
def vacancy_candidates_more(request: PersonRequest, vacancy_id: UUID) -> HttpResponse:
    _works_with_clients(request)
    vacancy: Vacancy = vacancy_for(request.user, vacancy_id=vacancy_id)
    search = seen.latest_search(request.user, vacancy=vacancy)
    return _more(request, search, "employers:vacancy_candidates", vacancy_id)


def _more(request: PersonRequest, search: MatchSearch | None, name: str, key: UUID) -> HttpResponse:
    if search is None:
        raise NotFound
    shown = show_more(actor=request.user, search_id=search.pk)
    return redirect(f"{reverse(name, args=[key])}?page={-(-shown.shown // seen.PAGE)}#found")


def _found(request: PersonRequest, search: MatchSearch | None, form: SearchForm) -> tuple[dict[str, Any], list[Client]]:
    """What the page shows of the search, and the clients whom it shows."""
    if search is None:
        nothing: dict[str, Any] = {"search": None, "rows": [], "stops": [], "page": None, "summary": "", "more": False}
        return {**nothing, "form": form, "total": ""}, []
    if not form.is_bound:
        form.initial = {
            "region": search.region_id,
            "hours_from": search.hours_from,
            "hours_to": search.hours_to,
            "stops_hidden": search.stops_hidden,
        }
    page = seen.shown_page(search, request.GET.get("page"))
    keys = list(page.object_list)
    judged = judged_by(request.user, search, [*keys, *search.stopped])
    rows, clients = seen.rows_of(request.user, search, keys, judged, start=page.start_index() - 1)
    stops, stopped = seen.rows_of(request.user, search, search.stopped, judged, start=None)
    found = {
        "form": form,
        "search": search,
        "rows": rows,
        "stops": stops,
        "page": page,
        "summary": seen.summary_of(search),
        "more": seen.can_show_more(search, page),
        "total": _("%(shown)s of %(found)s shown") % {"shown": search.shown, "found": search.found},
    }
    return found, [*clients, *stopped]


@require_http_methods(["GET", "POST"])
def match_detail(request: PersonRequest, match_id: UUID) -> HttpResponse:
    """A client and a vacancy that were shown together, and what became of it."""
    match = seen.match_for(request.user, match_id=match_id)
    client, vacancy = match.client, match.vacancy
    works = can_work_on(request.user, client)
    posted = request.method == "POST"
    form = DecisionForm(request.POST if posted else None, match=match)
    status = 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form,
            lambda: decide_match(actor=request.user, match_id=match.pk, **form.said()),
            version=lambda: seen.match_for(request.user, match_id=match_id).version,
        )
        if made is not None:
            saved(request)
            return redirect("employers:client_jobs", client.pk)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    search = MatchSearch(client=client, area_id=client.area_id, weights_version=match.weights_version)
    judged = judged_by(request.user, search, [vacancy.pk]).get(vacancy.pk)
    context = {
        "title": vacancy.title,
        "lede": heading_of(client),
        "match": match,
        "why": explained(judged) if judged else None,
        "recorded": [reason_words(key) for key in match.reasons],
        "form": form if works else None,
        "trail": [
            *client_trail(client),
            (_("Jobs for the client"), reverse("employers:client_jobs", args=[client.pk])),
        ],
    }
    return render(request, "employers/match_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def job_wish(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """A new wish starts from the one that holds now."""
    client = client_for(request.user, client_id=client_id)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    log_clients(request, [client], ["job_wishes"], Surface.PAGE)
    posted = request.method == "POST"
    form = WishForm(
        request.POST if posted else None,
        municipalities=municipalities_to_choose(),
        initial=wish_initial(current_wish(client)),
    )
    status = 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form,
            lambda: record_wish(
                actor=request.user, client_id=client.pk, latest_id=form.cleaned_data["latest"], values=form.said()
            ),
        )
        if made is not None:
            saved(request)
            return redirect("employers:client_jobs", client.pk)
        if status == 409:
            latest = current_wish(client)
            typed: Any = form.data  # a copy, made when the conflict was met
            typed["latest"] = str(latest.pk) if latest else ""
    return form_page(
        request,
        form,
        status=status,
        title=_("What work the client looks for"),
        lede=heading_of(client),
        trail=client_trail(client),
        back=reverse("employers:client_jobs", args=[client.pk]),
    )


@require_GET
def match_weights(request: PersonRequest) -> HttpResponse:
    """How matching works, in words, by version."""
    context = {"title": _("How matching works"), "versions": weights_in_words()}
    return render(request, "employers/match_weights.html", context)


@require_GET
def match_precision(request: PersonRequest) -> HttpResponse:
    """How often what was shown was accepted, of what was decided on."""
    _works_with_clients(request)
    context = {
        "title": _("Precision of matching"),
        "tables": precision_of(request.user),
    }
    return render(request, "employers/match_precision.html", context)
