"""Which keys the data needs, which of them this installation holds, and whether they open what they should."""

from typing import Any

from django.conf import settings

from config.kernel.encryption import Undecipherable, decrypt, fingerprint
from desk.operations.ciphers import CIPHERED, Ciphered
from desk.operations.contents import tables
from desk.operations.manifest import Manifest, held_fingerprints
from desk.operations.postgres import Line, Trouble, query

SAMPLE = 200


def missing(told: Manifest) -> list[str]:
    """A sentence for each key that made something in the backup and is not held here, or is held wrongly."""
    return [*missing_field_keys(told.keys, told.fingerprints), *missing_hash_keys(told.hash_keys)]


def missing_field_keys(used: dict[str, int], fingerprints: dict[str, str]) -> list[str]:
    held = held_fingerprints()
    found = []
    for key_id, count in sorted(used.items()):
        if key_id not in held:
            found.append(f"The field key {key_id}, which encrypted {count:,} values, is not among TASMA_FIELD_KEYS.")
        elif fingerprints.get(key_id, held[key_id]) != held[key_id]:
            found.append(f"The field key {key_id} is another key than the one of that name that encrypted the values.")
    return found


def missing_hash_keys(used: dict[str, dict[str, int]]) -> list[str]:
    """Hashes that none of our keys made; a value that has one under a key of ours can still be found."""
    held = {slot: fingerprint(key).hex() for slot, key in settings.HASH_KEYS.items()}
    strange = {slot: made for slot, made in used.items() if set(made) - {held.get(slot)}}
    if not strange or any(set(used.get(slot, {})) == {mark} for slot, mark in held.items()):
        return []
    return [
        f"Look-up hashes of slot {slot} ({sum(made.values()):,}) were made with a key that is not held here: "
        f"see {'TASMA_HASH_KEY' if slot == '1' else 'TASMA_HASH_KEY_SECOND'}."
        for slot, made in sorted(strange.items())
    ]


def prove_readable(line: Line) -> str:
    """Values of every encrypted column, and of every key in it, open; raises Trouble at the first that does not."""
    present, opened = set(tables(line)), 0
    for ciphered in (one for one in CIPHERED if one.table in present):
        for row in _sample(line, ciphered):
            cipher, bound = row[0], row[1:]
            try:
                decrypt(bytes(cipher), place=ciphered.place(bound))
            except Undecipherable:
                raise Trouble(
                    f"A value of {ciphered.table} does not open with the keys held here: wrong key or altered data. "
                    "Nothing is shown in its stead."
                ) from None
            opened += 1
    return f"{opened:,} encrypted values were tried, of every column and key, and all open with the keys held here."


def _sample(line: Line, ciphered: Ciphered) -> list[tuple[Any, ...]]:
    """Some ciphers of each key, each with what it is bound to."""
    chosen = [f"{column} AS c{place}" for place, column in enumerate((ciphered.bytes_of, *ciphered.bound))]
    names = [f"c{place}" for place in range(len(chosen))]
    return query(
        line,
        f"SELECT {', '.join(names)} FROM (SELECT {', '.join(chosen)},"
        f" row_number() OVER (PARTITION BY {ciphered.key_id_of}) AS place"
        f' FROM "{ciphered.table}" WHERE {ciphered.bytes_of} IS NOT NULL) AS found WHERE place <= {SAMPLE}',
    )
