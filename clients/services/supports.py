"""Applications for support of work and their decisions, as far as the client's side goes (SU-01, SU-02, SU-04)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.calendar_days import months_after
from clients.enums.employment import GRANTING, ArrangementPurpose, Decision, SupportKind
from clients.models import Client, EmploymentSpell, SupportApplication
from clients.services.employment import checked_business_id
from clients.services.marks import not_in_future, visible_client
from clients.services.spells import held_spell, withdraw
from clients.support_rules import ArrangementLimits, limits_on
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
)
PURCHASES = frozenset({ArrangementPurpose.TOOLS, ArrangementPurpose.ALTERATION})


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

    Refused with a sentence of its own: more than the most for purchases and alterations, for hours, months and pay of
    another worker's help, and granting what was applied for too late.
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
        _must_keep_limits(client, application, said)
    else:
        said |= dict.fromkeys(("period_from", "period_to", "amount_granted", "hours_a_month", "months_granted"), None)
        if decision == Decision.REJECTED and not said.get("decision_reason", "").strip():
            raise Refusal(_("Say why it was rejected."), field="decision_reason")
    change_record(application, version=version, values=said)
    return application


@transaction.atomic
def withdraw_application(
    *, actor: User, client_id: UUID, application_id: UUID, version: int, reason: str
) -> SupportApplication:
    """The application was recorded in error: it counts nowhere, and stays with the reason."""
    client = visible_client(actor, client_id)
    application = held_spell(SupportApplication, client, application_id)
    withdraw(application, actor=actor, version=version, reason=reason)
    return application


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


def _must_keep_limits(client: Client, application: SupportApplication, said: Mapping[str, Any]) -> None:
    if application.kind != SupportKind.ARRANGEMENT:
        return
    limits = limits_on(said["decided_on"])
    if application.purpose in PURCHASES:
        _must_be_in_time(application, limits)
        _must_keep_purchases(client, application, limits, said)
    else:
        _must_keep_help(limits, said)


def _must_be_in_time(application: SupportApplication, limits: ArrangementLimits) -> None:
    if application.cost_on is None:
        return
    last = months_after(application.cost_on, limits.months_to_apply)
    if application.applied_on > last:
        raise Refusal(
            _("It was applied for later than one month from the purchase or the alteration (385/2024, section 19)."),
            field="decision",
        )


def _must_keep_purchases(
    client: Client, application: SupportApplication, limits: ArrangementLimits, said: Mapping[str, Any]
) -> None:
    """The most is for a person, whatever the number of applications of one employer."""
    amount = said.get("amount_granted")
    if amount is None:
        raise Refusal(_("Say how much is granted."), field="amount_granted")
    before = SupportApplication.objects.filter(
        area_id=client.area_id,
        client=client,
        employer_name__iexact=application.employer_name,
        purpose__in=PURCHASES,
        decision__in=GRANTING,
        withdrawn_at__isnull=True,
    ).exclude(pk=application.pk)
    granted = before.aggregate(sum=Sum("amount_granted"))["sum"] or Decimal(0)
    if granted + amount > limits.purchase:
        raise Refusal(
            _("At most %(euros)s euros are granted for tools, furniture and alterations for one person"
              " (385/2024, section 9); %(before)s euros are granted already.")
            % {"euros": limits.purchase, "before": granted},
            field="amount_granted",
        )  # fmt: skip


def _must_keep_help(limits: ArrangementLimits, said: Mapping[str, Any]) -> None:
    hours, months, amount = (said.get(name) for name in ("hours_a_month", "months_granted", "amount_granted"))
    if hours is None:
        raise Refusal(_("Say how many hours a month are granted."), field="hours_a_month")
    if months is None:
        raise Refusal(_("Say for how many months it is granted."), field="months_granted")
    if hours > limits.hours_a_month:
        raise Refusal(
            _("Help of another worker is granted for at most %(count)s hours a month (385/2024, section 9).")
            % {"count": limits.hours_a_month},
            field="hours_a_month",
        )
    if months > limits.months:
        raise Refusal(
            _("Help of another worker is granted for at most %(count)s months (385/2024, section 9).")
            % {"count": limits.months},
            field="months_granted",
        )
    most = hours * months * limits.euros_an_hour
    if amount is not None and amount > most:
        raise Refusal(
            _("At %(pay)s euros an hour this help comes to at most %(euros)s euros (385/2024, section 9).")
            % {"pay": limits.euros_an_hour, "euros": most},
            field="amount_granted",
        )
