"""The command that computes, awaited on real transactions with no relay and no worker running."""

import io

from django.core.management import call_command

from accounts.context import acting
from ledger.models import Job
from reporting.models import Computation
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

EVERY_AREA = range(1, 47)


def test_compute_wait_does_the_work_itself_when_nothing_else_runs(live_database, monkeypatch):
    monkeypatch.setattr("reporting.management.commands.compute_indicators.PATIENCE", 0.0)
    with acting(areas=EVERY_AREA):
        programme = ProgrammeFactory(code="S20784", areas=[41, 39])
        load_rows(random_rows(1, 10), programme=programme, area=41)

    said = io.StringIO()
    call_command("compute_indicators", "--programme", "S20784", "--wait", stdout=said, stderr=io.StringIO())
    run = said.getvalue().splitlines()[0]

    with acting(areas=EVERY_AREA):
        assert set(Job.objects.values_list("state", "progress")) == {("done", 100)}
        assert {str(found) for found in Job.objects.values_list("run", flat=True)} == {run}
        assert sum(Computation.objects.values_list("participations", flat=True)) == 10
