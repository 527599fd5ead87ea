"""Import at the command line: the file is checked and imported in one go by the operator, who is no user."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from accounts.context import acting
from accounts.models import Area
from clients.enums import ImportState
from clients.models import ImportBatch
from clients.services.importing.destination import ensure_programme, find_area, find_programme
from clients.services.importing.running import Outcome, import_file, keep_problems, try_file
from network.models import Programme


@dataclass(frozen=True, slots=True)
class Order:
    """What the operator asked for."""

    programme: str
    area: str
    dry_run: bool = False
    create_programme: bool = False
    create_units: bool = False


def import_as_operator(*, path: Path, order: Order) -> Outcome:
    """The good rows of the file are stored and can be undone; a dry run leaves nothing behind, not even a programme."""
    with path.open("rb") as source, acting(areas=[find_area(order.area).pk]), _kept_unless(order.dry_run):
        area = find_area(order.area)
        find = ensure_programme if order.create_programme else find_programme
        programme = find(code=order.programme, area=area)
        if order.dry_run:
            return try_file(source=source, area_id=area.pk, programme_id=programme.pk, create_units=order.create_units)
        return _imported(source, path.name, area, programme, create_units=order.create_units)


def _imported(source: BinaryIO, name: str, area: Area, programme: Programme, *, create_units: bool) -> Outcome:
    batch = ImportBatch.objects.create(area=area, programme=programme, file_name=name[:200], create_units=create_units)
    outcome = import_file(source=source, batch=batch)
    keep_problems(batch=batch, errors=outcome.intake.errors, notes=outcome.intake.notes)
    batch.state, batch.report = ImportState.IMPORTED, outcome.report()
    batch.finished_at = timezone.now()
    batch.save(update_fields=["state", "report", "finished_at"])
    return outcome


@contextmanager
def _kept_unless(dry_run: bool) -> Iterator[None]:  # noqa: FBT001
    with transaction.atomic():
        yield
        if dry_run:
            transaction.set_rollback(True)
