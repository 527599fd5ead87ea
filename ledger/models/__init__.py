from ledger.models.beat import BeatLease
from ledger.models.idempotency import IdempotencyKey
from ledger.models.job import Job
from ledger.models.marker import ChangeMarker
from ledger.models.outbox import Outbox
from ledger.models.signs import SignOfLife
from ledger.models.webhooks import WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "BeatLease",
    "ChangeMarker",
    "IdempotencyKey",
    "Job",
    "Outbox",
    "SignOfLife",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
