"""Services without a referral of ours, and counterparts at partners: forms that lead back to the client's services."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from clients.forms.cases import VersionForm
from clients.forms.service_referrals import CounterpartForm, PeriodForm
from clients.models import Client, ServicePeriod
from clients.policies import can_work_on
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.selectors.services_section import counterpart_for, period_for
from clients.services.service_periods import (
    CounterpartText,
    PeriodText,
    change_period,
    end_counterpart,
    name_counterpart,
    record_period,
)
from clients.views.cases import log_client
from clients.views.service_referrals import GROUPS, TAB, trail_of
from config.kernel.errors import NotAllowed, Refusal
from network.enums import ServiceCode
from network.selectors.partners import partners_of_area


def _worked_on(request: PersonRequest, client: Client) -> Client:
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    log_client(request, client, ["client", *GROUPS])
    return client


def _form_page(request: PersonRequest, client: Client, form: Any, title: str, *, status: int) -> HttpResponse:
    context = {
        "title": title,
        "lede": heading_of(client),
        "form": form,
        "groups": [("", list(form.visible_fields()))],
        "differences": None,
        "back": tab_address(client.pk, TAB),
        "submit_label": _("Save"),
        "trail": trail_of(client),
    }
    return render(request, "clients/grouped_form.html", context, status=status)


def _done(request: PersonRequest, client: Client) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(tab_address(client.pk, TAB))


@require_http_methods(["GET", "POST"])
def period_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = _worked_on(request, client_for(request.user, client_id=client_id))
    return _period(request, client, None)


@require_http_methods(["GET", "POST"])
def period_edit(request: PersonRequest, service_period_id: UUID) -> HttpResponse:
    period = period_for(request.user, period_id=service_period_id)
    return _period(request, _worked_on(request, period.client), period)


def _period(request: PersonRequest, client: Client, period: ServicePeriod | None) -> HttpResponse:
    posted = request.method == "POST"
    form = PeriodForm(request.POST if posted else None, initial=_initial(period))
    if posted and form.is_valid():
        text = _text(form.cleaned_data)
        try:
            if period is None:
                record_period(actor=request.user, client_id=client.pk, text=text)
            else:
                version = form.cleaned_data["version"] or 0
                change_period(actor=request.user, period_id=period.pk, version=version, text=text)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, client)
    title = _("Service without a referral")
    return _form_page(request, client, form, title, status=422 if posted else 200)


def _initial(period: ServicePeriod | None) -> dict[str, Any]:
    if period is None:
        return {}
    outcome = {True: "1", False: "0", None: ""}[period.is_completed]
    names = ("service_code", "organiser", "started_on", "ended_on", "note", "version")
    return {"outcome": outcome, **{name: getattr(period, name) for name in names}}


def _text(data: dict[str, Any]) -> PeriodText:
    return PeriodText(
        service_code=ServiceCode(data["service_code"]),
        organiser=data["organiser"],
        started_on=data["started_on"],
        ended_on=data["ended_on"],
        is_completed={"1": True, "0": False}.get(data["outcome"]),
        note=data["note"],
    )


@require_http_methods(["GET", "POST"])
def counterpart_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = _worked_on(request, client_for(request.user, client_id=client_id))
    posted = request.method == "POST"
    partners = partners_of_area(client.area_id, day=timezone.localdate())
    form = CounterpartForm(request.POST if posted else None, partners=[(str(one.pk), one.name) for one in partners])
    if posted and form.is_valid():
        data = dict(form.cleaned_data)
        organisation = UUID(data.pop("organisation"))
        try:
            name_counterpart(
                actor=request.user,
                client_id=client.pk,
                text=CounterpartText(organisation_id=organisation, **data),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, client)
    return _form_page(request, client, form, _("Counterpart at a partner"), status=422 if posted else 200)


@require_POST
def counterpart_end(request: PersonRequest, counterpart_id: UUID) -> HttpResponse:
    counterpart = counterpart_for(request.user, counterpart_id=counterpart_id)
    client = _worked_on(request, counterpart.client)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    end_counterpart(actor=request.user, counterpart_id=counterpart.pk, version=version)
    return _done(request, client)
