"""Applications for support of work and their decisions, as far as the client's side goes (SU-01, SU-02, SU-04)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.contacts import TaskKind
from clients.enums.employment import GRANTING, ArrangementPurpose, Decision, SupportKind
from clients.models import EmploymentSpell, SupportApplication, Task
from clients.services.employment import checked_business_id
from clients.services.marks import not_in_future, visible_client
from clients.services.spells import held_spell, withdraw
from clients.services.support_limits import must_keep_limits, payment_due_on
from config.kernel.errors import OutOfOrder, Refusal

APPLIED = ("kind", "ground", "purpose", "employer_name", "business_id", "applied_on", "cost_on", "amount_applied")
DECIDED = (
    "decision",
    "decided_on",
    "decision_reason",
    "period_from",
    "period_to",
    "amount_granted",
    "hours_a_month",
    "months_granted",
    "percent_granted",
    "month_amount",
    "checks",
)
GRANTED = (
    *("period_from", "period_to", "amount_granted", "hours_a_month", "months_granted"),
    *("percent_granted", "month_amount"),
)


@transaction.atomic
def record_application(
    *, actor: User, client_id: UUID, values: Mapping[str, Any], employment_id: UUID | None = None
) -> SupportApplication:
    """The employer's application is on record, not decided yet, with the employment it is for where there is one."""
    client = visible_client(actor, client_id)
    said = {name: values[name] for name in APPLIED if name in values}
    not_in_future(said["applied_on"], field="applied_on")
    said["business_id"] = checked_business_id(said.get("business_id", ""))
    _must_have_ground(said)
    employment = held_spell(EmploymentSpell, client, employment_id) if employment_id else None
    made = SupportApplication(area_id=client.area_id, client=client, employment=employment, recorded_by=actor, **said)
    add_record(made)
    return made


@transaction.atomic
def decide_application(
    *, actor: User, client_id: UUID, application_id: UUID, version: int, values: Mapping[str, Any]
) -> SupportApplication:
    """The application is decided. What is granted keeps within the limits in force on the day of the decision.

    Each limit and each condition of the ground that does not hold is refused with a sentence of its own. Whoever
    records a granted support for arrangements has a task with the last day of the application for its payment.
    """
    client = visible_client(actor, client_id)
    application = held_spell(SupportApplication, client, application_id)
    if application.decision != Decision.WAITING:
        raise OutOfOrder(_("The application is decided already."))
    said = {name: values[name] for name in DECIDED if name in values}
    decision = Decision(said["decision"])
    if decision == Decision.WAITING:
        raise Refusal(_("Choose the decision."), field="decision")
    not_in_future(said["decided_on"], field="decided_on")
    if said["decided_on"] < application.applied_on:
        raise Refusal(_("Nothing is decided before it is applied for."), field="decided_on")
    if decision in GRANTING:
        must_keep_limits(client, application, said)
    else:
        said |= {**dict.fromkeys(GRANTED), "checks": []}
        if decision == Decision.REJECTED and not said.get("decision_reason", "").strip():
            raise Refusal(_("Say why it was rejected."), field="decision_reason")
    change_record(application, version=version, values=said)
    if decision in GRANTING and application.kind == SupportKind.ARRANGEMENT:
        _remind_of_payment(application, by=actor)
    return application


@transaction.atomic
def withdraw_application(
    *, actor: User, client_id: UUID, application_id: UUID, version: int, reason: str
) -> SupportApplication:
    """The application was recorded in error: it counts nowhere, and stays with the reason."""
    client = visible_client(actor, client_id)
    application = held_spell(SupportApplication, client, application_id)
    withdraw(application, actor=actor, version=version, reason=reason)
    task = application.payment_task
    if task is not None and task.done_at is None:
        change_record(task, version=task.version, values={"done_at": timezone.now(), "done_by": actor})
    return application


def _remind_of_payment(application: SupportApplication, *, by: User) -> None:
    """The recorder has the last day of applying for payment as a task; none when that day has passed."""
    last = payment_due_on(application)
    if last is None or last < timezone.localdate() or application.payment_task_id is not None:
        return
    with override(by.language):
        title = _("The employer applies for payment of the support for arrangements (385/2024, section 19)")
    task = Task.objects.create(
        area_id=application.area_id,
        client_id=application.client_id,
        owner=by,
        kind=TaskKind.PAPER,
        title=title,
        due_on=last,
        created_by=by,
        created_at=timezone.now(),
    )
    change_record(application, version=application.version, values={"payment_task": task})


def _must_have_ground(said: dict[str, Any]) -> None:
    if said["kind"] == SupportKind.WAGE:
        if not said.get("ground"):
            raise Refusal(_("Say on what ground the subsidy is applied for."), field="ground")
        said["purpose"], said["cost_on"] = "", None
        return
    if not said.get("purpose"):
        raise Refusal(_("Say what the support is for."), field="purpose")
    said["ground"] = ""
    if said["purpose"] == ArrangementPurpose.HELP:
        said["cost_on"] = None
    elif not said.get("cost_on"):
        raise Refusal(_("Say when it was bought or altered, or will be."), field="cost_on")
