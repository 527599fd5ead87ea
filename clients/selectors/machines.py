"""What a machine of one area is told of clients and contacts: never contacts under non-disclosure, never health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import ApiClient
from clients.models import Client, Contact
from clients.policies import area_of_machine
from config.kernel.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of them, and from where on: after the key of the last one told."""

    after: UUID | None = None
    unit: UUID | None = None
    client: UUID | None = None
    updated_since: datetime | None = None


def clients_for(machine: ApiClient, wanted: Wanted) -> QuerySet[Client]:
    """The clients of the machine's area by key; a record merged into another is not there."""
    found = Client.objects.filter(area_id=area_of_machine(machine), merged_into__isnull=True).order_by("pk")
    if wanted.unit:
        found = found.filter(unit_id=wanted.unit)
    if wanted.updated_since:
        found = found.filter(_changed("ClientEvent", wanted.updated_since))
    return found.filter(pk__gt=wanted.after) if wanted.after else found


def client_for(machine: ApiClient, client_id: UUID) -> Client:
    """The client of the machine's area. Raises NotFound."""
    client = clients_for(machine, Wanted()).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def contacts_for(machine: ApiClient, wanted: Wanted) -> QuerySet[Contact]:
    """Final contacts of those clients by key; drafts are their author's alone."""
    found = Contact.objects.final().filter(area_id=area_of_machine(machine), client__merged_into__isnull=True)
    found = found.order_by("pk")
    if wanted.client:
        found = found.filter(client_id=wanted.client)
    if wanted.updated_since:
        found = found.filter(_changed("ContactEvent", wanted.updated_since))
    return found.filter(pk__gt=wanted.after) if wanted.after else found


def _changed(event: str, since: datetime) -> Exists:
    history = apps.get_model("clients", event)._default_manager
    return Exists(history.filter(pgh_obj_id=OuterRef("pk"), area_id=OuterRef("area_id"), pgh_created_at__gte=since))
