"""Possible duplicates: the list and its files, one pair beside each other, merging, parting, and undoing a merge."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import PAGE, query_of
from accounts.stepup import second_factor_required
from clients.enums.merging import PairState
from clients.forms.merging import DuplicatesFilter, MergeForm, PartForm, UndoForm
from clients.models import Client, ClientMerge, DuplicateCandidate
from clients.policies import can_manage_relations
from clients.selectors import duplicate_list as pairs
from clients.selectors.client_page import heading_of
from clients.selectors.merging import differences
from clients.services.merging import merge_clients, part_pair, stands_in_the_way, undo_merge
from clients.views.agenda_reading import log_clients
from config.kernel.errors import Refusal

GROUPS = ["contacts"]
OTHER = "second"


def _trail() -> list[tuple[str, str]]:
    return [(_("Possible duplicates"), reverse("clients:duplicates"))]


@require_GET
def duplicate_list(request: PersonRequest) -> HttpResponse:
    form, found, sort = _chosen(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    _log(request, page.object_list, Surface.LIST)
    count = page.paginator.count
    address = f"?{query_of(request, 'page', 'sort')}"
    context = {
        "form": form,
        "page": page,
        "table": pairs.pairs_table(request.user, page, sort=sort, address=address),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s pair", "%(count)s pairs", count) % {"count": number_format(count)},
    }
    return render(request, "clients/duplicate_list.html", context)


def _chosen(request: PersonRequest) -> tuple[DuplicatesFilter, QuerySet[DuplicateCandidate], str]:
    form = DuplicatesFilter({**request.GET.dict(), "state": request.GET.get("state") or PairState.OPEN})
    form.is_valid()
    wanted = form.cleaned_data
    sort = wanted.get("sort") or "-sure"
    found = pairs.chosen_pairs(
        request.user, state=wanted.get("state", ""), strength=wanted.get("strength", ""), sort=sort
    )
    return form, found, sort


def _log(request: PersonRequest, shown: Any, surface: Surface) -> None:
    log_clients(request, [client for pair in shown for client in (pair.first, pair.second)], [], surface)


@require_GET
@second_factor_required
def duplicates_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def duplicates_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, found, _sort = _chosen(request)
    shown = list(found)
    _log(request, shown, Surface.EXPORT)
    return file_of(pairs.pairs_table(request.user, shown, is_file=True), name="duplicates", kind=kind)


@require_GET
def duplicate_detail(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    pair, kept, absorbed = _pair(request, pair_id)
    return _page(request, pair, kept, absorbed)


def _pair(request: PersonRequest, pair_id: UUID) -> tuple[DuplicateCandidate, Client, Client]:
    """The pair, the record to keep (the older unless the address says the other) and the one to be merged into it."""
    pair = pairs.pair_for(request.user, pair_id=pair_id)
    kept, absorbed = sorted((pair.first, pair.second), key=lambda one: (one.created_at, one.pk))
    if request.GET.get("keep") == OTHER:
        kept, absorbed = absorbed, kept
    log_clients(request, [kept, absorbed], GROUPS, Surface.PAGE)
    return pair, kept, absorbed


def _form(request: PersonRequest, kept: Client, absorbed: Client, data: Any = None) -> MergeForm:
    names = (pairs.responsible_of(kept), pairs.responsible_of(absorbed))
    return MergeForm(
        data,
        differences=differences(request.user, kept, absorbed),
        responsible=names if all(names) and names[0] != names[1] else None,
        initial={"kept_version": kept.version, "absorbed_version": absorbed.version},
    )


def _page(
    request: PersonRequest, pair: DuplicateCandidate, kept: Client, absorbed: Client, form: MergeForm | None = None
) -> HttpResponse:
    may_merge = can_manage_relations(request.user, kept) and can_manage_relations(request.user, absorbed)
    is_open = pair.state == PairState.OPEN
    swapped = request.GET.get("keep") == OTHER
    context = {
        "pair": pair,
        "sides": [
            (_("This record is kept"), kept, heading_of(kept), pairs.record_facts(kept)),
            (_("This record is merged into it"), absorbed, heading_of(absorbed), pairs.record_facts(absorbed)),
        ],
        "reasons": pairs.told_reasons(request.user, pair),
        "strength": pairs.strength_cell(request.user, pair),
        "form": form or _form(request, kept, absorbed),
        "part_form": PartForm(initial={"version": pair.version}),
        "in_the_way": stands_in_the_way(kept, absorbed) if may_merge and is_open else [],
        "may_merge": may_merge and is_open,
        "keep": OTHER if swapped else "",
        "other_way": request.path if swapped else f"{request.path}?keep={OTHER}",
        "trail": _trail(),
    }
    return render(request, "clients/duplicate_detail.html", context, status=422 if form and form.is_bound else 200)


@require_POST
@second_factor_required
def duplicate_merge(request: PersonRequest, pair_id: UUID) -> HttpResponseBase:
    pair, kept, absorbed = _pair(request, pair_id)
    form = _form(request, kept, absorbed, request.POST)
    if form.is_valid():
        try:
            merge = merge_clients(
                actor=request.user,
                kept_id=kept.pk,
                absorbed_id=absorbed.pk,
                versions=form.versions,
                choices=form.choices,
            )
        except Refusal as refusal:
            if refusal.status != HTTPStatus.UNPROCESSABLE_ENTITY:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        else:
            messages.success(request, _("The two records are one now. It can be undone."))
            return redirect("clients:merge", merge.pk)
    return _page(request, pair, kept, absorbed, form)


@require_POST
def duplicate_part(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    form = PartForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    part_pair(actor=request.user, pair_id=pair_id, version=version)
    messages.success(request, _("They will not be proposed as the same person again."))
    return redirect("clients:duplicates")


@require_GET
def merge_detail(request: PersonRequest, merge_id: UUID) -> HttpResponse:
    return _merge_page(request, _merge(request, merge_id), status=200)


def _merge(request: PersonRequest, merge_id: UUID) -> ClientMerge:
    merge = pairs.merge_for(request.user, merge_id=merge_id)
    log_clients(request, [merge.kept], [], Surface.PAGE)
    return merge


def _merge_page(request: PersonRequest, merge: ClientMerge, *, status: int, refused: str = "") -> HttpResponse:
    context = {
        "merge": merge,
        "heading": heading_of(merge.kept),
        "facts": pairs.merge_facts(merge),
        "may_undo": merge.undone_at is None and can_manage_relations(request.user, merge.kept),
        "form": UndoForm(initial={"version": merge.version}),
        "refused": refused,
        "trail": _trail(),
    }
    return render(request, "clients/merge_detail.html", context, status=status)


@require_POST
@second_factor_required
def merge_undo(request: PersonRequest, merge_id: UUID) -> HttpResponseBase:
    merge = _merge(request, merge_id)
    form = UndoForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        undo_merge(actor=request.user, merge_id=merge.pk, version=version)
    except Refusal as refusal:
        if refusal.status != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        return _merge_page(request, merge, status=422, refused=str(refusal.sentence))
    messages.success(request, _("The two records are as they were before the merge."))
    return redirect("clients:merge", merge.pk)
