import os
import signal
from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from config.kernel.errors import Refusal
from ledger.models import ChangeMarker
from ledger.services.execution import Work, outbox_task
from ledger.services.markers import mark_changed

GATE = 7_001


def subject(work: Work) -> UUID:
    return UUID(work.arguments["subject"])


def take_effect(work: Work) -> None:
    mark_changed(area_id=work.area_id, kind="effect", subjects=[subject(work)])


def run_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@outbox_task("tests.count")
def count_task(work: Work) -> Mapping[str, int]:
    work.progress(1, 2, "counting")
    take_effect(work)
    return {"visible": ChangeMarker.objects.count()}


@outbox_task("tests.gated_count")
def gated_count_task(work: Work) -> None:
    """Stands still with its effect written, in the middle of a statement, while a test keeps the gate shut."""
    take_effect(work)
    run_sql(f"SELECT pg_advisory_xact_lock_shared({GATE})")


@outbox_task("tests.endless_count")
def endless_count_task(work: Work) -> None:
    take_effect(work)
    work.progress(1, 2, "sleeping")
    run_sql("SELECT pg_sleep(600)")


@outbox_task("tests.poison")
def poison_task(work: Work) -> None:
    take_effect(work)
    os.kill(os.getpid(), signal.SIGKILL)


@outbox_task("tests.fail")
def fail_task(work: Work) -> None:
    take_effect(work)
    raise ValueError("a secret of Some Person")


@outbox_task("tests.refuse")
def refuse_task(work: Work) -> None:
    take_effect(work)
    raise Refusal("The month is closed.")


@outbox_task("tests.tick")
def tick_task(work: Work) -> None:
    from accounts.context import acting

    with acting(areas=[41]):
        mark_changed(area_id=41, kind="tick", subjects=[UUID(int=1)])
