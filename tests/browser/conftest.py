"""The product as a newcomer starts it, and a browser that complains about every error on a page."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests share one running product, so they go to one worker."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Product:
    """The running demo: its address, and a way to run its commands."""

    address: str
    environment: dict[str, str]
    links: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout

    def signin_link(self, who: str) -> str:
        return self.manage("signin_link", f"{who}@demo.invalid").strip().splitlines()[-1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
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
    process = subprocess.Popen(
        [sys.executable, "-m", "config.supervisor"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        links = read_links(process)
        yield Product(address=f"http://localhost:{port}", environment=environment, links=links)
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "No Chromium: make test installs it where it can."
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
        running = playwright.chromium.launch(executable_path=found, args=flags)
        yield running
        running.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts whose pages may not complain: no script error, no refused resource, no violation of the policy."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | options))
        context.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def signed_in(product: Product, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page of somebody signed in, in English unless told otherwise."""

    def open_as(who: str, *, language: str = "en", **options: Any) -> Page:
        page = new_context(**options).new_page()
        page.goto(product.signin_link(who))
        if language != "fi":
            choose_language(page, language)
        return page

    return open_as


def choose_language(page: Page, language: str) -> None:
    page.locator(f"button[name=language][value={language}]").first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == language
