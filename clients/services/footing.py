"""From where a step of client work starts: a client in sight, or an area in which the person works."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.selectors.knowers import areas_of_work
from config.kernel.errors import NotAllowed, NotFound


def locked_client(actor: User, client_id: UUID) -> Client:
    """The client, held until the transaction ends; NotFound when absent or not the actor's to know."""
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def working_area(actor: User, area_id: int | None) -> int:
    """The area asked for, else the first, in which the actor works with clients; NotAllowed when there is none."""
    areas = areas_of_work(actor)
    if not areas or (area_id is not None and area_id not in areas):
        raise NotAllowed(_("Only those who work with clients may do this."))
    return areas[0] if area_id is None else area_id
