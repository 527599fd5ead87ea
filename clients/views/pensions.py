"""The clarification of a pension and the question of the right benefit."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from clients.enums.pensions import PensionGrant, PensionInsurer, PensionStage, RightBenefit
from clients.enums.work_ability import Occasion
from clients.forms.pensions import BenefitCheckForm, PensionNewForm, PensionStepForm
from clients.models import Client, PensionClarification
from clients.policies import can_work_on
from clients.selectors import pensions
from clients.services.pensions import Decision, check_benefit, move_clarification, start_clarification
from clients.views.ability_pages import done, form_response, saved
from clients.views.plan_pages import back_to, read_health, to_work_on, trail_of


@require_http_methods(["GET", "POST"])
def pension_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read_health(request, client_id)
    form = PensionNewForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    made: list[PensionClarification] = []
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: made.append(
                start_clarification(
                    actor=request.user,
                    client_id=client.pk,
                    on=data["on"],
                    insurer=PensionInsurer(data["insurer"]) if data["insurer"] else None,
                    insurer_name=data["insurer_name"],
                )
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The clarification is begun."))
            return redirect("clients:pension", client.pk, made[0].pk)
    return form_response(
        request,
        status=status,
        title=_("Begin to clarify a pension"),
        lede=_("Whether a pension is the right path. Seen only by those with the right to health details."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_GET
def pension(request: PersonRequest, client_id: UUID, clarification_id: UUID) -> HttpResponse:
    client = read_health(request, client_id)
    one = pensions.clarification_for(client, clarification_id=clarification_id)
    form = PensionStepForm(initial={"version": one.version}, stages=tuple(pensions.next_stages(one)))
    return _page(request, client, one, form, status=200)


def _page(
    request: PersonRequest, client: Client, one: PensionClarification, form: PensionStepForm, *, status: int
) -> HttpResponse:
    works = can_work_on(request.user, client)
    context: dict[str, Any] = {
        "client": client,
        "clarification": one,
        "facts": pensions.clarification_facts(one),
        "steps": pensions.next_stages(one) if works else [],
        "form": form,
        "path": pensions.steps_table(one),
        "trail": trail_of(client),
    }
    return render(request, "clients/pension_detail.html", context, status=status)


@require_POST
def pension_step(request: PersonRequest, client_id: UUID, clarification_id: UUID) -> HttpResponse:
    client = read_health(request, client_id)
    one = pensions.clarification_for(client, clarification_id=clarification_id)
    form = PensionStepForm(request.POST, stages=tuple(pensions.next_stages(one)))
    status = _moved(request, client, one, form) if form.is_valid() else 422
    if status != 200:
        one.refresh_from_db()
        return _page(request, client, one, form, status=status)
    done(request, _("The step is recorded."))
    return redirect("clients:pension", client.pk, one.pk)


def _moved(request: PersonRequest, client: Client, one: PensionClarification, form: PensionStepForm) -> int:
    data = form.cleaned_data
    if data["to"] not in PensionStage.values:
        form.add_error(None, _("Choose the step by its button."))
        return 422
    return saved(
        form,
        lambda: move_clarification(
            actor=request.user,
            client_id=client.pk,
            clarification_id=one.pk,
            version=data["version"],
            to=PensionStage(data["to"]),
            on=data["on"],
            decision=Decision(
                granted=PensionGrant(data["granted"]) if data.get("granted") else None,
                granted_until=data.get("granted_until"),
                informed_on=data.get("informed_on"),
            ),
            note=data["note"],
        ),
        at="on",
        fresh=lambda: {"version": pensions.clarification_for(client, clarification_id=one.pk).version},
    )


@require_http_methods(["GET", "POST"])
def benefit_check_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    form = BenefitCheckForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: check_benefit(
                actor=request.user,
                client_id=client.pk,
                occasion=Occasion(data["occasion"]),
                checked_on=data["checked_on"],
                answer=RightBenefit(data["answer"]),
                note=data["note"],
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The answer is recorded."))
            return back_to(client, "benefit")
    return form_response(
        request,
        status=status,
        title=_("Does the client get the right benefit?"),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )
