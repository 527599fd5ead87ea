"""Endpoints of webhooks: kept by administrators of their area; their secrets, trials, and sending anew."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policies import areas_administered
from accounts.services.records import add_record, change_record
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.enums import DeliveryFault, DeliveryState
from ledger.models import WebhookDelivery, WebhookEndpoint
from ledger.services.webhooks import ask_to_deliver, try_out
from ledger.webhook_hosts import host_is_allowed

SAID = ("name", "url", "kinds")
SECRET_BYTES = 32
MOST_AT_ONCE = 1_000


@transaction.atomic
def add_endpoint(*, actor: User, area_id: int, values: Mapping[str, Any]) -> tuple[WebhookEndpoint, str]:
    """The area's events go there from now on; the secret is told this once."""
    if area_id not in areas_administered(actor):
        raise NotAllowed(_("Only administrators of the area do this."))
    made = WebhookEndpoint(area_id=area_id, created_by=actor, **_said(values))
    secret = _new_secret(made)
    add_record(made)
    return made, secret


@transaction.atomic
def change_endpoint(*, actor: User, endpoint_id: UUID, version: int, values: Mapping[str, Any]) -> WebhookEndpoint:
    """The endpoint is as `values` say; what is on its way goes to the new address."""
    endpoint = _kept(actor, endpoint_id)
    change_record(endpoint, version=version, values=_said(values))
    return endpoint


@transaction.atomic
def stop_endpoint(*, actor: User, endpoint_id: UUID, version: int) -> WebhookEndpoint:
    """Nothing is sent there any more; what is on its way is given up at its next attempt."""
    endpoint = _kept(actor, endpoint_id)
    change_record(endpoint, version=version, values={"is_active": False})
    return endpoint


@transaction.atomic
def resume_endpoint(*, actor: User, endpoint_id: UUID, version: int) -> WebhookEndpoint:
    """What happens from now on is sent there again."""
    endpoint = _kept(actor, endpoint_id)
    change_record(endpoint, version=version, values={"is_active": True})
    return endpoint


@transaction.atomic
def renew_endpoint_secret(*, actor: User, endpoint_id: UUID, version: int) -> tuple[WebhookEndpoint, str]:
    """Everything sent from now on is signed with a new secret, told this once."""
    endpoint = _kept(actor, endpoint_id)
    if endpoint.version != version:
        raise Conflict
    secret = _new_secret(endpoint)
    endpoint.version += 1
    endpoint.save(update_fields=["secret_cipher", "version"])
    return endpoint, secret


@transaction.atomic
def try_endpoint(*, actor: User, endpoint_id: UUID) -> None:
    """A trial event is on its way to the endpoint."""
    endpoint = _kept(actor, endpoint_id)
    if not endpoint.is_active:
        raise OutOfOrder(_("The webhook is stopped."))
    try_out(endpoint)


@transaction.atomic
def send_again(*, actor: User, delivery_id: UUID) -> WebhookDelivery:
    """The event is on its way to its endpoint once more, delivered before or given up; its `webhook-id` is the same."""
    found = WebhookDelivery.objects.filter(area_id__in=areas_administered(actor), pk=delivery_id)
    delivery = found.locked().first()
    if delivery is None:
        raise NotFound
    if delivery.state == DeliveryState.WAITING:
        raise OutOfOrder(_("It is on its way already."))
    if not delivery.endpoint.is_active:
        raise OutOfOrder(_("The webhook is stopped."))
    _start_anew(delivery)
    return delivery


@transaction.atomic
def send_dead_again(*, actor: User, endpoint_id: UUID) -> int:
    """Everything given up for the endpoint is on its way again, oldest first; returns how many, a thousand at most."""
    endpoint = _kept(actor, endpoint_id)
    if not endpoint.is_active:
        raise OutOfOrder(_("The webhook is stopped."))
    dead = list(endpoint.deliveries.filter(state=DeliveryState.DEAD).locked()[:MOST_AT_ONCE])
    for delivery in dead:
        _start_anew(delivery)
    return len(dead)


def _start_anew(delivery: WebhookDelivery) -> None:
    delivery.state, delivery.settled_at, delivery.attempts = DeliveryState.WAITING, None, 0
    delivery.last_fault, delivery.next_at = DeliveryFault.NONE, timezone.now()
    delivery.round += 1
    delivery.save()
    ask_to_deliver(delivery)


def _kept(actor: User, endpoint_id: UUID) -> WebhookEndpoint:
    found = WebhookEndpoint.objects.filter(area_id__in=areas_administered(actor), pk=endpoint_id).locked().first()
    if found is None:
        raise NotFound
    return found


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: values[name] for name in SAID if name in values}
    said["kinds"] = sorted(said["kinds"])
    if not host_is_allowed(said["url"]):
        raise Refusal(
            _("The address begins with https:// and its host is on the list that the operator keeps (WEBHOOK_HOSTS)."),
            field="url",
        )
    return said


def _new_secret(endpoint: WebhookEndpoint) -> str:
    """A new secret as the scheme writes it; `whsec_` and base64."""
    secret = secrets.token_bytes(SECRET_BYTES)
    endpoint.keep_secret(secret)
    return "whsec_" + base64.b64encode(secret).decode()
