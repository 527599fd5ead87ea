"""`make run`: the demo under one supervisor, which ends everything when one part ends or when it is told to stop.

The parts die with the supervisor, also when it is killed; the embedded services go when nobody holds a lease on them.
"""

import contextlib
import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config.embedded import ServicesUnavailable, is_running, lease
from config.services import dies_with_parent

ROOT = Path(__file__).resolve().parent.parent
BEAT = 0.2
WEB_PATIENCE = 60.0
STOP_PATIENCE = 25.0
RENEWALS = 5
LOG_LIMIT = 10_000_000
LOOPBACK = ("127.0.0.1", "::1")
ABSENT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


class CannotRun(RuntimeError):
    """The demo cannot start or go on; the message is a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Plan:
    """What the settings say about this run."""

    port: int
    hosts: tuple[str, ...]
    address: str
    web_workers: int
    var: Path
    services: Path

    @property
    def logs(self) -> Path:
        return self.var / "log"


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    supervisor = Supervisor()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, supervisor.hear)
    try:
        supervisor.go(_plan())
    except (CannotRun, ServicesUnavailable) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _plan() -> Plan:
    from django.conf import settings

    host: str = settings.BIND_HOST
    wanted = LOOPBACK if host == LOOPBACK[0] else (host,)
    return Plan(
        port=settings.PORT,
        hosts=tuple(each for each in wanted if _can_listen(each, settings.PORT, optional=each == LOOPBACK[1])),
        address=settings.BASE_URL,
        web_workers=settings.WEB_WORKERS,
        var=settings.VAR_DIR,
        services=settings.SERVICES_DIR,
    )


def _can_listen(host: str, port: int, *, optional: bool) -> bool:
    """False where this machine lacks an address it may lack; a taken port stops the start."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if optional and error.errno in ABSENT:
            return False
        if error.errno == errno.EADDRINUSE:
            raise CannotRun(
                f"Port {port} is taken by another program: end that, or choose another port, "
                f"as in `TASMA_PORT={port + 1} make run`."
            ) from error
        raise CannotRun(
            f"The web server cannot listen on {host}, port {port} ({error.strerror}): "
            "see TASMA_BIND_HOST and TASMA_PORT."
        ) from error
    return True


class Part:
    """One process of the demo, with a log file of its own; it gets SIGTERM when the supervisor is no more."""

    def __init__(self, *, name: str, command: list[str], log: Path) -> None:
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            self.process = spawn(command, stdout=output.fileno(), stderr=output.fileno())

    def last_words(self) -> str:
        return "\n".join(f"  {line}" for line in self.log.read_text(errors="replace").splitlines()[-12:])


def spawn(command: list[str], *, stdout: int, stderr: int | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=dies_with_parent(signal.SIGTERM),
    )


