"""What employers say of the service: the list and its files, a new one, one seen to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, list_page, page_of, query_of
from accounts.selectors.record_history import changes_of, history_table
from accounts.stepup import second_factor_required
from config.kernel.errors import Refusal
from employers.forms.serving import CloseForm, EmployerFeedbackForm, FeedbackFilter, RouteForm
from employers.models import EmployerFeedback
from employers.policies import areas_of_employers
from employers.selectors import serving as seen
from employers.selectors.colleagues import colleagues_of
from employers.services.feedback import close_feedback, record_feedback, route_feedback
from employers.services.footing import employer_area
from employers.views.employers import works_with_employers
from employers.views.pages import Piece, Record, of_key, record_page, tabs_of, take_step

HISTORY = ("owner", "due_on", "closed_on", "done")


def _trail() -> list[tuple[str, str]]:
    return [(_("Feedback of employers"), reverse("employers:feedbacks"))]


@require_GET
def feedback_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, chosen = _chosen(request)
    page = page_of(request, seen.feedback(request.user, **chosen))
    count = page.paginator.count
    context = list_page(
        tabs=tabs_of("employers:feedbacks"),
        title=_("Feedback of employers"),
        lede=_("Somebody sees to each by a day; what is late says so."),
        steps=[Step(label=_("Record feedback"), url=reverse("employers:feedback_new"), tone="primary")],
        form=form,
        reset_url=reverse("employers:feedbacks"),
        page=page,
        table=seen.feedback_table(page, sort=chosen["sort"], address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s piece of feedback", "%(count)s pieces of feedback", count)
        % {"count": number_format(count)},
        csv_url=reverse("employers:feedbacks_csv"),
        xlsx_url=reverse("employers:feedbacks_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _chosen(request: PersonRequest) -> tuple[FeedbackFilter, dict[str, Any]]:
    form = FeedbackFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, {
        "stage": wanted.get("stage") or "",
        "critical": bool(wanted.get("critical")),
        "sort": wanted.get("sort") or "due",
    }


@require_GET
@second_factor_required
def feedbacks_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def feedbacks_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, chosen = _chosen(request)
    return file_of(seen.feedback_table(seen.feedback(request.user, **chosen)), name="employer-feedback", kind=kind)


@require_http_methods(["GET", "POST"])
def feedback_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    posted = request.method == "POST"
    people = colleagues_of([employer_area(request.user)])
    starting = {"user": str(request.user.pk), "employer": request.GET.get("employer", "")}
    form = EmployerFeedbackForm(request.POST if posted else None, initial=starting, people=people)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            made = record_feedback(
                actor=request.user, employer=data["employer"], owner_id=UUID(data["user"]), values=data
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("employers:feedback", made.pk)
    context = form_page(title=_("Record feedback"), trail=_trail(), form=form, submit_label=_("Save"))
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_GET
def feedback_detail(request: PersonRequest, employer_feedback_id: UUID) -> HttpResponse:
    return _page(request, seen.feedback_for(request.user, feedback_id=employer_feedback_id))


def _page(
    request: PersonRequest, one: EmployerFeedback, *, wrong: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    record = Record(
        title=one.employer.name,
        trail=_trail(),
        facts=seen.feedback_facts(one),
        pieces=_pieces(request, one, wrong) if one.closed_on is None else (),
        history=history_table(changes_of(EmployerFeedback, HISTORY, pgh_obj_id=one.pk)),
    )
    return record_page(request, record, status=status)


def _pieces(request: PersonRequest, one: EmployerFeedback, wrong: forms.Form | None) -> tuple[Piece, ...]:
    now = {"version": one.version, "user": str(one.owner_id), "due_on": one.due_on}
    close: forms.Form = CloseForm(initial=now, **of_key("close"))
    route: forms.Form = RouteForm(initial=now, people=_people(request, one), **of_key("route"))
    return (
        Piece(
            key="close",
            heading=_("Close it"),
            form=wrong if isinstance(wrong, CloseForm) else close,
            submit=_("Close"),
            action=reverse("employers:feedback_close", args=[one.pk]),
            tone="primary",
        ),
        Piece(
            key="route",
            heading=_("Let somebody else see to it"),
            form=wrong if isinstance(wrong, RouteForm) else route,
            submit=_("Save"),
            action=reverse("employers:feedback_route", args=[one.pk]),
        ),
    )


def _people(request: PersonRequest, one: EmployerFeedback) -> list[tuple[str, str]]:
    return colleagues_of({one.area_id} & areas_of_employers(request.user))


@require_POST
def feedback_close(request: PersonRequest, employer_feedback_id: UUID) -> HttpResponse:
    one = seen.feedback_for(request.user, feedback_id=employer_feedback_id)
    return take_step(
        request,
        CloseForm(request.POST, **of_key("close")),
        lambda data: close_feedback(
            actor=request.user,
            feedback_id=one.pk,
            version=data["version"],
            closed_on=data["closed_on"],
            done=data["done"],
        ),
        back=reverse("employers:feedback", args=[one.pk]),
        again=lambda wrong: _page(request, one, wrong=wrong, status=422),
    )


@require_POST
def feedback_route(request: PersonRequest, employer_feedback_id: UUID) -> HttpResponse:
    one = seen.feedback_for(request.user, feedback_id=employer_feedback_id)
    return take_step(
        request,
        RouteForm(request.POST, people=_people(request, one), **of_key("route")),
        lambda data: route_feedback(
            actor=request.user,
            feedback_id=one.pk,
            version=data["version"],
            owner_id=UUID(data["user"]),
            due_on=data["due_on"],
        ),
        back=reverse("employers:feedback", args=[one.pk]),
        again=lambda wrong: _page(request, one, wrong=wrong, status=422),
    )
