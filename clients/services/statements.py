"""The path of a statement, its content, and how useful it was."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.work_ability import STATEMENT_DAYS, STATEMENT_STEPS, StatementKind, StatementStatus
from clients.models import Statement
from clients.services.locking import locked_client_with_health
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal

CONTENT = frozenset(
    {
        "kind",
        "issuer_kind",
        "received_from",
        "stated_on",
        "valid_until",
        "summary",
        "diagnosis_chapter",
        "restrictions",
        "adjustments",
        "usefulness",
        "usefulness_reason",
    }
)
OPENINGS = frozenset({StatementStatus.NEED, StatementStatus.RECEIVED})


@transaction.atomic
def open_statement(
    *,
    actor: User,
    client_id: UUID,
    kind: StatementKind,
    status: StatementStatus,
    on: date,
    content: Mapping[str, Any] | None = None,
) -> Statement:
    """The need of a statement is on record as of the day, or one that the client brought along is received then.

    Refused: a path that begins in the middle, a day to come, no right to the client's health.
    """
    client = locked_client_with_health(actor, client_id)
    if status not in OPENINGS:
        raise OutOfOrder(_("A statement begins with its need or its receipt."))
    _must_have_come(status, on)
    statement = Statement(
        area_id=client.area_id,
        client=client,
        kind=kind,
        status=status,
        recorded_by=actor,
        recorded_at=timezone.now(),
        **_content(content),
    )
    setattr(statement, STATEMENT_DAYS[status], on)
    add_record(statement)
    return statement


@transaction.atomic
def move_statement(
    *,
    actor: User,
    client_id: UUID,
    statement_id: UUID,
    version: int,
    to: StatementStatus,
    on: date,
    reason: str = "",
) -> Statement:
    """The statement has taken a step of STATEMENT_STEPS as of the day; its earlier days stay.

    Refused: another step, a day before the step it follows, a day to come except of an appointment. `reason` is kept
    of a refusal.
    """
    statement = _held(actor, client_id, statement_id)
    if statement.version != version:
        raise Conflict
    if to not in STATEMENT_STEPS[StatementStatus(statement.status)]:
        raise OutOfOrder(_("This step cannot be taken from where the statement stands."))
    _must_have_come(to, on)
    values: dict[str, Any] = {"status": to, STATEMENT_DAYS[to]: on}
    if to == StatementStatus.REFUSED:
        values["refusal_reason"] = reason
    change_record(statement, version=version, values=values)
    statement.refresh_from_db()
    return statement


@transaction.atomic
def change_statement(
    *, actor: User, client_id: UUID, statement_id: UUID, version: int, content: Mapping[str, Any]
) -> bool:
    """What the statement says, from whom it came and how useful it was is as given; False when it was so already."""
    statement = _held(actor, client_id, statement_id)
    return change_record(statement, version=version, values=_content(content))


def _held(actor: User, client_id: UUID, statement_id: UUID) -> Statement:
    client = locked_client_with_health(actor, client_id)
    statement = Statement.objects.filter(client=client, pk=statement_id).locked().first()
    if statement is None:
        raise NotFound
    return statement


def _content(content: Mapping[str, Any] | None) -> dict[str, Any]:
    given = dict(content or {})
    if unknown := given.keys() - CONTENT:
        raise ValueError(f"Not content of a statement: {', '.join(sorted(unknown))}.")
    return given


def _must_have_come(status: StatementStatus, on: date) -> None:
    if status != StatementStatus.APPOINTMENT and on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="on")
