"""The read log's rows of pages that name clients: one client's page, and lists of several."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from clients.models import Client
from clients.selectors.client_list import by_ground, own_relations
from clients.selectors.client_page import heading_of
from clients.selectors.client_sections import tab_address

TAB = "contacts"


def log_clients(request: PersonRequest, clients: Iterable[Client | None], groups: list[str], surface: Surface) -> None:
    """The log says that the person read these groups of these clients here; nothing where there are none."""
    shown = list({client.pk: client for client in clients if client is not None}.values())
    kinds = own_relations(request.user, [client.pk for client in shown]) if shown else {}
    for (area_id, ground), keys in by_ground(request.user, shown, kinds).items():
        log_read(
            actor=request.user,
            area_id=area_id,
            clients=keys,
            surface=surface,
            purpose=request.resolver_match.view_name if request.resolver_match else "",
            field_groups=["client", *groups],
            request_id=request.request_id,
            ground=ground,
        )


def trail_of(client: Client | None) -> list[tuple[str, str]]:
    """The way to the client's contacts, or to the calendar where there is no client."""
    if client is None:
        return [(_("Calendar"), reverse("clients:calendar"))]
    return [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, TAB))]
