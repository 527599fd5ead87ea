"""A repeated API write changes nothing and is answered as the first one was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Refusal
from ledger.models import IdempotencyKey


@dataclass(frozen=True)
class Answer:
    """What the client is told: an HTTP status and a JSON body."""

    status: int
    body: Any


@transaction.atomic
def once(*, owner: str, key: str, body_hash: bytes, effect: Callable[[], Answer]) -> Answer:
    """The effect has happened once for this owner and key, and the answer is that of the one time.

    Key, effect and answer are kept in one transaction. A second request of the same key waits for the first; it is
    refused when its body differs. An effect that refuses leaves nothing, so it may be tried again with the same key.
    """
    _act_as(owner)
    row = IdempotencyKey(owner=owner, key=key, body_hash=body_hash)
    IdempotencyKey.objects.bulk_create([row], ignore_conflicts=True)
    kept = IdempotencyKey.objects.get(owner=owner, key=key)
    if kept.pk != row.pk:
        _act_as("")
        return _stored(kept, body_hash)

    answer = effect()
    _act_as(owner)
    IdempotencyKey.objects.filter(pk=row.pk).update(status=answer.status, body=answer.body)
    _act_as("")
    return answer


def _stored(kept: IdempotencyKey, body_hash: bytes) -> Answer:
    if bytes(kept.body_hash) != body_hash:
        raise Refusal(_("This idempotency key was used for another request."), field="Idempotency-Key")
    return Answer(status=kept.status, body=kept.body)


def _act_as(owner: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.idempotency_owner', %s, true)", [owner])


def forget_old_answers() -> int:
    """Keys older than a day, and their answers, are gone; returns how many. A function of the table's owner does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_forget_old_answers()")
        return int(cursor.fetchone()[0])
