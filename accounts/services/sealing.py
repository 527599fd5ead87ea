"""Sealing the read log: count and hash of the rows of transactions that have ended, signed and chained.

PostgreSQL counts and hashes (the application's login cannot read the log); the application signs with a key that the
database does not hold, so that whoever owns the database cannot make a seal, and whoever holds the key cannot choose
what is sealed. Each seal's digest also goes to the log lines, which leave the machine.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction

MOST_ROWS = 100_000  # of one seal; more waiting rows make more seals
DERIVED = b"read log seals"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One seal as it is kept; `rows` and `digest` are of the transactions from `from_xact` to before `to_xact`."""

    number: int
    incarnation: int
    from_xact: int
    to_xact: int
    sealed_at: datetime
    rows: int
    digest: bytes
    previous: bytes
    key_id: str = ""
    mac: bytes | None = None

    def signed_text(self) -> bytes:
        """What the signature is over: everything the seal says, and the signature before it."""
        moment = (self.sealed_at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        said = [self.number, self.incarnation, self.from_xact, self.to_xact, moment, self.rows]
        return json.dumps([*said, self.digest.hex(), self.previous.hex()]).encode()


COLUMNS = "number, incarnation, from_xact, to_xact, sealed_at, rows, digest, previous, key_id, mac"


def seal_of(row: tuple[Any, ...]) -> Seal:
    """The seal from the columns named in COLUMNS."""
    number, incarnation, from_xact, to_xact, sealed_at, rows, digest, previous, key_id, mac = row
    return Seal(
        number=number,
        incarnation=incarnation,
        from_xact=from_xact,
        to_xact=to_xact,
        sealed_at=sealed_at,
        rows=rows,
        digest=bytes(digest),
        previous=bytes(previous),
        key_id=key_id,
        mac=None if mac is None else bytes(mac),
    )


def seal_keys() -> dict[str, bytes]:
    """Keys by their id, the first of which signs: those of the installation, then those derived from its hash keys."""
    derived = [hmac.new(key, DERIVED, hashlib.sha256).digest() for key in settings.HASH_KEYS.values()]
    own = settings.SEAL_KEYS
    return {**own, **{_fingerprint(key): key for key in derived}}


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"id" + key).hexdigest()[:8]


def signature(seal: Seal, key: bytes) -> bytes:
    return hmac.new(key, seal.signed_text(), hashlib.sha256).digest()


def seal_read_log() -> int:
    """Every row of the read log whose transaction has ended is under a seal; returns how many rows were sealed now.

    Two sealers wait for each other; a row is under one seal only.
    """
    sealed = 0
    while seal := _seal_next():
        sealed += seal.rows
    return sealed


@transaction.atomic
def _seal_next() -> Seal | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM accounts_seal_read_log(%s)", [MOST_ROWS])
        found = cursor.fetchone()
        if found is None:
            return None
        seal = seal_of(found)
        key_id, key = next(iter(seal_keys().items()))
        mac = signature(seal, key)
        cursor.execute("SELECT accounts_sign_read_seal(%s, %s, %s)", [seal.number, key_id, mac])
    log.info("read_log_sealed", seal=seal.number, rows=seal.rows, digest=seal.digest.hex(), signature=mac.hex())
    return seal
