"""Employments: recorded, shown, changed, withdrawn; coaching beside them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import record_page
from clients.forms.employment import CoachingForm, EmploymentForm, WithdrawForm
from clients.models import Client, EmploymentSpell
from clients.selectors import employment as employments
from clients.selectors.client_sections import tab_address
from clients.selectors.history import history_of
from clients.services.employment import (
    change_employment,
    record_coaching,
    record_employment,
    withdraw_coaching,
    withdraw_employment,
)
from clients.views.ability_pages import done, form_response, saved
from clients.views.employment_pages import TAB, back_to, read, trail_of
from config.kernel.errors import OutOfOrder

GROUP = "employment"


@require_http_methods(["GET", "POST"])
def employment_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    form = EmploymentForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: record_employment(actor=request.user, client_id=client.pk, values=form.said()),
            fresh=dict,
        )
        if status == HttpResponse.status_code:
            done(request, _("The employment is recorded. It is followed up at 1, 3, 6 and 12 months."))
            return back_to(client, "employment")
    return _form(request, client, form, title=_("Record an employment"), submit=_("Record"), status=status)


def _form(
    request: PersonRequest, client: Client, form: EmploymentForm, *, title: str, submit: str, status: int
) -> HttpResponse:
    context = {
        "title": title,
        "lede": "",
        "trail": trail_of(client),
        "form": form,
        "groups": form.groups(),
        "differences": None,
        "back": tab_address(client.pk, TAB),
        "submit_label": submit,
    }
    return render(request, "clients/grouped_form.html", context, status=status)


@require_GET
def employment_detail(request: PersonRequest, client_id: UUID, employment_id: UUID) -> HttpResponse:
    """One employment with its follow-ups, coaching, supports and history."""
    client = read(request, client_id, GROUP)
    one = employments.employment_for(client, employment_id=employment_id)
    parts = [("checks", _("Follow-ups"), employments.checks_table(one))]
    if one.is_subsidised:
        parts.append(("coaching", _("Coaching during the subsidy"), employments.coaching_table(one)))
    parts.append(("supports", _("Applications for support"), employments.supports_table(one.supports.all())))
    context = record_page(
        title=one.employer_name,
        lede=str(one.get_job_kind_display()),
        trail=trail_of(client),
        facts=employments.employment_facts(one),
        steps=_steps(one),
        parts=parts,
        history=history_of(one, *one.checks.all(), client=client, user=request.user),
    )
    return render(request, "administration/record_page.html", context)


def _steps(one: EmploymentSpell) -> list[Step]:
    if one.is_withdrawn:
        return []
    at = [one.client_id, one.pk]
    steps = [Step(label=_("End or correct it"), url=reverse("clients:employment_edit", args=at), tone="primary")]
    if one.is_subsidised:
        steps.append(Step(label=_("Record coaching"), url=reverse("clients:coaching_new", args=at)))
    support = f"{reverse('clients:support_new', args=[one.client_id])}?employment={one.pk}"
    steps.append(Step(label=_("Record an application"), url=support))
    steps.append(
        Step(
            label=_("Withdraw as recorded in error"), url=reverse("clients:employment_withdraw", args=at), tone="danger"
        )
    )
    return steps


@require_http_methods(["GET", "POST"])
def employment_edit(request: PersonRequest, client_id: UUID, employment_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    one = _standing(client, employment_id)
    initial = {name: getattr(one, name) for name in EmploymentForm.base_fields}
    form = EmploymentForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: change_employment(
                actor=request.user,
                client_id=client.pk,
                employment_id=one.pk,
                version=form.cleaned_data["version"] or 0,
                values=form.said(),
            ),
            fresh=lambda: {"version": employments.employment_for(client, employment_id=one.pk).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("Saved."))
            return redirect("clients:employment", client.pk, one.pk)
    return _form(request, client, form, title=_("End or correct it"), submit=_("Save"), status=status)


def _standing(client: Client, employment_id: UUID) -> EmploymentSpell:
    one = employments.employment_for(client, employment_id=employment_id)
    if one.is_withdrawn:
        raise OutOfOrder(_("It has been withdrawn as recorded in error."))
    return one


@require_http_methods(["GET", "POST"])
def employment_withdraw(request: PersonRequest, client_id: UUID, employment_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    one = _standing(client, employment_id)
    return _withdraw(
        request,
        client,
        lede=one.employer_name,
        version=one.version,
        step=lambda said: withdraw_employment(actor=request.user, client_id=client.pk, employment_id=one.pk, **said),
        fresh=lambda: employments.employment_for(client, employment_id=one.pk).version,
    )


@require_http_methods(["GET", "POST"])
def coaching_new(request: PersonRequest, client_id: UUID, employment_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    one = _standing(client, employment_id)
    form = CoachingForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: record_coaching(
                actor=request.user, client_id=client.pk, employment_id=one.pk, values=form.cleaned_data
            ),
            fresh=dict,
        )
        if status == HttpResponse.status_code:
            done(request, _("The coaching is recorded."))
            return redirect("clients:employment", client.pk, one.pk)
    return form_response(
        request,
        status=status,
        title=_("Record coaching"),
        lede=_("Job coaching that begins while the subsidy is paid: %(employer)s.") % {"employer": one.employer_name},
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_http_methods(["GET", "POST"])
def coaching_withdraw(request: PersonRequest, client_id: UUID, coaching_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    one = employments.coaching_for(client, coaching_id=coaching_id)
    return _withdraw(
        request,
        client,
        lede=one.provider,
        version=one.version,
        step=lambda said: withdraw_coaching(actor=request.user, client_id=client.pk, coaching_id=one.pk, **said),
        fresh=lambda: employments.coaching_for(client, coaching_id=one.pk).version,
    )


def _withdraw(
    request: PersonRequest, client: Client, *, lede: str, version: int, step: Any, fresh: Any
) -> HttpResponse:
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": version})
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(form, lambda: step(form.cleaned_data), fresh=lambda: {"version": fresh()})
        if status == HttpResponse.status_code:
            done(request, _("It is withdrawn as recorded in error."))
            return back_to(client, "employment")
    return form_response(
        request,
        status=status,
        title=_("Withdraw as recorded in error"),
        lede=lede,
        trail=trail_of(client),
        form=form,
        submit_label=_("Withdraw"),
        tone="danger",
    )
