from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from accounts.enums import ROLES_OF_PEOPLE, Role
from clients.enums import ImportState
from clients.models import ImportBatch, ImportUpload, Participation
from clients.services.importing.batches import (
    check_batch,
    confirm_import,
    discard_import,
    expire_uploads,
    request_undo,
    run_batch,
    start_import,
)
from clients.services.importing.uploads import PIECE, keep_upload, open_upload
from config.kernel.encryption import Undecipherable
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.models import Job, Outbox
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UserFactory, member
from tests.factories.imports import csv_text, row
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def actor():
    return member()


def started(actor, programme, *rows, area=HOME_AREA) -> ImportBatch:
    return start_import(
        actor=actor,
        area_id=area,
        programme_id=programme.pk,
        file_name="a.csv",
        chunks=[csv_text(rows or [row()]).encode()],
        create_units=True,
    )


def finish(jobs) -> None:
    jobs.update(state="done", finished_at=Now())


def state_of(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    return batch.state


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_coordinators_supervisors_and_administrators_start_imports(programme, role):
    person = member(role=role)

    if role in {Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR}:
        assert started(person, programme).state == ImportState.UPLOADED
        assert Outbox.objects.get().task == "clients.check_import"
    else:
        with pytest.raises(NotAllowed):
            started(person, programme)
        assert not ImportBatch.objects.exists()
        assert not Outbox.objects.exists()


def test_an_area_outside_the_programme_takes_no_file(programme):
    with pytest.raises(Refusal):
        started(member(area=OTHER_AREA), programme, area=OTHER_AREA)

    assert not ImportUpload.objects.exists()


# What each step answers in each state; anything else than True is the refusal.
STEPS = {
    confirm_import: {ImportState.CHECKED: True},
    request_undo: {ImportState.IMPORTED: True},
    discard_import: {ImportState.UPLOADED: True, ImportState.CHECKED: True, ImportState.REFUSED: True},
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", list(ImportState))
def test_a_step_is_taken_only_from_its_states(actor, programme, step, state):
    batch = started(actor, programme)
    finish(Job.objects.all())
    ImportBatch.objects.update(state=state)

    if STEPS[step].get(state):
        step(actor=actor, batch_id=batch.pk)
    else:
        with pytest.raises(OutOfOrder):
            step(actor=actor, batch_id=batch.pk)
        assert state_of(batch) == state
        assert not Job.objects.unfinished().exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_hides_another_area(actor, programme, step):
    batch = started(actor, programme)

    for stranger in (member(area=OTHER_AREA), member(role=Role.OWN_COACH), UserFactory()):
        with pytest.raises(NotFound):
            step(actor=stranger, batch_id=batch.pk)


def test_a_file_being_read_is_not_discarded(actor, programme):
    batch = started(actor, programme)

    with pytest.raises(OutOfOrder):
        discard_import(actor=actor, batch_id=batch.pk)

    assert state_of(batch) == ImportState.UPLOADED


def test_work_done_before_is_not_done_again(actor, programme):
    batch = started(actor, programme)

    assert check_batch(batch_id=batch.pk)["created"] == 1
    assert check_batch(batch_id=batch.pk) == {}
    assert run_batch(batch_id=batch.pk)["created"] == 1
    assert run_batch(batch_id=batch.pk) == {}
    assert Participation.objects.count() == 1


def test_progress_tells_how_many_rows_are_read(actor, programme):
    batch = started(actor, programme, row("r1"), row("r2"), row("r3"))
    told = []

    check_batch(batch_id=batch.pk, progress=lambda rows, total: told.append((rows, total)))
    run_batch(batch_id=batch.pk, progress=lambda rows, total: told.append((rows, total)))

    assert told == [(3, 0), (3, 3)]


def test_files_nobody_imported_expire(actor, programme):
    old, busy, new, done = (started(actor, programme) for _ in range(4))
    for batch in (old, done):
        check_batch(batch_id=batch.pk)
    run_batch(batch_id=done.pk)
    finish(Job.objects.exclude(run=busy.pk))
    long_ago = timezone.now() - timedelta(days=3)
    ImportBatch.objects.exclude(pk=new.pk).update(created_at=long_ago)

    expired = expire_uploads(area_id=HOME_AREA, before=timezone.now() - timedelta(days=2))

    assert expired == 1
    assert [state_of(batch) for batch in (old, busy, new, done)] == ["discarded", "uploaded", "uploaded", "imported"]
    assert (old.pieces.count(), old.changes.count(), new.pieces.count()) == (0, 0, 1)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_an_upload_is_read_back_as_it_was(actor, programme, size):
    batch = started(actor, programme)
    batch.pieces.all().delete()
    content = bytes(place * 31 % 251 for place in range(size))

    kept = keep_upload(batch=batch, chunks=[content[:100], content[100:]])
    file = open_upload(batch=batch)

    assert kept == size
    assert file.read() == content
    assert file.seek(-3, 2) == max(0, size - 3)
    assert file.read() == content[-3:]
    assert file.seek(size // 2) == size // 2
    assert file.read(10) == content[size // 2 : size // 2 + 10]


def test_a_piece_moved_elsewhere_is_not_read(actor, programme):
    one, other = started(actor, programme), started(actor, programme)
    ImportUpload.objects.filter(batch=other).update(cipher=ImportUpload.objects.get(batch=one).cipher)

    with pytest.raises(Undecipherable):
        open_upload(batch=other).read()
