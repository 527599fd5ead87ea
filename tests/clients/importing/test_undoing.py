import random
from datetime import date

import pytest
from django.db import connection

from clients.enums import ImportState
from clients.models import Client, EndForm, ImportBatch, Participation, StartForm
from clients.services.importing import states
from clients.services.importing.batches import run_batch, undo_batch
from clients.services.importing.uploads import keep_upload
from ledger.models import ChangeMarker
from tests.factories.accounts import HOME_AREA
from tests.factories.imports import COMPLETE, ENDED, FOLLOWED, csv_text, row
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


def imported(programme, *rows) -> ImportBatch:
    batch = ImportBatch.objects.create(
        area_id=HOME_AREA, programme=programme, file_name="a.csv", create_units=True, state=ImportState.CHECKED
    )
    keep_upload(batch=batch, chunks=[csv_text(rows).encode()])
    run_batch(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def undone(batch) -> dict:
    undo_batch(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch.report["undone"]


def stored(programme) -> list[tuple]:
    """Everything an import sees of the programme, but the keys of rows."""
    with connection.cursor() as cursor:
        cursor.execute(states.SELECT + " ORDER BY p.client_ref", {"area": HOME_AREA, "programme": programme.pk})
        return cursor.fetchall()


def events(model) -> list[str]:
    return list(model.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True))


def test_undo_removes_what_was_created_and_restores_what_was_changed(programme):
    imported(programme, row("old", base=FOLLOWED))
    before = stored(programme)
    batch = imported(programme, row("old", base=COMPLETE, isced="5"), row("new", base=FOLLOWED))

    report = undone(batch)

    assert report == {"removed": 1, "restored": 1, "left": 0, "left_refs": []}
    assert batch.state == ImportState.UNDONE
    assert stored(programme) == before
    assert (Client.objects.count(), EndForm.objects.count()) == (1, 1)


def test_undo_is_in_the_history_and_marks_what_it_changed(programme):
    batch = imported(programme, row("r1"))
    key = Participation.objects.get().pk

    undone(batch)

    assert events(Participation) == ["insert", "delete"]
    assert events(StartForm) == ["insert", "delete"]
    assert {event.pgh_context["batch"] for event in Participation.pgh_event_model.objects.all()} == {str(batch.pk)}
    assert ChangeMarker.objects.get(subject_id=key).current == 2


def test_what_somebody_changed_since_is_left_and_listed(programme):
    imported(programme, row("r1"), row("r2"))
    batch = imported(programme, row("r1", isced="5"), row("r2", isced="5"), row("r3"), row("r4"))
    StartForm.objects.filter(participation__client_ref="r2").update(isced="6", version=9)
    Client.objects.filter(participations__client_ref="r4").update(identity_hash=b"x", identity_cipher=b"x")

    report = undone(batch)

    assert report == {"removed": 1, "restored": 1, "left": 2, "left_refs": ["r2", "r4"]}
    assert list(Participation.objects.order_by("client_ref").values_list("client_ref", "start_form__isced")) == [
        ("r1", "3"), ("r2", "6"), ("r4", "3"),
    ]  # fmt: skip


def test_imports_are_undone_in_their_reverse_order(programme):
    first = imported(programme, row("r1", base=FOLLOWED))
    second = imported(
        programme, row("r1", base=ENDED, started_on="2020-01-01", ended_on="2020-02-01", end_observed_on="2020-02-02")
    )

    assert undone(first)["left_refs"] == ["r1"]
    assert undone(second)["restored"] == 1
    assert Participation.objects.get().started_on == date(2018, 1, 15)


def test_an_undone_import_is_not_undone_twice(programme):
    batch = imported(programme, row("r1"))
    undone(batch)
    imported(programme, row("r1"))

    assert undo_batch(batch_id=batch.pk) == {}
    assert Participation.objects.count() == 1


def random_row(chance: random.Random, reference: str) -> dict[str, str]:
    base = chance.choice([{"started_on": "2018-01-15"}, COMPLETE, ENDED, FOLLOWED])
    values = row(reference, base=base)
    values["started_on"] = chance.choice(["2018-01-15", "2018-01-16", "15.1.2018"])
    if base and chance.random() < 0.2:
        values |= {"started_on": "2019-01-01", "ended_on": "", "end_observed_on": "2019-02-01", "followup_status": ""}
    for name, choices in (
        ("gender", ["1", "2", ""]),
        ("municipality", ["091", "853", ""]),
        ("unit", ["A", "B", ""]),
        ("isced", ["3", "5", ""]),
        ("end_reason", ["10", "60", ""]),
        ("in_education", ["0", "1", ""]),
    ):
        if chance.random() < 0.4:
            values[name] = chance.choice(choices)
    return values


@pytest.mark.parametrize("seed", range(8))
def test_any_file_twice_changes_nothing_and_undone_leaves_nothing(programme, seed):
    chance = random.Random(seed)
    references = [f"r{number}" for number in range(25)]
    history = []
    for _ in range(3):
        rows = [random_row(chance, reference) for reference in references if chance.random() < 0.7]
        before = stored(programme)
        batch = imported(programme, *rows)
        history.append((batch, before))
        counts = {name: batch.report[name] for name in ("rows", "created", "updated", "unchanged", "rejected")}
        assert counts["rows"] == sum(value for name, value in counts.items() if name != "rows") == len(rows)
        again = imported(programme, *rows)
        assert (again.report["created"], again.report["updated"]) == (0, 0), [batch.report, again.report]
        assert again.report["rejected"] == counts["rejected"]

    for batch, before in reversed(history):
        assert undone(batch)["left"] == 0
        assert stored(programme) == before
