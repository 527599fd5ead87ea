"""Exceptions from the deadlines of talks: written down with ground and time, and ended."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.deadlines import TALKS, DeadlineRule, ExceptionGround
from clients.models import DeadlineException
from clients.services.plans import working_client
from config.kernel.errors import NotFound, OutOfOrder, Refusal


@transaction.atomic
def record_exception(
    *,
    actor: User,
    client_id: UUID,
    rules: Collection[DeadlineRule],
    ground: ExceptionGround,
    since: date,
    until: date,
    note: str = "",
) -> DeadlineException:
    """Talks of these rules are not asked for on the days from `since` to `until`, on the ground, by the actor."""
    client = working_client(actor, client_id)
    if not rules or set(rules) - set(TALKS):
        raise Refusal(_("Choose which talks are left out."), field="rules")
    if ground == ExceptionGround.OTHER and not note.strip():
        raise Refusal(_("Say which ground of the section it is."), field="note")
    exception = DeadlineException(
        area_id=client.area_id,
        client=client,
        rules=[rule.value for rule in TALKS if rule in rules],
        ground=ground,
        note=note.strip(),
        since=since,
        until=until,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(exception)
    return exception


@transaction.atomic
def end_exception(*, actor: User, client_id: UUID, exception_id: UUID, version: int, until: date) -> DeadlineException:
    """The exception ends on the day, earlier than it would have; one that is over stays as it was."""
    client = working_client(actor, client_id)
    exception = DeadlineException.objects.filter(client=client, pk=exception_id).locked().first()
    if exception is None:
        raise NotFound
    if exception.until < timezone.localdate():
        raise OutOfOrder(_("The exception is over already."))
    if until > exception.until:
        raise Refusal(_("To go on longer, record a new exception."), field="until")
    change_record(exception, version=version, values={"until": until})
    return exception
