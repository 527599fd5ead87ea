"""What the pages of plans share: the client with its read log, whether the person works with it, the way back."""

from uuid import UUID

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Surface
from accounts.requests import PersonRequest
from clients.models import Client, PlanVersion
from clients.policies import can_work_on, may_see_health
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.views.agenda_reading import log_clients
from config.kernel.errors import NotAllowed

TAB = "plan"
Trail = list[tuple[str, str]]


def read_whole(request: PersonRequest, client_id: UUID) -> Client:
    """The same for a page that shows also what is of health, to those who may see it."""
    client = client_for(request.user, client_id=client_id)
    health = ["health"] if may_see_health(request.user, client) else []
    log_clients(request, [client], ["plan", *health], Surface.PAGE)
    return client


def to_work_on(request: PersonRequest, client_id: UUID, *groups: str) -> Client:
    """The same for a page on which something is recorded: refused to those who know the client but do not work."""
    client = client_for(request.user, client_id=client_id)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    log_clients(request, [client], ["plan", *groups], Surface.PAGE)
    return client


def read_health(request: PersonRequest, client_id: UUID) -> Client:
    """The client for a page of health: refused to those who may not see the client's health."""
    client = client_for(request.user, client_id=client_id)
    if not may_see_health(request.user, client):
        raise NotAllowed(_("This needs the right to see health details."))
    log_clients(request, [client], ["health"], Surface.PAGE)
    return client


def trail_of(client: Client, version: PlanVersion | None = None) -> Trail:
    """The way to the client's plan, or to a version of it."""
    way = [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, TAB))]
    if version is not None:
        way.append((version_title(version), reverse("clients:plan_version", args=[client.pk, version.pk])))
    return way


def version_title(version: PlanVersion) -> str:
    """The plan and which version of it."""
    return _("%(plan)s, version %(number)s") % {"plan": version.get_kind_display(), "number": version.number}


def back_to(client: Client, section: str) -> HttpResponseRedirect:
    """To the section of the client's page from where the person came."""
    return redirect(f"{tab_address(client.pk, TAB)}#section-{section}")
