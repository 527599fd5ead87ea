"""Saved filters of the list of clients: kept from what the list shows, changed, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PersonRequest
from clients.forms.lists import ClientsForm, SavedFilterForm
from clients.policies import can_keep_filter
from clients.selectors.client_columns import COLUMNS
from clients.selectors.facets import facets
from clients.selectors.list_frame import frame_of
from clients.selectors.saved_filters import filter_for, list_address, scope_words, sharing_scopes
from clients.services.saved_filters import FilterText, change_filter, remove_filter, save_filter
from config.kernel.errors import NotFound, Refusal

OWN, AREA, UNIT = "own", "area", "unit"


@require_http_methods(["GET", "POST"])
def saved_filter_new(request: PersonRequest) -> HttpResponse:
    asked = ClientsForm(request.GET, keys=frame_of(request.user).choices)
    asked.is_valid()
    scopes = sharing_scopes(request.user)
    form = SavedFilterForm(request.POST or None, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        kind, _at, rest = form.cleaned_data["scope"].partition(":")
        area, _at, unit = rest.partition(":")
        try:
            save_filter(
                actor=request.user,
                area_id=int(area),
                is_own=kind == OWN,
                unit_id=UUID(unit) if unit else None,
                text=_text(form, values=asked.values, columns=asked.cleaned_data["columns"], sort=_sort(asked)),
            )
        except Refusal as refusal:
            return _page(request, form, asked, refusal=refusal)
        messages.success(request, _("The filter is kept."))
        return redirect(f"{reverse('clients:clients')}?{request.GET.urlencode()}")
    return _page(request, form, asked)


@require_http_methods(["GET", "POST"])
def saved_filter(request: PersonRequest, filter_id: UUID) -> HttpResponse:
    """Name, place and tile of a filter; what it asks is changed by saving the list anew."""
    found = filter_for(request.user, filter_id=filter_id)
    if not can_keep_filter(request.user, found):
        raise NotFound
    values = {"name": found.name, "as_tile": found.as_tile, "position": found.position, "version": found.version}
    form = SavedFilterForm(request.POST or None, initial=values, scopes=[("kept", scope_words(found))])
    if request.method == "POST" and form.is_valid():
        text = _text(form, values=found.facets, columns=found.columns, sort=found.sort)
        try:
            change_filter(actor=request.user, filter_id=filter_id, version=form.cleaned_data["version"] or 0, text=text)
        except Refusal as refusal:
            return _page(request, form, None, kept=found, refusal=refusal)
        messages.success(request, _("The filter is kept."))
        return redirect("clients:clients")
    return _page(request, form, None, kept=found)


@require_POST
def saved_filter_remove(request: PersonRequest, filter_id: UUID) -> HttpResponse:
    given = request.POST.get("version", "")
    remove_filter(actor=request.user, filter_id=filter_id, version=int(given) if given.isdecimal() else 0)
    messages.success(request, _("The filter is removed."))
    return redirect("clients:clients")


def _sort(form: ClientsForm) -> str:
    return str(form.cleaned_data.get("sort") or "")


def _text(form: SavedFilterForm, *, values: Any, columns: Any, sort: str) -> FilterText:
    data = form.cleaned_data
    return FilterText(
        name=data["name"],
        facets=values,
        columns=columns,
        sort=sort,
        as_tile=data["as_tile"],
        position=data["position"],
    )


def _page(
    request: HttpRequest,
    form: SavedFilterForm,
    asked: ClientsForm | None,
    *,
    kept: Any = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    if refusal is not None:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    values = dict(kept.facets) if kept else asked.values if asked else {}
    words = [(str(one.label), _shown(asked, one, values[one.code])) for one in facets().values() if one.code in values]
    columns = kept.columns if kept else asked.cleaned_data["columns"] if asked else []
    context = {
        "form": form,
        "words": words,
        "columns": ", ".join(str(COLUMNS[code].label) for code in columns if code in COLUMNS),
        "kept": kept,
        "list_url": list_address(facets=values, columns=columns, sort=kept.sort) if kept else _back(request.GET),
        "trail": [(_("Clients"), reverse("clients:clients"))],
    }
    return render(request, "clients/saved_filter.html", context, status=422 if form.errors else 200)


def _back(given: QueryDict) -> str:
    return f"{reverse('clients:clients')}?{given.urlencode()}"


def _shown(asked: ClientsForm | None, one: Any, value: str) -> str:
    """The chosen value in words; a key that is no longer offered is left as a dash."""
    choices = asked.fields[one.code].choices if asked else one.choices  # type: ignore[attr-defined]
    return next((str(label) for code, label in choices if str(code) == value), "–")
