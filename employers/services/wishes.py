"""Recording what work a client looks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Municipality, User
from accounts.services.records import add_record
from clients.policies import can_work_on
from clients.services.footing import locked_client
from config.kernel.errors import Conflict, NotAllowed, Refusal
from employers.models import JobWish

SAID = ("occupations", "hours_from", "hours_to", "municipalities", "is_remote_wished")


@transaction.atomic
def record_wish(*, actor: User, client_id: UUID, latest_id: UUID | None, values: Mapping[str, Any]) -> JobWish:
    """The client looks for this from now on. Conflict when another wish was recorded after `latest_id`."""
    client = locked_client(actor, client_id)
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    latest = JobWish.objects.filter(area_id=client.area_id, client=client).newest_first().first()
    if (latest.pk if latest else None) != latest_id:
        raise Conflict(_("Somebody else recorded a wish after you opened this one."))
    said = {name: values[name] for name in SAID if name in values}
    places = set(said.get("municipalities", ()))
    if Municipality.objects.filter(pk__in=places).count() != len(places):
        raise Refusal(_("A municipality is not a listed one."), field="municipalities")
    made = JobWish(area_id=client.area_id, client=client, recorded_by=actor, recorded_at=timezone.now(), **said)
    add_record(made)
    return made
