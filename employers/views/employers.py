"""The register of employers: the list, a new employer, one with its parts, its establishments."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, query_of
from accounts.selectors.record_history import changes_of, history_table
from accounts.stepup import second_factor_required
from config.kernel.errors import NotAllowed, Refusal
from employers.forms.employers import (
    EmployerChangeForm,
    EmployerNewForm,
    EmployersFilter,
    EstablishmentChangeForm,
    EstablishmentForm,
    KeptFilterForm,
)
from employers.models import Employer, Establishment
from employers.policies import can_work_with_employers
from employers.selectors.employer_page import employer_facts, employer_for, parts_of
from employers.selectors.employers import (
    STALE,
    chosen_employers,
    employers_table,
    kept_filters,
    known_of,
    page_of_employers,
)
from employers.services.filters import drop_filter, keep_filter
from employers.services.register import (
    EMPLOYER,
    ESTABLISHMENT,
    add_employer,
    add_establishment,
    change_employer,
    change_establishment,
)


def trail_of(employer: Employer | None = None) -> list[tuple[str, str]]:
    """The way to the list of employers, or on to one."""
    trail = [(_("Employers"), reverse("employers:employers"))]
    return trail if employer is None else [*trail, (employer.name, reverse("employers:employer", args=[employer.pk]))]


def works_with_employers(request: PersonRequest) -> None:
    """Refuses those who do not work with employers."""
    if not can_work_with_employers(request.user):
        raise NotAllowed(_("Only those who work with employers may do this."))


@require_GET
def employer_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form = EmployersFilter(request.GET)
    choice = form.choice()
    page = page_of_employers(request.user, choice, request.GET.get("page"))
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "table": employers_table(
            page,
            known_of(request.user, page),
            sort=choice.sort,
            address=f"?{query_of(request, 'page', 'sort')}",
        ),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s employer", "%(count)s employers", count) % {"count": number_format(count)},
        "saved": kept_filters(request.user),
    }
    return render(request, "employers/employer_list.html", context)


@require_GET
@second_factor_required
def employers_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def employers_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    found = list(chosen_employers(request.user, EmployersFilter(request.GET).choice()))
    return file_of(employers_table(found, known_of(request.user, found)), name="employers", kind=kind)


@require_GET
def to_confirm(request: PersonRequest) -> HttpResponse:
    """The list of employers whose marks of the reader's areas have gone stale, those looked after by the reader."""
    works_with_employers(request)
    return redirect(f"{reverse('employers:employers')}?{urlencode({'willing': STALE})}")


@require_http_methods(["GET", "POST"])
def filter_keep(request: PersonRequest) -> HttpResponse:
    """What the list showed, as the address says, is kept under a name."""
    works_with_employers(request)
    posted = request.method == "POST"
    form, asked = KeptFilterForm(request.POST if posted else None), EmployersFilter(request.GET)
    asked.is_valid()
    values = {name: request.GET.getlist(name) for name in asked.cleaned_data if request.GET.get(name)}
    if posted and form.is_valid():
        try:
            keep_filter(actor=request.user, name=form.cleaned_data["name"], values=values)
        except Refusal as refusal:
            form.add_error("name", str(refusal.sentence))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('employers:employers')}?{urlencode(values, doseq=True)}")
    return record_form(request, form, title=_("Save as a filter"), trail=trail_of(), submit_label=_("Save"))


@require_POST
def filter_drop(request: PersonRequest, employer_filter_id: UUID) -> HttpResponse:
    drop_filter(actor=request.user, filter_id=employer_filter_id)
    messages.success(request, _("The filter is removed."))
    return redirect("employers:employers")


@require_http_methods(["GET", "POST"])
def employer_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    posted = request.method == "POST"
    form = EmployerNewForm(request.POST if posted else None)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            made = add_employer(actor=request.user, values=data, establishment={"municipality": data["municipality"]})
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", made.pk)
    return record_form(request, form, title=_("Add an employer"), trail=trail_of(), submit_label=_("Add"))


@require_GET
def employer_detail(request: PersonRequest, employer_id: UUID) -> HttpResponse:
    employer = employer_for(request.user, employer_id=employer_id)
    context = {
        "employer": employer,
        "facts": employer_facts(employer),
        "steps": [
            Step(
                label=_("Log a contact"),
                url=reverse("employers:employer_contact_new", args=[employer.pk]),
                tone="primary",
            ),
            Step(label=_("Change"), url=reverse("employers:employer_change", args=[employer.pk])),
        ],
        "parts": parts_of(request.user, employer),
        "history": history_table(changes_of(Employer, EMPLOYER, pgh_obj_id=employer.pk)),
        "trail": trail_of(),
    }
    return render(request, "employers/employer_detail.html", context)


@require_http_methods(["GET", "POST"])
def employer_change(request: PersonRequest, employer_id: UUID) -> HttpResponse:
    employer = employer_for(request.user, employer_id=employer_id)
    posted = request.method == "POST"
    starting = {name: getattr(employer, name) for name in ("version", *EMPLOYER)}
    form = EmployerChangeForm(request.POST if posted else None, initial=starting)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            change_employer(actor=request.user, employer_id=employer.pk, version=data["version"], values=data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", employer.pk)
    title = _("Change the employer")
    return record_form(request, form, title=title, trail=trail_of(employer), submit_label=_("Save"), lede=employer.name)


@require_http_methods(["GET", "POST"])
def establishment_new(request: PersonRequest, employer_id: UUID) -> HttpResponse:
    employer = employer_for(request.user, employer_id=employer_id)
    posted = request.method == "POST"
    form = EstablishmentForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            add_establishment(actor=request.user, employer_id=employer.pk, values=form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", employer.pk)
    title = _("Add an establishment")
    return record_form(request, form, title=title, trail=trail_of(employer), submit_label=_("Add"), lede=employer.name)


@require_http_methods(["GET", "POST"])
def establishment_change(request: PersonRequest, establishment_id: UUID) -> HttpResponse:
    works_with_employers(request)
    held = get_object_or_404(Establishment.objects.select_related("employer"), pk=establishment_id)
    posted = request.method == "POST"
    starting = {name: getattr(held, name) for name in ("version", *ESTABLISHMENT)}
    form = EstablishmentChangeForm(request.POST if posted else None, initial=starting)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            change_establishment(actor=request.user, establishment_id=held.pk, version=data["version"], values=data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", held.employer_id)
    title = _("Change the establishment")
    return record_form(
        request, form, title=title, trail=trail_of(held.employer), submit_label=_("Save"), lede=held.name
    )


def record_form(request: PersonRequest, form: forms.Form, **given: Any) -> HttpResponse:
    """The page of one form: a title, where one is, and what the button says."""
    status = 422 if request.method == "POST" else 200
    return render(request, "administration/record_form.html", form_page(form=form, **given), status=status)
