"""The client's own numbers: the Abilitator's scores and self-ratings, new ones and corrections."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from clients.forms.work_ability import AbilitatorForm, SelfRatingForm
from clients.models import AbilitatorRecord, Client, SelfRating
from clients.selectors import measurements
from clients.services.measurements import (
    change_abilitator,
    change_self_rating,
    record_abilitator,
    record_self_rating,
)
from clients.views.ability_pages import back_to, done, form_response, read_health, saved, trail_of


@require_http_methods(["GET", "POST"])
def abilitator_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "health")
    form = AbilitatorForm(request.POST if request.method == "POST" else None)
    return _answer(
        request,
        client,
        form,
        title=_("Record the Abilitator"),
        keep=lambda values, _version: record_abilitator(actor=request.user, client_id=client.pk, values=values),
        now=None,
    )


@require_http_methods(["GET", "POST"])
def abilitator_edit(request: PersonRequest, client_id: UUID, abilitator_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "health")
    record = measurements.abilitator_for(client, record_id=abilitator_id)
    form = AbilitatorForm(request.POST) if request.method == "POST" else AbilitatorForm(initial=_initial(record))
    return _answer(
        request,
        client,
        form,
        title=_("Correct the Abilitator"),
        keep=lambda values, version: change_abilitator(
            actor=request.user, client_id=client.pk, record_id=record.pk, version=version, values=values
        ),
        now=lambda: measurements.abilitator_for(client, record_id=record.pk).version,
    )


@require_http_methods(["GET", "POST"])
def self_rating_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "health")
    form = SelfRatingForm(request.POST if request.method == "POST" else None)
    return _answer(
        request,
        client,
        form,
        title=_("Record a self-rating"),
        keep=lambda values, _version: record_self_rating(actor=request.user, client_id=client.pk, values=values),
        now=None,
    )


@require_http_methods(["GET", "POST"])
def self_rating_edit(request: PersonRequest, client_id: UUID, rating_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "health")
    rating = measurements.self_rating_for(client, rating_id=rating_id)
    form = SelfRatingForm(request.POST) if request.method == "POST" else SelfRatingForm(initial=_initial(rating))
    return _answer(
        request,
        client,
        form,
        title=_("Correct the self-rating"),
        keep=lambda values, version: change_self_rating(
            actor=request.user, client_id=client.pk, rating_id=rating.pk, version=version, values=values
        ),
        now=lambda: measurements.self_rating_for(client, rating_id=rating.pk).version,
    )


def _initial(record: AbilitatorRecord | SelfRating) -> dict[str, Any]:
    names = AbilitatorForm.base_fields if isinstance(record, AbilitatorRecord) else SelfRatingForm.base_fields
    return {name: getattr(record, name) for name in names}


def _answer(
    request: PersonRequest,
    client: Client,
    form: forms.Form,
    *,
    title: str,
    keep: Callable[[dict[str, Any], int], object],
    now: Callable[[], int] | None,
) -> HttpResponse:
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version") or 0
        status = saved(form, lambda: keep(values, version), fresh=lambda: {"version": now()} if now else {})
        if status == 200:
            done(request, _("The numbers are recorded."))
            return back_to(client, "measurements")
    return form_response(
        request, status=status, title=title, trail=trail_of(client), form=form, submit_label=_("Record")
    )
