"""Real processes for the tests of the ledger: broker, workers, relays, beats; and ways to end them badly."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import redis
from django.db import connection

from accounts.context import acting
from config.embedded import valkey_binary
from config.services import dies_with_parent
from ledger.models import ChangeMarker, Job, Outbox
from ledger.services.jobs import start_job
from tests.ledger.sample.tasks import GATE

ROOT = Path(__file__).resolve().parent.parent.parent
AREA = 41
PATIENCE = 240.0
WORKER = ("-m", "celery", "-A", "config", "worker", "--pool", "prefork", "--concurrency", "1", "-l", "WARNING")
SPARE = ("--without-gossip", "--without-mingle")
RELAY = ("manage.py", "relay")
BEAT = ("manage.py", "beat", "--schedule", "tests.ledger.sample.schedule.SCHEDULE")


def wait_until(holds: Callable[[], object], *, what: str = "it") -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"{what} never came true"
        time.sleep(0.05)


class Broker:
    """A Valkey that keeps nothing on disk, so that stopping it loses everything."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "b.sock"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{quote(str(self.socket))}"

    def start(self) -> None:
        options = {"port": "0", "unixsocket": str(self.socket), "dir": str(self.folder), "save": "", "appendonly": "no"}
        command = [str(valkey_binary()), *(part for name, value in options.items() for part in (f"--{name}", value))]
        with (self.folder / "broker.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it takes no lock
                start_new_session=True,
            )
        wait_until(self.answers, what="the broker's answer")

    def answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket))

    def flush(self) -> None:
        with self.client() as client:
            client.flushall()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


class Stage:
    """The processes under test and what came of their work."""

    def __init__(self, *, environment: dict[str, str], broker: Broker, folder: Path) -> None:
        self.environment = {
            **environment,
            "DJANGO_SETTINGS_MODULE": "tests.ledger.live_settings",
            "BROKER_URL": broker.url,
            "CELERY_SKIP_CHECKS": "1",  # pages and URLs play no part here
        }
        self.broker = broker
        self.log = folder / "processes.log"
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str, fault: str = "") -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**self.environment, **({"TASMA_DEV_FAULT_POINT": fault} if fault else {})},
                stdout=log,
                stderr=log,
                preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it takes no lock
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def logged(self, event: str) -> int:
        """How many lines of the processes tell of the event."""
        return self.log.read_text(errors="replace").count(f'"{event}"')

    def worker(self, *, fault: str = "") -> subprocess.Popen[bytes]:
        return self.start(*WORKER, *SPARE, "-n", f"{uuid.uuid4().hex}@test", fault=fault)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9 of the process and its children."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process in self.running:
            self.running.remove(process)

    def end(self) -> None:
        for process in list(self.running):
            self.kill(process)

    def ask(self, task: str = "tests.count", *, actor: object = None) -> UUID:
        """A new job, whose effect is counted under its own subject."""
        subject = uuid.uuid4()
        with acting(areas=[AREA]):
            job = start_job(
                actor=actor, task=task, area_id=AREA, kind="count", run=uuid.uuid4(), params={"subject": subject}
            )
        return job.pk

    def job(self, job_id: UUID) -> Job:
        with acting(areas=[AREA]):
            return Job.objects.get(pk=job_id)

    def effects(self, job_id: UUID) -> int:
        """How often the work took effect."""
        subject = self.job(job_id).params["subject"]
        with acting(areas=[AREA]):
            return sum(ChangeMarker.objects.filter(subject_id=subject).values_list("current", flat=True))

    def wait_done(self, *job_ids: UUID) -> None:
        wanted = Outbox.objects.filter(pk__in=job_ids, done_at__isnull=False)
        wait_until(lambda: wanted.count() == len(job_ids), what="the end of the work")

    def wait_at_gate(self) -> int:
        """The database process of a worker that stands at the gate, its effect written and not committed."""
        found: list[int] = []
        wait_until(lambda: found.extend(at_gate()) or found, what="a worker at the gate")
        return found[0]


def at_gate() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [GATE])
        return [pid for (pid,) in cursor.fetchall()]
