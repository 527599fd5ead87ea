"""What the client's page says of the plan, what is due, the direction, the right benefit and a pension."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.plans import PlanStatus
from clients.models import Client, Plan, PlanVersion
from clients.policies import can_work_on, may_see_health
from clients.selectors import benefit_checks, deadlines, pensions, plans
from clients.selectors.cells import day_text
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.directions import directions_table
from clients.selectors.work_ability_section import TEMPLATE, part
from config.kernel.tables import Cell, Column, Row, Table

TAB = "plan"
Links = list[tuple[str, str]]


@registered(order=38, tab=TAB)
def due_section(user: User, client: Client) -> ClientSection:
    """What is due next by law; the header of every tab tells the review of the plan."""
    found, today = deadlines.deadlines_of(user, client), timezone.localdate()
    seen = may_see_health(user, client)
    return ClientSection(
        key="due",
        title=_("Next due"),
        template=TEMPLATE,
        context=part(tables=[deadlines.deadlines_table(found, day=today)]),
        field_groups=("plan", "statements") if seen else ("plan",),
    )


@registered(order=40, tab=TAB)
def plan_section(user: User, client: Client) -> ClientSection:
    """The plan in force or being made, with its goals; the earlier ones below."""
    plan = plans.plan_now(client)
    works = can_work_on(user, client)
    held = list(plan.versions.newest_first().select_related("plan")) if plan else []
    version = next((one for one in held if one.status == PlanStatus.APPROVED), held[0] if held else None)
    draft = next((one for one in held if one.is_draft), None)
    tables = []
    if version is not None:
        tables = [plans.measures_table(client, version, goal, may_change=works) for goal in plans.goals_of(version)]
    return ClientSection(
        key="plan",
        title=str(version.get_kind_display()) if version else _("Plan"),
        template=TEMPLATE,
        context=part(
            lede="" if version else _("No plan is being made or in force."),
            facts=_plan_facts(plan, version) if plan and version else [],
            tables=[*tables, *_earlier(client)],
            actions=_plan_actions(client, plan, draft) if works else [],
            links=_plan_links(client, version, draft),
        ),
        field_groups=("plan",),
    )


def _plan_facts(plan: Plan, version: PlanVersion) -> list[tuple[str, str]]:
    facts = [
        (_("State"), str(version.get_status_display())),
        (_("Approved on"), day_text(version.approved_on)),
        (_("How the client approved"), str(version.get_approval_manner_display() or "")),
        (_("Review on"), day_text(plan.review_due_on or version.review_on)),  # type: ignore[attr-defined]
        (_("Valid until"), day_text(version.valid_until)),
    ]
    return [(str(term), value) for term, value in facts if value]


def _plan_actions(client: Client, plan: Plan | None, draft: PlanVersion | None) -> Links:
    if plan is None:
        return [(_("Make a plan"), reverse("clients:plan_new", args=[client.pk]))]
    if draft is not None:
        return [(_("Continue the draft"), reverse("clients:plan_version", args=[client.pk, draft.pk]))]
    return [
        (_("Review the plan"), reverse("clients:plan_review", args=[client.pk, plan.pk])),
        (_("End the plan"), reverse("clients:plan_end", args=[client.pk, plan.pk])),
    ]


def _plan_links(client: Client, version: PlanVersion | None, draft: PlanVersion | None) -> Links:
    if version is None or version == draft:
        return []
    return [
        (_("The plan whole, its versions and print"), reverse("clients:plan_version", args=[client.pk, version.pk]))
    ]


def _earlier(client: Client) -> list[Table]:
    """Plans that have ended, each leading to its last version; nothing where there are none."""
    found = Plan.objects.filter(area_id=client.area_id, client=client, ended_on__isnull=False)
    rows = []
    for plan in found.prefetch_related("versions"):
        last = next(iter(sorted(plan.versions.all(), key=lambda one: -one.number)), None)
        address = reverse("clients:plan_version", args=[client.pk, last.pk]) if last else ""
        rows.append(
            Row(
                cells=(
                    Cell(text=str(last.get_kind_display()) if last else _("Plan"), url=address, header=True),
                    Cell(text=day_text(plan.begun_on), tight=True),
                    Cell(text=day_text(plan.ended_on), tight=True),
                    Cell(text=plan.get_ending_reason_display()),
                )
            )
        )
    labels = (_("Plan"), _("Begun on"), _("Last day"), _("Reason of ending"))
    columns = tuple(Column(label=label) for label in labels)
    return [Table(caption=_("Earlier plans"), columns=columns, rows=tuple(rows))] if rows else []


@registered(order=42, tab=TAB)
def exceptions_section(user: User, client: Client) -> ClientSection:
    """The exceptions that put talks off."""
    works, today = can_work_on(user, client), timezone.localdate()
    address = reverse("clients:deadline_exception_new", args=[client.pk])
    return ClientSection(
        key="exceptions",
        title=_("Exceptions from talks"),
        template=TEMPLATE,
        context=part(
            tables=[deadlines.exceptions_table(client, may_change=works, day=today)],
            actions=[(_("Record an exception"), address)] if works else [],
        ),
        field_groups=("plan",),
    )


@registered(order=44, tab=TAB)
def direction_section(_user: User, client: Client) -> ClientSection:
    """Where the client has been heading, from when."""
    return ClientSection(
        key="direction",
        title=_("Direction"),
        template=TEMPLATE,
        context=part(
            tables=[directions_table(client)],
            links=[(_("Change it in the case"), reverse("clients:case", args=[client.pk]))],
        ),
        field_groups=("case",),
    )


@registered(order=46, tab=TAB)
def benefit_section(user: User, client: Client) -> ClientSection:
    """Whether the client gets the right benefit, at the start, between and at the end."""
    address = reverse("clients:benefit_check_new", args=[client.pk])
    return ClientSection(
        key="benefit",
        title=_("Right benefit"),
        template=TEMPLATE,
        context=part(
            tables=[benefit_checks.benefit_checks_table(client)],
            actions=[(_("Record whether the benefit is right"), address)] if can_work_on(user, client) else [],
        ),
        field_groups=("plan",),
    )


@registered(order=48, tab=TAB, shown_to=may_see_health)
def pension_section(user: User, client: Client) -> ClientSection | None:
    """The clarification of a pension, for those who hold the right to health."""
    if not may_see_health(user, client):
        return None
    open_now = client.pension_clarifications.not_closed().first()
    works = can_work_on(user, client) and open_now is None
    address = reverse("clients:pension_new", args=[client.pk])
    return ClientSection(
        key="pension",
        title=_("Clarifying a pension"),
        template=TEMPLATE,
        context=part(
            tables=[pensions.clarifications_table(client)],
            actions=[(_("Begin to clarify"), address)] if works else [],
        ),
        field_groups=("health",),
    )
