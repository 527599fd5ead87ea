"""The product as a newcomer starts it, and a browser that complains about every error on a page."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.console import Console, console

ROOT = Path(__file__).resolve().parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic")
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 800}
PATIENCE = 60_000
LOOKS = 200

OTHER_AREA = "39"
OTHER_PROGRAMME = "TRE-1"
FORMS_PROGRAMME = "KOE-LOMAKE"
HEADER = "client_ref,unit,started_on,gender,birth_date,start_status,in_education,unemployed_months,isced,household"
FIRST_FILE = f"""{HEADER},ended_on,end_observed_on,end_in_education,shoe_size
TRE-0001,Tampere,2018-02-01,1,1985-03-04,11,0,7,3,1,,,,42
TRE-0002,Tampere,2018-03-01,2,1990-05-06,11,0,9,4,2,2018-09-01,2018-09-02,1,43
TRE-0003,Tampere,2018-03-01,2,2030-05-06,99,0,-1,4,2,,,,44
"""
PERSON = """
from accounts.context import acting
from accounts.models import Membership, User
with acting(areas=[41]):
    user = User.objects.create_user({email!r}, password={password!r}, name={name!r}, language="en")
    Membership.objects.create(user=user, area_id=41, role={role!r})
"""
# As the coordinator of the demo would take somebody in; the last of every list by name.
CLIENT = """
from accounts.context import acting
from accounts.models import User
from clients.enums.cases import CaseKind, CaseOrigin
from clients.services.intake import Opening, Person, Place, take_in
from django.utils import timezone
with acting(areas=[41]):
    user = User.objects.get(email="coordinator@demo.invalid")
    unit_id = user.memberships.get().unit_id
with acting(user=user, areas=[41]):
    client = take_in(
        actor=user,
        person=Person(last_name={name!r}, first_names="Öystein"),
        opening=Opening(kind=CaseKind.FULL, origin=CaseOrigin.OWN, opened_on=timezone.localdate()),
        place=Place(unit_id=unit_id),
    )
    print(client.pk)
"""

BEGUN = """
from accounts.context import acting
from accounts.models import User
from clients.enums.forms import FormKind
from clients.models import Client
from clients.selectors.participation_states import seen_now
from clients.services.participating.saving import save_form
from clients.services.participating.starting import correct_stay, start_participation
from datetime import date
from network.models import Programme, ProgrammeArea
with acting(areas=[41]):
    user = User.objects.get(email="coordinator@demo.invalid")
    programme, _made = Programme.objects.get_or_create(code={programme!r}, defaults={{"name_fi": "Lomakkeiden koe"}})
    ProgrammeArea.objects.get_or_create(programme=programme, area_id=41)
with acting(user=user, areas=[41], programmes=(programme.pk,)):
    made = start_participation(
        actor=user, client_id="{client}", programme_id=programme.pk, started_on=date(2025, 9, 1)
    )
    save_form(
        actor=user,
        participation_id=made.pk,
        kind=FormKind.START,
        seen=seen_now(made, FormKind.START),
        values={{"start_status": "11"}},
    )
    if {ended_on!r}:
        correct_stay(
            actor=user, participation_id=made.pk, version=made.version, unit_id=made.unit_id,
            first_started_on=made.started_on, started_on=made.started_on, ended_on=date.fromisoformat({ended_on!r}),
        )
    print(made.pk)
