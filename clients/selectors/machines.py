"""What a machine of one area asks for: clients, contacts, and where and to whom a client can be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Unit, User
from clients.models import Client, Contact, Keyword, Participation
from clients.selectors.client_list import units_to_choose
from clients.selectors.colleagues import colleagues
from config.kernel.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of them, and from where on: after the key of the last one told."""

    after: UUID | None = None
    unit: UUID | None = None
    client: UUID | None = None
    reference: str = ""
    keyword: str = ""
    updated_since: datetime | None = None


def clients_for(actor: User, wanted: Wanted) -> QuerySet[Client]:
    """The clients the actor knows, by key."""
    found = Client.objects.visible_to(actor).order_by("pk")
    if wanted.unit:
        found = found.filter(unit_id=wanted.unit)
    if wanted.reference:
        found = found.filter(_has(Participation.objects.filter(client_ref=wanted.reference)))
    if wanted.keyword:
        found = found.filter(_has(Keyword.objects.in_force(timezone.localdate()).filter(kind=wanted.keyword)))
    if wanted.updated_since:
        found = found.filter(changed_since("ClientEvent", wanted.updated_since))
    return found.filter(pk__gt=wanted.after) if wanted.after else found


def client_for(actor: User, client_id: UUID) -> Client:
    """One of them. Raises NotFound."""
    client = clients_for(actor, Wanted()).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def contacts_for(actor: User, wanted: Wanted) -> QuerySet[Contact]:
    """Final contacts of those clients with the colleagues who took part, by key; drafts are their author's alone."""
    found = Contact.objects.visible_to(actor).final().filter(client__merged_into__isnull=True)
    found = found.order_by("pk").prefetch_related("staff")
    if wanted.client:
        found = found.filter(client_id=wanted.client)
    if wanted.updated_since:
        found = found.filter(changed_since("ContactEvent", wanted.updated_since))
    return found.filter(pk__gt=wanted.after) if wanted.after else found


def contact_for(actor: User, contact_id: UUID) -> Contact:
    """One of them. Raises NotFound."""
    contact = contacts_for(actor, Wanted()).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    return contact


def units_for(actor: User, *, after: UUID | None = None) -> QuerySet[Unit]:
    """Units of today into which the actor may take clients, by key."""
    found = (units_to_choose(actor) & Unit.objects.valid_on(timezone.localdate())).order_by("pk")
    return found.filter(pk__gt=after) if after else found


def staff_for(area_id: int, *, after: UUID | None = None) -> QuerySet[User]:
    """To whom a client of the area may be given, by key."""
    found = colleagues(area_id).order_by("pk")
    return found.filter(pk__gt=after) if after else found


def _has(records: QuerySet[Any]) -> Exists:
    """The client has one of these records."""
    return Exists(records.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk")).order_by())


def changed_since(event: str, since: datetime, *, of: str = "pk") -> Exists:
    """The history has a change since the moment, of the row itself or of the one whose key is `of`."""
    history = apps.get_model("clients", event)._default_manager
    return Exists(history.filter(pgh_obj_id=OuterRef(of), area_id=OuterRef("area_id"), pgh_created_at__gte=since))
