"""The context of row-level security: who acts, and in which areas, for the length of one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import connection, transaction

from accounts.models import User

SETTINGS = ("app.user", "app.areas", "app.programmes", "app.number_areas")


class NoTransaction(RuntimeError):
    """A context outside a transaction would vanish at once and leave no rows to see."""


def set_context(
    *,
    user: UUID | None,
    areas: Iterable[int] = (),
    programmes: Iterable[int] = (),
    number_areas: Iterable[int] = (),
) -> None:
    """Rows of `areas`, numbers of `programmes` and of `number_areas`, and the user's own rows are then visible.

    Holds until the transaction ends; raises NoTransaction when none is open.
    """
    if not connection.in_atomic_block:
        raise NoTransaction
    _set((str(user or ""), _array(areas), _array(programmes), _array(number_areas)))


def clear_context() -> None:
    """Nothing is visible any more in this transaction."""
    set_context(user=None)


@contextmanager
def acting(
    *,
    user: User | None = None,
    areas: Iterable[int],
    programmes: Iterable[int] = (),
    number_areas: Iterable[int] = (),
) -> Iterator[None]:
    """One transaction in the context of `user` (None is the system itself), for tasks, commands and streamed bodies.

    Inside another transaction the context that held there holds again afterwards.
    """
    actor = user.pk if user else None
    with pghistory.context(user=str(actor) if actor else "system"), transaction.atomic():
        before = _current()
        set_context(user=actor, areas=areas, programmes=programmes, number_areas=number_areas)
        yield
        _set(before)


def _current() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in SETTINGS), SETTINGS)
        row: tuple[str, ...] = cursor.fetchone()
    return row


def _set(values: Iterable[str]) -> None:
    pairs = [*zip(SETTINGS, values, strict=True), *settings.TRANSACTION_SETTINGS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in pairs),
            [part for pair in pairs for part in pair],
        )


def _array(values: Iterable[int]) -> str:
    return "{" + ",".join(str(int(value)) for value in sorted(set(values))) + "}"
