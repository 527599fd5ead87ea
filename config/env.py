"""Typed readers of the process environment: a missing or misspelt variable stops the start with a sentence."""

import base64
import binascii
import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "TASMA_"

KNOWN: dict[str, str] = {
    "TASMA_ALLOWED_HOSTS": "comma-separated host names this installation answers to",
    "TASMA_BACKUP_KEY": "base64 of the 32-byte key that encrypts backups; without it they are not encrypted",
    "TASMA_BASE_URL": "address people and machines use, for links in messages",
    "TASMA_BIND_HOST": "address the web server listens on",
    "TASMA_CLAMD": "socket path or host:port of clamd, which every uploaded file must pass; without it none is scanned",
    "TASMA_DEV_FAULT_POINT": "tests only: where a process kills itself",
    "TASMA_FIELD_KEYS": "id:base64 pairs of 32-byte keys, the first encrypts, all decrypt",
    "TASMA_HASH_KEY": "base64 of the 32-byte key of look-up hashes",
    "TASMA_HASH_KEY_SECOND": "the other key of look-up hashes: beside the first while keys are rotated, then alone",
    "TASMA_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "TASMA_MAIL_FROM": "address mails come from",
    "TASMA_METRICS_TOKEN": "token of at least 32 characters that `/metrics` asks for; without it there is no such page",
    "TASMA_PG_BIN": "directory of pg_dump and pg_restore, when neither the installed package nor PATH has them",
    "TASMA_POOLER": "transaction where PgBouncer in transaction mode stands before the database, else none",
    "TASMA_OIDC_CLIENT_ID": "name of this installation in the authority's directory",
    "TASMA_OIDC_CLIENT_SECRET": "secret of this installation in the authority's directory",
    "TASMA_OIDC_ISSUER": "address of the authority's directory (OpenID Connect), https://…",
    "TASMA_OIDC_NAME": "what the button to the directory says",
    "TASMA_REFERRAL_LINK_DAYS": "for how many days a partner's link opens a referral, 1 to 30; 14 unless told",
    "TASMA_PORT": "port of the web server",
    "TASMA_PROXIES": "number of trusted proxies in front, whose X-Forwarded-For tells the caller's address",
    "TASMA_PROCESS": "web in processes that serve pages; set by the program itself",
    "TASMA_SEAL_KEYS": "id:base64 pairs of keys of the read log's seals, the first signs; else made of the hash key",
    "TASMA_SECRET_KEY": "at least 50 random characters",
    "TASMA_SMTP_URL": "smtp://user:password@host:port (with a user always STARTTLS) or smtps://… of the mail server",
    "TASMA_VAR": "directory where the embedded services keep their data",
    "TASMA_WEBHOOK_HOSTS": "comma-separated host names that webhooks may be sent to; without it none is sent",
    "TASMA_WEB_WORKERS": "number of web processes",
    "DATABASE_URL": "postgresql://tasma_app:…@host/name",
    "DATABASE_OWNER_URL": "postgresql://tasma_owner:…@host/name",
    "BROKER_URL": "redis://, rediss://, redis+socket:// or amqp:// address of the broker",
    "TASMA_WILLING_FRESH_MONTHS": "for how many months a willing employer needs no confirming, 1 to 36; 6 unless told",
}


class BadEnvironment(SystemExit):
    """The process may not start; the argument is the sentence the operator reads."""


def refuse_unknown(environ: Mapping[str, str] = os.environ) -> None:
    """Stop the start when a variable looks like one of ours but is not."""
    for name in environ:
        if name in KNOWN:
            continue
        near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.88)
        if name.startswith(PREFIX) or near:
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadEnvironment(f"Environment variable {name} is not known.{hint}")


