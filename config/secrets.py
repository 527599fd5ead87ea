"""Secrets of a demo installation: random, made once, readable by their owner only."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

HASH_SLOTS = (("1", "hash_key"), ("2", "hash_key_second"))


@dataclass(frozen=True)
class Secrets:
    secret_key: str
    field_keys: dict[str, bytes]
    hash_keys: dict[str, bytes]


def local_secrets(path: Path) -> Secrets:
    """The secrets kept in `path`; made there (mode 0600) when absent, by whichever process comes first."""
    if not path.exists():
        _make(path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Secrets(
        secret_key=kept["secret_key"],
        field_keys={key_id: base64.b64decode(key) for key_id, key in kept["field_keys"].items()},
        hash_keys={slot: base64.b64decode(kept[name]) for slot, name in HASH_SLOTS if name in kept},
    )


def _make(path: Path) -> None:
    def random_key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    made = {"secret_key": secrets.token_urlsafe(64), "field_keys": {"k1": random_key()}, "hash_key": random_key()}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(made, file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
