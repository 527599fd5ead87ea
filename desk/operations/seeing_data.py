"""The data: keys that open it, seals that cover the read log."""

from datetime import UTC, datetime

from django.conf import settings

from accounts.services.sealing import seal_keys
from accounts.services.verifying import PATIENCE, UNSEALED
from desk.operations import keys
from desk.operations.contents import hash_keys, key_ids
from desk.operations.findings import Check, Findings, note, trouble, well
from desk.operations.postgres import connect, query
from desk.operations.rotation import unused_keys

BACK = "Put the key back from where it is kept; until then what it encrypted stays closed."


def field_keys() -> Findings:
    with connect("owner") as line:
        used, hashed = key_ids(line), hash_keys(line)
        missing = [*keys.missing_field_keys(used, {}), *keys.missing_hash_keys(hashed)]
        for sentence in missing:
            yield trouble("keys", sentence, BACK)
        if missing:
            return
        yield well("keys", keys.prove_readable(line))
        first = next(iter(settings.FIELD_KEYS))
        old = sum(count for key_id, count in used.items() if key_id != first)
        if old:
            yield note("keys", f"{old:,} values are under another key than the first, {first}.", "Run rotate_keys.")
        for name in unused_keys(line):
            yield note(
                "keys", f"Nothing needs this any more but older backups: {name}.", "Remove it from the settings."
            )


def read_log() -> Findings:
    with connect("owner") as line:
        ended, _late, _oldest = query(line, UNSEALED, [datetime.now(UTC) - PATIENCE])[0]
        signed = {str(key_id) for (key_id,) in query(line, "SELECT DISTINCT key_id FROM accounts_readseal")}
    if ended:
        yield trouble(
            "read log", f"{ended:,} rows of the read log are under no seal after five minutes.", "See beat and worker."
        )
    else:
        yield well("read log", "Every row of the read log is under a seal, or will be within minutes.")
    strange = signed - set(seal_keys()) - {""}
    if strange:
        yield trouble(
            "read log",
            f"Seals are signed with keys that are not held here ({', '.join(sorted(strange))}).",
            "Put them into TASMA_SEAL_KEYS; without them the read log cannot be verified.",
        )


DATA: tuple[tuple[str, Check], ...] = (("keys", field_keys), ("read log", read_log))
