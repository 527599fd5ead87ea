"""Imports with real processes and real transactions: cut anywhere, retried, and two at once (bars.md, F19)."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connections

from accounts.context import acting
from accounts.models import User
from clients.models import EndForm, FollowUpForm, ImportBatch, ImportUpload, Participation, StartForm
from clients.services.importing.batches import confirm_import, request_undo, start_import
from config.services import dies_with_parent
from ledger.models import ChangeMarker, Job, Outbox
from ledger.services.execution import perform
from tests.factories.accounts import HOME_AREA, member
from tests.factories.imports import FOLLOWED, csv_text, row
from tests.factories.network import ProgrammeFactory

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0
ROWS = [row(f"r{number}", base=FOLLOWED, unit=f"Office {number % 3}") for number in range(40)]
# In the order in which an import comes to them; from the first insert to the last.
TABLES = (
    "accounts_unit",
    "clients_client",
    "clients_startform",
    "clients_followupform",
    "clients_importchange",
    "ledger_changemarker",
    "clients_importproblem",
)
PERFORM = """
import sys, uuid
import django
django.setup()
from ledger.services.execution import perform
perform(outbox_id=uuid.UUID(sys.argv[1]))
"""


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(csv_text([*ROWS, row("bad", gender="x")]))
    return path


def command(path: Path) -> list[str]:
    options = ("--programme", "S20784", "--area", str(HOME_AREA), "--create-programme", "--create-units")
    return [sys.executable, "manage.py", "import_participations", str(path), *options]


def start(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it takes no lock
    )


def result(process: subprocess.Popen[str]) -> dict[str, int]:
    printed, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaint
    told = json.loads(printed.splitlines()[-1])
    return {name: told[name] for name in ("rows", "created", "updated", "unchanged", "rejected")}


@contextmanager
def closed(table: str) -> Iterator[Callable[[], bool]]:
    """Nobody may write to the table meanwhile; yields whether somebody waits to."""
    owner = connections["owner"]
    settings = owner.get_connection_params()
    with psycopg.connect(**{name: settings[name] for name in ("host", "user", "dbname")}) as holder:
        holder.execute(f"LOCK TABLE {table} IN SHARE MODE")

        def awaited() -> bool:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
            return bool(holder.execute(waiting, [table]).fetchone()[0])

        yield awaited
        holder.rollback()


def kept() -> tuple[int, ...]:
    with acting(areas=[HOME_AREA]):
        return tuple(model.objects.count() for model in (Participation, StartForm, EndForm, FollowUpForm, ImportBatch))


@pytest.mark.parametrize("table", TABLES)
def test_a_command_killed_anywhere_leaves_nothing_and_the_next_brings_all(live_database, file, table):
    with closed(table) as awaited:
        cut = start(command(file), live_database)
        wait_until(awaited)
        os.kill(cut.pid, signal.SIGKILL)
        cut.communicate()

    assert kept() == (0, 0, 0, 0, 0)

    retried = result(start(command(file), live_database))

    assert retried == {"rows": 41, "created": 40, "updated": 0, "unchanged": 0, "rejected": 1}
    assert kept() == (40, 40, 40, 40, 1)


def test_two_commands_at_once_bring_everything_once(live_database, file):
    both = [start(command(file), live_database) for _ in range(2)]

    told = sorted((result(process) for process in both), key=lambda counts: counts["created"])

    assert [(counts["created"], counts["unchanged"]) for counts in told] == [(0, 40), (40, 0)]
    assert kept()[:4] == (40, 40, 40, 40)


@pytest.fixture
def uploaded(live_database: dict[str, str]) -> tuple[ImportBatch, User]:
    """A file that waits to be checked, and the person who uploaded it."""
    with acting(areas=[HOME_AREA]):
        programme = ProgrammeFactory(code="S20784")
        actor = member()
        batch = start_import(
            actor=actor,
            area_id=HOME_AREA,
            programme_id=programme.pk,
            file_name="people.csv",
            chunks=[csv_text(ROWS).encode()],
            create_units=True,
        )
    return batch, actor


def job_of(batch: ImportBatch, kind: str) -> UUID:
    with acting(areas=[HOME_AREA]):
        return Job.objects.get(run=batch.pk, kind=kind).pk


def state_of(batch: ImportBatch) -> str:
    with acting(areas=[HOME_AREA]):
        return ImportBatch.objects.get(pk=batch.pk).state


def test_a_file_goes_from_upload_to_undo_by_jobs(uploaded):
    batch, actor = uploaded

    perform(outbox_id=job_of(batch, "import_check"))
    assert (state_of(batch), kept()[0]) == ("checked", 0)
    with acting(user=actor, areas=[HOME_AREA]):
        confirm_import(actor=actor, batch_id=batch.pk)
    perform(outbox_id=job_of(batch, "import_run"))
    assert (state_of(batch), kept()[:4]) == ("imported", (40, 40, 40, 40))
    with acting(areas=[HOME_AREA]):
        assert ImportUpload.objects.count() == 0
        request_undo(actor=actor, batch_id=batch.pk)
    perform(outbox_id=job_of(batch, "import_undo"))

    assert (state_of(batch), kept()[:4]) == ("undone", (0, 0, 0, 0))


@pytest.mark.parametrize("table", ["clients_followupform", "clients_importproblem"])
def test_a_worker_killed_anywhere_is_followed_by_one_that_does_it_once(uploaded, live_database, table):
    batch, actor = uploaded
    perform(outbox_id=job_of(batch, "import_check"))
    with acting(user=actor, areas=[HOME_AREA]):
        confirm_import(actor=actor, batch_id=batch.pk)
    run = job_of(batch, "import_run")
    hurried = {**live_database, "DJANGO_SETTINGS_MODULE": "tests.ledger.live_settings"}

    with closed(table) as awaited:
        worker = start([sys.executable, "-c", PERFORM, str(run)], hurried)
        wait_until(awaited)
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
    assert state_of(batch) == "checked"
    wait_until(lambda: perform(outbox_id=run) or Outbox.objects.filter(pk=run, done_at__isnull=False).exists())

    assert (state_of(batch), kept()[:4]) == ("imported", (40, 40, 40, 40))
    with acting(areas=[HOME_AREA]):
        assert set(ChangeMarker.objects.filter(kind="participation").values_list("current", flat=True)) == {1}
        assert ImportUpload.objects.count() == 0
