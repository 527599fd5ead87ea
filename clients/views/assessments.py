"""Assessments ordered for a client: a new order, and its steps."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from clients.enums.work_ability import AssessmentBody, AssessmentModule, AssessmentStatus
from clients.forms.work_ability import AssessmentNewForm, StepForm
from clients.models import AssessmentOrder, Client
from clients.policies import may_see_health
from clients.selectors import assessments
from clients.selectors.history import history_of
from clients.services.assessments import move_assessment, order_assessment
from clients.views.ability_pages import back_to, done, form_response, read, saved, trail_of


@require_http_methods(["GET", "POST"])
def assessment_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    form = AssessmentNewForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: order_assessment(
                actor=request.user,
                client_id=client.pk,
                module=AssessmentModule(data["module"]),
                body=AssessmentBody(data["body"]),
                body_name=data["body_name"],
                ordered_on=data["ordered_on"],
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The assessment is ordered."))
            return back_to(client, "assessments")
    return form_response(
        request,
        status=status,
        title=_("Order an assessment"),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_GET
def assessment_detail(request: PersonRequest, client_id: UUID, order_id: UUID) -> HttpResponse:
    client, order = _found(request, client_id, order_id)
    form = StepForm(initial={"version": order.version}, asks=_asks(request, client, order))
    return _page(request, client, order, form, status=200)


def _found(request: PersonRequest, client_id: UUID, order_id: UUID) -> tuple[Client, AssessmentOrder]:
    client = read(request, client_id, "statements")
    return client, assessments.order_for(client, order_id=order_id)


def _asks(request: PersonRequest, client: Client, order: AssessmentOrder) -> tuple[str, ...]:
    ending = order.status == AssessmentStatus.STARTED
    return ("result",) if ending and may_see_health(request.user, client) else ()


def _page(
    request: PersonRequest, client: Client, order: AssessmentOrder, form: StepForm, *, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "client": client,
        "order": order,
        "facts": assessments.order_facts(order, with_health=may_see_health(request.user, client)),
        "steps": assessments.next_steps(order),
        "form": form,
        "history": history_of(order, client=client, user=request.user),
        "trail": trail_of(client),
    }
    return render(request, "clients/assessment_detail.html", context, status=status)


@require_POST
def assessment_step(request: PersonRequest, client_id: UUID, order_id: UUID) -> HttpResponse:
    client, order = _found(request, client_id, order_id)
    form = StepForm(request.POST, asks=_asks(request, client, order))
    status = _stepped(request, client, order, form) if form.is_valid() else 422
    if status != 200:
        order.refresh_from_db()
        return _page(request, client, order, form, status=status)
    done(request, _("The step is recorded."))
    return redirect("clients:assessment", client.pk, order.pk)


def _stepped(request: PersonRequest, client: Client, order: AssessmentOrder, form: StepForm) -> int:
    data = form.cleaned_data
    if data["to"] not in AssessmentStatus.values:
        form.add_error(None, _("Choose the step by its button."))
        return 422
    return saved(
        form,
        lambda: move_assessment(
            actor=request.user,
            client_id=client.pk,
            order_id=order.pk,
            version=data["version"],
            to=AssessmentStatus(data["to"]),
            on=data["on"],
            result=data.get("result", ""),
        ),
        at="on",
        fresh=lambda: {"version": assessments.order_for(client, order_id=order.pk).version},
    )
