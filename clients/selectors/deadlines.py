"""What the law has due of a client: one list, worked out from what is on record, never typed.

`clients.deadline_rules` says how long each term is; `clients.selectors.talks` when talks are due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from clients.calendar_days import months_after
from clients.deadline_rules import rule_on
from clients.enums.deadlines import DeadlineRule, ExceptionGround
from clients.enums.pensions import DECISIONS, PensionGrant
from clients.enums.plans import PlanKind
from clients.enums.spells import LegalFlag
from clients.models import (
    Case,
    Client,
    Contact,
    DeadlineException,
    LegalSpell,
    NeedsAssessment,
    PensionStep,
    Plan,
    PlanVersion,
)
from clients.policies import may_see_health
from clients.selectors.cells import day_text
from clients.selectors.talks import Jobseeking, Leave, Talk, TalkDue, talks_due
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

SOON = timedelta(days=14)
PLAN_LAW = "380/2023 38 §"


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something that is due: what, by when, by which section; `note` tells which of how many, or what put it off."""

    rule: DeadlineRule
    due_on: date
    section: str = ""
    note: str = ""
    url: str = ""

    def state_on(self, day: date) -> str:
        """Overdue, soon or later."""
        if self.due_on < day:
            return "overdue"
        return "soon" if self.due_on <= day + SOON else "later"


def deadlines_of(user: User, client: Client, *, day: date | None = None) -> list[Deadline]:
    """Everything due of the client, the first first; statements and pensions by the right to health alone."""
    today = day or timezone.localdate()
    found = [_talk(one) for one in talks_of([client.pk], area_id=client.area_id, day=today).get(client.pk, [])]
    found += _of_plan(client)
    if may_see_health(user, client):
        found += [*_of_statements(client, today), *_of_pension(client)]
    return sorted(found, key=lambda one: (one.due_on, one.rule))


def talks_of(client_ids: Iterable[UUID], *, area_id: int, day: date) -> dict[UUID, list[TalkDue]]:
    """The talks due of each of these clients of the area who is a jobseeker with a case under way: four statements."""
    keys = list(client_ids)
    cases = list(
        Case.objects.not_closed()
        .filter(area_id=area_id, client_id__in=keys, is_jobseeker=True, jobseeking_started_on__isnull=False)
        .values_list("client_id", "jobseeking_started_on", "opened_on")
    )
    if not cases:
        return {}
    talks, leaves, ended = _talks_held(keys, area_id), _leaves(keys, area_id), _jobseeking_ended(keys, area_id)
    return {
        key: talks_due(
            Jobseeking(
                began_on=began,
                opened_on=opened,
                earlier_ended_on=max((one for one in ended[key] if one <= began), default=None),
            ),
            talks=talks[key],
            leaves=leaves[key],
            day=day,
        )
        for key, began, opened in cases
        if began is not None
    }


def _talks_held(keys: list[UUID], area_id: int) -> dict[UUID, list[Talk]]:
    held: dict[UUID, list[Talk]] = defaultdict(list)
    found = Contact.objects.final().filter(area_id=area_id, client_id__in=keys).exclude(talk="").order_by("at")
    for key, on, kind in found.annotate(held_on=TruncDate("at")).values_list("client_id", "held_on", "talk"):
        held[key].append(Talk(on=on, kind=kind))
    return held


def _jobseeking_ended(keys: list[UUID], area_id: int) -> dict[UUID, list[date]]:
    """The last days of jobseeking, from the spells of standing by the law."""
    ended: dict[UUID, list[date]] = defaultdict(list)
    found = LegalSpell.objects.standing().filter(
        area_id=area_id, client_id__in=keys, flag=LegalFlag.JOBSEEKER, ended_on__isnull=False
    )
    for key, on in found.values_list("client_id", "ended_on"):
        if on is not None:
            ended[key].append(on)
    return ended


def _leaves(keys: list[UUID], area_id: int) -> dict[UUID, list[Leave]]:
    found: dict[UUID, list[Leave]] = defaultdict(list)
    for one in DeadlineException.objects.filter(area_id=area_id, client_id__in=keys).order_by("since"):
        leave = Leave(rules=frozenset(one.rules), since=one.since, until=one.until, ground=one.ground)
        found[one.client_id].append(leave)
    return found


def _talk(due: TalkDue) -> Deadline:
    notes = []
    if due.times > 1:
        notes.append(_("%(number)s. of %(times)s") % {"number": due.number, "times": due.times})
    if due.leave is not None:
        ground = str(ExceptionGround(due.leave.ground).label)
        notes.append(_("put off by an exception: %(ground)s") % {"ground": ground})
    return Deadline(rule=due.rule, due_on=due.due_on, section=due.section, note="; ".join(notes))


def _of_plan(client: Client) -> list[Deadline]:
    found = []
    plan = Plan.objects.filter(area_id=client.area_id, client=client).not_ended().with_review_due().first()
    version = _in_force(plan)
    if version is not None and plan is not None:
        address = reverse("clients:plan_version", args=[client.pk, version.pk])
        joint = version.kind == PlanKind.MULTI_SECTORAL
        rule = rule_on(DeadlineRule.REVIEW, version.approved_on) if joint and version.approved_on else None
        found.append(
            Deadline(
                rule=DeadlineRule.REVIEW,
                due_on=plan.review_due_on,  # type: ignore[attr-defined]  # annotated
                section=rule.section if rule else PLAN_LAW,
                url=address,
            )
        )
        if version.valid_until is not None:
            found.append(Deadline(rule=DeadlineRule.PLAN_ENDS, due_on=version.valid_until, url=address))
    return [*found, *_joint_plan(client)]