class Supervisor:
    """Starts the parts in order, and ends all of them together."""

    def __init__(self) -> None:
        self.told_to_stop = False
        self.parts: list[Part] = []
        self.renewals = 0

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """The first signal asks every part to stop, a second one makes it."""
        if self.told_to_stop:
            self._signal(signal.SIGKILL)
        self.told_to_stop = True

    def go(self, plan: Plan) -> None:
        """Returns when it was told to stop; raises when a part ended by itself."""
        with ExitStack() as services:
            print("Starting Täsmä …", file=sys.stderr, flush=True)
            services.enter_context(lease(plan.services))
            links = self._prepare()
            try:
                self._start(plan)
                self._await_web(plan)
                if not self.told_to_stop:
                    _announce(plan, links)
                self._watch(plan, services)
            finally:
                self._stop()

    def _prepare(self) -> dict[str, str]:
        """Database, files and demo people are ready; gives their sign-in links."""
        process = spawn(["-m", "config.preparation"], stdout=subprocess.PIPE, stderr=None)
        while process.poll() is None:
            if self.told_to_stop:
                process.terminate()
            time.sleep(BEAT / 4)
        said = process.stdout.read() if process.stdout else b""
        if self.told_to_stop:
            return {}
        if process.returncode:
            raise CannotRun("Täsmä could not be prepared; the reason stands above.")
        links: dict[str, str] = json.loads(said.splitlines()[-1])
        return links

    def _start(self, plan: Plan) -> None:
        for name, command in commands(plan).items():
            if not self.told_to_stop:
                self.parts.append(Part(name=name, command=command, log=plan.logs / f"{name}.log"))

    def _await_web(self, plan: Plan) -> None:
        deadline = time.monotonic() + WEB_PATIENCE
        while not self.told_to_stop and not _answers(plan):
            self._check_parts()
            if time.monotonic() > deadline:
                raise CannotRun(f"The web server did not answer in {WEB_PATIENCE:.0f} s; see {plan.logs / 'web.log'}.")
            time.sleep(BEAT)

    def _watch(self, plan: Plan, services: ExitStack) -> None:
        while not self.told_to_stop:
            self._check_parts()
            if not is_running(plan.services):
                self._renew(plan, services)
            time.sleep(BEAT)

    def _renew(self, plan: Plan, services: ExitStack) -> None:
        """The services run again after their guardian was killed; the parts find them at the same addresses."""
        self.renewals += 1
        if self.renewals > RENEWALS:
            raise CannotRun(f"The embedded services have ended {self.renewals} times; see {plan.services / 'log'}.")
        services.enter_context(lease(plan.services))

    def _check_parts(self) -> None:
        for part in self.parts:
            if part.process.poll() is not None:
                raise CannotRun(
                    f"The {part.name} process ended with {part.process.returncode}, so everything stops. "
                    f"The end of {part.log}:\n{part.last_words()}"
                )

    def _stop(self) -> None:
        """Every part has ended: asked first, and made to after a while."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE
        while self._living() and time.monotonic() < deadline:
            time.sleep(BEAT / 4)
        self._signal(signal.SIGKILL)
        for part in self._living():
            part.process.wait()

    def _living(self) -> list[Part]:
        return [part for part in self.parts if part.process.poll() is None]

    def _signal(self, number: signal.Signals) -> None:
        """To the part alone when asking, so that it ends its own children in order; to its whole group when killing."""
        for part in self._living():
            with contextlib.suppress(ProcessLookupError):
                if number == signal.SIGKILL:
                    os.killpg(part.process.pid, number)
                else:
                    os.kill(part.process.pid, number)


def commands(plan: Plan) -> dict[str, list[str]]:
    """The processes of an installation, each as arguments of Python."""
    binds = [
        part
        for host in plan.hosts
        for part in ("--bind", f"[{host}]:{plan.port}" if ":" in host else f"{host}:{plan.port}")
    ]
    return {
        "web": [
            *("-m", "gunicorn", "config.wsgi:application", *binds, "--workers", str(plan.web_workers)),
            *(
                "--worker-class",
                "gthread",
                "--threads",
                "6",
                "--timeout",
                "90",
                "--graceful-timeout",
                "20",
                "--no-control-socket",
            ),
        ],
        "worker": [
            "-m",
            "celery",
            "-A",
            "config",
            "worker",
            "--loglevel",
            "INFO",
            "--concurrency",
            "2",
            "--without-gossip",
            "--without-mingle",
        ],
        "beat": ["manage.py", "beat"],
        "relay": ["manage.py", "relay"],
    }


def _answers(plan: Plan) -> bool:
    line = http.client.HTTPConnection(plan.hosts[0], plan.port, timeout=10)
    try:
        line.request("GET", "/health/live", headers={"Host": f"localhost:{plan.port}"})
        return line.getresponse().status < 500
    except OSError:
        return False
    finally:
        line.close()


def _announce(plan: Plan, links: dict[str, str]) -> None:
    width = max(map(len, links), default=0)
    print(f"\nTäsmä is running on {plan.address}\n\nEach of these links signs one demo person in, once:")
    for person, link in links.items():
        print(f"  {person:<{width}}  {link}")
    print(f"\nLogs are in {plan.logs}. Stop with Ctrl-C.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
