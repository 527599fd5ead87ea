"""A plan in the making: its first draft, the survey, goals and measures, a new version, discarding a draft."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from clients.enums.plans import PlanKind, PlanParty, PlanStatus
from clients.forms.cases import VersionForm
from clients.forms.plans import GoalForm, MeasureForm, PlanEditForm, PlanForm, PlanNewForm
from clients.models import Client, PlanVersion
from clients.policies import can_work_on, may_see_health
from clients.selectors import needs, plans
from clients.selectors.cases import differences_table
from clients.services import plans as making
from clients.services.plan_steps import lacking
from clients.views.ability_pages import done, form_response, saved
from clients.views.plan_pages import read_whole, to_work_on, trail_of, version_title
from config.kernel.errors import Conflict, OutOfOrder, Refusal


@require_GET
def plan_version(request: PersonRequest, client_id: UUID, plan_version_id: UUID) -> HttpResponse:
    """Everything of a version; a draft leads to its changes and its approval, the plan in force to its following."""
    client = read_whole(request, client_id)
    version = plans.version_for(client, plan_version_id=plan_version_id)
    return _version_page(request, client, version)


def _version_page(request: PersonRequest, client: Client, version: PlanVersion) -> HttpResponse:
    works = can_work_on(request.user, client)
    plan = plans.plan_for(client, plan_id=version.plan_id)
    in_force = version.status == PlanStatus.APPROVED and plan.ended_on is None
    draft = next((one for one in plan.versions.all() if one.is_draft), None)
    context: dict[str, Any] = {
        "client": client,
        "version": version,
        "plan": plan,
        "title": version_title(version),
        "state": version.get_status_display(),
        "tone": plans.VERSION_TONES[PlanStatus(version.status)],
        "facts": plans.version_facts(version),
        "goals": [
            (shown.goal, plans.measures_table(client, version, shown, may_change=works))
            for shown in plans.goals_of(version)
        ],
        "approval": plans.approval_facts(version),
        "ending": plans.ending_facts(plan),
        "assessed": plans.assessed_facts(version, with_health=may_see_health(request.user, client)),
        "lacking": lacking(version) if version.is_draft else [],
        "may_draft": works and version.is_draft,
        "may_follow": works and in_force,
        "draft": draft if draft is not None and draft != version else None,
        "changes": plans.changes_table(version),
        "versions": plans.versions_table(client, plan),
        "reviews": plans.reviews_table(plan),
        "trail": trail_of(client),
    }
    return render(request, "clients/plan_version.html", context)


@require_http_methods(["GET", "POST"])
def plan_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """The survey begins with what the latest assessment of needs said."""
    client = to_work_on(request, client_id, "work_ability")
    form = PlanNewForm(request.POST if request.method == "POST" else None, initial=_from_assessment(client))
    status = 200 if request.method == "GET" else 422
    made: list[PlanVersion] = []
    if form.is_valid():
        values = form.values()
        status = saved(
            form,
            lambda: made.append(
                making.start_plan(
                    actor=request.user,
                    client_id=client.pk,
                    kind=PlanKind(values.pop("kind")),
                    values=values,
                    assessment_id=form.cleaned_data["assessment"],
                )
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The draft is saved. Add goals and measures."))
            return to_version(made[0], client)
    return form_response(
        request,
        status=status,
        title=_("Make a plan"),
        lede=_("The survey of the need first; goals and measures follow. A draft may be left unfinished."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Save and go on to goals"),
    )


def _from_assessment(client: Client) -> dict[str, Any]:
    latest = needs.latest_assessment(client)
    initial: dict[str, Any] = {"kind": PlanKind.EMPLOYMENT, "parties": [PlanParty.EMPLOYMENT]}
    if latest is None:
        return initial
    if latest.multi_sectoral_ground:
        initial = {"kind": PlanKind.MULTI_SECTORAL, "parties": [PlanParty.EMPLOYMENT, PlanParty.COUNTY, PlanParty.KELA]}
    return {**initial, "assessment": latest.pk, "need": latest.needs, "summary": latest.summary}


@require_http_methods(["GET", "POST"])
def plan_edit(request: PersonRequest, client_id: UUID, plan_version_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    initial = {name: getattr(version, name) for name in (*making.TEXTS, "version")}
    form = PlanEditForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "GET" or not form.is_valid():
        return _edit_page(request, client, version, form, status=200 if request.method == "GET" else 422)
    try:
        making.change_plan(
            actor=request.user,
            client_id=client.pk,
            plan_version_id=version.pk,
            version=form.cleaned_data["version"],
            values=form.values(),
        )
    except Conflict as conflict:
        version.refresh_from_db()
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(version.version)  # type: ignore[index]
        return _edit_page(request, client, version, form, status=Conflict.status, differences=conflict.differences)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return _edit_page(request, client, version, form, status=Refusal.status)
    done(request, _("Saved."))
    return to_version(version, client)


def _edit_page(
    request: PersonRequest, client: Client, version: PlanVersion, form: PlanForm, *, status: int, differences: Any = ()
) -> HttpResponse:
    named = [(_label(form, name), wanted, now) for name, wanted, now in differences]
    context = {
        "title": _("Change the plan"),
        "lede": version_title(version),
        "form": form,
        "groups": [("", list(form.visible_fields()))],
        "differences": differences_table(named) if named else None,
        "back": reverse("clients:plan_version", args=[client.pk, version.pk]),
        "submit_label": _("Save"),
        "trail": trail_of(client, version),
    }
    return render(request, "clients/grouped_form.html", context, status=status)


def _label(form: PlanForm, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else name


def _draft(client: Client, plan_version_id: UUID) -> PlanVersion:
    """A version that is still a draft; one approved meanwhile is out of order."""
    version = plans.version_for(client, plan_version_id=plan_version_id)
    if not version.is_draft:
        raise OutOfOrder(_("An approved version does not change: make a new version."))
    return version


def to_version(version: PlanVersion, client: Client, *, anchor: str = "") -> HttpResponseRedirect:
    """To the page of the version, at a place of it."""
    return redirect(reverse("clients:plan_version", args=[client.pk, version.pk]) + anchor)


@require_http_methods(["GET", "POST"])
def plan_goal_new(request: PersonRequest, client_id: UUID, plan_version_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    form = GoalForm(request.POST if request.method == "POST" else None, initial={"version": version.version})
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        status = saved(
            form,
            lambda: making.add_goal(
                actor=request.user, client_id=client.pk, plan_version_id=version.pk, **form.cleaned_data
            ),
            fresh=lambda: _fresh(version),
        )
        if status == 200:
            done(request, _("The goal is added. Add what is done for it."))
            return to_version(version, client, anchor="#goals")
    return _part_page(request, client, version, form, title=_("Add a goal"), status=status)


@require_http_methods(["GET", "POST"])
def plan_goal(request: PersonRequest, client_id: UUID, plan_version_id: UUID, goal_id: UUID) -> HttpResponse:
    """The wording of a goal; a button of its own takes it out of the draft."""
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    goal = plans.goal_for(version, goal_id=goal_id)
    initial = {"text": goal.text, "version": version.version}
    form = GoalForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        given: dict[str, Any] = {"client_id": client.pk, "plan_version_id": version.pk, "goal_id": goal.pk}
        status = saved(
            form,
            lambda: making.change_goal(actor=request.user, **given, **form.cleaned_data),
            fresh=lambda: _fresh(version),
        )
        if status == 200:
            done(request, _("Saved."))
            return to_version(version, client, anchor="#goals")
    remove = reverse("clients:plan_goal_remove", args=[client.pk, version.pk, goal.pk])
    return _part_page(request, client, version, form, title=_("Change the goal"), status=status, remove=remove)


@require_POST
def plan_goal_remove(request: PersonRequest, client_id: UUID, plan_version_id: UUID, goal_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    making.remove_goal(
        actor=request.user,
        client_id=client.pk,
        plan_version_id=version.pk,
        goal_id=goal_id,
        version=_version(request),
    )
    done(request, _("The goal is removed from the draft."))
    return to_version(version, client, anchor="#goals")


@require_http_methods(["GET", "POST"])
def plan_measure_new(request: PersonRequest, client_id: UUID, plan_version_id: UUID, goal_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    goal = plans.goal_for(version, goal_id=goal_id)
    form = MeasureForm(request.POST if request.method == "POST" else None, initial={"version": version.version})
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        status = saved(
            form,
            lambda: making.add_measure(
                actor=request.user,
                client_id=client.pk,
                plan_version_id=version.pk,
                goal_id=goal.pk,
                version=form.cleaned_data["version"],
                values=form.values(),
            ),
            at="owner_name",
            fresh=lambda: _fresh(version),
        )
        if status == 200:
            done(request, _("The measure is added."))
            return to_version(version, client, anchor="#goals")
    return _part_page(request, client, version, form, title=_("Add a measure"), lede=goal.text, status=status)


@require_http_methods(["GET", "POST"])
def plan_measure(request: PersonRequest, client_id: UUID, plan_version_id: UUID, measure_id: UUID) -> HttpResponse:
    """A measure of a draft; a button of its own takes it out."""
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    measure = plans.measure_for(version, measure_id=measure_id)
    names = ("what", "service", "owner", "owner_name", "starts_on", "due_on")
    initial = {**{name: getattr(measure, name) for name in names}, "version": version.version}
    form = MeasureForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        status = saved(
            form,
            lambda: making.change_measure(
                actor=request.user,
                client_id=client.pk,
                plan_version_id=version.pk,
                measure_id=measure.pk,
                version=form.cleaned_data["version"],
                values=form.values(),
            ),
            at="owner_name",
            fresh=lambda: _fresh(version),
        )
        if status == 200:
            done(request, _("Saved."))
            return to_version(version, client, anchor="#goals")
    remove = reverse("clients:plan_measure_remove", args=[client.pk, version.pk, measure.pk])
    lede = measure.goal.text
    return _part_page(
        request, client, version, form, title=_("Change the measure"), lede=lede, status=status, remove=remove
    )


@require_POST
def plan_measure_remove(
    request: PersonRequest, client_id: UUID, plan_version_id: UUID, measure_id: UUID
) -> HttpResponse:
    client = to_work_on(request, client_id)
    version = _draft(client, plan_version_id)
    making.remove_measure(
        actor=request.user,
        client_id=client.pk,
        plan_version_id=version.pk,
        measure_id=measure_id,
        version=_version(request),
    )
    done(request, _("The measure is removed from the draft."))
    return to_version(version, client, anchor="#goals")


def _part_page(
    request: PersonRequest,
    client: Client,
    version: PlanVersion,
    form: Any,
    *,
    title: str,
    status: int,
    lede: str = "",
    remove: str = "",
) -> HttpResponse:
    context = {
        "title": title,
        "lede": lede or version_title(version),
        "form": form,
        "version": version.version,
        "remove": remove,
        "back": reverse("clients:plan_version", args=[client.pk, version.pk]) + "#goals",
        "trail": trail_of(client, version),
    }
    return render(request, "clients/plan_part.html", context, status=status)


def _fresh(version: PlanVersion) -> dict[str, object]:
    version.refresh_from_db(fields=["version"])
    return {"version": version.version}


def _version(request: PersonRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


@require_POST
def plan_version_new(request: PersonRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    plan = plans.plan_for(client, plan_id=plan_id)
    draft = making.new_version(actor=request.user, client_id=client.pk, plan_id=plan.pk)
    done(request, _("A draft of the next version is open. What is in force stays so until it is approved."))
    return to_version(draft, client)


@require_POST
def plan_discard(request: PersonRequest, client_id: UUID, plan_version_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    version = plans.version_for(client, plan_version_id=plan_version_id)
    making.discard_draft(actor=request.user, client_id=client.pk, plan_version_id=version.pk, version=_version(request))
    done(request, _("The draft is discarded."))
    return redirect("clients:client_tab", client.pk, "plan")
