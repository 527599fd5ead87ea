"""Encryption of single values: AES-256-GCM with a key id, bound to their place; keyed look-up hashes."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class Undecipherable(Exception):
    """The value was not written here by a key we hold, or somebody altered it."""


def encrypt(value: bytes, *, place: str) -> bytes:
    """The value as `id ":" nonce ciphertext`, readable only with our key and for the same `place`."""
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    return key_id.encode() + b":" + nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def decrypt(stored: bytes, *, place: str) -> bytes:
    """What `encrypt` was given; raises Undecipherable for anything else."""
    key_id, colon, rest = bytes(stored).partition(b":")
    key = settings.FIELD_KEYS.get(key_id.decode("ascii", "replace"))
    if not colon or key is None:
        raise Undecipherable(place)
    try:
        return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise Undecipherable(place) from error


def lookup_hash(value: str, *, place: str) -> bytes:
    """HMAC-SHA-256 of the value under the hash key: equal values of a place have equal hashes, no more is told."""
    return hmac.new(settings.HASH_KEY, f"{place}\0{value}".encode(), hashlib.sha256).digest()


def token_hash(token: str) -> bytes:
    """SHA-256 of a random token; enough, as the token cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()
