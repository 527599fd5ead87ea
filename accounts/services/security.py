"""The log of what happens to ways in: insert only, without addresses in clear."""

from uuid import UUID

from accounts.enums import SecurityEventKind
from accounts.models import SecurityEvent
from accounts.origin import ORIGIN


def note(*, kind: SecurityEventKind, subject: UUID | None = None, actor: UUID | None = None, detail: str = "") -> None:
    """The log says that this happened to the way in of `subject`, by `actor` or else by that person."""
    origin = ORIGIN.get()
    SecurityEvent(
        kind=kind,
        subject_id=subject,
        actor_id=actor or subject,
        detail=detail[:200],
        request_id=origin.request_id[:36],
        origin_hash=origin.hash,
    ).save(force_insert=True)
