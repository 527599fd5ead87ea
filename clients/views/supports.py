"""Applications for support because of a client, and their decisions."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import record_page
from clients.enums.employment import Decision
from clients.forms.employment import DecisionForm, SupportForm, WithdrawForm
from clients.models import Client, SupportApplication
from clients.selectors.cells import day_text
from clients.selectors.employment import application_for, support_facts
from clients.selectors.history import history_of
from clients.services.supports import decide_application, record_application, withdraw_application
from clients.views.ability_pages import done, form_response, saved
from clients.views.employment_pages import back_to, read, trail_of
from config.kernel.errors import OutOfOrder

GROUP = "employment"


@require_http_methods(["GET", "POST"])
def support_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    held = {str(one.pk): one for one in client.employment_spells.standing()}
    chosen = held.get(request.GET.get("employment", ""))
    initial = {}
    if chosen is not None:
        initial = {"employment": str(chosen.pk), "employer_name": chosen.employer_name}
        initial |= {"business_id": chosen.business_id, "ground": chosen.subsidy_ground}
    form = SupportForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        employments=[(key, f"{one.employer_name}, {day_text(one.begun_on)}") for key, one in held.items()],
    )
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        employment = data.pop("employment")
        made: list[SupportApplication] = []
        status = saved(
            form,
            lambda: made.append(
                record_application(
                    actor=request.user,
                    client_id=client.pk,
                    values=data,
                    employment_id=UUID(employment) if employment else None,
                )
            ),
            fresh=dict,
        )
        if made:
            done(request, _("The application is recorded."))
            return redirect("clients:support", client.pk, made[0].pk)
    return form_response(
        request,
        status=status,
        title=_("Record an application"),
        lede=_("An employer's application for support because of the client. It is decided in the national system."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_http_methods(["GET", "POST"])
def support_detail(request: PersonRequest, client_id: UUID, application_id: UUID) -> HttpResponse:
    """One application with its history, and the decision as long as there is none."""
    client = read(request, client_id, GROUP)
    one = application_for(client, application_id=application_id)
    waiting = one.decision == Decision.WAITING and one.withdrawn_at is None
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        initial={"version": one.version},
        application=one,
    )
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = _decided(request, client, one, form)
        if status == HttpResponse.status_code:
            done(request, _("The decision is recorded."))
            return redirect("clients:support", client.pk, one.pk)
    withdraw = reverse("clients:support_withdraw", args=[client.pk, one.pk])
    context = record_page(
        title=str(one.get_kind_display()),
        trail=trail_of(client),
        facts=support_facts(one),
        form=form if waiting else None,
        form_title=_("Decision"),
        submit_label=_("Record the decision"),
        history=history_of(one, client=client, user=request.user),
        steps=[] if one.withdrawn_at else [Step(label=_("Withdraw as recorded in error"), url=withdraw)],
    )
    return render(request, "administration/record_page.html", context, status=status)


def _decided(request: PersonRequest, client: Client, one: SupportApplication, form: DecisionForm) -> int:
    data = dict(form.cleaned_data)
    version = data.pop("version")
    return saved(
        form,
        lambda: decide_application(
            actor=request.user, client_id=client.pk, application_id=one.pk, version=version, values=data
        ),
        fresh=lambda: {"version": application_for(client, application_id=one.pk).version},
    )


@require_http_methods(["GET", "POST"])
def support_withdraw(request: PersonRequest, client_id: UUID, application_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    one = application_for(client, application_id=application_id)
    if one.withdrawn_at is not None:
        raise OutOfOrder(_("It has been withdrawn as recorded in error."))
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": one.version})
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: withdraw_application(
                actor=request.user, client_id=client.pk, application_id=one.pk, **form.cleaned_data
            ),
            fresh=lambda: {"version": application_for(client, application_id=one.pk).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("It is withdrawn as recorded in error."))
            return back_to(client, "supports")
    return form_response(
        request,
        status=status,
        title=_("Withdraw as recorded in error"),
        lede=str(one.get_kind_display()),
        trail=trail_of(client),
        form=form,
        submit_label=_("Withdraw"),
        tone="danger",
    )
