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
    """The hash under the first hash key we hold; equal values of a place have equal hashes, no more is told."""
    return next(iter(lookup_hashes(value, place=place).values()))


def lookup_hashes(value: str, *, place: str) -> dict[str, bytes]:
    """The hash by the slot of its key: one, and two while the keys are rotated. Writers keep both, readers try both."""
    said, held = f"{place}\0{value}".encode(), settings.HASH_KEYS.items()
    return {slot: fingerprint(key) + hmac.new(key, said, hashlib.sha256).digest() for slot, key in held}


def fingerprint(key: bytes) -> bytes:
    """Four bytes that tell one key from another and nothing about either; every look-up hash begins with its key's."""
    return hmac.new(key, b"tasma key fingerprint", hashlib.sha256).digest()[:4]


def key_id_of(stored: bytes) -> str:
    """The id of the key that encrypted the value, whether we hold it or not."""
    return bytes(stored).partition(b":")[0].decode("ascii", "replace")


def token_hash(token: str) -> bytes:
    """SHA-256 of a random token; enough, as the token cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()
