"""Handing a case over within the area: the list and its files, an offer, its answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.services.reading import log_read, log_reads
from accounts.stepup import second_factor_required
from clients.enums.handovers import DeclineReason, HandoverState
from clients.forms.cases import VersionForm
from clients.forms.handovers import HandoversFilter, OfferForm, ReasonForm
from clients.models import CaseHandover, Client
from clients.policies import can_answer_handover, can_manage_relations
from clients.selectors import handovers as seen
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.services.handovers import accept_handover, decline_handover, offer_handover, withdraw_handover
from clients.views.cases import client_trail, log_client
from config.kernel.errors import NotAllowed, Refusal

TAB = "people"
GROUPS = ["client", "handover", "relations", "tasks", "appointments", "service_referral", "plan"]
OFFERED_GROUND = "handover"


def log_offers(request: PersonRequest, clients: list[Client], groups: list[str], surface: Surface) -> None:
    """The log says that the person read these groups of these clients; an offer is the ground where nothing else is."""
    keys = [one.pk for one in clients]
    kinds = own_relations(request.user, keys) if keys else {}
    known = set(Client.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    disclosed: dict[tuple[int, str], list[UUID]] = {}
    for one in clients:
        ground = ground_of(request.user, one, kinds.get(one.pk, set())) if one.pk in known else OFFERED_GROUND
        disclosed.setdefault((one.area_id, ground), []).append(one.pk)
    log_disclosed(request, disclosed, groups, surface)


def log_disclosed(
    request: PersonRequest, disclosed: dict[tuple[int, str], list[UUID]], groups: list[str], surface: Surface
) -> None:
    """The log has the clients that were shown, by area and ground; the page of one counts as opening it."""
    told: dict[str, Any] = {
        "actor": request.user,
        "surface": surface,
        "purpose": request.resolver_match.view_name if request.resolver_match else "",
        "field_groups": groups,
        "request_id": request.request_id,
    }
    if surface != Surface.PAGE:
        log_reads(disclosed=disclosed, **told)
        return
    for (area_id, ground), found in disclosed.items():
        log_read(area_id=area_id, clients=found, ground=ground, **told)


@require_GET
def handover_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_handovers(request.user, choice))
    log_offers(request, [one.client for one in page], ["client", "handover"], Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Hand-overs"),
        lede=_("Cases offered to a colleague or a unit of the area."),
        form=form,
        reset_url=reverse("clients:handovers"),
        page=page,
        table=seen.handovers_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s hand-over", "%(count)s hand-overs", count) % {"count": number_format(count)},
        csv_url=reverse("clients:handovers_csv"),
        xlsx_url=reverse("clients:handovers_xlsx"),
        other_url=reverse("clients:transfers"),
        other_label=_("Transfers between areas"),
    )
    return render(request, "clients/handover_list.html", context)


def _choice(request: PersonRequest) -> tuple[HandoversFilter, seen.HandoverChoice]:
    form = HandoversFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.HandoverChoice(
        whose=wanted.get("whose") or seen.ALL,
        state=wanted.get("state") or HandoverState.OFFERED,
        sort=wanted.get("sort") or "-offered",
    )


@require_GET
@second_factor_required
def handovers_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def handovers_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(seen.chosen_handovers(request.user, choice))
    log_offers(request, [one.client for one in found], ["client", "handover"], Surface.EXPORT)
    return file_of(seen.handovers_table(found), name="hand-overs", kind=kind)


@require_http_methods(["GET", "POST"])
def handover_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """What moves along stands above the form."""
    client = client_for(request.user, client_id=client_id)
    if not can_manage_relations(request.user, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))
    log_client(request, client, GROUPS)
    posted = request.method == "POST"
    form = OfferForm(
        request.POST if posted else None,
        people=seen.people_to_offer(client, by=request.user),
        units=seen.units_to_offer(client),
    )
    if posted and form.is_valid():
        try:
            made = offer_handover(actor=request.user, client_id=client.pk, offer=form.offer())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The client has been offered. You are told of the answer."))
            return redirect("clients:handover", made.pk)
    context = {
        "client": client,
        "lede": heading_of(client),
        "form": form,
        "moving": seen.under_way_table(client, seen.under_way(client)),
        "back": tab_address(client.pk, TAB),
        "trail": _trail(client, known=True),
    }
    return render(request, "clients/handover_new.html", context, status=422 if posted else 200)


@require_GET
def handover_detail(request: PersonRequest, handover_id: UUID) -> HttpResponse:
    return _page(request, _found(request, handover_id))


@require_POST
def handover_accept(request: PersonRequest, handover_id: UUID) -> HttpResponse:
    handover = _found(request, handover_id)
    accept_handover(actor=request.user, handover_id=handover.pk, version=_version(request))
    messages.success(request, _("The client is yours now, with what was under way."))
    return redirect("clients:client", handover.client_id)


@require_POST
def handover_decline(request: PersonRequest, handover_id: UUID) -> HttpResponse:
    handover = _found(request, handover_id)
    form = ReasonForm(request.POST, reasons=DeclineReason)
    if not form.is_valid():
        return _page(request, handover, decline=form, status=422)
    try:
        decline_handover(
            actor=request.user,
            handover_id=handover.pk,
            version=form.cleaned_data["version"],
            reason=DeclineReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, handover, decline=form, status=422)
    messages.success(request, _("The offer is declined. Whoever made it is told."))
    return redirect("clients:handovers")


@require_POST
def handover_withdraw(request: PersonRequest, handover_id: UUID) -> HttpResponse:
    handover = _found(request, handover_id)
    withdraw_handover(actor=request.user, handover_id=handover.pk, version=_version(request))
    messages.success(request, _("The offer is withdrawn."))
    return redirect("clients:handover", handover.pk)


def _version(request: PersonRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


def _found(request: PersonRequest, handover_id: UUID) -> CaseHandover:
    handover = seen.handover_for(request.user, handover_id=handover_id)
    log_offers(request, [handover.client], GROUPS, Surface.PAGE)
    return handover


def _trail(client: Client, *, known: bool) -> list[tuple[str, str]]:
    if not known:
        return [(_("Hand-overs"), reverse("clients:handovers"))]
    return [*client_trail(client), (_("People"), tab_address(client.pk, TAB))]


def _page(
    request: PersonRequest, handover: CaseHandover, *, decline: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    client = handover.client
    known = Client.objects.visible_to(request.user).filter(pk=client.pk).exists()
    waits = handover.state == HandoverState.OFFERED
    answers = waits and can_answer_handover(request.user, handover)
    if answers and decline is None:
        decline = ReasonForm(reasons=DeclineReason, initial={"version": handover.version})
    context: dict[str, Any] = {
        "handover": handover,
        "lede": heading_of(client),
        "state": seen.state_cell(handover),
        "facts": seen.handover_facts(handover),
        "moving": seen.under_way_table(client, seen.under_way(client)) if waits else None,
        "answers": answers,
        "decline": decline if answers else None,
        "may_withdraw": waits and can_manage_relations(request.user, client),
        "trail": _trail(client, known=known),
    }
    return render(request, "clients/handover_detail.html", context, status=status)
