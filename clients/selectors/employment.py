"""Employments of a client: the spells as they are counted, and tables and facts of the client's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from clients.enums.demands import Adjustment
from clients.enums.employment import ArrangementPurpose, CheckState, Decision, SupportCheck
from clients.models import Client, CoachingPeriod, EmploymentCheck, EmploymentSpell, SupportApplication, Task
from clients.selectors.cells import day_cell, day_text, listed, number_cell, text_cell
from clients.selectors.spells import recorded_facts, source_facts
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

A_DAY = timedelta(days=1)
# Ranges that touch or overlap become one: a person with two jobs, or a new one on the next day, is employed once.
PERIODS = """
    SELECT client_id, lower(period), upper(period)
    FROM (
        SELECT client_id, unnest(range_agg(daterange(begun_on, ended_on, '[]'))) AS period
        FROM clients_employmentspell
        WHERE withdrawn_at IS NULL AND client_id = ANY (%s)
        GROUP BY client_id
    ) AS merged
    ORDER BY 1, 2
"""
CHECK_TONES = {
    CheckState.COMING: "plain",
    CheckState.DUE: "warn",
    CheckState.LATE: "bad",
    CheckState.DONE: "good",
    CheckState.DONE_LATE: "info",
    CheckState.DROPPED: "plain",
}
DECISION_TONES = {
    Decision.WAITING: "warn",
    Decision.GRANTED: "good",
    Decision.PARTLY: "good",
    Decision.REJECTED: "bad",
    Decision.LAPSED: "plain",
    Decision.CANCELLED: "plain",
}


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days on which a person was employed by somebody, both included; without a last day it goes on."""

    begun_on: date
    ended_on: date | None


def employed_periods(clients: Iterable[UUID]) -> dict[UUID, list[Period]]:
    """By client the stretches of employment, jobs at once counted as one; withdrawn ones not at all. One statement."""
    found: dict[UUID, list[Period]] = {}
    with connection.cursor() as cursor:
        cursor.execute(PERIODS, [list(clients)])
        for client_id, begun_on, after in cursor.fetchall():
            period = Period(begun_on=begun_on, ended_on=after - A_DAY if after else None)
            found.setdefault(client_id, []).append(period)
    return found


def employment_for(client: Client, *, employment_id: UUID) -> EmploymentSpell:
    """One employment of the client, withdrawn or not; that of another client is not found."""
    found = client.employment_spells.filter(pk=employment_id).first()
    if found is None:
        raise NotFound
    return found


def check_for(client: Client, *, check_id: UUID) -> EmploymentCheck:
    """One follow-up of the client."""
    found = client.employment_checks.select_related("employment").filter(pk=check_id).first()
    if found is None:
        raise NotFound
    return found


def application_for(client: Client, *, application_id: UUID) -> SupportApplication:
    """One application for support because of the client."""
    found = client.support_applications.select_related("employment", "payment_task").filter(pk=application_id).first()
    if found is None:
        raise NotFound
    return found


def coaching_for(client: Client, *, coaching_id: UUID) -> CoachingPeriod:
    """One coaching period of the client that was not withdrawn."""
    found = client.coaching_periods.standing().filter(pk=coaching_id).first()
    if found is None:
        raise NotFound
    return found


def employments_table(client: Client) -> Table:
    """Employments, the latest first, each leading to its page."""
    labels = (
        _("Employer"), _("Kind of job"), _("From"), _("To"), _("Hours a week"), _("Subsidy"), _("Why it ended"),
    )  # fmt: skip
    return _table(_("Employments"), labels, (_employment_row(one) for one in client.employment_spells.all()))


def _employment_row(one: EmploymentSpell) -> Row:
    return Row(
        cells=(
            Cell(text=one.employer_name, url=employment_address(one), header=True),
            Cell(text=one.get_job_kind_display()),
            day_cell(one.begun_on),
            Cell(text=_("Recorded in error"), tone="plain") if one.is_withdrawn else day_cell(one.ended_on),
            number_cell(one.hours_per_week),
            _subsidy(one),
            text_cell(one.get_end_reason_display() if one.end_reason else ""),
        )
    )


