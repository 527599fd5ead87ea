"""Take the pictures of the README and the user guide: start the demo on its own, sign in, look at each page.

Run from the project: `.venv/bin/python scripts/screenshots.py [NAME …]`. Needs Chromium and the packages of dev.lock.
The demo lives in a temporary folder and is gone afterwards; its people are synthetic.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]
PROGRAMME = "/programmes/S20784/"
MOVED = f"{PROGRAMME}people/?indicator=A17&part=moved_in&period=all"
HEADER = "client_ref,unit,started_on,gender,birth_date,start_status,in_education,unemployed_months,isced,household"
CSV = f"""{HEADER},shoe_size
NEW-0001,Espoo,2018-02-01,1,1985-03-04,11,0,7,3,1,42
NEW-0002,Espoo,1.3.2018,2,1990-05-06,11,0,9,4,2,43
NEW-0003,Espoo,2018-03-01,2,2030-05-06,99,0,-1,4,2,44
NEW-0004,Espoo,2018-03-15,1,1979-11-12,32,0,,2,1,38
"""


class Demo:
    """The running demo: its address, its links, and its worker, which can be made to wait."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address
        self.links: dict[str, str] = {}
        for line in process.stdout or ():
            print(f"  {line.rstrip()}")
            found = re.match(r"\s+(\w[\w ]*?)\s{2,}(http\S+/sign-in/\S+)", line)
            if found:
                self.links[found[1]] = found[2]
            if "Ctrl-C" in line:
                return
        raise SystemExit("The demo did not start.")

    def link(self, who: str) -> str:
        return next(link for name, link in self.links.items() if who in name.lower())

    @contextlib.contextmanager
    def worker_waits(self) -> Iterator[None]:
        """Work that is asked for meanwhile stays in the queue."""
        children = (
            Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="utf-8").split()
        )
        group = next(int(pid) for pid in children if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes())
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)


@contextlib.contextmanager
def demo() -> Iterator[Demo]:
    with tempfile.TemporaryDirectory(prefix="tasma-pictures-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TASMA_", "DJANGO_"))}
        environment = {**inherited, "TASMA_VAR": folder, "TASMA_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "config.supervisor"]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            try:
                yield Demo(process, f"http://localhost:{port}")
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=60)


def dashboard(page: Page, _demo: Demo) -> None:
    computed(page)
    page.goto(PROGRAMME)
    settle(page)


def sign_in(page: Page, demo: Demo) -> None:
    other = page.context.browser.new_context(base_url=demo.address)  # type: ignore[union-attr]
    stranger = other.new_page()
    stranger.goto("/sign-in/")
    in_english(stranger)
    shoot(stranger, "sign-in", height=560)
    other.close()


def change(page: Page, _demo: Demo) -> None:
    page.goto(PROGRAMME)
    settle(page)
    page.locator("section[aria-labelledby=paired]").scroll_into_view_if_needed()
    page.locator("section[aria-labelledby=paired]").screenshot(path=IMAGES / "paired-change.png")


def people(page: Page, _demo: Demo) -> None:
    page.goto(MOVED)


def person(page: Page, _demo: Demo) -> None:
    page.goto(MOVED)
    page.locator("table tbody a").first.click()


def figures(page: Page, _demo: Demo) -> None:
    page.goto(f"{PROGRAMME}figures/?indicator=A15&by=gender")


def published(page: Page, _demo: Demo) -> None:
    page.goto(f"{PROGRAMME}published/")


def upload(page: Page, _demo: Demo) -> None:
    page.goto("/imports/new/")
    page.get_by_label("Programme").select_option(index=1)
    page.locator("input[type=file]").set_input_files(
        {"name": "spring.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    )
    page.get_by_label("Create the offices").check()
    shoot(page, "import-new")
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("button", name=re.compile("Import 3")).wait_for(timeout=60_000)


def problems(page: Page, _demo: Demo) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name="spring.csv").first.click()
    page.get_by_role("link", name=re.compile(r"Errors \(")).click()


def run(page: Page, demo: Demo) -> None:
    with demo.worker_waits():
        page.goto(PROGRAMME)
        page.get_by_role("button", name="Recompute").click()
        page.get_by_role("button", name="Cancel").wait_for()
        shoot(page, "run")


def api(page: Page, _demo: Demo) -> None:
    page.goto("/api/v1/docs/")
    page.get_by_text("/api/v1/values/").first.wait_for()


# Name of the picture → how to get there, and its height; None is a picture the function takes itself.
Pictures = dict[str, tuple[Callable[[Page, Demo], None], int | None]]
OF_NUMBERS: Pictures = {
    "sign-in": (sign_in, None),
    "dashboard": (dashboard, 1000),
    "paired-change": (change, None),
    "figures": (figures, 900),
    "people": (people, 900),
    "participation": (person, 900),
    "published": (published, 900),
    "import-check": (upload, 760),
    "import-errors": (problems, 700),
    "run": (run, None),
    "api": (api, 900),
}


def my_day(page: Page, _demo: Demo) -> None:
    page.goto("/my-day/")


def clients(page: Page, _demo: Demo) -> None:
    page.goto("/clients/")


def client(page: Page, _demo: Demo) -> None:
    page.goto("/clients/")
    page.locator("table tbody a").first.click()


def search(page: Page, _demo: Demo) -> None:
    page.goto("/my-day/")
    page.get_by_role("combobox").first.press_sequentially("demo")
    page.get_by_role("option").first.wait_for()


OF_CLIENT_WORK: Pictures = {
    "my-day": (my_day, 900),
    "clients": (clients, 900),
    "client": (client, 1000),
    "search": (search, 600),
}
TAKEN_BY: dict[str, Pictures] = {"supervisor": OF_NUMBERS, "coordinator": OF_CLIENT_WORK}


def computed(page: Page) -> None:
    """The demo's first computation has ended."""
    for _attempt in range(120):
        page.goto(PROGRAMME)
        if page.locator("[data-chart] svg").count():
            return
        page.wait_for_timeout(500)
    raise SystemExit("The demo's numbers were not computed in a minute.")


def in_english(page: Page) -> None:
    button = page.locator("button[name=language][value=en]").first
    if button.count():
        button.click()


def settle(page: Page) -> None:
    """Charts are drawn and still."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1200)


def shoot(page: Page, name: str, *, height: int = 800) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    settle(page)
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


def main(wanted: list[str]) -> int:
    """Every picture, or those named, is in docs/images; a page that answers with an error stops it."""
    chromium = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("Chromium is not installed.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for who, pictures in TAKEN_BY.items():
            context = browser.new_context(base_url=running.address, viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(running.link(who))
            in_english(page)
            for name, (reach, height) in pictures.items():
                if wanted and name not in wanted:
                    continue
                reach(page, running)
                if height is not None:
                    shoot(page, name, height=height)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
