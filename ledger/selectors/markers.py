"""What changed since it was last worked out."""

from uuid import UUID

from ledger.models import ChangeMarker


def pending(*, area_id: int, kind: str, limit: int = 100_000) -> dict[UUID, int]:
    """Changed subjects and the version of each that is read now, which `settle` takes; at most `limit`, by subject."""
    changed = ChangeMarker.objects.pending().filter(area_id=area_id, kind=kind).order_by("subject_id")
    return dict(changed.values_list("subject_id", "current")[:limit])