def employment_address(one: EmploymentSpell) -> str:
    """The employment's page."""
    return reverse("clients:employment", args=[one.client_id, one.pk])


def _subsidy(one: EmploymentSpell) -> Cell:
    if not one.is_subsidised:
        return text_cell("")
    today = timezone.localdate()
    text = f"{one.subsidy_ground} §, {day_text(one.subsidy_from)}–{day_text(one.subsidy_to)}"
    ending = one.subsidy_to is not None and today <= one.subsidy_to <= today + timedelta(days=30)
    return Cell(text=text, note=_("Ends within 30 days") if ending and not one.is_withdrawn else "")


def employment_facts(one: EmploymentSpell) -> list[tuple[str, str]]:
    """Everything of one employment, term by term."""
    kind = str(one.get_job_kind_display())
    return recorded_facts(
        [
            (_("Business id"), one.business_id),
            (_("From"), day_text(one.begun_on)),
            (_("To"), day_text(one.ended_on)),
            (_("Why it ended"), str(one.get_end_reason_display()) if one.end_reason else ""),
            (_("Kind of job"), kind),
            (_("Contract"), str(one.get_contract_display()) if one.contract else ""),
            (_("Working time"), _("Part-time") if one.is_part_time else ""),
            (_("Hours a week"), number_format(one.hours_per_week) if one.hours_per_week is not None else ""),
            (_("Ground of the subsidy"), str(one.get_subsidy_ground_display()) if one.subsidy_ground else ""),
            (_("Subsidy"), f"{day_text(one.subsidy_from)}–{day_text(one.subsidy_to)}" if one.subsidy_from else ""),
            (_("Support for arrangements"), listed(ArrangementPurpose, one.arrangements)),
            (_("Adjustments in use"), listed(Adjustment, one.adjustments)),
            (_("Occupation"), _classified(one, "occupation")),
            (_("Industry"), _classified(one, "industry")),
            *source_facts(one),
        ],
        one,
    )


def _classified(one: EmploymentSpell, name: str) -> str:
    code = getattr(one, name)
    if not code:
        return ""
    words = getattr(one, f"get_{name}_display")()
    return f"{code} {words} ({getattr(one, f'{name}_version')})"


def checks_table(employment: EmploymentSpell) -> Table:
    """The follow-ups of one employment, in the order of their days."""
    labels = (_("Follow-up"), _("Day"), _("State"), _("Still employed"), _("Hours a week"), _("Support needed"))
    return _table(_("Follow-ups"), labels, (_check_row(one) for one in employment.checks.all()))


def _check_row(one: EmploymentCheck) -> Row:
    state = one.state_on(timezone.localdate())
    answerable = state != CheckState.DROPPED
    return Row(
        cells=(
            Cell(text=months_words(one.months), url=check_address(one) if answerable else "", header=True),
            day_cell(one.due_on),
            Cell(text=state.label, tone=CHECK_TONES[state]),
            text_cell(yes_no(one.is_employed)),
            number_cell(one.hours_per_week),
            text_cell(yes_no(one.needs_support)),
        )
    )


def months_words(months: int) -> str:
    """Which follow-up it is."""
    return _("%(months)s months") % {"months": months} if months > 1 else _("1 month")


def check_address(one: EmploymentCheck) -> str:
    """The form of the follow-up."""
    return check_form(one.client_id, one.pk)


def check_form(client_id: UUID, check_id: UUID, *, back: str = "") -> str:
    """The form of a follow-up, and where it leads back."""
    address = reverse("clients:employment_check", args=[client_id, check_id])
    return f"{address}?{urlencode({'next': back})}" if back else address