def _in_force(plan: Plan | None) -> PlanVersion | None:
    return plan.versions.in_force().first() if plan else None


def _joint_plan(client: Client) -> list[Deadline]:
    """Within three months of the beginning of joint customership, unless a plan has been approved since."""
    latest = NeedsAssessment.objects.filter(area_id=client.area_id, client=client).newest_first().first()
    if latest is None or latest.joint_since is None:
        return []
    rule = rule_on(DeadlineRule.JOINT_PLAN, latest.joint_since)
    made = PlanVersion.objects.filter(
        area_id=client.area_id,
        plan__client=client,
        kind=PlanKind.MULTI_SECTORAL,
        approved_on__gte=latest.joint_since,
    )
    if rule is None or made.exists():
        return []
    due_on = months_after(latest.joint_since, rule.months)
    return [Deadline(rule=DeadlineRule.JOINT_PLAN, due_on=due_on, section=rule.section)]


def _of_statements(client: Client, day: date) -> list[Deadline]:
    """Statements that end; one that ended more than two weeks ago is history."""
    found = client.statements.filter(status="received", valid_until__gte=day - SOON)
    return [
        Deadline(
            rule=DeadlineRule.STATEMENT_ENDS,
            due_on=one.valid_until,
            url=reverse("clients:statement", args=[client.pk, one.pk]),
        )
        for one in found
        if one.valid_until is not None
    ]


def _of_pension(client: Client) -> list[Deadline]:
    clarification = client.pension_clarifications.not_closed().filter(stage__in=DECISIONS).first()
    if clarification is None:
        return []
    step = clarification.steps.order_by("-number").first()
    due_on = appeal_until(step) if step is not None else None
    if due_on is None:
        return []
    rule = rule_on(DeadlineRule.APPEAL, due_on)
    return [
        Deadline(
            rule=DeadlineRule.APPEAL,
            due_on=due_on,
            section=rule.section if rule else "",
            url=reverse("clients:pension", args=[client.pk, clarification.pk]),
        )
    ]


def appeal_until(step: PensionStep) -> date | None:
    """The last day to appeal the decision, from when the client was told, else from when a posted one counts as told.

    None of a step that is no decision, and of a full pension, which leaves nothing to appeal for.
    """
    if step.stage not in DECISIONS or step.granted == PensionGrant.FULL:
        return None
    rule = rule_on(DeadlineRule.APPEAL, step.taken_on)
    if rule is None:
        return None
    told = step.informed_on or step.taken_on + timedelta(days=rule.posting_days)
    return told + timedelta(days=rule.days)


TONES = {"overdue": "bad", "soon": "warn", "later": "plain"}


def deadlines_table(found: list[Deadline], *, day: date) -> Table:
    """What is due, when, and by which section of the law."""
    words = {"overdue": _("Overdue"), "soon": _("Within two weeks"), "later": _("Later")}
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.rule.label, url=one.url, note=one.note, header=True),
                Cell(text=day_text(one.due_on), value=one.due_on, tight=True),
                Cell(text=words[one.state_on(day)], tone=TONES[one.state_on(day)]),
                Cell(text=one.section or "–", kind="" if one.section else "absent", tight=True),
            )
        )
        for one in found
    )
    labels = (_("What"), pgettext("deadline", "By"), _("State"), _("Section of law"))
    return Table(
        caption=_("Next due"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("Nothing is due."),
    )


def exceptions_of(client: Client) -> QuerySet[DeadlineException]:
    """The exceptions on record, the latest first."""
    return client.deadline_exceptions.select_related("recorded_by")


def exception_for(client: Client, *, exception_id: UUID) -> DeadlineException:
    """One exception of the client; that of another client is not found."""
    found = exceptions_of(client).filter(pk=exception_id).first()
    if found is None:
        raise NotFound
    return found


def exceptions_table(client: Client, *, may_change: bool, day: date) -> Table:
    """From when until when talks were left out, which, on what ground, and who decided."""
    rows = tuple(
        Row(cells=_exception_cells(one, address=_ending(client, one) if may_change and one.until >= day else ""))
        for one in exceptions_of(client)
    )
    labels = (_("Ground"), _("Talks left out"), _("From"), _("Until"), _("Recorded by"))
    return Table(
        caption=_("Exceptions from talks"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("None."),
    )


def _ending(client: Client, one: DeadlineException) -> str:
    return reverse("clients:deadline_exception_end", args=[client.pk, one.pk])


def _exception_cells(one: DeadlineException, *, address: str) -> tuple[Cell, ...]:
    names: dict[str, Any] = dict(DeadlineRule.choices)
    return (
        Cell(text=one.get_ground_display(), note=one.note, url=address, header=True),
        Cell(text=", ".join(str(names[rule]) for rule in one.rules)),
        Cell(text=day_text(one.since), value=one.since, tight=True),
        Cell(text=day_text(one.until), value=one.until, tight=True),
        Cell(text=one.recorded_by.name),
    )
