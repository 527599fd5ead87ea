"""What the pages of spells, employment and meetings share: the client, the read log, the way back."""

from uuid import UUID

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Surface
from accounts.requests import PersonRequest
from clients.models import Client
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.views.agenda_reading import log_clients

TAB = "employment"


def read(request: PersonRequest, client_id: UUID, *groups: str) -> Client:
    """The client, and the log says that these groups of it were read here."""
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], list(groups), Surface.PAGE)
    return client


def trail_of(client: Client, *, tab: str = TAB) -> list[tuple[str, str]]:
    """The way to the client's work, or to another tab."""
    return [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, tab))]


def back_to(client: Client, section: str, *, tab: str = TAB) -> HttpResponseRedirect:
    """To the section of the client's page from where the person came."""
    return redirect(f"{tab_address(client.pk, tab)}#section-{section}")
