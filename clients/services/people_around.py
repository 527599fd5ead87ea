"""The people around a client: added, described anew, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.models import Client, PersonAround
from clients.policies import can_work_on
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal

FIELDS = ("name", "role", "organisation", "phone", "email", "note", "started_on")


@transaction.atomic
def add_person_around(*, actor: User, client_id: UUID, values: Mapping[str, Any]) -> PersonAround:
    """The client has the person around from the day said."""
    client = _client(actor, client_id)
    made = PersonAround(area_id=client.area_id, client=client, created_by=actor, **_known(values))
    add_record(made)
    return made


@transaction.atomic
def change_person_around(
    *, actor: User, client_id: UUID, person_id: UUID, version: int, values: Mapping[str, Any]
) -> PersonAround:
    """The person around is described so; one who has ended stays as is."""
    person = _held(actor, client_id, person_id)
    if person.ended_on is not None:
        raise OutOfOrder(_("It has ended already."))
    change_record(person, version=version, values=_known(values))
    return person


@transaction.atomic
def end_person_around(*, actor: User, client_id: UUID, person_id: UUID, version: int, ended_on: date) -> PersonAround:
    """The person does nothing for the client after the day; the record stays."""
    person = _held(actor, client_id, person_id)
    if person.ended_on is not None:
        raise OutOfOrder(_("It has ended already."))
    if ended_on > timezone.localdate():
        raise Refusal(_("The last day cannot be in the future."), field="ended_on")
    if ended_on < person.started_on:
        raise Refusal(_("It cannot end before it begins."), field="ended_on")
    change_record(person, version=version, values={"ended_on": ended_on})
    return person


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name].strip() if isinstance(values[name], str) else values[name] for name in FIELDS}


def _client(actor: User, client_id: UUID) -> Client:
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those who serve the client keep the people around the client."))
    return client


def _held(actor: User, client_id: UUID, person_id: UUID) -> PersonAround:
    client = _client(actor, client_id)
    person = client.people_around.filter(pk=person_id).select_for_update(of=("self",)).first()
    if person is None:
        raise NotFound
    return person
