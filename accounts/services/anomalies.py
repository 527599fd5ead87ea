"""Anomalies of reading: found by the clock or at once, told to the area's data-protection officer, and closed there."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.context import acting
from accounts.enums import AnomalyRule, AnomalyState, MessageKind, Role
from accounts.models import Anomaly, Membership, User
from accounts.policies import can_review_reading
from accounts.services.messages import tell
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal


def note_anomaly(
    *, area_id: int, user_id: UUID, rule: AnomalyRule, details: Mapping[str, Any], day: date | None = None
) -> bool:
    """The area's officers have the anomaly on their list and are told, once for person, rule and day.

    Returns whether it is new. `details` are keys and counts. Done as the system: the reader cannot see what was noted.
    """
    kept = {"area_id": area_id, "user_id": user_id, "rule": rule, "day": day or timezone.localdate()}
    with acting(areas=[area_id]):
        if Anomaly.objects.filter(**kept).exists():
            return False
        anomaly = Anomaly(**kept, details=dict(details))
        Anomaly.objects.bulk_create([anomaly], ignore_conflicts=True)
        if not Anomaly.objects.filter(pk=anomaly.pk).exists():  # another process noted it in this moment
            return False
        for officer in officers_of(area_id):
            tell(user_id=officer, kind=MessageKind.READING_TO_REVIEW, about=anomaly.pk)
    return True


def officers_of(area_id: int) -> list[UUID]:
    """The area's data-protection officers of today."""
    found = Membership.objects.filter(area_id=area_id, role=Role.DATA_PROTECTION, user__is_active=True)
    return list(found.valid_on(timezone.localdate()).order_by("user_id").values_list("user_id", flat=True).distinct())


@transaction.atomic
def comment_anomaly(*, actor: User, anomaly_id: UUID, version: int, comment: str) -> Anomaly:
    """What is known so far is written down; the anomaly stays open."""
    return _changed(_open_one(actor, anomaly_id, version), comment=comment.strip())


@transaction.atomic
def close_anomaly(*, actor: User, anomaly_id: UUID, version: int, comment: str) -> Anomaly:
    """Somebody has looked: what was found out is written down and the anomaly is closed."""
    anomaly = _open_one(actor, anomaly_id, version)
    if not comment.strip():
        raise Refusal(_("Write down what you found out."), field="comment")
    return _changed(anomaly, comment=comment.strip(), state=AnomalyState.CLOSED, closed_by=actor, closed_at=Now())


def _open_one(actor: User, anomaly_id: UUID, version: int) -> Anomaly:
    anomaly = Anomaly.objects.locked().filter(pk=anomaly_id).first()
    if anomaly is None or not can_review_reading(actor, area_id=anomaly.area_id):
        raise NotFound  # hidden and absent look the same
    if anomaly.state != AnomalyState.OPEN:
        raise OutOfOrder(_("This has been closed already."))
    if anomaly.version != version:
        raise Conflict
    return anomaly


def _changed(anomaly: Anomaly, **changes: Any) -> Anomaly:
    Anomaly.objects.filter(pk=anomaly.pk).update(**changes, version=F("version") + 1)
    anomaly.refresh_from_db()
    return anomaly
