"""Webhooks: told in the transaction of what happened, posted afterwards, signed, tried again, given up, sent anew.

The signature follows the public scheme Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64, in the
header `webhook-signature` behind `v1,`; `webhook-id` is the event's key and the same at every attempt, so that a
receiver takes each event once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import requests
import structlog
from django.db import transaction
from django.utils import timezone

from accounts.enums import MessageKind
from accounts.services.messages import tell
from ledger.enums import DeliveryFault, DeliveryState, WebhookKind
from ledger.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from ledger.services.outbox import enqueue, keys_only
from ledger.webhook_hosts import host_is_allowed

WAITS = tuple(
    timedelta(**wait)
    for wait in (
        {"seconds": 5},
        {"minutes": 5},
        {"minutes": 30},
        {"hours": 2},
        {"hours": 5},
        {"hours": 10},
        {"hours": 14},
        {"hours": 20},
        {"hours": 24},
    )
)
"""How long to wait after each attempt that failed; after the last the delivery is given up, about three days on."""
TIMEOUT = (5, 10)  # seconds to reach the receiver, and for its answer
GONE = 410

log = structlog.get_logger(__name__)


@transaction.atomic
def announce(*, area_id: int, kind: WebhookKind, about: Mapping[str, object]) -> None:
    """Every listening endpoint of the area will be told, once this transaction commits.

    `about` holds keys, codes and days; a text that could be of a person raises NotAKey.
    """
    listening = list(WebhookEndpoint.objects.filter(area_id=area_id).listening(kind))
    if listening:
        _send(listening, area_id=area_id, kind=kind, about=about)


def try_out(endpoint: WebhookEndpoint) -> None:
    """A trial event is on its way to the endpoint."""
    _send([endpoint], area_id=endpoint.area_id, kind=WebhookKind.TEST, about={})


def _send(endpoints: list[WebhookEndpoint], *, area_id: int, kind: WebhookKind, about: Mapping[str, object]) -> None:
    event = WebhookEvent.objects.create(area_id=area_id, kind=kind, about=keys_only(about), at=timezone.now())
    made = WebhookDelivery.objects.bulk_create(
        WebhookDelivery(area_id=area_id, endpoint=endpoint, event=event) for endpoint in endpoints
    )
    for delivery in made:
        ask_to_deliver(delivery)


def ask_to_deliver(delivery: WebhookDelivery, *, at: datetime | None = None) -> None:
    """The next attempt is asked for, once, at the moment or as soon as possible."""
    enqueue(
        "ledger.deliver_webhook",
        arguments={"delivery": delivery.pk},
        key=f"webhook:{delivery.pk}:{delivery.round}:{delivery.attempts}",
        available_at=at,
        area_id=delivery.area_id,
    )


def deliver(delivery_id: UUID) -> DeliveryState | None:
    """One attempt is made at the delivery; None when it is settled already.

    It may reach the receiver twice, when this process dies between the answer and the commit: `webhook-id` tells. What
    the receiver answers is not kept, as it could hold anything; its status is.
    """
    delivery = WebhookDelivery.objects.locked().filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if delivery is None:
        return None
    endpoint = delivery.endpoint
    fault, status = _post(endpoint, delivery.event)
    delivery.attempts += 1
    delivery.last_at, delivery.last_status, delivery.last_fault = timezone.now(), status, fault
    delivery.next_at = None
    if fault == DeliveryFault.NONE:
        _settle(delivery, DeliveryState.DELIVERED)
    elif fault in {DeliveryFault.GONE, DeliveryFault.STOPPED} or delivery.attempts > len(WAITS):
        _settle(delivery, DeliveryState.DEAD)
        tell(user_id=endpoint.created_by_id, kind=MessageKind.WEBHOOK_DEAD)
    else:
        delivery.next_at = delivery.last_at + WAITS[delivery.attempts - 1]
        ask_to_deliver(delivery, at=delivery.next_at)
    delivery.save()
    if fault == DeliveryFault.GONE:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(is_active=False, version=endpoint.version + 1)
    log.info("webhook_attempt", delivery=str(delivery.pk), state=delivery.state, status=status, fault=str(fault))
    return DeliveryState(delivery.state)


def _settle(delivery: WebhookDelivery, state: DeliveryState) -> None:
    delivery.state, delivery.settled_at = state, delivery.last_at


def body_of(event: WebhookEvent) -> bytes:
    """What is posted: the kind, the moment and the keys of the rows it is about."""
    said = {"type": event.kind, "timestamp": event.at.isoformat(), "data": {"area": event.area_id, **event.about}}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def signature(secret: bytes, *, event_id: UUID, moment: int, body: bytes) -> str:
    """The signature of the body as the header carries it; `moment` is in seconds since 1970."""
    signed = f"{event_id}.{moment}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def _post(endpoint: WebhookEndpoint, event: WebhookEvent) -> tuple[DeliveryFault, int | None]:
    if not endpoint.is_active:
        return DeliveryFault.STOPPED, None
    if not host_is_allowed(endpoint.url):
        return DeliveryFault.NOT_ALLOWED, None
    body, moment = body_of(event), int(timezone.now().timestamp())
    headers = {
        "content-type": "application/json",
        "user-agent": "Tasma-Webhook",
        "webhook-id": str(event.pk),
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(endpoint.secret, event_id=event.pk, moment=moment, body=body),
    }
    try:
        with requests.post(
            endpoint.url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
        ) as answer:
            status = answer.status_code
    except requests.Timeout:
        return DeliveryFault.SLOW, None
    except (requests.RequestException, OSError, ValueError):
        return DeliveryFault.UNREACHABLE, None
    if status == GONE:
        return DeliveryFault.GONE, status
    return (DeliveryFault.NONE if 200 <= status < 300 else DeliveryFault.REFUSED), status