"""


@dataclass(frozen=True)
class Product:
    """The running demo: its address, its parts, and a way to run Python in it."""

    address: str
    environment: dict[str, str]
    links: dict[str, str]
    supervisor: int
    console: Console
    states: dict[str, Any] = field(default_factory=dict)

    def state_of(self, browser: Browser, who: str) -> Any:
        """Cookies of a person's own session; the coordinator's printed link is left to the newcomer."""
        if who not in self.states:
            with browser.new_context() as context:
                context.new_page().goto(self.signin_link(who))
                self.states[who] = context.storage_state()
        return self.states[who]

    def signin_link(self, who: str) -> str:
        return self.console.command("signin_link", f"{who}@demo.invalid")

    def make_person(self, email: str, *, name: str, role: str, password: str | None = None) -> None:
        """Somebody of the home area, with a password or not, and without a second factor."""
        self.console.run(PERSON.format(email=email, name=name, role=role, password=password))

    @contextlib.contextmanager
    def workers_paused(self) -> Iterator[None]:
        """Work that is asked for waits meanwhile."""
        group = next(pid for pid in children_of(self.supervisor) if b"celery" in command_line(pid))
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)


def children_of(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in listed.split()]


def command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """`make run` on a fresh machine: embedded services, demo, web, worker, beat and relay of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TASMA_", "DJANGO_"))}
    port = free_port()
    environment = {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "TASMA_VAR": str(tmp_path_factory.mktemp("product")),
        "TASMA_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "config.supervisor"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            links = read_links(process)
            with console(environment) as running:
                yield Product(f"http://localhost:{port}", environment, links, process.pid, running)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def read_links(process: subprocess.Popen[str]) -> dict[str, str]:
    links: dict[str, str] = {}
    seen: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        seen.append(line)
        if found := re.search(r"^\s+(coordinator|supervisor|administrator)\s+(http\S+)", line):
            links[found[1]] = found[2]
        if len(links) == 3:
            return links
    pytest.fail("The product did not start:\n" + "".join(seen))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all; it ends with the package, as the ORM of other tests cannot run inside its loop."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "No Chromium: make test installs it where it can."
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield running
        running.close()


class Complaints(list[str]):
    """What the pages of a test complained of."""

    def __init__(self, product: Product) -> None:
        super().__init__()
        self.product = product

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.append(str(error.error)))
        context.on("request", self.stay_home)

    def hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings, except that a page itself answers 4xx: that is for the test to judge."""
        own = message.page is not None and message.location["url"] == message.page.url
        refused = own and message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type in {"error", "warning"} and not refused:
            self.append(f"{message.location['url']}: {message.text}")

    def stay_home(self, request: Request) -> None:
        if not request.url.startswith((self.product.address, "data:", "blob:")):
            self.append(f"asks elsewhere: {request.url}")


@pytest.fixture
def new_context(product: Product, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts whose pages may not complain: no script error, no refused resource, no violation of the policy."""
    opened: list[BrowserContext] = []
    complaints = Complaints(product)

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**({"viewport": DESK, "locale": "en-GB", "base_url": product.address} | options))
        complaints.watch(context)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def signed_in(product: Product, browser: Browser, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page of somebody signed in, in English unless told otherwise."""

    def open_as(who: str, *, language: str = "en", **options: Any) -> Page:
        context = new_context(storage_state=product.state_of(browser, who), **options)
        speak(context, language)
        return context.new_page()

    return open_as


def speak(context: BrowserContext, language: str) -> None:
    """The language as its button in the header would have set it."""
    address = "http://localhost"
    context.add_cookies([{"name": "tasma_language", "value": language, "url": address}])


def choose_language(page: Page, language: str) -> None:
    page.locator(f"button[name=language][value={language}]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def open_dashboard(page: Page, code: str = "S20784") -> None:
    """The computed dashboard; whoever comes early waits for the run it shows."""
    page.goto(f"/programmes/{code}/")
    figures = page.locator("#key-figures")
    finished = page.locator("#run a:not([href*=runs])")
    expect(figures.or_(finished).first).to_be_visible(timeout=PATIENCE)
    if not figures.is_visible():
        finished.click()
    expect(figures).to_be_visible()


def tile(page: Page, label: str) -> Any:
    """The number of a tile."""
    name = page.get_by_text(label, exact=True)
    return page.locator(".tile").filter(has=name).locator(".tile-number, .tile-absent")


@pytest.fixture(scope="package")
def other_programme(product: Product, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A programme of another area: two people, a row that was refused, and one with values that were not read."""
    path = tmp_path_factory.mktemp("files") / "first.csv"
    path.write_text(FIRST_FILE)
    order = ("--programme", OTHER_PROGRAMME, "--area", OTHER_AREA, "--create-programme")
    product.console.command("import_participations", str(path), *order)
    return OTHER_PROGRAMME


@pytest.fixture
def own_client(product: Product, request: pytest.FixtureRequest) -> str:
    """The address of a client whom no other test touches, with an open case, served by the demo's coordinator."""
    name = "Ö" + re.sub(r"\W|_", "", request.node.name.removeprefix("test_"))[:40]
    return f"/clients/{product.console.run(CLIENT.format(name=name))}/"


@pytest.fixture
def taking_part(product: Product, own_client: str) -> Callable[..., str]:
    """Makes a participation that no other test touches, with its start form, and tells its address.

    It is in a programme of these tests, as the figures of the demo's are those published.
    """

    def begin(ended_on: str = "") -> str:
        piece = BEGUN.format(client=own_client.split("/")[2], ended_on=ended_on, programme=FORMS_PROGRAMME)
        return f"/participations/{product.console.run(piece).split()[-1]}/"

    return begin
