"""Processes that hold a lease on embedded services, and what is known of the services from outside."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from config.embedded import endpoints, is_running, place_of

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 90.0
HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from config import embedded
{first}
with embedded.lease(Path(sys.argv[2]), fast={fast}):
    {inside}
    print("up", flush=True)
    sys.stdin.read()
"""


def wait_until(condition: Callable[[], object], *, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"not within {PATIENCE:.0f} s: {what}"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def kill(pid: int, number: signal.Signals = signal.SIGKILL) -> None:
    """To one process; 0 would mean all of ours."""
    assert pid > 1
    os.kill(pid, number)


def named_in(lock: Path) -> int:
    """The process that a lock file names; 0 while it names none."""
    line = lock.read_text().partition("\n")[0] if lock.exists() else ""
    return int(line or 0)


class Base:
    """One directory of embedded services, looked at from outside."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def connect(self, role: str = "tasma_owner") -> psycopg.Connection:
        return psycopg.connect(host=endpoints(self.path).pg_host, user=role, dbname="tasma", autocommit=True)

    def ask(self, question: str, role: str = "tasma_owner") -> list[tuple[object, ...]]:
        with self.connect(role) as line:
            answer = line.execute(question)
            return answer.fetchall() if answer.description else []

    @property
    def home(self) -> Path:
        place = place_of(self.path)
        return place.vault if (place.vault / "pg").exists() else place.base

    @property
    def guardian(self) -> int:
        return named_in(place_of(self.path).guardian_lock)

    @property
    def postmaster(self) -> int:
        return named_in(self.home / "postgresql.lock")

    @property
    def valkey(self) -> int:
        return named_in(self.home / "valkey.lock")

    def await_stop(self) -> None:
        """Nothing of the base runs any more."""
        pids = [self.guardian, self.postmaster, self.valkey]
        wait_until(lambda: not any(map(is_alive, pids)), what="guardian and services are gone")

    def remove(self) -> None:
        place = place_of(self.path)
        if is_running(self.path):
            kill(self.guardian, signal.SIGTERM)
            self.await_stop()
        for folder in (self.path, place.run, place.vault, place.vault.with_name(f"{place.vault.name}.left")):
            shutil.rmtree(folder, ignore_errors=True)


class Holder:
    """A process with a lease; it ends when told, or when killed."""

    def __init__(
        self,
        base: Path,
        *,
        fast: bool = True,
        first: str = "",
        inside: str = "",
        python: str = sys.executable,
        user: int | None = None,
        root: Path = ROOT,
        environment: dict[str, str] | None = None,
    ) -> None:
        dropped = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        self.process = subprocess.Popen(
            [python, "-I", "-c", HOLD.format(fast=fast, first=first, inside=inside), str(root), str(base)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=environment,
            **dropped,
        )

    def await_up(self) -> "Holder":
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        said = self.process.stdout.readline()
        assert said == "up\n", self.process.stderr.read()
        return self

    def end(self) -> None:
        if self.process.poll() is None:
            with suppress(BrokenPipeError):
                self.process.communicate(timeout=PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def hold() -> Iterator[Callable[..., Holder]]:
    """Start processes with a lease; they end with the test."""
    held: list[Holder] = []

    def start(base: Base, **options: object) -> Holder:
        held.append(Holder(base.path, **options))  # type: ignore[arg-type]
        return held[-1]

    yield start
    for holder in held:
        holder.kill()


@pytest.fixture
def base() -> Iterator[Base]:
    """A fresh base whose path has a space and an å, below a directory that only its owner enters."""
    parent = Path(tempfile.mkdtemp(prefix="tasma test å "))
    fresh = Base(parent / "my dir å" / "services")
    yield fresh
    fresh.remove()
    shutil.rmtree(parent)


@pytest.fixture
def open_base() -> Iterator[Base]:
    """The same below a directory that everybody may pass."""
    parent = Path(tempfile.mkdtemp(prefix="tasma test å "))
    parent.chmod(0o755)
    fresh = Base(parent / "my dir å" / "services")
    yield fresh
    fresh.remove()
    shutil.rmtree(parent)
