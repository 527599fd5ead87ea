"""The case from opening to ending: changed, put on hold, closed, opened again. Each step is one of CASE_STEPS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import change_record
from clients import policies
from clients.enums.cases import CASE_STEPS, CaseStatus, EndingReason
from clients.models import Case, Client
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal

CHANGED = (
    "kind",
    "origin",
    "is_jobseeker",
    "jobseeking_started_on",
    "is_employed",
    "sickness_maximum_on",
    "direction",
    "direction_on",
    "phase",
    "phase_since",
    "waiting_for",
    "waiting_since",
    "joint_point",
    "joint_point_since",
)
DAYS = ("jobseeking_started_on", "sickness_maximum_on", "direction_on", "phase_since")
DAYS_SINCE = ("waiting_since", "joint_point_since")
MIN_REASON = 10


@transaction.atomic
def change_case(*, actor: User, case_id: UUID, version: int, values: Mapping[str, Any]) -> bool:
    """The case has these values (some of CHANGED); False when nothing differed. A closed case stays as it is."""
    case = _held(actor, case_id)
    if not policies.can_work_on(actor, case.client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    if case.is_closed:
        raise OutOfOrder(_("A closed case is opened again before it is changed."))
    if unknown := values.keys() - set(CHANGED):
        raise ValueError(f"Not to be changed: {', '.join(sorted(unknown))}.")
    for name in (*DAYS, *DAYS_SINCE):
        if values.get(name) and values[name] > timezone.localdate():
            raise Refusal(_("The day cannot be in the future."), field=name)
    return change_record(case, version=version, values=values)


@transaction.atomic
def hold_case(*, actor: User, case_id: UUID, version: int) -> Case:
    """The case waits, without counting as ended."""
    return _step(actor, case_id, version, to=CaseStatus.ON_HOLD)


@transaction.atomic
def resume_case(*, actor: User, case_id: UUID, version: int) -> Case:
    """A case on hold goes on."""
    return _step(actor, case_id, version, to=CaseStatus.OPEN, only_from=CaseStatus.ON_HOLD)


@transaction.atomic
def close_case(*, actor: User, case_id: UUID, version: int, on: date, reason: EndingReason) -> Case:
    """The case has ended on that day, for that reason; nobody is waited for any more."""
    if on > timezone.localdate():
        raise Refusal(_("A case cannot end in the future."), field="closed_on")
    ended = {"closed_on": on, "ending_reason": reason, "waiting_for": "", "waiting_since": None}
    return _step(actor, case_id, version, to=CaseStatus.CLOSED, values=ended)


@transaction.atomic
def reopen_case(*, actor: User, case_id: UUID, version: int, reason: str) -> Case:
    """A case closed goes on as if it had not ended; the history has the reason. Refused while another one is open."""
    if len(reason.strip()) < MIN_REASON:
        raise Refusal(_("Give the reason in at least %(count)s characters.") % {"count": MIN_REASON}, field="reason")
    with pghistory.context(reason=reason.strip()[:500]):
        return _step(
            actor,
            case_id,
            version,
            to=CaseStatus.OPEN,
            only_from=CaseStatus.CLOSED,
            values={"closed_on": None, "ending_reason": ""},
        )


def _held(actor: User, case_id: UUID) -> Case:
    """The case, locked after its client, when the actor needs to know the client."""
    key = Case.objects.visible_to(actor).filter(pk=case_id).values_list("client_id", flat=True).first()
    client = Client.objects.visible_to(actor).locked().filter(pk=key).first() if key else None
    if client is None:
        raise NotFound  # hidden and absent look the same
    case = Case.objects.locked().get(pk=case_id)
    case.client = client
    return case


def _step(
    actor: User,
    case_id: UUID,
    version: int,
    *,
    to: CaseStatus,
    only_from: CaseStatus | None = None,
    values: Mapping[str, Any] | None = None,
) -> Case:
    case = _held(actor, case_id)
    if not policies.can_manage_relations(actor, case.client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))
    now = CaseStatus(case.status)
    if to not in CASE_STEPS[now] or (only_from is not None and now != only_from):
        raise OutOfOrder(_("This step cannot be taken now: the case is %(status)s.") % {"status": now.label})
    if now == CaseStatus.CLOSED and case.client.cases.not_closed().exists():
        raise OutOfOrder(_("The client already has an open case."))
    change_record(case, version=version, values={"status": to, **(values or {})})
    return case
