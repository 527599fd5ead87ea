"""A client's plan, its versions and what differs between them, as pages and papers show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from clients.enums.plans import MEASURE_STEPS, MEASURES_OPEN, MeasureState, PlanParty, PlanStatus
from clients.enums.work_ability import ProposedService
from clients.models import Client, MeasureStep, Plan, PlanGoal, PlanMeasure, PlanVersion
from clients.selectors.cells import day_cell, day_text, listed
from clients.selectors.consents import NOT_KNOWN, names_of
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

TONES = {
    MeasureState.PLANNED: "plain",
    MeasureState.RUNNING: "info",
    MeasureState.DONE: "good",
    MeasureState.DROPPED: "bad",
}
VERSION_TONES = {PlanStatus.DRAFT: "warn", PlanStatus.APPROVED: "good", PlanStatus.REPLACED: "plain"}
ASSESSED_WORDS: Mapping[str, Any] = {
    "competence": gettext_lazy("Competence and own goals"),
    "job_search": gettext_lazy("Job-search skills and other factors"),
    "prolonged_unemployment": gettext_lazy("Likelihood of prolonged unemployment"),
    "social_situation": gettext_lazy("Social situation"),
    "needs": gettext_lazy("Needs"),
    "summary": gettext_lazy("Summary"),
    "conclusions": gettext_lazy("Conclusions"),
}


@dataclass(frozen=True, kw_only=True)
class MeasureShown:
    """A measure with where it stands."""

    measure: PlanMeasure
    state: MeasureState
    since: date | None
    reason: str = ""

    @property
    def steps(self) -> list[MeasureState]:
        """The steps that may be taken now."""
        return [state for state in MeasureState if state in MEASURE_STEPS[self.state]]

    @property
    def is_late(self) -> bool:
        """Whether it is open after its last day."""
        return self.state in MEASURES_OPEN and self.measure.due_on < timezone.localdate()


@dataclass(frozen=True, kw_only=True)
class GoalShown:
    """A goal with its measures."""

    goal: PlanGoal
    measures: list[MeasureShown] = field(default_factory=list)


def plan_now(client: Client) -> Plan | None:
    """The plan that is being made or in force, with the day of its review."""
    return Plan.objects.filter(area_id=client.area_id, client=client).not_ended().with_review_due().first()


def plan_for(client: Client, *, plan_id: UUID) -> Plan:
    """One plan of the client; that of another client is not found."""
    found = Plan.objects.filter(area_id=client.area_id, client=client, pk=plan_id).with_review_due().first()
    if found is None:
        raise NotFound
    return found


def version_for(client: Client, *, plan_version_id: UUID) -> PlanVersion:
    """One version of a plan of the client; that of another client is not found."""
    found = (
        PlanVersion.objects.filter(area_id=client.area_id, plan__client=client, pk=plan_version_id)
        .select_related("plan")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def goal_for(version: PlanVersion, *, goal_id: UUID) -> PlanGoal:
    """One goal of the version; that of another is not found."""
    found = version.goals.filter(pk=goal_id).first()
    if found is None:
        raise NotFound
    return found


def measure_for(version: PlanVersion, *, measure_id: UUID) -> PlanMeasure:
    """One measure of the version; that of another is not found."""
    found = PlanMeasure.objects.filter(goal__plan_version=version, pk=measure_id).select_related("goal").first()
    if found is None:
        raise NotFound
    return found


def goals_of(version: PlanVersion) -> list[GoalShown]:
    """The goals of the version with their measures, and where each measure stands: three statements."""
    steps = {one.lineage: one for one in MeasureStep.objects.latest_of([version.plan_id])}
    return [
        GoalShown(goal=goal, measures=[_shown(one, steps.get(one.lineage)) for one in goal.measures.all()])
        for goal in version.goals.prefetch_related("measures")
    ]


def shown_measure(measure: PlanMeasure) -> MeasureShown:
    """One measure with where it stands."""
    plan_id = measure.goal.plan_version.plan_id
    return _shown(measure, MeasureStep.objects.latest_of([plan_id]).filter(lineage=measure.lineage).first())


def _shown(measure: PlanMeasure, step: MeasureStep | None) -> MeasureShown:
    if step is None:
        return MeasureShown(measure=measure, state=MeasureState.PLANNED, since=None)
    return MeasureShown(measure=measure, state=MeasureState(step.state), since=step.taken_on, reason=step.reason)


def owner_text(measure: PlanMeasure) -> str:
    """Who does it."""
    return ": ".join(part for part in (str(measure.get_owner_display()), measure.owner_name) if part)


def schedule_text(measure: PlanMeasure) -> str:
    """From when until when, or by when."""
    if measure.starts_on is None:
        return _("by %(day)s") % {"day": day_text(measure.due_on)}
    return f"{day_text(measure.starts_on)} – {day_text(measure.due_on)}"


def measures_table(client: Client, version: PlanVersion, shown: GoalShown, *, may_change: bool) -> Table:
    """The measures of a goal: of a draft each leads to changing it, of the plan in force to following it."""
    route = "clients:plan_measure" if version.is_draft else "clients:plan_measure_step"
    linked = may_change and (version.is_draft or _is_in_force(version))
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.measure.what,
                    url=reverse(route, args=[client.pk, version.pk, one.measure.pk]) if linked else "",
                    note=str(one.measure.get_service_display()) if one.measure.service else "",
                    header=True,
                ),
                Cell(text=owner_text(one.measure)),
                Cell(text=schedule_text(one.measure), note=_("Late") if one.is_late else ""),
                Cell(text=one.state.label, tone=TONES[one.state], note=one.reason),
            )
        )
        for one in shown.measures
    )
    labels = (pgettext("plan", "Measure"), _("Who does it"), _("When"), _("State"))
    return Table(
        caption=_("Measures: %(goal)s") % {"goal": shown.goal.text},
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("No measures yet."),
    )


def _is_in_force(version: PlanVersion) -> bool:
    return version.status == PlanStatus.APPROVED and version.plan.ended_on is None


def version_facts(version: PlanVersion) -> list[tuple[str, str]]:
    """The version, term by term, without goals; what is empty is left out."""
    facts = [
        (_("Need of services"), version.need),
        (_("Summary of the situation"), version.summary),
        (_("How the plan is followed"), version.follow_up),
        (_("Who makes the plan with the client"), listed(PlanParty, version.parties)),
        (_("Names of the parties"), version.parties_named),
        (_("Review on"), day_text(version.review_on)),
        (_("Valid until"), day_text(version.valid_until)),
    ]
    return [(str(term), str(value)) for term, value in facts if value]


def approval_facts(version: PlanVersion) -> list[tuple[str, str]]:
    """Who approved, when and how."""
    if version.approved_on is None:
        return []
    names = names_of([version.approved_by_id]) if version.approved_by_id else {}
    facts = [
        (_("Approved on"), day_text(version.approved_on)),
        (_("How the client approved"), str(version.get_approval_manner_display())),
        (_("How understanding was ensured"), version.approval_note),
        (_("Approved for the authority by"), next(iter(names.values()), NOT_KNOWN)),
        (_("Replaced on"), day_text(version.replaced_on)),
    ]
    return [(str(term), str(value)) for term, value in facts if value]


def assessed_facts(version: PlanVersion, *, with_health: bool) -> list[tuple[str, str]]:
    """What the assessment said from which the plan was made, as it was then."""
    kept = version.assessed
    if not kept:
        return []
    facts = [
        (_("Assessed on"), day_text(date.fromisoformat(kept["assessed_on"]))),
        *((words, kept.get(name, "")) for name, words in ASSESSED_WORDS.items()),
        (_("Work ability and health"), version.assessed_work_ability if with_health else ""),
        (_("Proposed services"), listed(ProposedService, kept.get("proposed_services", ()))),
    ]
    return [(str(term), str(value)) for term, value in facts if value]


def ending_facts(plan: Plan) -> list[tuple[str, str]]:
    """How the plan ended."""
    if plan.ended_on is None:
        return []
    facts = [
        (_("Last day"), day_text(plan.ended_on)),
        (_("Reason of ending"), str(plan.get_ending_reason_display())),
        (_("More on it"), plan.ending_note),
        (_("These agree that support is not needed any more"), listed(PlanParty, plan.joint_view)),
    ]
    return [(str(term), str(value)) for term, value in facts if value]


def versions_table(client: Client, plan: Plan) -> Table:
    """The versions of the plan, the latest first, each leading to its page."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=_("Version %(number)s") % {"number": one.number},
                    url=reverse("clients:plan_version", args=[client.pk, one.pk]),
                    header=True,
                    tight=True,
                ),
                Cell(text=one.get_kind_display()),
                Cell(text=one.get_status_display(), tone=VERSION_TONES[PlanStatus(one.status)]),
                day_cell(one.approved_on),
                Cell(text=one.get_approval_manner_display() or "–"),
            )
        )
        for one in plan.versions.newest_first()
    )
    labels = (_("Version"), _("Kind of plan"), _("State"), _("Approved on"), _("How the client approved"))
    return Table(caption=_("Versions"), columns=tuple(Column(label=label) for label in labels), rows=rows)


