"""The clarification of a pension from its need to its closing, and the question of the right benefit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.pensions import (
    DECISIONS,
    PENSION_STEPS,
    PensionGrant,
    PensionInsurer,
    PensionStage,
    RightBenefit,
)
from clients.enums.work_ability import Occasion
from clients.models import BenefitCheck, Client, PensionClarification, PensionStep
from clients.policies import may_see_health
from clients.services.plans import working_client
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal


def _client(actor: User, client_id: UUID) -> Client:
    client = working_client(actor, client_id)
    if not may_see_health(actor, client):
        raise NotAllowed(_("This needs the right to see health details."))
    return client


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What an insurer decided, until when it holds, and when the client was told."""

    granted: PensionGrant | None = None
    granted_until: date | None = None
    informed_on: date | None = None


NOTHING_DECIDED = Decision()


@transaction.atomic
def start_clarification(
    *, actor: User, client_id: UUID, on: date, insurer: PensionInsurer | None = None, insurer_name: str = ""
) -> PensionClarification:
    """The need to clarify a pension was found on the day; refused while another clarification is under way."""
    client = _client(actor, client_id)
    _must_have_come(on)
    clarification = PensionClarification(
        area_id=client.area_id,
        client=client,
        insurer=insurer or "",
        insurer_name=insurer_name.strip(),
        stage_since=on,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(clarification)
    _add_step(clarification, actor, stage=PensionStage.NEED, taken_on=on)
    return clarification


@transaction.atomic
def move_clarification(
    *,
    actor: User,
    client_id: UUID,
    clarification_id: UUID,
    version: int,
    to: PensionStage,
    on: date,
    decision: Decision = NOTHING_DECIDED,
    note: str = "",
) -> PensionClarification:
    """The clarification has taken a step of PENSION_STEPS as of the day.

    Refused: another step, a day to come or before the step it follows, a grant that does not say what; what is said of
    a decision is kept of decisions only.
    """
    client = _client(actor, client_id)
    clarification = PensionClarification.objects.filter(client=client, pk=clarification_id).locked().first()
    if clarification is None:
        raise NotFound
    if clarification.version != version:
        raise Conflict
    if to not in PENSION_STEPS[PensionStage(clarification.stage)]:
        raise OutOfOrder(_("This step cannot be taken from where the clarification stands."))
    _must_have_come(on)
    if on < clarification.stage_since:
        raise Refusal(_("A step cannot be before the step it follows."), field="on")
    is_grant = to == PensionStage.GRANTED
    if is_grant and decision.granted is None:
        raise Refusal(_("Say what was granted."), field="granted")
    _add_step(
        clarification,
        actor,
        stage=to,
        taken_on=on,
        granted=decision.granted if is_grant and decision.granted else "",
        granted_until=decision.granted_until if is_grant else None,
        informed_on=decision.informed_on if to in DECISIONS else None,
        note=note.strip(),
    )
    change_record(clarification, version=version, values={"stage": to, "stage_since": on})
    return clarification


def _add_step(clarification: PensionClarification, actor: User, **given: object) -> None:
    add_record(
        PensionStep(
            area_id=clarification.area_id,
            clarification=clarification,
            number=clarification.steps.count() + 1,
            recorded_by=actor,
            recorded_at=timezone.now(),
            **given,
        )
    )


def _must_have_come(on: date, *, field: str = "on") -> None:
    if on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field=field)


@transaction.atomic
def check_benefit(
    *, actor: User, client_id: UUID, occasion: Occasion, checked_on: date, answer: RightBenefit, note: str = ""
) -> BenefitCheck:
    """Whether the client gets the right benefit is on record as of the day; earlier answers stay."""
    client = working_client(actor, client_id)
    _must_have_come(checked_on, field="checked_on")
    if answer == RightBenefit.NO and not note.strip():
        raise Refusal(_("Say which benefit would be right."), field="note")
    check = BenefitCheck(
        area_id=client.area_id,
        client=client,
        occasion=occasion,
        checked_on=checked_on,
        answer=answer,
        note=note.strip(),
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(check)
    return check
