"""The machine: settings, files, disk and clock."""

import json
import shutil
import socket
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks

from config.catalogues import stale_catalogues
from config.health import WELL, broker_state
from desk.operations.findings import Check, Findings, note, trouble, well
from desk.operations.postgres import connect, query

LEAST_SHARE, LEAST_BYTES = 0.1, 2 * 10**9
LARGEST_DRIFT = 2.0
MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def settings_state() -> Findings:
    if settings.DEMO:
        yield note(
            "settings", "These are the settings of the demo or of tests.", "Use config.settings.prod for real people."
        )
        return
    warned = checks.run_checks(include_deployment_checks=True)
    serious = [one for one in warned if one.level >= checks.WARNING and not one.is_silenced()]
    for one in serious:
        yield trouble(
            "settings", f"Django's deployment check says {one.id}.", "See the checks of Django by that number."
        )
    if not settings.BASE_URL.startswith("https://"):
        yield trouble("settings", "TASMA_BASE_URL is not an https address.", "Links in messages must be safe: mend it.")
    elif not serious:
        yield well("settings", "The settings are those of a real installation.")


def broker() -> Findings:
    state = broker_state()
    if state == WELL:
        yield well("broker", "The broker answers.")
    else:
        yield trouble("broker", f"The broker does not answer: {state}.", "Start it; asked-for work waits meanwhile.")


def disk() -> Findings:
    found = shutil.disk_usage(_existing(Path(settings.VAR_DIR)))
    free = f"{found.free / 10**9:.1f} GB ({100 * found.free / found.total:.0f} %)"
    if found.free < LEAST_BYTES or found.free / found.total < LEAST_SHARE:
        yield trouble("disk", f"Only {free} are free where TASMA_VAR is.", "Make room; a full disk stops the database.")
    else:
        yield well("disk", f"{free} are free where TASMA_VAR is.")


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def clock() -> Findings:
    with connect("owner", autocommit=True) as line:
        began = time.time()
        there = float(query(line, "SELECT extract(epoch FROM clock_timestamp())")[0][0])
        drift = abs(there - (began + time.time()) / 2)
    if drift > LARGEST_DRIFT:
        yield trouble(
            "clock",
            f"This machine's clock and the database's differ by {drift:.1f} s.",
            "Let both follow a time server: logs, sessions and codes of second factors depend on it.",
        )
    else:
        yield well("clock", f"The clocks agree; dates are those of {settings.TIME_ZONE}.")


def durability() -> Findings:
    with connect("owner", autocommit=True) as line:
        off = [name for name in MUST_BE_ON if query(line, f"SHOW {name}")[0][0] == "off"]
    if off:
        yield trouble(
            "durability", f"PostgreSQL runs with {', '.join(off)} off: a power cut loses data.", "Turn it on."
        )
    else:
        yield well("durability", "What PostgreSQL confirms is on disk.")


def catalogues() -> Findings:
    stale = stale_catalogues()
    if stale:
        yield trouble("translations", f"{len(stale)} catalogues are not compiled.", "Run compile_catalogues.")
    else:
        yield well("translations", "The translations are compiled.")


def static_files() -> Findings:
    listed = Path(settings.STATIC_ROOT) / "staticfiles.json"
    collected = json.loads(listed.read_text(encoding="utf-8"))["paths"] if listed.is_file() else {}
    missing = [name for finder in get_finders() for name, _storage in finder.list(None) if name not in collected]
    if missing:
        yield trouble("static files", f"{len(missing)} files of pages are not collected.", "Run collectstatic.")
    else:
        yield well("static files", "The styles, scripts and images are collected.")


def scanner() -> Findings:
    address: str = settings.CLAMD
    if not address:
        yield note("scanner", "Uploads are not scanned for malware.", "Set TASMA_CLAMD to have them scanned.")
        return
    host, _colon, port = address.rpartition(":")
    family = socket.AF_UNIX if address.startswith("/") else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(3)
            line.connect(address if family == socket.AF_UNIX else (host, int(port)))
            line.sendall(b"zPING\0")
            answers = line.recv(16).startswith(b"PONG")
    except (OSError, ValueError):
        answers = False
    if answers:
        yield well("scanner", "The scanner of uploads answers.")
    else:
        yield trouble(
            "scanner", "The scanner of uploads does not answer.", "Start clamd: uploads are refused without it."
        )


MACHINE: tuple[tuple[str, Check], ...] = (
    ("settings", settings_state),
    ("broker", broker),
    ("disk", disk),
    ("clock", clock),
    ("durability", durability),
    ("translations", catalogues),
    ("static files", static_files),
    ("scanner", scanner),
)
