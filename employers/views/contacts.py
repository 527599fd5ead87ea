"""Contacts with employers: logged, listed, looked at, withdrawn; persons, owners and keywords kept beside them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
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
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.stepup import second_factor_required
from config.kernel.errors import Refusal
from employers.enums.contacts import Interest
from employers.forms.contacts import (
    NEW,
    ContactsFilter,
    EmployerContactForm,
    OwnerForm,
    PersonChangeForm,
    PersonForm,
    ReasonForm,
    VersionForm,
    WhoseContactForm,
    WillingEndForm,
)
from employers.models import Employer, EmployerContact
from employers.selectors import contacts as seen
from employers.selectors.colleagues import colleagues_of
from employers.selectors.employer_page import employer_for
from employers.selectors.finding import business_id_in, meant, suggested
from employers.selectors.willingness import keyword_for
from employers.services.contacts import NewEmployer, log_contact, withdraw_employer_contact
from employers.services.footing import employer_area
from employers.services.owners import give_employer
from employers.services.persons import PERSON, add_person, change_person
from employers.services.willingness import confirm_willing, end_willing
from employers.views.employers import record_form, trail_of, works_with_employers


@require_http_methods(["GET", "POST"])
def employer_contact_new(request: PersonRequest, employer_id: UUID) -> HttpResponse:
    """A contact with an employer whose page was open."""
    employer = employer_for(request.user, employer_id=employer_id)
    posted = request.method == "POST"
    form = EmployerContactForm(request.POST if posted else None, offered=seen.offered_for(request.user, employer))
    if posted and form.is_valid():
        kept = _kept(request, form, employer.pk)
        if kept is not None:
            return redirect("employers:employer", employer.pk)
    return _contact_page(request, form, employer=employer)


@require_http_methods(["GET", "POST"])
def contact_new(request: PersonRequest) -> HttpResponse:
    """A contact from anywhere: the employer is found by what was typed, chosen of several, or added."""
    works_with_employers(request)
    posted = request.method == "POST"
    form = WhoseContactForm(
        request.POST if posted else None,
        offered=seen.offered_for(request.user, None),
        suggestions=reverse("employers:suggestions"),
    )
    if posted and form.is_valid():
        whose = _whose(form)
        kept = _kept(request, form, whose) if whose is not None else None
        if kept is not None:
            return redirect("employers:employer", kept.employer_id)
    return _contact_page(request, form, employer=None)


def _whose(form: WhoseContactForm) -> UUID | NewEmployer | None:
    """The employer that is meant, or None when the page has to ask."""
    typed, choice = form.cleaned_data["employer"], form.cleaned_data["choice"]
    if choice == NEW:
        return _new_one(form, typed)
    if choice:
        return UUID(choice)
    found = meant(typed)
    if found.one is not None:
        return found.one.pk
    form.offer(found.several, business_id=business_id_in(typed))
    form.add_error(
        "employer", _("Choose which one it is.") if found.several else _("The register does not have it. Add it.")
    )
    return None


def _new_one(form: WhoseContactForm, typed: str) -> NewEmployer | None:
    made = form.new_employer()
    if made is None:
        form.offer(meant(typed).several, business_id=business_id_in(typed))
    return made


def _kept(request: PersonRequest, form: EmployerContactForm, employer: UUID | NewEmployer) -> EmployerContact | None:
    try:
        made = log_contact(
            actor=request.user, employer=employer, note=form.note_said(), area_id=form.cleaned_data.get("area")
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        if isinstance(form, WhoseContactForm) and isinstance(employer, NewEmployer):
            form.offer((), business_id="")
        return None
    if made.interest is not None and made.interest >= Interest.INTERESTED:
        messages.success(request, _("Saved. The employer is marked as willing to hire."))
    else:
        messages.success(request, _("Saved."))
    return made


def _contact_page(request: PersonRequest, form: EmployerContactForm, *, employer: Employer | None) -> HttpResponse:
    context = {
        "form": form,
        "employer": employer,
        "asks_whose": employer is None,
        "trail": trail_of(employer),
        "cancel": reverse("employers:employer", args=[employer.pk]) if employer else reverse("employers:employers"),
    }
    return render(request, "employers/contact_form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def employer_suggestions(request: PersonRequest) -> HttpResponse:
    """Options under the field of the employer; business ids tell employers of one name apart."""
    works_with_employers(request)
    found = suggested(request.GET.get("employer", "")[:200])
    return render(request, "employers/_options.html", {"found": found})


def _choice(request: PersonRequest) -> tuple[ContactsFilter, seen.ContactsChoice]:
    form = ContactsFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, seen.ContactsChoice(
        whose=wanted.get("whose") or seen.MINE,
        standing=wanted.get("standing", ""),
        employer=wanted.get("employer"),
        since=wanted.get("since"),
        until=wanted.get("until"),
        sort=wanted.get("sort") or "-held",
    )


@require_GET
def contact_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_contacts(request.user, choice))
    count = page.paginator.count
    context = list_page(
        title=_("Contacts with employers"),
        lede=_("What your area has done with employers, and what comes next."),
        steps=[Step(label=_("Log a contact"), url=reverse("employers:contact_new"), tone="primary")],
        form=form,
        reset_url=reverse("employers:contacts"),
        page=page,
        table=seen.contacts_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s contact", "%(count)s contacts", count) % {"count": number_format(count)},
    )
    files = {"csv_url": reverse("employers:contacts_csv"), "xlsx_url": reverse("employers:contacts_xlsx")}
    return render(request, "employers/record_list.html", {**context, **files, "trail": trail_of()})


@require_GET
@second_factor_required
def contacts_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def contacts_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, choice = _choice(request)
    table = seen.contacts_table(seen.chosen_contacts(request.user, choice))
    return file_of(table, name="employer-contacts", kind=kind)


@require_GET
def contact_detail(request: PersonRequest, employer_contact_id: UUID) -> HttpResponse:
    return _detail(request, seen.contact_for(request.user, contact_id=employer_contact_id))


@require_POST
def contact_withdraw(request: PersonRequest, employer_contact_id: UUID) -> HttpResponse:
    contact = seen.contact_for(request.user, contact_id=employer_contact_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, contact, form=form, status=422)
    data = form.cleaned_data
    withdraw_employer_contact(actor=request.user, contact_id=contact.pk, version=data["version"], reason=data["reason"])
    messages.success(request, _("The contact is withdrawn."))
    return redirect("employers:employer", contact.employer_id)


def _detail(
    request: PersonRequest, contact: EmployerContact, *, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    if form is None and seen.may_withdraw(request.user, contact):
        form = ReasonForm(initial={"version": contact.version})
    context = {
        "contact": contact,
        "facts": seen.contact_facts(contact),
        "form": form,
        "trail": trail_of(contact.employer),
    }
    return render(request, "employers/contact_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def person_new(request: PersonRequest, employer_id: UUID) -> HttpResponse:
    employer = employer_for(request.user, employer_id=employer_id)
    posted = request.method == "POST"
    form = PersonForm(request.POST if posted else None, employer=employer)
    if posted and form.is_valid():
        try:
            add_person(actor=request.user, employer_id=employer.pk, values=form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", employer.pk)
    given = {"title": _("Add a contact person"), "lede": employer.name, "submit_label": _("Add")}
    return record_form(request, form, trail=trail_of(employer), **given)


@require_http_methods(["GET", "POST"])
def person_change(request: PersonRequest, contact_person_id: UUID) -> HttpResponse:
    person = seen.person_for(request.user, person_id=contact_person_id)
    posted = request.method == "POST"
    starting: dict[str, Any] = {name: getattr(person, name) for name in ("version", *PERSON)}
    form = PersonChangeForm(request.POST if posted else None, initial=starting, employer=person.employer)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            change_person(actor=request.user, person_id=person.pk, version=data["version"], values=data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", person.employer_id)
    given = {"title": _("Change the contact person"), "lede": person.employer.name, "submit_label": _("Save")}
    return record_form(request, form, trail=trail_of(person.employer), **given)


@require_http_methods(["GET", "POST"])
def owner(request: PersonRequest, employer_id: UUID) -> HttpResponse:
    """Who looks after the employer in the first of the reader's areas."""
    employer = employer_for(request.user, employer_id=employer_id)
    posted = request.method == "POST"
    starting = {"to": str(request.user.pk)}
    form = OwnerForm(
        request.POST if posted else None, initial=starting, people=colleagues_of([employer_area(request.user)])
    )
    if posted and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            give_employer(actor=request.user, employer_id=employer.pk, to=UUID(to) if to else None)
        except Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:employer", employer.pk)
    given = {"title": _("Give to somebody"), "lede": employer.name, "submit_label": _("Save")}
    return record_form(request, form, trail=trail_of(employer), **given)


@require_POST
def willing_confirm(request: PersonRequest, willing_id: UUID) -> HttpResponse:
    keyword = keyword_for(request.user, keyword_id=willing_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0  # of no row: the answer is that of a conflict
    confirm_willing(actor=request.user, keyword_id=keyword.pk, version=version)
    messages.success(request, _("Saved."))
    return redirect("employers:employer", keyword.employer_id)


@require_http_methods(["GET", "POST"])
def willing_end(request: PersonRequest, willing_id: UUID) -> HttpResponse:
    keyword = keyword_for(request.user, keyword_id=willing_id)
    posted = request.method == "POST"
    form = WillingEndForm(request.POST if posted else None, initial={"version": keyword.version})
    if posted and form.is_valid():
        data = form.cleaned_data
        end_willing(actor=request.user, keyword_id=keyword.pk, version=data["version"], reason=data["reason"])
        messages.success(request, _("Saved."))
        return redirect("employers:employer", keyword.employer_id)
    given = {"title": _("Not willing any more"), "lede": keyword.employer.name, "submit_label": _("End the mark")}
    return record_form(request, form, trail=trail_of(keyword.employer), **given)
