"""Incoming referrals: the queue and its files, a new one, and one with the decision on it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.downloads import csv_download, xlsx_download
from accounts.enums import ROLES_WITH_CLIENTS, Surface
from accounts.policies import areas_with_role
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.layout import page_of, query_of
from accounts.services.reading import log_read, log_use
from accounts.stepup import second_factor_required
from clients.enums.cases import REFERRAL_STEPS, ReferralDecision, ReferralKind
from clients.forms.referrals import DecisionForm, ReferralForm, ReferralsFilter
from clients.models import Client, IncomingReferral
from clients.policies import works_in
from clients.selectors.cases import differences_table, may_take_in
from clients.selectors.client_list import by_ground, own_relations
from clients.selectors.client_page import client_for
from clients.selectors.duplicates import Candidate
from clients.selectors.history import history_of
from clients.selectors.referrals import (
    Queue,
    candidates_for,
    checklist,
    chosen_referrals,
    receiving_units,
    referral_facts,
    referral_for,
    referrals_table,
)
from clients.services.referring import decide_referral, receive_referral
from clients.views.cases import groups_of, log_client, with_version
from config.kernel.errors import Conflict, NotFound, Refusal
from config.kernel.tables import Table


def log_referrals(request: PersonRequest, shown: Iterable[IncomingReferral], *, surface: Surface, purpose: str) -> None:
    """Reading a referral is reading the client it leads to; of people without a record the log has how many."""
    by_area: dict[int, list[IncomingReferral]] = defaultdict(list)
    for one in shown:
        by_area[one.area_id].append(one)
    for area_id, found in by_area.items():
        said: dict[str, Any] = {
            "actor": request.user,
            "area_id": area_id,
            "surface": surface,
            "purpose": purpose,
            "request_id": request.request_id,
        }
        known = [one.client_id for one in found if one.client_id is not None]
        log_read(**said, clients=known, field_groups=["referral"], ground="unit")
        if unknown := len(found) - len(known):
            log_use(**said, found=unknown)


def log_candidates(request: PersonRequest, candidates: Iterable[Candidate], *, purpose: str) -> None:
    """Who may be the same person has been shown by name, so it has been read."""
    clients = [one.client for one in candidates]
    kinds = own_relations(request.user, [client.pk for client in clients]) if clients else {}
    for (area_id, ground), keys in by_ground(request.user, clients, kinds).items():
        log_read(
            actor=request.user,
            area_id=area_id,
            clients=keys,
            surface=Surface.SEARCH,
            purpose=purpose,
            field_groups=["client"],
            request_id=request.request_id,
            ground=ground,
        )


def _trail() -> list[tuple[str, str]]:
    return [(_("Incoming referrals"), reverse("clients:incoming_referrals"))]


def _readers(request: PersonRequest) -> None:
    """The queue is for those who work with clients."""
    if not areas_with_role(request.user, ROLES_WITH_CLIENTS):
        raise NotFound


def _chosen(request: PersonRequest) -> tuple[ReferralsFilter, Any, str]:
    units = [(str(unit.pk), unit.name) for unit in receiving_units(request.user)]
    form = ReferralsFilter(request.GET, units=units)
    form.is_valid()
    wanted = form.cleaned_data
    queue = Queue(
        state=wanted.get("state") or "",
        kind=wanted.get("kind") or "",
        unit=UUID(wanted["unit"]) if wanted.get("unit") else None,
        sort=wanted.get("sort") or "received",
    )
    return form, chosen_referrals(request.user, queue), queue.sort


@require_GET
def referral_list(request: PersonRequest) -> HttpResponse:
    _readers(request)
    form, found, sort = _chosen(request)
    page = page_of(request, found)
    count = page.paginator.count
    log_referrals(request, page, surface=Surface.LIST, purpose="clients:incoming_referrals")
    context = {
        "form": form,
        "page": page,
        "table": referrals_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s referral", "%(count)s referrals", count) % {"count": number_format(count)},
        "takes_in": may_take_in(request.user),
    }
    return render(request, "clients/referral_list.html", context)


def _file(request: PersonRequest) -> Table:
    _readers(request)
    _form, found, _sort = _chosen(request)
    shown = list(found)
    log_referrals(request, shown, surface=Surface.EXPORT, purpose="clients:incoming_referrals")
    return referrals_table(shown)


@require_GET
@second_factor_required
def referrals_csv(request: PersonRequest) -> HttpResponse:
    return csv_download(_file(request), name="incoming-referrals")


@require_GET
@second_factor_required
def referrals_xlsx(request: PersonRequest) -> HttpResponse:
    table = _file(request)
    about = [(_("Shows"), table.caption), (_("Rows"), number_format(len(table.rows)))]
    return xlsx_download(table, about=about, name="incoming-referrals")


@require_http_methods(["GET", "POST"])
def referral_new(request: PersonRequest) -> HttpResponse:
    """A colleague's referral, of a client in sight when the address names one; from outside by those of the unit."""
    _readers(request)
    client = _client(request)
    posted = request.method == "POST"
    form = ReferralForm(
        request.POST if posted else None,
        initial=_of_client(client) if client else {},
        units=[(str(unit.pk), unit.name) for unit in receiving_units(request.user)],
        outside=may_take_in(request.user),
    )
    if posted and form.is_valid():
        try:
            made = receive_referral(
                actor=request.user,
                unit_id=UUID(form.cleaned_data["unit"]),
                kind=ReferralKind(form.cleaned_data["kind"]),
                values=form.values(),
                client_id=form.cleaned_data["client"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The referral is in the unit's queue."))
            return redirect("clients:incoming_referral", made.pk)
    context = {
        "title": _("New referral"),
        "lede": _("Only what the unit needs to decide. Leave diagnoses out."),
        "form": form,
        "groups": groups_of(form),
        "differences": None,
        "back": reverse("clients:incoming_referrals"),
        "submit_label": _("Send to the queue"),
        "trail": _trail(),
    }
    return render(request, "clients/grouped_form.html", context, status=422 if posted else 200)


def _client(request: PersonRequest) -> Client | None:
    try:
        key = UUID(request.GET.get("client", ""))
    except ValueError:
        return None
    client = client_for(request.user, client_id=key)
    log_client(request, client, ["client"])
    return client


def _of_client(client: Client) -> dict[str, Any]:
    names = ("last_name", "first_names", "birth_date")
    return {"client": client.pk, **{name: getattr(client, name) for name in names}}


@require_http_methods(["GET", "POST"])
def referral_detail(request: PersonRequest, incoming_referral_id: UUID) -> HttpResponse:
    referral = referral_for(request.user, referral_id=incoming_referral_id)
    log_referrals(request, [referral], surface=Surface.PAGE, purpose="clients:incoming_referral")
    decides = works_in(request.user, area_id=referral.area_id, unit_id=referral.unit_id)
    steps = REFERRAL_STEPS[ReferralDecision(referral.decision)] if decides else frozenset()
    candidates = candidates_for(request.user, referral) if steps and referral.client_id is None else []
    log_candidates(request, candidates, purpose="clients:incoming_referral")
    form = None
    if steps or request.method == "POST":
        choices = [(str(one.client.pk), f"{one.client.name} ({one.strength.label})") for one in candidates]
        data = request.POST if request.method == "POST" else None
        form = DecisionForm(data, referral=referral, clients=choices)
    if request.method == "POST" and form is not None:
        return _decided(request, referral, form, candidates)
    return _detail_page(request, referral, form, candidates)


def _decided(request: PersonRequest, referral: IncomingReferral, form: DecisionForm, found: list[Any]) -> HttpResponse:
    if not form.is_valid():
        return _detail_page(request, referral, form, found, status=422)
    data = form.cleaned_data
    accepted = data["decision"] == ReferralDecision.ACCEPTED
    chosen = UUID(data["client"]) if accepted and data.get("client") else None
    try:
        decided = decide_referral(
            actor=request.user,
            referral_id=referral.pk,
            version=data["version"],
            decision=ReferralDecision(data["decision"]),
            reason=data["decision_reason"],
            client_id=chosen,
        )
    except Conflict as conflict:
        referral = referral_for(request.user, referral_id=referral.pk)
        again = with_version(form, referral.version)
        return _detail_page(request, referral, again, found, status=409, differences=conflict.differences)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _detail_page(request, referral, form, found, status=422)
    messages.success(request, _("The decision is recorded."))
    if not accepted:
        return redirect("clients:incoming_referral", referral.pk)
    if decided.client_id is None:
        return redirect(f"{reverse('clients:intake')}?{urlencode({'referral': referral.pk})}")
    return redirect("clients:case", decided.client_id)


def _detail_page(
    request: PersonRequest,
    referral: IncomingReferral,
    form: DecisionForm | None,
    candidates: list[Any],
    *,
    status: int = 200,
    differences: Any = (),
) -> HttpResponse:
    decides = works_in(request.user, area_id=referral.area_id, unit_id=referral.unit_id)
    seen = referral.client_id and Client.objects.visible_to(request.user).filter(pk=referral.client_id).exists()
    context = {
        "referral": referral,
        "state": referral.get_decision_display(),
        "facts": referral_facts(request.user, referral),
        "checklist": checklist(referral),
        "candidates": candidates,
        "form": form,
        "takes_in": decides and referral.client_id is None and referral.decision == ReferralDecision.ACCEPTED,
        "client_url": reverse("clients:client", args=[referral.client_id]) if seen else "",
        "differences": differences_table(differences) if differences else None,
        "history": history_of(referral, client=referral.client, user=request.user) if referral.client else None,
        "trail": _trail(),
    }
    return render(request, "clients/referral_detail.html", context, status=status)
