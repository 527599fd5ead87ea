"""Restoring: nothing is touched before the backup is proved whole, nothing called restored before that is proved."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import errors, sql

from accounts.services.verifying import verify_read_log
from config.kernel.rls import APP_LOGIN
from desk.operations import keys
from desk.operations import manifest as manifests
from desk.operations.contents import Say, contents, protections, say_nothing, sequences, tables
from desk.operations.envelope import opened
from desk.operations.manifest import DUMP, Manifest
from desk.operations.postgres import Line, Trouble, check_version, connect, make_plain, parameters, query, start

JOBS = "2"
RESTORED = "restored"


@dataclass(frozen=True)
class Restored:
    """What was proved of the restored database, in sentences."""

    database: str
    tables: int
    rows: int
    proofs: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def restore(*, folder: Path, database: str = "", without_keys: bool = False, say: Say = say_nothing) -> Restored:
    """The database (a new one of this name, or the installation's own, empty one) is what the backup holds.

    A new database that turns out not to be what it should is dropped again. `without_keys` restores although keys are
    missing; what they encrypted then cannot be read.
    """
    told = manifests.read(folder)
    check_files(folder, told)
    warnings = _check_fit(told, without_keys=without_keys)
    say("The backup is whole, and this version and its keys fit it.")
    name = database or str(parameters("owner")["dbname"])
    is_new = _make_room(name) if database else _check_empty(name)
    try:
        with _plain_dump(folder, told) as dump:
            _load(dump, name)
        say("Loaded; now it is compared with the manifest.")
        return _prove(told, name, warnings, without_keys=without_keys, say=say)
    except BaseException:
        if is_new:
            drop(name)
        raise


def check_files(folder: Path, told: Manifest) -> None:
    """The dump is, byte for byte, what was written; raises Trouble otherwise."""
    path = folder / DUMP
    if not path.is_file():
        raise Trouble(f"The backup {folder} has no {DUMP}.")
    if path.stat().st_size != told.size:
        raise Trouble(
            f"{DUMP} has {path.stat().st_size:,} bytes and should have {told.size:,}: it was cut or added to."
        )
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != told.sha256:
            raise Trouble(f"{DUMP} was altered: its checksum does not fit the manifest. Take another backup.")


def _check_fit(told: Manifest, *, without_keys: bool) -> list[str]:
    unknown = set(told.migrations) - _known_migrations()
    if unknown:
        raise Trouble(
            f"The backup was made by a newer version ({told.product}) than this one ({manifests.product_version()}): "
            f"{len(unknown)} of its migrations are not known here, such as {min(unknown)}. Install that version first."
        )
    missing = keys.missing(told)
    if missing and not without_keys:
        raise Trouble(
            f"{' '.join(missing)} Put the keys back from where they are kept; nothing was restored. "
            "With --without-keys all else is restored, and what these keys encrypted stays closed."
        )
    return missing


def _known_migrations() -> set[str]:
    """Those of this version, and those that a squashed one stands for."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    squashed = {old for one in loader.disk_migrations.values() for old in one.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *squashed}}


def _check_empty(name: str) -> bool:
    with connect("owner") as line:
        held = tables(line)
    if held:
        raise Trouble(
            f"The database {name} is not empty ({len(held)} tables), and nothing in it is overwritten: "
            "name a new one with --database."
        )
    return False


def _make_room(name: str) -> bool:
    """A new, empty database that only our two logins enter."""
    with connect("owner", database="postgres", autocommit=True) as line:
        try:
            line.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except errors.DuplicateDatabase:
            raise Trouble(f"There is a database {name} already; name one that does not exist.") from None
        named = {"name": sql.Identifier(name), "app": sql.Identifier(APP_LOGIN)}
        line.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**named))
        line.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}").format(**named))
    return True


