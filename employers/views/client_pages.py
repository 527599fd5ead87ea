"""What the pages about a client's job referrals and placements share: the read log, refusals at fields, downloads."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Surface
from accounts.requests import PersonRequest
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.client_page import heading_of
from clients.selectors.client_sections import tab_address
from clients.services.disclosing import NotDisclosed
from clients.views.agenda_reading import log_clients
from config.kernel.errors import Conflict, NotAllowed, Refusal

TAB = "employment"
PLACING = "placing"


def log_placing(
    request: PersonRequest, clients: Iterable[Client], *groups: str, surface: Surface = Surface.PAGE
) -> None:
    """The log says that the person read how these clients were brought to employers, and these groups of them."""
    log_clients(request, clients, [PLACING, *groups], surface)


def trail_of(client: Client) -> list[tuple[str, str]]:
    """The way to the client's work."""
    return [(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, TAB))]


def must_work(request: PersonRequest, client: Client) -> None:
    """Refused to those who may only look."""
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))


def done_or_said(form: Any, step: Callable[[], object], *, version: Callable[[], int] | None = None) -> int:
    """200 when the step was taken, else the status of the page that says why not at its field, with what was typed.

    After a conflict the form has the `version` that is there now, so that the person may look and send it again.
    """
    try:
        step()
    except Conflict as conflict:
        form.data = form.data.copy()
        form.data["version"] = str(version() if version else 0)
        form.add_error(None, str(conflict.sentence))
        return Conflict.status
    except Refusal as refusal:
        if refusal.status != Refusal.status and not isinstance(refusal, NotDisclosed):
            raise
        place = refusal.field if refusal.field in form.fields else None
        form.add_error(place, str(refusal.sentence))
        return refusal.status
    return HttpResponse.status_code
