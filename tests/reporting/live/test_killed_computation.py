"""Everything that carries a computation dies in the middle of it; after a restart it has happened once."""

from django.db import connection

from accounts.context import acting
from ledger.enums import JobState
from ledger.models import Job, Outbox
from reporting.models import Cell, Computation, ParticipationFact
from reporting.selectors.values import Ask, scope_for_operator, values
from reporting.services.computing import request_computation
from tests.factories.accounts import HOME_AREA
from tests.factories.network import ProgrammeFactory
from tests.ledger.stage import BEAT, RELAY, wait_until
from tests.reporting import plain
from tests.reporting.loading import load_rows


def waiting_for_the_lock(programme_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [programme_id]
        )
        return cursor.fetchone()[0]


def test_worker_relay_beat_and_broker_lost_in_a_computation(stage):
    rows = plain.random_rows(12, 80)
    stage.start(*BEAT)
    with acting(areas=[HOME_AREA]):
        programme = ProgrammeFactory()
        load_rows(rows, programme=programme, area=HOME_AREA)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [HOME_AREA, programme.pk])

    with acting(areas=[HOME_AREA]):
        run = request_computation(actor=None, programme=programme, areas=[HOME_AREA])
    wait_until(lambda: waiting_for_the_lock(programme.pk), what="a worker in the middle")
    for process in list(stage.running):
        stage.kill(process)
    stage.broker.flush()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    with acting(areas=[HOME_AREA]):
        assert not Computation.objects.exists()
    for process in (RELAY, BEAT):
        stage.start(*process)
    stage.worker()
    stage.worker()

    with acting(areas=[HOME_AREA]):
        (job_id,) = Job.objects.filter(run=run).values_list("pk", flat=True)
    stage.wait_done(job_id)
    assert Outbox.objects.get(pk=job_id).attempts >= 2
    with acting(areas=[HOME_AREA]):
        assert Job.objects.get(pk=job_id).state == JobState.DONE
        assert Computation.objects.get().job_id == job_id
        assert ParticipationFact.objects.count() == ParticipationFact.objects.current().count() == 80
        assert Cell.objects.exists()
        (found,) = values(Ask(programme=programme, indicators=("A17",)), scope_for_operator(programme))
    expected = plain.indicators(rows)[plain.Key("A17", "points", "all", "", "", "")]
    assert (found.base, found.value) == (expected["pairs"], expected["value"])
