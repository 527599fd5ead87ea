from ledger.models.beat import BeatLease
from ledger.models.idempotency import IdempotencyKey
from ledger.models.job import Job
from ledger.models.marker import ChangeMarker
from ledger.models.outbox import Outbox
from ledger.models.signs import SignOfLife

__all__ = ["BeatLease", "ChangeMarker", "IdempotencyKey", "Job", "Outbox", "SignOfLife"]
