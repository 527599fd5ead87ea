"""Hidden jobs: the list and its files, a new one, one with its steps, turning it into a vacancy."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import list_page, page_of, query_of
from clients.selectors.cases import municipalities_to_choose
from employers.enums.jobs import LeadState
from employers.forms.leads import LeadForm, LeadsFilter, LeadStepForm, initial_of
from employers.forms.vacancies import VacancyForm
from employers.models import Lead
from employers.selectors import leads as seen
from employers.services.leads import add_lead, change_lead, lead_to_vacancy, take_lead_step
from employers.views.employers import works_with_employers
from employers.views.job_pages import form_page, logged_file_of, saved, tried
from employers.views.vacancies import employer_asked

LIST = "employers:leads"


def _trail(lead: Lead | None = None) -> list[tuple[str, str]]:
    trail = [(_("Hidden jobs"), reverse(LIST))]
    return trail if lead is None else [*trail, (lead.employer.name, reverse("employers:lead", args=[lead.pk]))]


@require_GET
def lead_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_leads(request.user, choice))
    count = page.paginator.count
    context = list_page(
        title=_("Hidden jobs"),
        lede=_("Work of which somebody heard before anybody advertised it."),
        form=form,
        reset_url=reverse(LIST),
        page=page,
        table=seen.leads_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s hidden job", "%(count)s hidden jobs", count) % {"count": number_format(count)},
        steps=[Step(label=_("Note a hidden job"), url=reverse("employers:lead_new"), tone="primary")],
        csv_url=reverse("employers:leads_csv"),
        xlsx_url=reverse("employers:leads_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _choice(request: PersonRequest) -> tuple[LeadsFilter, seen.Choice]:
    form = LeadsFilter({"state": LeadState.OPEN.value, **request.GET.dict()})
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.Choice(
        state=wanted.get("state") or LeadState.OPEN.value,
        text=wanted.get("text", ""),
        occupation=wanted.get("occupation", ""),
        sort=wanted.get("sort") or "-found",
    )


@require_GET
def leads_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
def leads_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, choice = _choice(request)
    return logged_file_of(
        request, seen.leads_table(seen.chosen_leads(request.user, choice)), name="hidden-jobs", kind=kind
    )


@require_http_methods(["GET", "POST"])
def lead_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    employer = employer_asked(request)
    posted = request.method == "POST"
    form, status = LeadForm(request.POST if posted else None, employer=employer), 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form, lambda: add_lead(actor=request.user, employer=form.chosen_employer, values=form.said())
        )
        if made is not None:
            saved(request)
            return redirect("employers:lead", made.pk)
    lede = employer.name if employer else ""
    return form_page(
        request, form, status=status, title=_("Note a hidden job"), lede=lede, trail=_trail(), back=reverse(LIST)
    )


@require_http_methods(["GET", "POST"])
def lead_edit(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    lead = seen.lead_for(request.user, lead_id=lead_id)
    posted = request.method == "POST"
    form = LeadForm(request.POST if posted else None, employer=lead.employer, initial=initial_of(lead))
    status, differences = (422 if posted else 200), None
    if posted and form.is_valid():
        made, status, differences = tried(
            form,
            lambda: change_lead(
                actor=request.user, lead_id=lead.pk, version=form.cleaned_data["version"] or 0, values=form.said()
            ),
            version=lambda: seen.lead_for(request.user, lead_id=lead_id).version,
        )
        if made is not None:
            saved(request)
            return redirect("employers:lead", lead.pk)
    return form_page(
        request,
        form,
        status=status,
        title=_("Change the hidden job"),
        lede=lead.employer.name,
        differences=differences,
        trail=_trail(lead),
        back=reverse("employers:lead", args=[lead.pk]),
    )


@require_GET
def lead_detail(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    return _page(request, seen.lead_for(request.user, lead_id=lead_id))


def _page(request: PersonRequest, lead: Lead, *, step: LeadStepForm | None = None, status: int = 200) -> HttpResponse:
    steps = seen.steps_of(lead)
    context = {
        "lead": lead,
        "title": _("Hidden job"),
        "state": seen.state_cell(lead),
        "facts": seen.lead_facts(lead),
        "is_open": lead.state == LeadState.OPEN,
        "step": step or (LeadStepForm(lead=lead, steps=steps) if steps else None),
        "trail": _trail(),
    }
    return render(request, "employers/lead_detail.html", context, status=status)


@require_POST
def lead_step(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    lead = seen.lead_for(request.user, lead_id=lead_id)
    form, status = LeadStepForm(request.POST, lead=lead, steps=seen.steps_of(lead)), 422
    if form.is_valid():
        data = form.cleaned_data
        made, status, _differences = tried(
            form,
            lambda: take_lead_step(
                actor=request.user,
                lead_id=lead.pk,
                version=data["version"],
                to=LeadState(data["to"]),
                reason=data["reason"],
            ),
            version=lambda: seen.lead_for(request.user, lead_id=lead_id).version,
        )
        if made is not None:
            saved(request)
            return redirect("employers:lead", lead.pk)
    return _page(request, lead, step=form, status=status)


@require_http_methods(["GET", "POST"])
def lead_vacancy(request: PersonRequest, lead_id: UUID) -> HttpResponse:
    """A vacancy of the lead's employer, which starts from what the lead says."""
    lead = seen.lead_for(request.user, lead_id=lead_id)
    posted = request.method == "POST"
    form = VacancyForm(
        request.POST if posted else None,
        employer=lead.employer,
        municipalities=municipalities_to_choose(),
        initial=seen.vacancy_start(lead) | {"version": lead.version},
    )
    status = 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form,
            lambda: lead_to_vacancy(
                actor=request.user, lead_id=lead.pk, version=form.cleaned_data["version"] or 0, values=form.said()
            ),
            version=lambda: seen.lead_for(request.user, lead_id=lead_id).version,
        )
        if made is not None:
            saved(request, _("The vacancy is a draft. Open it when clients may be proposed for it."))
            return redirect("employers:vacancy", made.pk)
    return form_page(
        request,
        form,
        status=status,
        title=_("Make a vacancy of it"),
        lede=lead.employer.name,
        trail=_trail(lead),
        back=reverse("employers:lead", args=[lead.pk]),
    )
