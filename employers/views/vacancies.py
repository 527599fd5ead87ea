"""Vacancies: the list and its files, a new one, one with its steps, changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import ROLES_WITH_CLIENTS
from accounts.policies import areas_with_role
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import list_page, page_of, query_of
from clients.selectors.cases import municipalities_to_choose
from config.kernel.errors import NotAllowed, NotFound
from employers.enums.jobs import VacancyState
from employers.forms.vacancies import VacanciesFilter, VacancyForm, VacancyStepForm, initial_of
from employers.models import Employer, Vacancy
from employers.selectors import vacancies as seen
from employers.selectors.demand_words import demands_table
from employers.services.vacancies import add_vacancy, change_vacancy, take_vacancy_step
from employers.views.employers import works_with_employers
from employers.views.job_pages import form_page, logged_file_of, saved, tried

LIST = "employers:vacancies"
# The steps that are taken by one button; closing asks why.
BY_BUTTON = {VacancyState.OPEN, VacancyState.FILLED}


def knows_clients(request: PersonRequest) -> bool:
    """Whether the person works with clients in some area."""
    return bool(areas_with_role(request.user, ROLES_WITH_CLIENTS))


def trail_of(vacancy: Vacancy | None = None) -> list[tuple[str, str]]:
    """The way to the vacancy."""
    trail = [(_("Vacancies"), reverse(LIST))]
    return trail if vacancy is None else [*trail, (vacancy.title, reverse("employers:vacancy", args=[vacancy.pk]))]


@require_GET
def vacancy_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_vacancies(request.user, choice))
    count = page.paginator.count
    precision = [Step(label=_("Precision of matching"), url=reverse("employers:match_precision"))]
    context = list_page(
        title=_("Vacancies"),
        lede=_("Work that employers offer, recorded by every area."),
        form=form,
        reset_url=reverse(LIST),
        page=page,
        table=seen.vacancies_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s vacancy", "%(count)s vacancies", count) % {"count": number_format(count)},
        steps=[
            Step(label=_("Add a vacancy"), url=reverse("employers:vacancy_new"), tone="primary"),
            Step(label=_("Hidden jobs"), url=reverse("employers:leads")),
            Step(label=_("Task analyses"), url=reverse("employers:analyses")),
            *(precision if knows_clients(request) else []),
        ],
        csv_url=reverse("employers:vacancies_csv"),
        xlsx_url=reverse("employers:vacancies_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _choice(request: PersonRequest) -> tuple[VacanciesFilter, seen.Choice]:
    usual = {"whose": seen.OWN, "state": VacancyState.OPEN.value}
    form = VacanciesFilter({**usual, **request.GET.dict()}, regions=seen.regions_to_choose())
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.Choice(
        whose=wanted.get("whose") or seen.OWN,
        state=wanted.get("state") or VacancyState.OPEN.value,
        text=wanted.get("text", ""),
        occupation=wanted.get("occupation", ""),
        region=wanted.get("region"),
        trait=wanted.get("trait", ""),
        employer=wanted.get("employer"),
        sort=wanted.get("sort") or "-opened",
    )


@require_GET
def vacancies_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
def vacancies_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, choice = _choice(request)
    table = seen.vacancies_table(seen.chosen_vacancies(request.user, choice))
    return logged_file_of(request, table, name="vacancies", kind=kind)


@require_http_methods(["GET", "POST"])
def vacancy_new(request: PersonRequest) -> HttpResponse:
    """Of the employer in the address, or of one that is named in the form."""
    works_with_employers(request)
    employer = employer_asked(request)
    posted = request.method == "POST"
    form = VacancyForm(request.POST if posted else None, employer=employer, municipalities=municipalities_to_choose())
    status = 422 if posted else 200
    if posted and form.is_valid():
        made, status, _differences = tried(
            form, lambda: add_vacancy(actor=request.user, employer=form.chosen_employer, values=form.said())
        )
        if made is not None:
            saved(request, _("The vacancy is a draft. Open it when clients may be proposed for it."))
            return redirect("employers:vacancy", made.pk)
    lede = employer.name if employer else ""
    return form_page(
        request, form, status=status, title=_("Add a vacancy"), lede=lede, trail=trail_of(), back=reverse(LIST)
    )


def employer_asked(request: PersonRequest) -> Employer | None:
    """The employer that the address names; none when it names none, and no page when it names a wrong one."""
    text = request.GET.get("employer", "")
    if not text:
        return None
    try:
        found = seen.employer_for(employer_id=UUID(text))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return found


@require_GET
def vacancy_detail(request: PersonRequest, vacancy_id: UUID) -> HttpResponse:
    return _page(request, seen.vacancy_for(request.user, vacancy_id=vacancy_id))


def _page(
    request: PersonRequest, vacancy: Vacancy, *, step: VacancyStepForm | None = None, status: int = 200
) -> HttpResponse:
    own = seen.is_own(request.user, vacancy)
    steps = seen.steps_of(vacancy) if own else []
    if step is None:
        step = VacancyStepForm(initial={"to": VacancyState.CLOSED.value, "version": vacancy.version})
    context: dict[str, Any] = {
        "vacancy": vacancy,
        "title": vacancy.title,
        "state": seen.state_cell(vacancy),
        "facts": seen.vacancy_facts(vacancy),
        "demands": demands_table(vacancy.demands),
        "history": seen.vacancy_history(vacancy),
        "may_edit": own and vacancy.state in {VacancyState.DRAFT, VacancyState.OPEN},
        "steps": [(to.value, seen.STEP_WORDS[to]) for to in steps if to in BY_BUTTON],
        "closing": step if VacancyState.CLOSED in steps else None,
        "errors": step if step.errors else None,
        "may_match": vacancy.state == VacancyState.OPEN and knows_clients(request),
        "trail": trail_of(),
    }
    return render(request, "employers/vacancy_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def vacancy_edit(request: PersonRequest, vacancy_id: UUID) -> HttpResponse:
    vacancy = seen.vacancy_for(request.user, vacancy_id=vacancy_id)
    if not seen.is_own(request.user, vacancy):
        raise NotAllowed(_("Only the area that recorded the vacancy may change it."))
    posted = request.method == "POST"
    form = VacancyForm(
        request.POST if posted else None,
        employer=vacancy.employer,
        municipalities=municipalities_to_choose(),
        initial=initial_of(vacancy),
    )
    status, differences = (422 if posted else 200), None
    if posted and form.is_valid():
        made, status, differences = tried(
            form,
            lambda: change_vacancy(
                actor=request.user,
                vacancy_id=vacancy.pk,
                version=form.cleaned_data["version"] or 0,
                values=form.said(),
            ),
            version=lambda: seen.vacancy_for(request.user, vacancy_id=vacancy_id).version,
        )
        if made is not None:
            saved(request)
            return redirect("employers:vacancy", vacancy.pk)
    return form_page(
        request,
        form,
        status=status,
        title=_("Change the vacancy"),
        lede=vacancy.title,
        differences=differences,
        trail=trail_of(vacancy),
        back=reverse("employers:vacancy", args=[vacancy.pk]),
    )


@require_POST
def vacancy_step(request: PersonRequest, vacancy_id: UUID) -> HttpResponse:
    vacancy = seen.vacancy_for(request.user, vacancy_id=vacancy_id)
    form, status = VacancyStepForm(request.POST), 422
    if form.is_valid():
        data = form.cleaned_data
        made, status, _differences = tried(
            form,
            lambda: take_vacancy_step(
                actor=request.user,
                vacancy_id=vacancy.pk,
                version=data["version"],
                to=VacancyState(data["to"]),
                reason=data["reason"],
            ),
        )
        if made is not None:
            saved(request)
            return redirect("employers:vacancy", vacancy.pk)
    return _page(request, vacancy, step=form, status=status)
