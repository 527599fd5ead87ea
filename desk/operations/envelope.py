"""A file encrypted in pieces as it is written: AES-256-GCM, each piece bound to its number and to being the last.

So pieces cannot be altered, dropped, swapped or cut off at the end without the reading failing.
"""

import secrets
import struct
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desk.operations.postgres import Trouble

MAGIC = b"TASMA-BACKUP-1\n"
PIECE = 1 << 20
MORE, LAST = b"more", b"last"
BROKEN = "The backup does not open: it was altered or cut, or TASMA_BACKUP_KEY is not the key that it was made with."


def sealed(source: IO[bytes], key: bytes) -> Iterator[bytes]:
    """The encrypted file, piece by piece."""
    cipher, salt = AESGCM(key), secrets.token_bytes(8)
    yield MAGIC + salt
    number, piece = 0, source.read(PIECE)
    while True:
        following = source.read(PIECE)
        body = cipher.encrypt(_nonce(salt, number), piece, MORE if following else LAST)
        yield struct.pack(">I", len(body)) + body
        if not following:
            return
        number, piece = number + 1, following


def opened(source: IO[bytes], key: bytes) -> Iterator[bytes]:
    """What was encrypted; raises Trouble at the first piece that is not as it was written."""
    head = source.read(len(MAGIC) + 8)
    if head[: len(MAGIC)] != MAGIC:
        raise Trouble(BROKEN)
    cipher, salt, number = AESGCM(key), head[len(MAGIC) :], 0
    body = _body(source)
    while body is not None:
        following = _body(source)
        try:
            yield cipher.decrypt(_nonce(salt, number), body, LAST if following is None else MORE)
        except InvalidTag:
            raise Trouble(BROKEN) from None
        number, body = number + 1, following
    if number == 0:
        raise Trouble(BROKEN)


def _nonce(salt: bytes, number: int) -> bytes:
    return salt + struct.pack(">I", number)


def _body(source: IO[bytes]) -> bytes | None:
    length = source.read(4)
    if not length:
        return None
    body = source.read(struct.unpack(">I", length)[0]) if len(length) == 4 else b""
    return body or b"\0"
