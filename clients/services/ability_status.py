"""How far it is known that a client's work ability is reduced: a step at a time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.keywords import FIRST_STATUSES, STATUS_STEPS, AbilityStatus
from clients.models import WorkAbilityStatus
from clients.services.marks import not_in_future, visible_client
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal


@transaction.atomic
def set_ability_status(
    *,
    actor: User,
    client_id: UUID,
    status: AbilityStatus,
    since: date,
    expected_until: date | None = None,
    reason: str = "",
    after: UUID | None = None,
) -> WorkAbilityStatus:
    """The client's work ability has this status since the day; the one before ends with it.

    With `expected_until` it is temporary and expected to be over by then. `after` is the status that the person saw;
    another one meanwhile is a Conflict. Refused: a step not in STATUS_STEPS, a day to come or before the last step.
    """
    client = visible_client(actor, client_id)
    before = client.ability_statuses.current().locked().first()
    if (before.pk if before else None) != after:
        raise Conflict
    allowed = STATUS_STEPS[AbilityStatus(before.status)] if before else FIRST_STATUSES
    if status not in allowed:
        raise OutOfOrder(_("This step cannot be taken from the present status."))
    not_in_future(since, field="since")
    if before is not None and since < before.since:
        raise Refusal(_("A status cannot begin before the one it follows."), field="since")
    if expected_until is not None and (expected_until < since or status == AbilityStatus.RESOLVED):
        raise Refusal(_("What is temporary is expected to be over on a later day."), field="expected_until")
    if before is not None:
        change_record(before, version=before.version, values={"until": since})
    made = WorkAbilityStatus(
        area_id=client.area_id,
        client=client,
        status=status,
        since=since,
        is_temporary=expected_until is not None,
        expected_until=expected_until,
        reason=reason.strip(),
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(made)
    return made


@transaction.atomic
def take_status_back(*, actor: User, client_id: UUID, status_id: UUID, version: int) -> WorkAbilityStatus:
    """The latest step was taken in error: it counts on no day, and the status before holds again."""
    client = visible_client(actor, client_id)
    held = client.ability_statuses.true().locked().filter(pk=status_id).first()
    if held is None:
        raise NotFound
    if held.until is not None:
        raise OutOfOrder(_("Only the latest status can be taken back."))
    change_record(held, version=version, values={"is_mistaken": True})
    before = client.ability_statuses.true().filter(until=held.since).order_by("-since", "-recorded_at").first()
    if before is not None:
        change_record(before, version=before.version, values={"until": None})
    return held
