"""Signed-in people of the home area, a colleague, a supervisor, one of another area, and one without rights."""

from collections.abc import Callable

import pytest
from django.db.models.functions import Now
from django.test import Client

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import User
from clients.models import ImportBatch
from clients.services.importing.batches import check_batch, run_batch, start_import
from ledger.models import Job
from network.models import Programme
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.imports import csv_text
from tests.factories.network import ProgrammeFactory

PERSONAS = ("coordinator", "colleague", "supervisor", "outsider", "nobody")


@pytest.fixture
def programme(db) -> Programme:
    return ProgrammeFactory(code="S20784")


@pytest.fixture
def people(programme) -> dict[str, User]:
    ProgrammeFactory(areas=[OTHER_AREA])
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.OWN_COACH, unit=west),
        "supervisor": member(role=Role.SUPERVISOR),
        "outsider": member(role=Role.SUPERVISOR, area=OTHER_AREA),
        "nobody": member(role=Role.PARTNER, area=OTHER_AREA),
    }


@pytest.fixture
def signed_in(people) -> Callable[[str], Client]:
    """A browser in which the person is signed in."""

    def browser(persona: str) -> Client:
        client = Client()
        set_context(user=people[persona].pk)
        client.force_login(people[persona])
        client.cookies["tasma_language"] = "en"
        set_context(user=None, areas=range(1, 47))
        return client

    return browser


def finish_jobs() -> None:
    """As workers leave them; pages tested here do not need one."""
    Job.objects.unfinished().update(state="done", finished_at=Now(), progress=100)


@pytest.fixture
def uploaded(programme, people) -> Callable[..., ImportBatch]:
    """A file the supervisor (or another) has uploaded, checked by then, and imported when asked."""

    def upload(*rows, by: str = "supervisor", imported: bool = False) -> ImportBatch:
        batch = start_import(
            actor=people[by],
            area_id=HOME_AREA,
            programme_id=programme.pk,
            file_name="people.csv",
            chunks=[csv_text(rows).encode()],
            create_units=True,
        )
        check_batch(batch_id=batch.pk)
        if imported:
            run_batch(batch_id=batch.pk)
        finish_jobs()
        batch.refresh_from_db()
        return batch

    return upload
