"""What the pages of work ability share: the client, the read log, the way back, and saving with refusals at fields."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import form_page
from clients.models import Client
from clients.policies import may_see_health
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.views.agenda_reading import log_clients
from config.kernel.errors import Conflict, NotAllowed, Refusal

TAB = "work_ability"


def read(request: PersonRequest, client_id: UUID, *groups: str) -> Client:
    """The client, and the log says that these groups of it were read here."""
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], ["work_ability", *groups], Surface.PAGE)
    return client


def read_health(request: PersonRequest, client_id: UUID, *groups: str) -> Client:
    """The same for a page of health: refused to those who may not see the client's health."""
    client = client_for(request.user, client_id=client_id)
    if not may_see_health(request.user, client):
        raise NotAllowed(_("This needs the right to see health details."))
    log_clients(request, [client], ["work_ability", *groups], Surface.PAGE)
    return client


def trail_of(client: Client) -> list[tuple[str, str]]:
    """The way to the client's work ability."""
    return [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, TAB))]


def back_to(client: Client, section: str) -> HttpResponseRedirect:
    """To the section of the client's page from where the person came."""
    return redirect(f"{tab_address(client.pk, TAB)}#section-{section}")


def saved(form: Any, step: Callable[[], object], *, at: str = "", fresh: Callable[[], Mapping[str, Any]]) -> int:
    """200 when the step was taken; else the status of the page that says why not, with what was typed.

    Refusals without a field stand at `at`. After a conflict the hidden fields are `fresh`, so that the person may
    look at what is there now and send the same again.
    """
    try:
        step()
    except Conflict as conflict:
        form.data = form.data.copy()
        for name, value in fresh().items():
            form.data[name] = "" if value is None else str(value)
        form.add_error(None, str(conflict.sentence))
        return Conflict.status
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        place = refusal.field if refusal.field in form.fields else at
        form.add_error(place or None, str(refusal.sentence))
        return Refusal.status
    return HttpResponse.status_code


def form_response(request: PersonRequest, *, status: int, **given: Any) -> HttpResponse:
    """The page of one form."""
    return render(request, "administration/record_form.html", form_page(**given), status=status)


def done(request: PersonRequest, sentence: str) -> None:
    """The person is told on the next page."""
    messages.success(request, sentence)
