"""The demo as `make run` starts it: real processes, one prepared directory for the module."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psutil
import pytest

from config.embedded import is_running
from tests.config.conftest import ROOT, Base, is_alive, kill, wait_until


class Demo:
    """One run of the supervisor."""

    def __init__(self, var, port):
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("TASMA_", "DATABASE_", "BROKER_"))
        }
        self.environment = kept | {
            "TASMA_VAR": str(var),
            "TASMA_PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        self.base = Base(Path(var) / "services")
        self.port = port
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def await_up(self):
        for line in self.process.stdout:
            self.said += line
            if "Stop with Ctrl-C" in line:
                return self
        raise AssertionError(self.said)

    def parts(self):
        """The processes of the demo by name."""
        names = {"gunicorn": "web", "celery": "worker", "beat": "beat", "relay": "relay"}
        found = {}
        for child in psutil.Process(self.process.pid).children():
            words = child.cmdline()
            found |= {name: child.pid for word, name in names.items() if word in words[1:4]}
        return found

    def everything(self):
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [*(child.pid for child in family), self.base.guardian, self.base.postmaster, self.base.valkey]

    def get(self, address):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("GET", address, headers={"Host": f"localhost:{self.port}"})
            return line.getresponse().status
        finally:
            line.close()

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        if not self.process.stdout.closed:
            self.said += self.process.communicate()[0]
        return self.process.wait()


def signed_in_page(link):
    """The status of the page that a browser ends on after following the link."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(link, timeout=60) as page:
        return 0 if page.url.endswith("/sign-in/") else page.status


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Place:
    """A directory in which at most one demo runs: made ready once, the later starts find it so."""

    def __init__(self, var):
        self.var = var
        self.now = None

    def running(self):
        if self.now is None or self.now.process.poll() is not None:
            self.now = Demo(self.var, free_port()).await_up()
        return self.now


@pytest.fixture(scope="module")
def place():
    parent = Path(tempfile.mkdtemp(prefix="tasma demo å "))
    made = Place(parent / "my var å")
    yield made
    if made.now is not None:
        made.now.end()
    Base(made.var / "services").remove()
    shutil.rmtree(parent)


@pytest.fixture
def demo(place):
    """A run that the test may end."""
    running = place.running()
    yield running
    running.end()


@pytest.fixture
def lasting_demo(place):
    """A run that the test leaves as it is, for the next one."""
    return place.running()


def test_demo_prints_its_address_and_a_link_for_each_of_three_people(lasting_demo):
    links = re.findall(r"^  (\w+) +(http://localhost:\S+)$", lasting_demo.said, re.MULTILINE)

    assert f"Täsmä is running on http://localhost:{lasting_demo.port}\n" in lasting_demo.said
    assert [person for person, _link in links] == ["coordinator", "supervisor", "administrator"]
    assert len({link for _person, link in links}) == 3
    assert [signed_in_page(link) for _person, link in links] == [200, 200, 200]
    assert sorted(lasting_demo.parts()) == ["beat", "relay", "web", "worker"]


def test_commands_work_beside_the_demo(lasting_demo):
    postmaster = lasting_demo.base.postmaster

    outcome = subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "--plan", "--database", "owner"],
        cwd=ROOT,
        env=lasting_demo.environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "[X]" in outcome.stdout
    assert "[ ]" not in outcome.stdout
    assert lasting_demo.base.postmaster == postmaster


def test_a_taken_port_is_named(lasting_demo, tmp_path):
    second = Demo(tmp_path, lasting_demo.port)

    assert second.process.wait() == 1
    second.end()
    assert f"Port {lasting_demo.port} is taken" in second.said
    assert "TASMA_PORT" in second.said


def test_ctrl_c_ends_everything(demo):
    family = demo.everything()

    demo.process.send_signal(signal.SIGINT)

    assert demo.process.wait() == 0
    wait_until(lambda: not any(map(is_alive, family)), what="every process is gone")


@pytest.mark.parametrize("part", ["web", "relay"])
def test_everything_ends_when_one_part_dies(demo, part):
    family = demo.everything()

    kill(demo.parts()[part])

    assert demo.process.wait() == 1
    demo.end()
    assert f"The {part} process ended with -9" in demo.said
    wait_until(lambda: not any(map(is_alive, family)), what="every process is gone")


def test_nothing_survives_a_killed_supervisor(demo):
    family = demo.everything()

    demo.process.kill()

    wait_until(lambda: not any(map(is_alive, family)), what="every process is gone")


def test_the_demo_goes_on_after_its_services_were_killed(lasting_demo):
    guardian = lasting_demo.base.guardian

    kill(guardian)

    wait_until(
        lambda: lasting_demo.base.guardian != guardian and is_running(lasting_demo.base.path), what="new services"
    )
    wait_until(lambda: lasting_demo.get("/health/ready") == 200, what="the demo is ready again")
    assert lasting_demo.process.poll() is None
