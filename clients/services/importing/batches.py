"""A batch from upload to undo, as a person at the page takes it; the long parts run as jobs."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients import policies
from clients.enums import ImportState
from clients.models import ImportBatch
from clients.services.importing.problems import FileRefused
from clients.services.importing.running import (
    PREVIEWED,
    import_file,
    keep_problems,
    try_file,
)
from clients.services.importing.scanning import scanned
from clients.services.importing.undoing import undo_changes
from clients.services.importing.uploads import delete_upload, keep_upload, open_upload
from clients.services.importing.writing import keep_changes
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.models import Job
from ledger.services.jobs import start_job
from network.models import ProgrammeArea

CHECK, RUN, UNDO = "import_check", "import_run", "import_undo"
TASKS = {CHECK: "clients.check_import", RUN: "clients.run_import", UNDO: "clients.undo_import"}
# Told how many rows are read, and of how many when that is known (else 0).
Progress = Callable[[int, int], None]
WAITING = (ImportState.UPLOADED, ImportState.CHECKED)


@transaction.atomic
def start_import(
    *, actor: User, area_id: int, programme_id: int, file_name: str, chunks: Iterable[bytes], create_units: bool
) -> ImportBatch:
    """The file, found clean, waits encrypted, and a job is about to check it; nothing of it is imported yet."""
    if not policies.can_import(actor, area_id):
        raise NotAllowed(_("Coordinators, supervisors and administrators of the area may import files."))
    if not ProgrammeArea.objects.filter(programme_id=programme_id, area_id=area_id).exists():
        raise Refusal(_("The area does not take part in the programme."), field="programme")
    batch = ImportBatch.objects.create(
        area_id=area_id,
        programme_id=programme_id,
        file_name=file_name[:200],
        create_units=create_units,
        actor=actor,
    )
    keep_upload(batch=batch, chunks=scanned(chunks))
    _start(CHECK, actor=actor, batch=batch)
    return batch


@transaction.atomic
def confirm_import(*, actor: User, batch_id: UUID) -> ImportBatch:
    """A job is about to import the checked file; asking twice asks once."""
    batch = _locked(actor, batch_id)
    if _has_job(batch, RUN):
        return batch
    if batch.state != ImportState.CHECKED:
        raise OutOfOrder(_("Only a file that has been checked can be imported."))
    _start(RUN, actor=actor, batch=batch)
    return batch


@transaction.atomic
def request_undo(*, actor: User, batch_id: UUID) -> ImportBatch:
    """A job is about to undo the import; asking twice asks once."""
    batch = _locked(actor, batch_id)
    if _has_job(batch, UNDO):
        return batch
    if batch.state != ImportState.IMPORTED:
        raise OutOfOrder(_("Only an import that has been made can be undone."))
    _start(UNDO, actor=actor, batch=batch)
    return batch


@transaction.atomic
def discard_import(*, actor: User, batch_id: UUID) -> ImportBatch:
    """The file is not imported, and neither it nor what it would have changed is kept."""
    batch = _locked(actor, batch_id)
    if batch.state not in (*WAITING, ImportState.REFUSED):
        raise OutOfOrder(_("This file has been imported already. It can be undone."))
    if _has_job(batch, RUN) or _has_job(batch, CHECK):
        raise OutOfOrder(_("The file is being read. Cancel that first."))
    _discard(batch)
    return batch


def unwatched(rows: int, total: int) -> None:
    """Progress of a run that nobody watches."""


@transaction.atomic
def check_batch(*, batch_id: UUID, progress: Progress = unwatched) -> dict[str, int]:
    """The batch has the report of a trial run and a preview of its changes; what participations hold is untouched."""
    batch = _in_state(batch_id, ImportState.UPLOADED)
    if batch is None:
        return {}
    try:
        with transaction.atomic():
            outcome = try_file(
                source=open_upload(batch=batch),
                area_id=batch.area_id,
                programme_id=batch.programme_id,
                create_units=batch.create_units,
                progress=lambda rows: progress(rows, 0),
            )
    except FileRefused as refused:
        _refuse(batch, refused)
        return {}
    batch.changes.all().delete()
    keep_changes(area_id=batch.area_id, batch_id=batch.pk, limit=PREVIEWED)
    keep_problems(batch=batch, errors=outcome.intake.errors, notes=outcome.intake.notes)
    _advance(batch, ImportState.CHECKED, report=outcome.report())
    return outcome.counts()


@transaction.atomic
def run_batch(*, batch_id: UUID, progress: Progress = unwatched) -> dict[str, int]:
    """The checked file is imported, whole or not at all, and the upload is gone; a second call changes nothing."""
    batch = _in_state(batch_id, ImportState.CHECKED)
    if batch is None:
        return {}
    total = int(batch.report.get("rows", 0))
    try:
        outcome = import_file(source=open_upload(batch=batch), batch=batch, progress=lambda rows: progress(rows, total))
    except FileRefused as refused:
        _refuse(batch, refused)
        return {}
    keep_problems(batch=batch, errors=outcome.intake.errors, notes=outcome.intake.notes)
    delete_upload(batch=batch)
    _advance(batch, ImportState.IMPORTED, report=outcome.report(), finished=True)
    return outcome.counts()


@transaction.atomic
def undo_batch(*, batch_id: UUID) -> dict[str, int]:
    """The import is undone as far as nobody changed its participations since; a second call changes nothing."""
    batch = _in_state(batch_id, ImportState.IMPORTED)
    if batch is None:
        return {}
    undone = undo_changes(batch=batch)
    _advance(batch, ImportState.UNDONE, report={**batch.report, "undone": undone.report()})
    return {"removed": undone.removed, "restored": undone.restored, "left": undone.left}


@transaction.atomic
def expire_uploads(*, area_id: int, before: datetime) -> int:
    """Files of the area that nobody imported by `before` are discarded; returns how many."""
    waiting = ImportBatch.objects.filter(area_id=area_id, state__in=WAITING, created_at__lt=before)
    expired = [batch for batch in waiting.locked() if not (_has_job(batch, RUN) or _has_job(batch, CHECK))]
    for batch in expired:
        _discard(batch)
    return len(expired)


def _start(kind: str, *, actor: User, batch: ImportBatch) -> None:
    start_job(actor=actor, task=TASKS[kind], area_id=batch.area_id, kind=kind, run=batch.pk, params={"batch": batch.pk})


def _has_job(batch: ImportBatch, kind: str) -> bool:
    return Job.objects.of_run(batch.pk).unfinished().filter(kind=kind).exists()


def _locked(actor: User, batch_id: UUID) -> ImportBatch:
    batch = ImportBatch.objects.visible_to(actor).locked().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def _in_state(batch_id: UUID, state: ImportState) -> ImportBatch | None:
    """The batch, held, when it stands where the work begins; None when the work was done before."""
    return ImportBatch.objects.locked().filter(pk=batch_id, state=state).first()


def _refuse(batch: ImportBatch, refused: FileRefused) -> None:
    keep_problems(batch=batch, errors=list(refused.problems), notes=[])
    batch.changes.all().delete()
    delete_upload(batch=batch)
    _advance(batch, ImportState.REFUSED, report={"errors": len(refused.problems)}, finished=True)


def _discard(batch: ImportBatch) -> None:
    delete_upload(batch=batch)
    batch.changes.all().delete()
    batch.problems.all().delete()
    _advance(batch, ImportState.DISCARDED, report={}, finished=True)


def _advance(batch: ImportBatch, state: ImportState, *, report: dict[str, object], finished: bool = False) -> None:
    batch.state = state
    batch.report = report
    batch.version += 1
    if finished:
        batch.finished_at = timezone.now()
    batch.save(update_fields=["state", "report", "version", "finished_at"])
