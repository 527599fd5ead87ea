"""One file through reading, checking, comparing and, when it is not a trial, writing: all of it or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, TypedDict
from uuid import UUID

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from accounts.models import Unit
from clients.models import ImportBatch, ImportProblem
from clients.services.importing import comparing, writing
from clients.services.importing.columns import NAMES, REQUIRED
from clients.services.importing.problems import Problem
from clients.services.importing.reading import read_sheet
from clients.services.importing.staging import Intake, Progress, stage
from clients.signals import participations_changed
from config.kernel.errors import Conflict
from ledger.services.markers import mark_changed

MARKER = "participation"
MARKED_AT_ONCE = 10_000
NO_KEY = UUID(int=0)
# Rows of the preview that a trial leaves behind for its page.
PREVIEWED = 1_000


class Destination(TypedDict):
    """Where the rows of a file go."""

    area_id: int
    programme_id: int


def no_progress(rows: int) -> None:
    """For runs that nobody watches."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, or what it would have done had it not been a trial."""

    intake: Intake
    changes: comparing.Changes
    columns: tuple[str, ...]
    unknown: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """Rows by what became of them."""
        return {
            "rows": self.intake.rows,
            "created": self.changes.created,
            "updated": self.changes.updated,
            "unchanged": self.changes.unchanged,
            "rejected": self.intake.rejected,
        }

    def report(self) -> dict[str, Any]:
        """The counts with what the file had beside its rows."""
        return {
            **self.counts(),
            "errors": self.intake.error_count,
            "notes": self.intake.note_count,
            "absent_columns": [name for name in NAMES if name not in self.columns],
            "unknown_columns": list(self.unknown),
            "new_units": {str(key): name for key, name in self.intake.new_units.items()},
        }


@transaction.atomic
def try_file(
    *, source: BinaryIO, area_id: int, programme_id: int, create_units: bool, progress: Progress = no_progress
) -> Outcome:
    """What importing the file would do; nothing is written. Raises FileRefused for a file that cannot be imported."""
    into: Destination = {"area_id": area_id, "programme_id": programme_id}
    return _compared(source, into=into, create_units=create_units, progress=progress, lock=False)


@transaction.atomic
def import_file(*, source: BinaryIO, batch: ImportBatch, progress: Progress = no_progress) -> Outcome:
    """The good rows of the file are stored, and the batch has each change; imports into one area wait for one another.

    Raises FileRefused for a file that cannot be imported; then, as for any other error, nothing is written.
    """
    with writing_alone(batch):
        into: Destination = {"area_id": batch.area_id, "programme_id": batch.programme_id}
        outcome = _compared(source, into=into, create_units=batch.create_units, progress=progress, lock=True)
        Unit.objects.bulk_create(
            Unit(id=key, area_id=batch.area_id, name=name) for key, name in outcome.intake.new_units.items()
        )
        writing.write_target(**into)
        batch.changes.all().delete()
        writing.keep_changes(area_id=batch.area_id, batch_id=batch.pk)
        announce(**into)
    return outcome


def _compared(source: BinaryIO, *, into: Destination, create_units: bool, progress: Progress, lock: bool) -> Outcome:
    sheet = read_sheet(source, known=NAMES, required=REQUIRED)
    intake = stage(sheet, **into, create_units=create_units, progress=progress)
    changes = comparing.compare(**into, lock=lock)
    return Outcome(intake=intake, changes=changes, columns=sheet.columns, unknown=sheet.unknown)


@contextmanager
def writing_alone(batch: ImportBatch) -> Iterator[None]:
    """No other import writes to the area meanwhile, and the history of what is written names the batch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('clients.import', %s))", [batch.area_id])
    with pghistory.context(batch=str(batch.pk)):
        try:
            yield
        except IntegrityError as error:
            if not isinstance(error.__cause__, UniqueViolation):
                raise
            raise Conflict(
                _("Somebody changed the same participants at the same time. Nothing was written; please try again.")
            ) from error


def announce(*, area_id: int, programme_id: int) -> None:
    """What is worked out from the changed participations of `import_target` will be worked out anew."""
    last = NO_KEY
    while changed := _changed_after(last):
        mark_changed(area_id=area_id, kind=MARKER, subjects=changed)
        last = changed[-1]
    if last != NO_KEY:
        participations_changed.send(sender=ImportBatch, area_id=area_id, programme_id=programme_id)


def _changed_after(last: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT participation_id FROM import_target WHERE kind <> %s AND participation_id > %s"
            " ORDER BY participation_id LIMIT %s",
            [comparing.UNCHANGED, last, MARKED_AT_ONCE],
        )
        return [key for (key,) in cursor.fetchall()]


def keep_problems(*, batch: ImportBatch, errors: list[Problem], notes: list[Problem]) -> None:
    """The batch has these problems and no others."""
    batch.problems.all().delete()
    marked = ((False, errors), (True, notes))
    rows = (_row_of(batch, problem, is_note=is_note) for is_note, problems in marked for problem in problems)
    ImportProblem.objects.bulk_create(rows, batch_size=1_000)


def _row_of(batch: ImportBatch, problem: Problem, *, is_note: bool) -> ImportProblem:
    details: Mapping[str, Any] = problem.details
    return ImportProblem(
        area_id=batch.area_id,
        batch=batch,
        row=problem.row,
        column=problem.column or "",
        code=problem.code,
        sentence=problem.sentence,
        details=dict(details),
        is_note=is_note,
    )
