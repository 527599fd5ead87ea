"""Backing up: one file of pg_dump and its manifest, of one snapshot, in a folder that appears only when it is whole."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psycopg
from django.conf import settings

from desk.operations import manifest as manifests
from desk.operations.contents import Content, Say, contents, hash_keys, key_ids, protections, say_nothing, sequences
from desk.operations.envelope import PIECE, sealed
from desk.operations.manifest import DUMP, Manifest
from desk.operations.postgres import Line, Trouble, check_version, connect, make_plain, query, start
from ledger.services.signs import show_life


def back_up(*, to: Path, say: Say = say_nothing) -> Path:
    """A new folder below `to` holds the whole database as it was at one moment; returns the folder.

    Nothing is overwritten. A run that fails or is killed leaves no folder that looks like a backup.
    """
    made_at = datetime.now(UTC)
    folder = to / f"tasma-{made_at:%Y%m%dT%H%M%SZ}"
    half = to / f".half-{folder.name}-{os.getpid()}"
    if folder.exists():
        raise Trouble(f"There is a backup {folder} already; it is not overwritten.")
    _make(half)
    try:
        _fill(half, made_at, say)
        half.rename(folder)
    except OSError as error:
        raise Trouble(f"The backup cannot be written to {to}: {error.strerror}.") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    _keep_name(to)
    show_life("backup", using="owner")
    return folder


def _make(half: Path) -> None:
    try:
        half.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half.mkdir(mode=0o700)
    except OSError as error:
        raise Trouble(f"The backup cannot be written to {half.parent}: {error.strerror}.") from error


def _fill(half: Path, made_at: datetime, say: Say) -> None:
    with connect("owner") as line:
        check_version(line, "pg_dump")
        line.isolation_level, line.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        make_plain(line)
        snapshot = str(query(line, "SELECT pg_export_snapshot()")[0][0])
        say("One snapshot of the database is held; dumping and counting from it.")
        with ThreadPoolExecutor(1, "counting") as beside:
            counted = beside.submit(_look, line, say)
            size, checksum = _dump(half / DUMP, snapshot)
            say(f"The dump has {size:,} bytes.")
            made = counted.result()
        told = Manifest(
            made_at=made_at.isoformat(timespec="seconds"),
            product=manifests.product_version(),
            postgres=line.info.server_version,
            fingerprints=manifests.held_fingerprints(),
            encrypted=settings.BACKUP_KEY is not None,
            size=size,
            sha256=checksum,
            **made,  # type: ignore[arg-type]
        )
    manifests.write(told, half)


def _look(line: Line, say: Say) -> dict[str, dict[str, Content] | object]:
    return {
        "migrations": manifests.applied_migrations(line),
        "protections": protections(line),
        "sequences": sequences(line),
        "keys": key_ids(line),
        "hash_keys": hash_keys(line),
        "tables": contents(line, say=say),
    }


def _dump(path: Path, snapshot: str) -> tuple[int, str]:
    """The file is on disk, readable by us alone; gives its size and checksum."""
    arguments = ["pg_dump", "--format=custom", "--compress=gzip:1", "--no-owner"]
    with start([*arguments, f"--snapshot={snapshot}"], stdout=-1, stderr=-1) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        with ThreadPoolExecutor(1, "listening") as beside:
            said = beside.submit(process.stderr.read)
            try:
                size, checksum = _write(path, _pieces(process.stdout))
            finally:
                process.stdout.close()
                code, words = process.wait(), said.result()
    if code:
        raise Trouble(f"pg_dump ended with {code}: {_last(words)}")
    return size, checksum


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    if settings.BACKUP_KEY is not None:
        return sealed(source, settings.BACKUP_KEY)
    return iter(lambda: source.read(PIECE), b"")


def _write(path: Path, pieces: Iterator[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _last(words: bytes) -> str:
    """The first line of what a program of PostgreSQL said; later ones may quote rows."""
    lines = words.decode(errors="replace").strip().splitlines()
    return lines[0][:200] if lines else "it said nothing"


def _keep_name(folder: Path) -> None:
    """The new name survives a power cut."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
