"""Transfers between areas: the list and its files, a draft with what would leave, sending, the other area's answer."""

from datetime import date
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
from accounts.enums import Right, Surface
from accounts.policies import has_right
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.stepup import second_factor_required
from clients.enums import HEALTH_ITEMS, DataItem
from clients.enums.handovers import TransferReason, TransferState
from clients.forms.handovers import (
    AcceptTransferForm,
    ReasonForm,
    SendTransferForm,
    TransferForm,
    TransfersFilter,
    transfer_reasons,
)
from clients.models import CaseTransfer, Client
from clients.policies import can_answer_transfer, can_manage_relations, may_see_health
from clients.selectors import transfers as seen
from clients.selectors.cases import intake_units
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.selectors.duplicates import Candidate, possible_duplicates
from clients.selectors.transferred import digest_of, passed_facts, what_leaves
from clients.services.disclosing import NotDisclosed
from clients.services.transfers import (
    TransferText,
    accept_transfer,
    decline_transfer,
    draft_transfer,
    send_transfer,
    withdraw_transfer,
)
from clients.views.cases import client_trail, log_client
from clients.views.handovers import OFFERED_GROUND, TAB, log_disclosed
from clients.views.referrals import log_candidates
from config.kernel.errors import Conflict, NotAllowed, Refusal

GROUPS = ["client", "handover"]


def log_transfers(request: PersonRequest, transfers: list[CaseTransfer], groups: list[str], surface: Surface) -> None:
    """The log says of whom the person read; in the receiving area by what was sent there, in its own log."""
    keys = [one.client_id for one in transfers]
    known = {one.pk: one for one in Client.objects.visible_to(request.user).filter(pk__in=keys)}
    kinds = own_relations(request.user, list(known)) if known else {}
    disclosed: dict[tuple[int, str], list[UUID]] = {}
    for one in transfers:
        client = known.get(one.client_id)
        ground = ground_of(request.user, client, kinds.get(client.pk, set())) if client else OFFERED_GROUND
        area_id = one.area_id if client else one.to_area_id
        disclosed.setdefault((area_id, ground), []).append(one.client_id)
    log_disclosed(request, disclosed, groups, surface)


@require_GET
def transfer_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_transfers(request.user, choice))
    log_transfers(request, list(page), GROUPS, Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Transfers between areas"),
        lede=_("Cases sent to another area, and those that another area asks this one to take over."),
        form=form,
        reset_url=reverse("clients:transfers"),
        page=page,
        table=seen.transfers_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s transfer", "%(count)s transfers", count) % {"count": number_format(count)},
        csv_url=reverse("clients:transfers_csv"),
        xlsx_url=reverse("clients:transfers_xlsx"),
        other_url=reverse("clients:handovers"),
        other_label=_("Hand-overs"),
    )
    return render(request, "clients/handover_list.html", context)


def _choice(request: PersonRequest) -> tuple[TransfersFilter, seen.TransferChoice]:
    form = TransfersFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.TransferChoice(
        way=wanted.get("way") or "", state=wanted.get("state") or "", sort=wanted.get("sort") or "-sent"
    )


@require_GET
@second_factor_required
def transfers_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def transfers_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(seen.chosen_transfers(request.user, choice))
    log_transfers(request, found, GROUPS, Surface.EXPORT)
    return file_of(seen.transfers_table(found), name="transfers", kind=kind)


@require_http_methods(["GET", "POST"])
def transfer_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """A draft; exactly what would leave is shown before anything is sent."""
    client = client_for(request.user, client_id=client_id)
    if not can_manage_relations(request.user, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))
    log_client(request, client, GROUPS)
    posted = request.method == "POST"
    form = TransferForm(request.POST if posted else None, client=client, areas=seen.areas_to_choose(client))
    if posted and form.is_valid():
        text = TransferText(
            to_area_id=int(form.cleaned_data["to_area"]), items=form.chosen(), note=form.cleaned_data["note"]
        )
        try:
            made = draft_transfer(actor=request.user, client_id=client.pk, text=text)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("clients:transfer", made.pk)
    context = {
        "title": _("Transfer to another area"),
        "lede": heading_of(client),
        "form": form,
        "groups": [("", list(form.visible_fields()))],
        "differences": None,
        "back": tab_address(client.pk, TAB),
        "submit_label": _("Look at what is passed on"),
        "trail": _trail(client),
    }
    return render(request, "clients/grouped_form.html", context, status=422 if posted else 200)


