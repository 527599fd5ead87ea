"""A real installation: gunicorn under the settings of production, as behind a proxy that ends TLS."""

import base64
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client

from accounts.context import acting, set_context
from accounts.models import User
from clients.enums import ImportState
from clients.models import ImportBatch, Participation
from config.embedded import Endpoints
from reporting.services.computing import compute_area
from tests.conftest import clone, drop, maintenance, use_database
from tests.factories.accounts import HOME_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows
from tests.security.test_configuration import real

ROOT = Path(__file__).resolve().parents[3]
HOST = "tasma.example.org"
PATIENCE = 60.0


@dataclass
class Response:
    """An answer, its headers by lower-case name; cookies are apart, as there may be several."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes


@dataclass
class Installation:
    """Where the web server listens, what is in its database, and the cookies of a supervisor's visit."""

    port: int
    supervisor: User
    participation: Any
    batch: Any
    session: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, *, method: str = "GET", cookies: dict[str, str] | None = None, body: str = "", **headers: str
    ) -> Response:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Language": "en", **headers}
        if cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        line.request(method, path, body=body or None, headers=sent)
        answer = line.getresponse()
        found = [(name.lower(), value) for name, value in answer.getheaders()]
        given = [value for name, value in found if name == "set-cookie"]
        response = Response(answer.status, dict(found), given, answer.read())
        line.close()
        return response

    def signed_in(self) -> dict[str, str]:
        """The cookies of a supervisor who gave a second factor just now."""
        if not self.session:
            browser = Client()
            with transaction.atomic():
                set_context(user=self.supervisor.pk)
                browser.force_login(self.supervisor)
                fresh_second_factor(browser, self.supervisor)
            self.session["__Host-tasma_session"] = browser.session.session_key or ""
            visited = self.ask("/programmes/", cookies=self.session)
            for text in visited.cookies:
                self.session |= {name: one.value for name, one in SimpleCookie(text).items()}
        return self.session


@pytest.fixture(scope="package")
def installation(
    services: Endpoints,
    template: str,
    worker_database: str,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    name = f"tasma_prod_{os.getpid()}"
    clone(services, template, name)
    use_database(services, name)
    environment = _environment(services, name, tmp_path_factory.mktemp("installation"))
    with django_db_blocker.unblock():
        with acting(areas=range(1, 47)):
            made = _fill()
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            check=True,
        )
        with _serving(environment) as port:
            yield Installation(port, **made)
        for alias in ("default", "owner"):
            connections[alias].close()
    use_database(services, worker_database)
    with maintenance(services) as admin:
        drop(admin, name)


def _environment(services: Endpoints, name: str, var: Path) -> dict[str, str]:
    """As an operator sets it; the keys are this process's, so that it can make sessions."""
    host = quote(services.pg_host, safe="")
    return {
        **real(),
        "DATABASE_URL": f"postgresql://tasma_app@/{name}?host={host}",
        "DATABASE_OWNER_URL": f"postgresql://tasma_owner@/{name}?host={host}",
        "BROKER_URL": f"{services.broker_url}?virtual_host=14",
        "TASMA_ALLOWED_HOSTS": HOST,
        "TASMA_BASE_URL": f"https://{HOST}",
        "TASMA_SECRET_KEY": settings.SECRET_KEY,
        "TASMA_FIELD_KEYS": ",".join(
            f"{name}:{base64.b64encode(key).decode()}" for name, key in settings.FIELD_KEYS.items()
        ),
        "TASMA_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "tests.security.headers.failing_settings",
    }


def _fill() -> dict[str, Any]:
    programme = ProgrammeFactory(code="S20784")
    load_rows(random_rows(7, 40), programme=programme, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    batch = ImportBatch.objects.create(
        area_id=HOME_AREA,
        programme=programme,
        file_name="spring.csv",
        state=ImportState.IMPORTED,
        report={"rows": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 0, "errors": 0, "notes": 0},
    )
    first = Participation.objects.filter(area_id=HOME_AREA).first()
    return {"supervisor": member(area=HOME_AREA), "participation": first and first.pk, "batch": batch.pk}


class _serving:  # noqa: N801 - used as a function
    """The web server as the image starts it, with one process."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.log = Path(environment["TASMA_VAR"]) / "web.log"

    def __enter__(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        arguments = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "gthread", "--threads", "4"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "config.wsgi:application", *arguments, "--no-control-socket"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait(port)
        return port

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                assert self.process.poll() is None, f"the web server ended: {self.log.read_text()}"
                assert time.monotonic() < deadline, "the web server does not answer"
                time.sleep(0.1)
            else:
                return

    def __exit__(self, *_error: object) -> None:
        connection.close()
        self.process.terminate()
        self.process.wait(timeout=30)