def text(name: str, *, default: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """The variable's text; without a default a missing one stops the start."""
    value = environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise BadEnvironment(f"Environment variable {name} is missing: {KNOWN[name]}.")
    return default


def number(name: str, *, default: int, low: int, high: int, environ: Mapping[str, str] = os.environ) -> int:
    """A whole number between `low` and `high`."""
    raw = text(name, default=str(default), environ=environ)
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
        raise BadEnvironment(f"Environment variable {name} must be a whole number from {low} to {high}, not “{raw}”.")
    return int(raw)


def choice(name: str, *, default: str, options: tuple[str, ...], environ: Mapping[str, str] = os.environ) -> str:
    """One of `options`."""
    raw = text(name, default=default, environ=environ)
    if raw not in options:
        raise BadEnvironment(f"Environment variable {name} must be one of {', '.join(options)}, not “{raw}”.")
    return raw


def names(name: str, *, default: str | None = None, environ: Mapping[str, str] = os.environ) -> list[str]:
    """A comma-separated list without empty items."""
    return [item.strip() for item in text(name, default=default, environ=environ).split(",") if item.strip()]


def directory(name: str, *, default: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """An absolute directory; it is made by whoever first writes there."""
    return Path(text(name, default=str(default), environ=environ)).absolute()


def secret_key(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """A signing key nobody could have guessed: long, varied and not a placeholder."""
    value = text(name, environ=environ)
    lowered = value.lower()
    if len(value) < 50 or len(set(value)) < 10 or any(word in lowered for word in ("change", "insecure", "default")):
        raise BadEnvironment(f"Environment variable {name} must hold at least 50 random characters, not a default.")
    return value


def _key(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32 or len(set(key)) < 8:
        raise BadEnvironment(f"Environment variable {name} must hold random 32-byte keys in base64.")
    return key


def key(name: str, *, environ: Mapping[str, str] = os.environ) -> bytes:
    """One random 32-byte key."""
    return _key(name, text(name, environ=environ))


def optional_key(name: str, *, environ: Mapping[str, str] = os.environ) -> bytes | None:
    """One random 32-byte key, or None when the variable is not set."""
    value = text(name, default="", environ=environ)
    return _key(name, value) if value else None


def optional_keys(name: str, *, environ: Mapping[str, str] = os.environ) -> dict[str, bytes]:
    """Keys by their id, none when the variable is not set."""
    return keys(name, environ=environ) if environ.get(name, "").strip() else {}


def optional_token(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """A token nobody could guess, or an empty text when the variable is not set."""
    value = text(name, default="", environ=environ)
    if value and (len(value) < 32 or len(set(value)) < 10):
        raise BadEnvironment(f"Environment variable {name} must hold at least 32 random characters.")
    return value


def hash_keys(*slots: str, environ: Mapping[str, str] = os.environ) -> dict[str, bytes]:
    """The keys of the variables that are set, by their slot `1`, `2`; at least one is, and no two are alike."""
    found = {str(slot): optional_key(name, environ=environ) for slot, name in enumerate(slots, 1)}
    held = {slot: one for slot, one in found.items() if one is not None}
    if not held:
        raise BadEnvironment(f"Environment variable {slots[0]} is missing: {KNOWN[slots[0]]}.")
    if len(set(held.values())) < len(held):
        raise BadEnvironment(f"{' and '.join(slots)} hold the same key.")
    return held


def keys(name: str, *, environ: Mapping[str, str] = os.environ) -> dict[str, bytes]:
    """Keys by their id, in the order given: the first one encrypts."""
    found: dict[str, bytes] = {}
    for pair in names(name, environ=environ):
        key_id, _, encoded = pair.partition(":")
        if not key_id.isalnum() or len(key_id) > 8:
            raise BadEnvironment(f"Environment variable {name} must hold pairs id:base64, the id at most 8 letters.")
        found[key_id] = _key(name, encoded)
    return found


def scanner(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """The path of a socket or host:port, or an empty text when the variable is not set."""
    value = text(name, default="", environ=environ)
    host, _, port = value.rpartition(":")
    if value and not value.startswith("/") and not (host and port.isascii() and port.isdigit()):
        raise BadEnvironment(f"Environment variable {name} must be the path of a socket or host:port, not “{value}”.")
    return value


def database(name: str, *, environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Django's connection settings from a postgresql:// address."""
    parts = urlsplit(text(name, environ=environ))
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/") or not parts.username:
        raise BadEnvironment(f"Environment variable {name} must look like {KNOWN[name]}.")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    options = {word: unquote(value) for word, value in query.items() if word != "host"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


@dataclass(frozen=True, kw_only=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    encrypted: bool  # from the first byte; otherwise a user makes STARTTLS a must


def mail_server(name: str, *, environ: Mapping[str, str] = os.environ) -> MailServer:
    """The server of an smtp:// or smtps:// address."""
    parts = urlsplit(text(name, environ=environ))
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadEnvironment(f"Environment variable {name} must look like {KNOWN[name]}.")
    encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if encrypted else 587 if parts.username else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encrypted=encrypted,
    )


def mail_address(name: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """One e-mail address, perhaps with a name before it."""
    value = text(name, environ=environ)
    if "@" not in parseaddr(value)[1] or "\n" in value:
        raise BadEnvironment(f"Environment variable {name} must be an e-mail address, not “{value}”.")
    return value