def form_of(task: Task) -> str:
    """The form that a task is done by; nothing for a task that is only to be done."""
    check: EmploymentCheck | None = getattr(task, "employment_check", None)
    return "" if check is None else check_address(check)


def yes_no(value: bool | None) -> str:  # noqa: FBT001 - an answer in words
    """The answer in words, nothing when there is none."""
    return "" if value is None else _("Yes") if value else _("No")


def coaching_table(employment: EmploymentSpell) -> Table:
    """Coaching beside the subsidised work."""
    labels = (_("Provider"), _("From"), _("To"))
    return _table(_("Coaching during the subsidy"), labels, (_coaching_row(one) for one in employment.coaching.all()))


def _coaching_row(one: CoachingPeriod) -> Row:
    withdrawn = one.withdrawn_at is not None
    address = reverse("clients:coaching_withdraw", args=[one.client_id, one.pk])
    return Row(
        cells=(
            Cell(text=one.provider or _("Not said"), url="" if withdrawn else address, header=True),
            day_cell(one.begun_on),
            Cell(text=_("Recorded in error"), tone="plain") if withdrawn else day_cell(one.ended_on),
        )
    )


def supports_table(found: Iterable[SupportApplication]) -> Table:
    """Applications for support and what was decided of them."""
    labels = (
        _("Support"), _("Ground or purpose"), _("Employer"), _("Applied on"), _("Decision"), _("Decided on"),
        _("Granted, euros"),
    )  # fmt: skip
    return _table(_("Applications for support"), labels, (_support_row(one) for one in found))


def _support_row(one: SupportApplication) -> Row:
    decision = Decision(one.decision)
    return Row(
        cells=(
            Cell(
                text=one.get_kind_display(),
                url=reverse("clients:support", args=[one.client_id, one.pk]),
                header=True,
            ),
            Cell(text=one.get_ground_display() if one.ground else one.get_purpose_display()),
            text_cell(one.employer_name),
            day_cell(one.applied_on),
            Cell(text=_("Recorded in error"), tone="plain")
            if one.withdrawn_at
            else Cell(text=decision.label, tone=DECISION_TONES[decision]),
            day_cell(one.decided_on),
            _money(one.amount_granted),
        )
    )


def _money(amount: Any) -> Cell:
    return number_cell(None) if amount is None else Cell(text=number_format(amount), value=amount, numeric=True)


def support_facts(one: SupportApplication) -> list[tuple[str, str]]:
    """Everything of one application, term by term."""
    return recorded_facts(
        [
            (_("Ground or purpose"), str(one.get_ground_display() if one.ground else one.get_purpose_display())),
            (_("Employer"), one.employer_name),
            (_("Business id"), one.business_id),
            (_("Applied on"), day_text(one.applied_on)),
            (_("Bought or altered on"), day_text(one.cost_on)),
            (_("Applied for, euros"), _number(one.amount_applied)),
            (_("Decision"), str(one.get_decision_display())),
            (_("Decided on"), day_text(one.decided_on)),
            (_("Reason"), one.decision_reason),
            (_("Period"), f"{day_text(one.period_from)}–{day_text(one.period_to)}" if one.period_from else ""),
            (_("Granted, euros"), _number(one.amount_granted)),
            (_("Hours a month"), _number(one.hours_a_month)),
            (_("Months"), _number(one.months_granted)),
            (_("Granted, per cent of the costs"), _number(one.percent_granted)),
            (_("At most, euros a month"), _number(one.month_amount)),
            (_("Conditions that are met"), listed(SupportCheck, one.checks)),
            (_("Payment is applied for by"), day_text(one.payment_task.due_on) if one.payment_task else ""),
        ],
        one,
    )


def _number(value: Any) -> str:
    return "" if value is None else str(number_format(value))


def _table(caption: str, labels: Iterable[str], rows: Iterable[Row]) -> Table:
    return Table(
        caption=caption, columns=tuple(Column(label=label) for label in labels), rows=tuple(rows), empty=_("None.")
    )
