"""Services to employers: the list and its files, a new one, one with its stages, meetings, parts and jobs."""

from __future__ import annotations

from collections.abc import Callable
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
from employers.enums.serving import ServiceKind, ServiceOutcome, ServingPart
from employers.forms.serving import EndForm, JobForm, MeetingForm, PartForm, ServiceForm, ServicesFilter, StageForm
from employers.models import EmployerService
from employers.selectors import serving as seen
from employers.selectors.colleagues import colleagues_of
from employers.services import serving as steps
from employers.views.employers import works_with_employers
from employers.views.pages import Piece, Record, Section, of_key, pieces, record_page, tabs_of, take_step

HISTORY = ("ended_on", "outcome")


def _trail() -> list[tuple[str, str]]:
    return [(_("Services to employers"), reverse("employers:services"))]


@require_GET
def service_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, chosen = _chosen(request)
    page = page_of(request, seen.services(request.user, **chosen))
    count = page.paginator.count
    context = list_page(
        tabs=tabs_of("employers:services"),
        title=_("Services to employers"),
        lede=_("Recruiting, shaping work and work-ability management; none of these is tied to a client."),
        steps=[Step(label=_("Begin a service"), url=reverse("employers:service_new"), tone="primary")],
        form=form,
        reset_url=reverse("employers:services"),
        page=page,
        table=seen.services_table(page, sort=chosen["sort"], address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s service", "%(count)s services", count) % {"count": number_format(count)},
        csv_url=reverse("employers:services_csv"),
        xlsx_url=reverse("employers:services_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _chosen(request: PersonRequest) -> tuple[ServicesFilter, dict[str, str]]:
    form = ServicesFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, {
        "kind": wanted.get("service") or "",
        "stage": wanted.get("stage") or "",
        "sort": wanted.get("sort") or "-begun",
    }


@require_GET
@second_factor_required
def services_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def services_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, chosen = _chosen(request)
    return file_of(seen.services_table(seen.services(request.user, **chosen)), name="employer-services", kind=kind)


@require_http_methods(["GET", "POST"])
def service_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    posted = request.method == "POST"
    form = ServiceForm(request.POST if posted else None, initial={"employer": request.GET.get("employer", "")})
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            made = steps.begin_service(
                actor=request.user,
                employer=data["employer"],
                kind=ServiceKind(data["kind"]),
                begun_on=data["begun_on"],
                need=data["need"],
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("employers:service", made.pk)
    context = form_page(title=_("Begin a service"), trail=_trail(), form=form, submit_label=_("Save"))
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_GET
def service_detail(request: PersonRequest, employer_service_id: UUID) -> HttpResponse:
    return _page(request, seen.service_for(request.user, service_id=employer_service_id))


def _page(
    request: PersonRequest, service: EmployerService, *, wrong: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    record = Record(
        title=service.employer.name,
        trail=_trail(),
        facts=seen.service_facts(service),
        sections=(
            Section(key="stages", heading=_("Stages"), table=seen.stages_table(service)),
            Section(key="meetings", heading=_("Meetings"), table=seen.meetings_table(service)),
            Section(key="roles", heading=_("Who does it"), table=seen.roles_table(service)),
            Section(key="jobs", heading=_("Jobs created"), table=seen.jobs_table(service)),
        ),
        pieces=_pieces(service, wrong) if service.ended_on is None else (),
        history=history_table(changes_of(EmployerService, HISTORY, pgh_obj_id=service.pk)),
    )
    return record_page(request, record, status=status)


def _pieces(service: EmployerService, wrong: forms.Form | None) -> tuple[Piece, ...]:
    stages, vacancies = seen.stages_left(service), seen.vacancies_to_count(service)
    people = colleagues_of([service.area_id])
    offered: list[tuple[str, Any, forms.Form, Any]] = [
        ("meeting", _("Note a meeting"), MeetingForm(**of_key("meeting")), _("Save")),
        ("part", _("Note a colleague"), PartForm(people=people, **of_key("part")), _("Save")),
    ]
    if stages:
        offered.insert(0, ("stage", _("A stage is done"), StageForm(stages=stages, **of_key("stage")), _("Save")))
    if vacancies:
        job = JobForm(vacancies=vacancies, **of_key("job"))
        offered.append(("job", _("A job came of it"), job, _("Save")))
    ending = EndForm(initial={"version": service.version}, **of_key("end"))
    offered.append(("end", _("End the service"), ending, _("End")))
    return pieces(offered, of="service", record_id=service.pk, wrong=wrong)


def _taken(
    request: PersonRequest, service: EmployerService, form: forms.Form, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    return take_step(
        request,
        form,
        do,
        back=reverse("employers:service", args=[service.pk]),
        again=lambda wrong: _page(request, service, wrong=wrong, status=422),
    )


@require_POST
def service_stage(request: PersonRequest, employer_service_id: UUID) -> HttpResponse:
    service = seen.service_for(request.user, service_id=employer_service_id)
    form = StageForm(request.POST, stages=seen.stages_left(service), **of_key("stage"))
    return _taken(
        request,
        service,
        form,
        lambda data: steps.finish_stage(
            actor=request.user,
            service_id=service.pk,
            code=data["code"],
            done_on=data["done_on"],
            note=data["note"],
        ),
    )


@require_POST
def service_meeting(request: PersonRequest, employer_service_id: UUID) -> HttpResponse:
    service = seen.service_for(request.user, service_id=employer_service_id)
    form = MeetingForm(request.POST, **of_key("meeting"))
    return _taken(
        request,
        service,
        form,
        lambda data: steps.note_meeting(
            actor=request.user, service_id=service.pk, held_on=data["held_on"], about=data["about"]
        ),
    )


@require_POST
def service_part(request: PersonRequest, employer_service_id: UUID) -> HttpResponse:
    service = seen.service_for(request.user, service_id=employer_service_id)
    form = PartForm(request.POST, people=colleagues_of([service.area_id]), **of_key("part"))
    return _taken(
        request,
        service,
        form,
        lambda data: steps.name_part(
            actor=request.user, service_id=service.pk, user_id=UUID(data["user"]), part=ServingPart(data["part"])
        ),
    )


@require_POST
def service_job(request: PersonRequest, employer_service_id: UUID) -> HttpResponse:
    service = seen.service_for(request.user, service_id=employer_service_id)
    form = JobForm(request.POST, vacancies=seen.vacancies_to_count(service), **of_key("job"))
    return _taken(
        request,
        service,
        form,
        lambda data: steps.count_job(actor=request.user, service_id=service.pk, vacancy_id=UUID(data["vacancy"])),
    )


@require_POST
def service_end(request: PersonRequest, employer_service_id: UUID) -> HttpResponse:
    service = seen.service_for(request.user, service_id=employer_service_id)
    form = EndForm(request.POST, **of_key("end"))
    return _taken(
        request,
        service,
        form,
        lambda data: steps.end_service(
            actor=request.user,
            service_id=service.pk,
            version=data["version"],
            ended_on=data["ended_on"],
            outcome=ServiceOutcome(data["outcome"]),
        ),
    )
