"""Taking a client in, with likely duplicates shown while typing; and editing the client's record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Surface
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from clients.forms.intake import DuplicatesForm, EditClientForm, IntakeForm, from_referral
from clients.models import Client, IncomingReferral
from clients.policies import can_work_on, may_see_contacts
from clients.selectors.cases import (
    differences_table,
    intake_units,
    may_take_in,
    municipalities_to_choose,
    people_to_choose,
)
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.duplicates import Candidate, hidden_identity_match, possible_duplicates
from clients.selectors.referrals import referral_for
from clients.services.editing import edit_client
from clients.services.intake import take_in
from clients.views.cases import client_trail, groups_of, log_client, with_version
from clients.views.referrals import log_candidates, log_referrals
from config.kernel.errors import Conflict, NotAllowed, Refusal


def _units(request: PersonRequest) -> list[Any]:
    if not may_take_in(request.user):
        raise NotAllowed(_("You may take clients into the units in which you work with clients."))
    return intake_units(request.user)


def _form(request: PersonRequest, units: list[Any], **given: Any) -> IntakeForm:
    return IntakeForm(
        units=[(str(unit.pk), unit.name) for unit in units],
        people=people_to_choose(units),
        municipalities=municipalities_to_choose(),
        **given,
    )


@require_http_methods(["GET", "POST"])
def intake(request: PersonRequest) -> HttpResponse:
    """Person and case on one page. With likely duplicates the page comes back once, to be confirmed."""
    units = _units(request)
    if request.method == "GET":
        referral = _referral(request)
        initial = from_referral(referral) if referral else {}
        return _page(request, _form(request, units, initial=initial))
    form = _form(request, units, data=request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    found, hidden = _suspects(request, form.cleaned_data, units)
    if (found or hidden) and not form.cleaned_data["confirmed"]:
        return _page(request, form, status=422, candidates=found, hidden=hidden, asks=True)
    try:
        client = take_in(
            actor=request.user,
            person=form.person(),
            opening=form.opening(),
            place=form.place(),
            referral_id=form.cleaned_data["referral"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, form, status=422, candidates=found, hidden=hidden, asks=bool(found))
    messages.success(request, _("The client has been taken in."))
    return redirect("clients:client", client.pk)


def _referral(request: PersonRequest) -> IncomingReferral | None:
    key = request.GET.get("referral")
    if not key:
        return None
    try:
        found = referral_for(request.user, referral_id=UUID(key))
    except ValueError:
        return None
    log_referrals(request, [found], surface=Surface.PAGE, purpose="clients:intake")
    return found


def _area(typed: dict[str, Any], units: list[Any]) -> int:
    """The area of the unit that was chosen, else of the first that can be."""
    chosen = str(typed.get("unit") or "")
    return next((unit.area_id for unit in units if str(unit.pk) == chosen), units[0].area_id)


def _suspects(request: PersonRequest, typed: dict[str, Any], units: list[Any]) -> tuple[list[Candidate], bool]:
    """Likely duplicates in sight, and whether one with the identity code is out of sight."""
    if not units:
        return [], False
    area_id = _area(typed, units)
    names = ("last_name", "first_names", "identity_code", "phone")
    asked: dict[str, Any] = {name: typed.get(name) or "" for name in names}
    found = possible_duplicates(request.user, area_id=area_id, birth_date=typed.get("birth_date"), **asked)
    log_candidates(request, found, purpose="clients:intake")
    code = asked["identity_code"]
    return found, bool(code) and hidden_identity_match(request.user, area_id=area_id, identity_code=code)


def _page(request: PersonRequest, form: IntakeForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "groups": groups_of(form),
        "trail": [(_("Clients"), reverse("clients:clients"))],
        "candidates": [],
        "hidden": False,
        "asks": False,
        **more,
    }
    return render(request, "clients/intake.html", context, status=status)


@require_POST
def intake_duplicates(request: PersonRequest) -> HttpResponse:
    """The panel beside the form, of what has been typed so far."""
    units = _units(request)
    form = DuplicatesForm(request.POST)
    typed = form.typed()
    found, hidden = _suspects(request, {**typed, "unit": form.cleaned_data.get("unit")}, units)
    return render(request, "clients/_duplicates.html", {"candidates": found, "hidden": hidden})


@require_http_methods(["GET", "POST"])
def client_edit(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    contacts = may_see_contacts(request.user, client)
    log_client(request, client, ["client", "contacts"] if contacts else ["client"])
    posted = request.method == "POST"
    form = EditClientForm(
        request.POST if posted else None, client=client, contacts=contacts, municipalities=municipalities_to_choose()
    )
    if not posted or not form.is_valid():
        return _edit_page(request, client, form, status=422 if posted else 200)
    try:
        edit_client(actor=request.user, client_id=client.pk, version=form.cleaned_data["version"], values=form.values())
    except Conflict as conflict:
        client.refresh_from_db(fields=["version"])
        return _edit_page(request, client, with_version(form, client.version), status=409, conflict=conflict)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _edit_page(request, client, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("clients:client", client.pk)


def _edit_page(
    request: PersonRequest, client: Client, form: Any, *, status: int = 200, conflict: Conflict | None = None
) -> HttpResponse:
    context = {
        "title": _("Edit the client"),
        "lede": heading_of(client),
        "form": form,
        "groups": groups_of(form),
        "differences": differences_table(conflict.differences) if conflict else None,
        "back": reverse("clients:client", args=[client.pk]),
        "submit_label": _("Save"),
        "trail": client_trail(client),
    }
    return render(request, "clients/grouped_form.html", context, status=status)
