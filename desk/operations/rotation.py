"""Changing keys while people work: each cipher comes under the first field key, each look-up hash under the hash keys.

Rows are taken in batches that nobody else holds, each batch a transaction, so a run that is killed has done what it did
and the next one does the rest. What stays the same in clear leaves no history and no new version.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from clients.models.clients import HASH_FIELDS, IDENTITY_PLACE
from config.kernel.encryption import Undecipherable, decrypt, encrypt, fingerprint, lookup_hashes
from desk.operations.ciphers import CIPHERED, Ciphered
from desk.operations.contents import Say, say_nothing, tables
from desk.operations.postgres import Line, connect, query

BATCH = 2_000
PASSES = 20
PAUSE = 0.5
AGAIN = (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable)
HASHED_TABLE = "clients_client"


@dataclass
class Rotated:
    """Values by table: brought under the present keys, left closed as no key opens them, left to another run."""

    changed: dict[str, int] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def rotate(*, dry_run: bool = False, batch: int = BATCH, say: Say = say_nothing) -> Rotated:
    """Everything that our keys open is under the first field key and every hash key that is set; a dry run only counts.

    What no key of ours opens stays as it is and is counted; it is never taken for anything else.
    """
    done, began = Rotated(), time.monotonic()
    with connect("owner", autocommit=True) as line:
        present = set(tables(line))
        for ciphered in (one for one in CIPHERED if one.table in present):
            if dry_run:
                _add(done.waiting, ciphered, _count(line, ciphered))
            else:
                _rotate_column(line, ciphered, done, batch, say)
    done.seconds = time.monotonic() - began
    return done


def _add(counts: dict[str, int], ciphered: Ciphered, number: int) -> None:
    if number:
        counts[ciphered.table] = counts.get(ciphered.table, 0) + number


def _rotate_column(line: Line, ciphered: Ciphered, done: Rotated, batch: int, say: Say) -> None:
    """Passes over the column until nothing is left but what stays closed, as rows that others held come later."""
    wanted = _count(line, ciphered)
    closed: set[Any] = set()
    for _attempt in range(PASSES):
        for changed in _pass(line, ciphered, closed, batch):
            _add(done.changed, ciphered, changed)
            say(f"{ciphered.table}: {done.changed.get(ciphered.table, 0):,} of {wanted:,}")
        left = _count(line, ciphered) - len(closed)
        if left <= 0:
            break
        time.sleep(PAUSE)
    _add(done.closed, ciphered, len(closed))
    _add(done.waiting, ciphered, max(0, _count(line, ciphered) - len(closed)))


def _pass(line: Line, ciphered: Ciphered, closed: set[Any], batch: int) -> Iterator[int]:
    last: Any = None
    while True:
        try:
            with line.transaction():
                last, changed, seen = _batch(line, ciphered, last, closed, batch)
        except AGAIN:  # somebody else was first; the next pass finds the rows
            time.sleep(PAUSE)
            return
        if changed:
            yield changed
        if seen < batch:
            return


def _batch(line: Line, ciphered: Ciphered, last: Any, closed: set[Any], batch: int) -> tuple[Any, int, int]:
    line.execute("SELECT set_config('app.changing_keys', 'on', true), set_config('lock_timeout', '5s', true)")
    rows = line.execute(
        _selection(ciphered, first=last is None), {"last": last, "batch": batch}, binary=True
    ).fetchall()
    new: list[tuple[Any, ...]] = []
    for key, cipher, *bound in rows:
        try:
            new.append((key, *_anew(ciphered, bytes(cipher), tuple(bound))))
            closed.discard(key)
        except Undecipherable:
            closed.add(key)
    if new:
        line.execute(_update(ciphered), list(map(list, zip(*new, strict=True))))
    return (rows[-1][0] if rows else last), len(new), len(rows)


def _anew(ciphered: Ciphered, cipher: bytes, bound: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cipher under the first key, and for a client the look-up hash of each slot."""
    place = ciphered.place(bound)
    clear = decrypt(cipher, place=place)
    fresh = ciphered.stored(encrypt(clear, place=place))
    if ciphered.table != HASHED_TABLE:
        return (fresh,)
    hashes = lookup_hashes(clear.decode(), place=IDENTITY_PLACE)
    return (fresh, *(hashes.get(slot) for slot in HASH_FIELDS))


def _stale(ciphered: Ciphered) -> str:
    """The condition of rows that are not under the present keys; made of our own names, ids and fingerprints."""
    first = next(iter(settings.FIELD_KEYS))
    conditions = [f"{ciphered.key_id_of} <> '{first}'"]
    if ciphered.table == HASHED_TABLE:
        held = {slot: fingerprint(key).hex() for slot, key in settings.HASH_KEYS.items()}
        conditions += [
            f"substring({column} FROM 1 FOR 4) IS DISTINCT FROM '\\x{held[slot]}'::bytea"
            if slot in held
            else f"{column} IS NOT NULL"
            for slot, column in HASH_FIELDS.items()
        ]
    return f"{ciphered.bytes_of} IS NOT NULL AND ({' OR '.join(conditions)})"


def _count(line: Line, ciphered: Ciphered) -> int:
    return int(query(line, f'SELECT count(*) FROM "{ciphered.table}" WHERE {_stale(ciphered)}')[0][0])


def _selection(ciphered: Ciphered, *, first: bool) -> Any:
    """The next rows by key that nobody holds."""
    columns = ", ".join((ciphered.key, f"{ciphered.bytes_of} AS cipher", *ciphered.bound))
    after = "" if first else f"{ciphered.key} > %(last)s AND"
    return sql.SQL(
        f'SELECT {columns} FROM "{ciphered.table}" WHERE {after} {_stale(ciphered)}'
        f" ORDER BY {ciphered.key} LIMIT %(batch)s FOR NO KEY UPDATE SKIP LOCKED"
    )


def _update(ciphered: Ciphered) -> Any:
    """The keys and what they now hold travel as arrays, one per column."""
    columns = (ciphered.column, *(HASH_FIELDS.values() if ciphered.table == HASHED_TABLE else ()))
    names = [f"v{place}" for place in range(len(columns))]
    assigned = [f"{column} = new.{name}" for column, name in zip(columns, names, strict=True)]
    kind = "bytea"
    if ciphered.path:
        assigned, kind = [f"data = jsonb_set(t.data, '{{{ciphered.path}}}', to_jsonb(new.v0))"], "text"
    arrays = ", ".join((f"%s::{ciphered.key_kind}[]", *(f"%s::{kind}[]" for _name in names)))
    return sql.SQL(
        f'UPDATE "{ciphered.table}" t SET {", ".join(assigned)}'
        f" FROM unnest({arrays}) AS new (key, {', '.join(names)}) WHERE t.{ciphered.key} = new.key"
    )


def unused_keys(line: Line) -> list[str]:
    """The variables' keys under which nothing is any more, other than those that are in force."""
    from desk.operations.contents import hash_keys, key_ids

    used, hashed = key_ids(line), hash_keys(line)
    first = next(iter(settings.FIELD_KEYS))
    idle = [f"field key {key_id}" for key_id in settings.FIELD_KEYS if key_id != first and not used.get(key_id)]
    marks = {slot: fingerprint(key).hex() for slot, key in settings.HASH_KEYS.items()}
    total = [sum(made.get(marks[slot], 0) for made in (hashed[slot],)) for slot in marks]
    if (
        len(marks) > 1
        and len(set(total)) == 1
        and not any(set(made) - {marks.get(slot)} for slot, made in hashed.items())
    ):
        idle.append("one of the two hash keys, whichever is to go")
    return idle
