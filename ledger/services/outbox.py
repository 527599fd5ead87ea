"""Asking for work: a row in the outbox, written with the change that needs it."""

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ledger.models import Outbox

TOKEN = re.compile(r"[A-Za-z0-9_.:+-]{0,100}")


class NotAKey(ValueError):
    """An argument of a task could be personal data; tasks take keys of rows and read the rest themselves."""


@transaction.atomic
def enqueue(
    task: str,
    *,
    arguments: Mapping[str, object] | None = None,
    key: str | None = None,
    available_at: datetime | None = None,
    area_id: int | None = None,
) -> UUID:
    """The task will be done once, after this transaction commits and not before `available_at`, in the area's context.

    `key` names the work: while its row exists (finished or not) the same key asks for nothing more, and the row's id is
    returned. Work that is to happen again carries what tells the occasions apart (a run, a slot) in its key.
    """
    when = {} if available_at is None else {"available_at": available_at}
    row = Outbox(task=task, arguments=keys_only(arguments or {}), key=key, area_id=area_id, **when)
    Outbox.objects.bulk_create([row], ignore_conflicts=key is not None)
    return row.pk if key is None else Outbox.objects.values_list("pk", flat=True).get(key=key)


def keys_only(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments as JSON keeps them; raises NotAKey for a text that is not a key, a code or a date."""
    return {name: _plain(name, value) for name, value in arguments.items()}


def _plain(name: str, value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(name, item) for item in value]
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, int) or (isinstance(value, str) and TOKEN.fullmatch(value)):
        return value
    raise NotAKey(name)
