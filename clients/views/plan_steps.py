"""What becomes of a plan: approving it with the client, following its measures, reviewing, ending, printing it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.downloads import pdf_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.stepup import second_factor_required
from clients.enums.plans import ApprovalManner, MeasureState, PlanEnding, PlanKind, PlanParty, ReviewOutcome
from clients.forms.plans import ApproveForm, EndPlanForm, MeasureStepForm, ReviewForm
from clients.models import PlanMeasure
from clients.selectors import plans
from clients.selectors.client_page import client_for
from clients.services import plan_steps as steps
from clients.services.plan_paper import plan_paper
from clients.views.ability_pages import done, form_response, saved
from clients.views.agenda_reading import log_clients
from clients.views.plan_pages import back_to, to_work_on, trail_of
from clients.views.plans import to_version


@require_http_methods(["GET", "POST"])
def plan_approve(request: PersonRequest, client_id: UUID, plan_version_id: UUID) -> HttpResponse:
    """The client's approval of a draft, and its manner; what the plan still lacks is said first."""
    client = to_work_on(request, client_id)
    version = plans.version_for(client, plan_version_id=plan_version_id)
    form = ApproveForm(request.POST if request.method == "POST" else None, initial={"version": version.version})
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: steps.approve_plan(
                actor=request.user,
                client_id=client.pk,
                plan_version_id=version.pk,
                version=data["version"],
                on=data["on"],
                manner=ApprovalManner(data["manner"]),
                note=data["note"],
            ),
            fresh=lambda: {"version": plans.version_for(client, plan_version_id=version.pk).version},
        )
        if status == 200:
            done(request, _("The plan is approved and in force."))
            return to_version(version, client)
    return form_response(
        request,
        status=status,
        title=_("Approve the plan"),
        lede=_("An approved version does not change any more. A change is a new version, approved anew."),
        trail=trail_of(client, version),
        form=form,
        submit_label=_("Approve"),
    )


@require_http_methods(["GET", "POST"])
def plan_measure_step(request: PersonRequest, client_id: UUID, plan_version_id: UUID, measure_id: UUID) -> HttpResponse:
    """How a measure of the plan in force has gone on; each button takes its step."""
    client = to_work_on(request, client_id)
    version = plans.version_for(client, plan_version_id=plan_version_id)
    shown = plans.shown_measure(plans.measure_for(version, measure_id=measure_id))
    form = MeasureStepForm(request.POST if request.method == "POST" else None, initial={"seen": shown.state})
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        status = _measure_moved(request, client.pk, shown.measure, form)
        if status == 200:
            done(request, _("The step is recorded."))
            return to_version(version, client, anchor="#goals")
        shown = plans.shown_measure(shown.measure)
    context: dict[str, Any] = {
        "title": shown.measure.what,
        "measure": shown,
        "owner": plans.owner_text(shown.measure),
        "schedule": plans.schedule_text(shown.measure),
        "goal": shown.measure.goal.text,
        "tone": plans.TONES[shown.state],
        "form": form,
        "steps": shown.steps,
        "trail": trail_of(client, version),
    }
    return render(request, "clients/plan_measure_step.html", context, status=status)


def _measure_moved(request: PersonRequest, client_id: UUID, measure: PlanMeasure, form: MeasureStepForm) -> int:
    data = form.cleaned_data
    if data["to"] not in MeasureState.values or data["seen"] not in MeasureState.values:
        form.add_error(None, _("Choose the step by its button."))
        return 422
    return saved(
        form,
        lambda: steps.move_measure(
            actor=request.user,
            client_id=client_id,
            measure_id=measure.pk,
            seen=MeasureState(data["seen"]),
            to=MeasureState(data["to"]),
            on=data["on"],
            reason=data["reason"],
        ),
        at="reason",
        fresh=lambda: {"seen": plans.shown_measure(measure).state.value},
    )


@require_http_methods(["GET", "POST"])
def plan_review(request: PersonRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    plan = plans.plan_for(client, plan_id=plan_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: steps.review_plan(
                actor=request.user,
                client_id=client.pk,
                plan_id=plan.pk,
                on=data["reviewed_on"],
                outcome=ReviewOutcome(data["outcome"]),
                next_review_on=data["next_review_on"],
                note=data["note"],
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The review is recorded."))
            return back_to(client, "plan")
    return form_response(
        request,
        status=status,
        title=_("Review the plan"),
        lede=_("Together with the client: how the measures have gone, and when the plan is looked at next."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record the review"),
    )


@require_http_methods(["GET", "POST"])
def plan_end(request: PersonRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    plan = plans.plan_for(client, plan_id=plan_id)
    version = plan.versions.newest_first().first()
    form = EndPlanForm(
        request.POST if request.method == "POST" else None,
        initial={"version": plan.version},
        is_joint=version is not None and version.kind == PlanKind.MULTI_SECTORAL,
    )
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: steps.end_plan(
                actor=request.user,
                client_id=client.pk,
                plan_id=plan.pk,
                version=data["version"],
                on=data["ended_on"],
                reason=PlanEnding(data["ending_reason"]),
                note=data["ending_note"],
                joint_view=[PlanParty(code) for code in data.get("joint_view", ())],
            ),
            fresh=lambda: {"version": plans.plan_for(client, plan_id=plan.pk).version},
        )
        if status == 200:
            done(request, _("The plan has ended."))
            return back_to(client, "plan")
    return form_response(
        request,
        status=status,
        title=_("End the plan"),
        trail=trail_of(client),
        form=form,
        submit_label=_("End the plan"),
        tone="danger",
    )


@require_GET
@second_factor_required
def plan_pdf(request: PersonRequest, client_id: UUID, plan_version_id: UUID) -> HttpResponse:
    """The plan on paper, in the client's language, without the identity code and without anything of health."""
    client = client_for(request.user, client_id=client_id)
    version = plans.version_for(client, plan_version_id=plan_version_id)
    log_clients(request, [client], ["plan"], Surface.EXPORT)
    return pdf_of(plan_paper(client, version), name="plan")