def reviews_table(plan: Plan) -> Table:
    """The reviews of the plan, the latest first."""
    found = plan.reviews.select_related("recorded_by")
    rows = tuple(
        Row(
            cells=(
                Cell(text=day_text(one.reviewed_on), value=one.reviewed_on, header=True, tight=True),
                Cell(text=one.get_outcome_display(), note=one.note),
                day_cell(one.next_review_on),
                Cell(text=one.recorded_by.name),
            )
        )
        for one in found
    )
    labels = (pgettext("plan", "Reviewed on"), _("What the review came to"), _("Next review on"), _("Recorded by"))
    return Table(
        caption=pgettext("plan", "Reviews"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("None."),
    )


def changes_table(version: PlanVersion) -> Table | None:
    """What differs from the version before, or None of a first version."""
    before = version.plan.versions.filter(number__lt=version.number).newest_first().first()
    if before is None:
        return None
    was, now = _parts(before), _parts(version)
    rows = tuple(
        Row(
            cells=(
                Cell(text=now.get(key, was.get(key, ("", "")))[0], header=True),
                Cell(text=was[key][1] or "–") if key in was else Cell(text=_("Not there"), kind="absent"),
                Cell(text=now[key][1] or "–") if key in now else Cell(text=_("Removed"), tone="bad"),
            )
        )
        for key in [*now, *(key for key in was if key not in now)]
        if was.get(key, ("", None))[1] != now.get(key, ("", None))[1]
    )
    labels = (_("What"), _("Version %(number)s") % {"number": before.number}, _("This version"))
    return Table(
        caption=_("What differs from version %(number)s") % {"number": before.number},
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("Nothing differs."),
    )


def _parts(version: PlanVersion) -> dict[Any, tuple[str, str]]:
    """Everything that the version says, by what it is, with its words."""
    parts: dict[Any, tuple[str, str]] = {"kind": (_("Kind of plan"), str(version.get_kind_display()))}
    parts |= {term: (term, value) for term, value in version_facts(version)}
    for goal in version.goals.prefetch_related("measures"):
        parts[goal.lineage] = (_("Goal"), goal.text)
        for one in goal.measures.all():
            service = str(one.get_service_display()) if one.service else ""
            words = (one.what, service, owner_text(one), schedule_text(one))
            parts[one.lineage] = (pgettext("plan", "Measure"), "; ".join(word for word in words if word))
    return parts
