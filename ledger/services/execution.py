"""Doing a piece of work: claim it, run its body in its context, settle it in the transaction of its effect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb
from typing import Any
from uuid import UUID

import structlog
from celery import shared_task
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.context import acting, set_context
from accounts.models import User
from config.kernel.errors import NotAllowed, Refusal
from ledger.services.claiming import Claim, claim
from ledger.services.faults import reach
from ledger.services.heartbeat import Heartbeat, Report
from ledger.services.settling import (
    JobCancelled,
    LeaseLost,
    settle_cancelled,
    settle_done,
    settle_failed,
    settle_refused,
)

log = structlog.get_logger(__name__)


May = Callable[[User, int], bool]


def publish_nothing(report: Report) -> None:
    """For a body run outside a worker, as tests do."""


@dataclass(frozen=True)
class Work:
    """What a task's body is given: its keys, for whom it works, and a way to tell how far it is."""

    arguments: Mapping[str, Any] = field(default_factory=dict)
    area_id: int | None = None
    actor: User | None = None
    run: UUID | None = None
    outbox_id: UUID | None = None
    publish: Callable[[Report], None] = publish_nothing
    may: May | None = None

    def progress(self, processed: int, total: int, step: str = "") -> None:
        """The page sees it within moments; raises when the work is to stop, so long loops should call it.

        Work is also to stop when the person who asked for it has lost the right to it meanwhile.
        """
        self.publish(Report(processed=processed, total=total, step=step))
        self.check_right()

    def check_right(self) -> None:
        """Raises unless whoever asked for the work may have it done at this moment; the system always may."""
        if self.actor is None or self.may is None or self.area_id is None:
            return
        actor = User.objects.filter(pk=self.actor.pk, is_active=True).first()
        if actor is None or not self.may(actor, self.area_id):
            raise NotAllowed(_("The work was stopped: whoever asked for it no longer has the right to it."))


Body = Callable[[Work], Mapping[str, int] | None]
BODIES: dict[str, Body] = {}
RIGHTS: dict[str, May] = {}


def outbox_task(name: str, *, may: May | None = None) -> Callable[[Body], Body]:
    """The body is Celery's task `name`, done once per outbox row; its effect is kept exactly once.

    `may` says whether a person may have the work done in an area; it is asked before, at each step and before the end.

    The body runs in one transaction in the context of its area and requester, and returns counts for the job's row.
    What it does outside PostgreSQL may be done twice, when its process dies before the commit.
    """

    def register(body: Body) -> Body:
        def door(outbox_id: str) -> None:
            perform(outbox_id=UUID(outbox_id))

        BODIES[name] = body
        if may is not None:
            RIGHTS[name] = may
        shared_task(name=name)(door)
        return body

    return register


def perform(*, outbox_id: UUID) -> None:
    """The work of the row is done, unless somebody else does it, did it, or it is not to be done any more.

    Owns its transactions, so it may not be called inside one. How the work ended is in its row; without a database
    nothing can be noted, and the sweeper finds the row later.
    """
    close_old_connections()
    try:
        held = claim(outbox_id=outbox_id)
        if held is not None:
            reach("claimed")
            _settle(held)
    except (OperationalError, InterfaceError) as error:
        connection.close()
        log.warning("work_left_to_sweeper", outbox=str(outbox_id), error=place_of(error))


def _settle(held: Claim) -> None:
    try:
        _carry_out(held)
    except LeaseLost:
        log.warning("work_lost", outbox=str(held.outbox_id), task=held.task)
    except JobCancelled:
        settle_cancelled(held)
    except Refusal as refusal:
        settle_refused(held, sentence=_spoken_to(held, refusal))
    except Exception as error:  # noqa: BLE001 - the last boundary: the row keeps it, and the work is tried again
        place = place_of(error)  # and no traceback, which may quote values
        log.error("work_failed", outbox=str(held.outbox_id), task=held.task, error=place)
        settle_failed(held, error=place)


def _spoken_to(held: Claim, refusal: Refusal) -> str:
    with translation.override(held.actor.language if held.actor else settings.LANGUAGE_CODE):
        return str(refusal.sentence)


def place_of(error: BaseException) -> str:
    """Class and place of an error; never its message, which may quote what was being written."""
    frames = [frame for frame in extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    where = f" at {Path(frames[-1].filename).stem}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"[:200]


def _carry_out(held: Claim) -> None:
    """The effect and its note are committed together; a statement that was cancelled counts as what cancelled it."""
    connection.ensure_connection()
    heartbeat = Heartbeat(claim=held, worker=connection.connection)
    try:
        _do_and_note(held, heartbeat)
    except Exception:
        if heartbeat.has_interrupted:
            connection.close()  # a late cancelling could hit the next statement
            heartbeat.check()
        raise
    reach("after_commit")
    log.info("work_done", outbox=str(held.outbox_id), task=held.task, attempts=held.attempts)


def _do_and_note(held: Claim, heartbeat: Heartbeat) -> None:
    actor = held.actor.pk if held.actor else None
    with acting(user=held.actor, areas=held.areas):
        _allow_long_work()
        work = _work_of(held, heartbeat)
        work.check_right()
        with heartbeat:
            counts = BODIES[held.task](work) or {}
        heartbeat.check()
        set_context(user=actor, areas=held.areas)  # the body may have set another
        work.check_right()
        report = heartbeat.report
        settle_done(held, counts=counts, processed=report.processed, total=report.total)
        reach("before_commit")


def _work_of(held: Claim, heartbeat: Heartbeat) -> Work:
    return Work(
        arguments=held.arguments,
        area_id=held.area_id,
        actor=held.actor,
        run=held.run,
        outbox_id=held.outbox_id,
        publish=heartbeat.publish,
        may=RIGHTS.get(held.task),
    )


def _allow_long_work() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %(limit)s, true),"
            " set_config('idle_in_transaction_session_timeout', %(limit)s, true)",
            {"limit": f"{settings.LEDGER_TASK_SECONDS}s"},
        )
