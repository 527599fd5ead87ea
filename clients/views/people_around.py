"""Steps on the people around a client: add, change, end. They are listed on the client's page, under People."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import Surface
from accounts.requests import PersonRequest
from clients.forms.documents import EndAroundForm, PersonAroundForm
from clients.models import Client, PersonAround
from clients.policies import can_work_on
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.services.people_around import FIELDS, add_person_around, change_person_around, end_person_around
from clients.views.agenda_reading import log_clients
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal

TAB = "people"


def _opened(request: PersonRequest, client_id: UUID) -> Client:
    client = client_for(request.user, client_id=client_id)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those who serve the client keep the people around the client."))
    log_clients(request, [client], ["people"], Surface.PAGE)
    return client


def _held(client: Client, person_id: UUID) -> PersonAround:
    person = client.people_around.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    if person.ended_on is not None:
        raise OutOfOrder(_("It has ended already."))
    return person


def _page(request: PersonRequest, client: Client, form: Any, *, title: str, tone: str = "primary") -> HttpResponse:
    context = {
        "title": title,
        "lede": "",
        "trail": [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, TAB))],
        "form": form,
        "submit_label": _("Save"),
        "tone": tone,
    }
    return render(request, "administration/record_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def person_around_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = _opened(request, client_id)
    form = PersonAroundForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        add_person_around(actor=request.user, client_id=client.pk, values=form.cleaned_data)
        messages.success(request, _("The person is added."))
        return redirect(tab_address(client.pk, TAB))
    return _page(request, client, form, title=_("Add a person around the client"))


@require_http_methods(["GET", "POST"])
def person_around_edit(request: PersonRequest, client_id: UUID, around_id: UUID) -> HttpResponse:
    client = _opened(request, client_id)
    person = _held(client, around_id)
    initial = {name: getattr(person, name) for name in (*FIELDS, "version")}
    form = PersonAroundForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        change_person_around(
            actor=request.user,
            client_id=client.pk,
            person_id=person.pk,
            version=form.cleaned_data["version"] or 0,
            values=form.cleaned_data,
        )
        messages.success(request, _("Saved."))
        return redirect(tab_address(client.pk, TAB))
    return _page(request, client, form, title=_("Change a person around the client"))


@require_http_methods(["GET", "POST"])
def person_around_end(request: PersonRequest, client_id: UUID, around_id: UUID) -> HttpResponse:
    client = _opened(request, client_id)
    person = _held(client, around_id)
    form = EndAroundForm(request.POST if request.method == "POST" else None, initial={"version": person.version})
    if form.is_bound and form.is_valid():
        try:
            end_person_around(actor=request.user, client_id=client.pk, person_id=person.pk, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            messages.success(request, _("Ended."))
            return redirect(tab_address(client.pk, TAB))
    return _page(request, client, form, title=_("End: %(name)s") % {"name": person.name}, tone="danger")