@require_GET
def transfer_detail(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    return _page(request, _found(request, transfer_id))


@require_POST
def transfer_send(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    transfer = _found(request, transfer_id)
    form = SendTransferForm(request.POST)
    if not form.is_valid():
        return _page(request, transfer, send=form, status=422)
    try:
        send_transfer(
            actor=request.user,
            transfer_id=transfer.pk,
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["seen"],
            request_id=request.request_id,
        )
    except NotDisclosed as refusal:
        form.add_error(None, str(refusal.sentence))
        return _page(request, transfer, send=form, status=403)
    except Conflict:
        messages.warning(request, _("The client's record has changed. Look at what is passed on once more."))
        return _page(request, transfer, status=409)
    messages.success(request, _("The transfer is sent. You are told of the answer."))
    return redirect("clients:transfer", transfer.pk)


@require_POST
def transfer_withdraw(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    return _ended(request, transfer_id, TransferState.WITHDRAWN)


@require_POST
def transfer_decline(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    return _ended(request, transfer_id, TransferState.DECLINED)


def _ended(request: PersonRequest, transfer_id: UUID, to: TransferState) -> HttpResponse:
    transfer = _found(request, transfer_id)
    form = ReasonForm(request.POST, reasons=transfer_reasons(to))
    if not form.is_valid():
        return _page(request, transfer, end=form, status=422)
    step = withdraw_transfer if to == TransferState.WITHDRAWN else decline_transfer
    data = form.cleaned_data
    try:
        step(
            actor=request.user,
            transfer_id=transfer.pk,
            version=data["version"],
            reason=TransferReason(data["reason"]),
            text=data["text"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, transfer, end=form, status=422)
    messages.success(request, _("The transfer is closed, and what was passed on is gone."))
    return redirect("clients:transfer", transfer.pk)


@require_http_methods(["GET", "POST"])
def transfer_accept(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    """As whom the client is taken: whoever may be the same person is shown first."""
    transfer = _found(request, transfer_id)
    if not can_answer_transfer(request.user, transfer) or transfer.state != TransferState.SENT:
        raise NotAllowed(_("Only the receiving area answers a transfer."))
    units = [one for one in intake_units(request.user) if one.area_id == transfer.to_area_id]
    candidates = _candidates(request, transfer)
    posted = request.method == "POST"
    form = AcceptTransferForm(
        request.POST if posted else None,
        units=[(str(one.pk), one.name) for one in units],
        known=[(str(one.client.pk), _candidate_text(one)) for one in candidates],
        initial={"version": transfer.version},
    )
    if posted and form.is_valid():
        try:
            client = accept_transfer(
                actor=request.user,
                transfer_id=transfer.pk,
                version=form.cleaned_data["version"],
                unit_id=UUID(form.cleaned_data["unit"]),
                client_id=form.known_client(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The client is taken over. The other area's case is closed."))
            return redirect("clients:client", client.pk)
    context = {
        "title": _("Take the client over"),
        "lede": seen.client_text(transfer),
        "form": form,
        "groups": [("", list(form.visible_fields()))],
        "differences": None,
        "back": reverse("clients:transfer", args=[transfer.pk]),
        "submit_label": _("Take the client over"),
        "trail": [
            (_("Transfers between areas"), reverse("clients:transfers")),
            (seen.client_text(transfer), reverse("clients:transfer", args=[transfer.pk])),
        ],
    }
    return render(request, "clients/grouped_form.html", context, status=422 if posted else 200)


def _candidates(request: PersonRequest, transfer: CaseTransfer) -> list[Candidate]:
    person: dict[str, Any] = transfer.what_is_passed().get("person", {})
    born = person.get("birth_date")
    found = possible_duplicates(
        request.user,
        area_id=transfer.to_area_id,
        last_name=person.get("last_name", ""),
        first_names=person.get("first_names", ""),
        birth_date=date.fromisoformat(born) if born else None,
        phone=person.get("phone", ""),
    )
    log_candidates(request, found, purpose="clients:transfer_accept")
    return found


def _candidate_text(one: Candidate) -> str:
    return _("In the register already: %(name)s (%(why)s)") % {
        "name": heading_of(one.client),
        "why": ", ".join(one.reasons),
    }


def _found(request: PersonRequest, transfer_id: UUID) -> CaseTransfer:
    transfer = seen.transfer_for(request.user, transfer_id=transfer_id)
    health = bool(set(transfer.items) & HEALTH_ITEMS) and _sees_health(request, transfer)
    groups = [*GROUPS, *(["contacts"] if "contact" in transfer.items else []), *(["health"] if health else [])]
    log_transfers(request, [transfer], groups, Surface.PAGE)
    return transfer


def _sender_client(request: PersonRequest, transfer: CaseTransfer) -> Client | None:
    """The client when the reader knows them in the sending area; nobody of the receiving area does."""
    found = Client.objects.visible_to(request.user).select_related("unit", "area")
    return found.filter(pk=transfer.client_id).first()


def _sees_health(request: PersonRequest, transfer: CaseTransfer) -> bool:
    client = _sender_client(request, transfer)
    if client is not None:
        return may_see_health(request.user, client)
    return has_right(request.user, area_id=transfer.to_area_id, right=Right.HEALTH)


def _page(
    request: PersonRequest,
    transfer: CaseTransfer,
    *,
    send: SendTransferForm | None = None,
    end: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    client = _sender_client(request, transfer)
    manages = client is not None and can_manage_relations(request.user, client)
    state = TransferState(transfer.state)
    is_draft = state == TransferState.DRAFT
    what = transfer.what_is_passed()
    if is_draft and client is not None:
        items = tuple(DataItem(item) for item in transfer.items)
        what = what_leaves(client, items, note=what.get("note", ""))
    answers = state == TransferState.SENT and client is None and can_answer_transfer(request.user, transfer)
    withdraws = manages and state in {TransferState.DRAFT, TransferState.SENT}
    if end is None and (answers or withdraws):
        to = TransferState.DECLINED if answers else TransferState.WITHDRAWN
        end = ReasonForm(reasons=transfer_reasons(to), initial={"version": transfer.version})
    context = {
        "transfer": transfer,
        "title": _("Transfer to %(area)s") % {"area": transfer.to_area.name},
        "lede": heading_of(client) if client is not None else seen.client_text(transfer),
        "state": seen.state_cell(transfer),
        "facts": seen.transfer_facts(transfer),
        "passed": passed_facts(what, sees_health=_sees_health(request, transfer)),
        "sends": manages and is_draft,
        "send": send,
        "seen": digest_of(what) if is_draft else "",
        "answers": answers,
        "withdraws": withdraws,
        "end": end if answers or withdraws else None,
        "made_url": _made_url(request, transfer),
        "trail": _trail(client)
        if client is not None
        else [(_("Transfers between areas"), reverse("clients:transfers"))],
    }
    return render(request, "clients/transfer_detail.html", context, status=status)


def _made_url(request: PersonRequest, transfer: CaseTransfer) -> str:
    """The client of the receiving area, for those who know that client."""
    if transfer.made_client_id is None:
        return ""
    found = Client.objects.visible_to(request.user).filter(pk=transfer.made_client_id)
    return reverse("clients:client", args=[transfer.made_client_id]) if found.exists() else ""


def _trail(client: Client) -> list[tuple[str, str]]:
    return [*client_trail(client), (_("People"), tab_address(client.pk, TAB))]
