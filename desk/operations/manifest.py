"""The manifest of a backup: what is in it, so that a restore can be proved; no secret and nothing of a person."""

import hashlib
import hmac
import json
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from django.conf import settings

from config.kernel.encryption import fingerprint
from desk.operations.contents import Content
from desk.operations.postgres import Line, Trouble, query

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"


@dataclass(frozen=True)
class Manifest:
    """`keys` and `hash_keys` count what each key made; `fingerprints` tell the right key from a wrong one."""

    made_at: str
    product: str
    postgres: int
    migrations: list[str]
    tables: dict[str, Content]
    sequences: dict[str, int]
    protections: dict[str, str]
    keys: dict[str, int]
    hash_keys: dict[str, dict[str, int]]
    fingerprints: dict[str, str]
    encrypted: bool
    size: int
    sha256: str
    format: int = FORMAT


def product_version() -> str:
    text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def applied_migrations(line: Line) -> list[str]:
    return [f"{app}.{name}" for app, name in query(line, "SELECT app, name FROM django_migrations ORDER BY 1, 2")]


def held_fingerprints() -> dict[str, str]:
    """The fingerprint of each field key that this installation holds, by its id."""
    return {key_id: fingerprint(key).hex() for key_id, key in settings.FIELD_KEYS.items()}


def write(manifest: Manifest, folder: Path) -> None:
    told = asdict(manifest)
    text = json.dumps({"manifest": told, **_seals(told)}, indent=1, sort_keys=True, ensure_ascii=False)
    path = folder / NAME
    path.touch(mode=0o600)
    path.write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest as it was written; raises Trouble when it is missing, altered, or of a format we do not know."""
    try:
        kept = json.loads((folder / NAME).read_text(encoding="utf-8"))
        told = kept["manifest"]
    except FileNotFoundError:
        raise Trouble(f"{folder} is no backup: it has no {NAME}.") from None
    except (ValueError, KeyError, TypeError):
        raise Trouble(f"The {NAME} of the backup cannot be read: it was altered or cut.") from None
    if told.get("format") != FORMAT:
        raise Trouble(f"The backup has format {told.get('format')} and this version reads format {FORMAT}.")
    _check_seals(kept, told)
    told["tables"] = {name: Content(**content) for name, content in told["tables"].items()}
    return Manifest(**{one.name: told[one.name] for one in fields(Manifest)})


def _seals(told: dict[str, Any]) -> dict[str, str]:
    """A checksum against accidents, and with a backup key a signature against hands."""
    text = json.dumps(told, sort_keys=True).encode()
    checksum = hashlib.sha256(text).hexdigest()
    if settings.BACKUP_KEY is None:
        return {"checksum": checksum}
    return {"checksum": checksum, "signature": hmac.new(settings.BACKUP_KEY, b"manifest" + text, "sha256").hexdigest()}


def _check_seals(kept: dict[str, Any], told: dict[str, Any]) -> None:
    wanted = _seals(told)
    if kept.get("checksum") != wanted["checksum"]:
        raise Trouble(f"The {NAME} of the backup was altered: its checksum does not fit.")
    if told.get("encrypted") and "signature" not in wanted:
        raise Trouble("The backup is encrypted: set TASMA_BACKUP_KEY to the key that it was made with.")
    if "signature" in wanted and not hmac.compare_digest(str(kept.get("signature", "")), wanted["signature"]):
        raise Trouble(
            f"The signature of {NAME} does not fit TASMA_BACKUP_KEY: the backup was altered or made with another key, "
            "or without one (then unset TASMA_BACKUP_KEY, if you know where the backup comes from)."
        )