def drop(name: str) -> None:
    """The database that a restore made is gone."""
    with connect("owner", database="postgres", autocommit=True) as line:
        line.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _plain_dump(folder: Path, told: Manifest) -> Iterator[Path]:
    """The dump as pg_restore reads it; an encrypted one is opened beside the backup and removed again."""
    if not told.encrypted:
        yield folder / DUMP
        return
    assert settings.BACKUP_KEY is not None
    beside = Path(tempfile.mkdtemp(prefix=".open-", dir=folder.parent))
    try:
        target = beside / DUMP
        with (
            (folder / DUMP).open("rb") as source,
            os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out,
        ):
            for piece in opened(source, settings.BACKUP_KEY):
                out.write(piece)
        yield target
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _load(dump: Path, name: str) -> None:
    with connect("owner", database=name) as line:
        check_version(line, "pg_restore")
    arguments = ["pg_restore", "--exit-on-error", "--no-owner", f"--jobs={JOBS}", f"--dbname={name}", str(dump)]
    process = start(arguments, database=name, stdout=-3, stderr=-1)
    _out, said = process.communicate()
    if process.returncode:
        first = said.decode(errors="replace").strip().splitlines()[:1]
        raise Trouble(f"pg_restore ended with {process.returncode}: {first[0][:200] if first else 'it said nothing'}")
    with connect("owner", database=name, autocommit=True) as line:
        line.execute("ANALYZE")


def _prove(told: Manifest, name: str, warnings: list[str], *, without_keys: bool, say: Say) -> Restored:
    with connect("owner", database=name) as line:
        make_plain(line)
        proofs = [
            _prove_contents(told, line, say),
            _prove_sequences(told, line),
            _prove_protections(told, line),
            *([] if without_keys else [keys.prove_readable(line)]),
        ]
    proofs.append(prove_canary(told, name))
    troubles = _troubles_of_read_log(name)
    if not troubles:
        proofs.append("Every seal of the read log fits its rows.")
    rows = sum(content.rows for content in told.tables.values())
    return Restored(name, len(told.tables), rows, proofs, [*warnings, *troubles])


def _prove_contents(told: Manifest, line: Line, say: Say) -> str:
    found = contents(line, say=say)
    wrong = sorted(name for name in {*found, *told.tables} if found.get(name) != told.tables.get(name))
    if wrong:
        raise Trouble(f"{len(wrong)} tables do not hold what was backed up, such as {wrong[0]}.")
    return "Every table has the rows, and the content, of the moment of the backup."


def _prove_sequences(told: Manifest, line: Line) -> str:
    found = sequences(line)
    behind = sorted(name for name, value in told.sequences.items() if found.get(name, 0) < value)
    if behind:
        raise Trouble(f"The sequence {behind[0]} would give numbers again that were given before the backup.")
    return "No sequence gives a number twice."


def _prove_protections(told: Manifest, line: Line) -> str:
    found = protections(line)
    wrong = sorted(kind for kind in {*found, *told.protections} if found.get(kind) != told.protections.get(kind))
    if wrong:
        raise Trouble(f"These are not as they were backed up: {', '.join(wrong)}. Do not use the database.")
    forced = query(
        line,
        "SELECT count(*) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relforcerowsecurity",
    )[0][0]
    if not forced:
        raise Trouble("No table has row-level security. Do not use the database.")
    return f"Row-level security is forced on {forced} tables; policies, grants, triggers and constraints are all there."


def prove_canary(told: Manifest, name: str) -> str:
    """The application's login, with no context, sees not one row of a protected table."""
    with connect("owner", database=name) as owner, connect("default", database=name) as app:
        protected = query(
            owner,
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity"
            " AND has_table_privilege(%s, oid, 'SELECT') AND relkind = 'r'",
            [APP_LOGIN],
        )
        seen = [table for (table,) in protected if _sees_rows(app, table)]
        wanted = sum(told.tables[table].rows for (table,) in protected)
    if seen:
        raise Trouble(f"The application's login sees rows of {seen[0]} without a context. Do not use the database.")
    return f"The application's login without a context sees none of {wanted:,} protected rows."


def _sees_rows(app: Line, table: str) -> bool:
    """Rows that have an area column but no area in it are shared by all areas, such as shipped question sets."""
    owned = "jsonb_exists(to_jsonb(seen), 'area_id') IS NOT TRUE OR to_jsonb(seen) ->> 'area_id' IS NOT NULL"
    asked = sql.SQL("SELECT EXISTS (SELECT 1 FROM {} AS seen WHERE " + owned + ")").format(sql.Identifier(table))
    row = app.execute(asked).fetchone()
    return bool(row and row[0])


def _troubles_of_read_log(name: str) -> list[str]:
    """What the verifier of the read log says of the restored database."""
    connections.databases[RESTORED] = {**connections.databases["owner"], "NAME": name}
    try:
        return [f"The read log: {sentence}" for sentence in verify_read_log(using=RESTORED)]
    finally:
        connections[RESTORED].close()
        del connections[RESTORED], connections.databases[RESTORED]
