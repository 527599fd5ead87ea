"""What machines write of plans: a whole draft in one request, goals and measures too, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.plans import MeasureState, PlanKind
from clients.models import PlanGoal, PlanMeasure, PlanVersion
from clients.selectors.machine_work import plan_for, plan_measure_for, plan_version_for
from clients.selectors.needs import latest_assessment
from clients.services.plan_steps import move_measure
from clients.services.plans import (
    add_goal,
    add_measure,
    change_goal,
    change_measure,
    change_plan,
    discard_draft,
    new_version,
    remove_goal,
    remove_measure,
    start_plan,
    working_client,
)
from config.kernel.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class MeasureTold:
    """A measure as it is to be: a new one, or that of the key."""

    values: Mapping[str, Any]
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class GoalTold:
    """A goal as it is to be with its measures, which are all it has then: a new one, or that of the key."""

    text: str
    id: UUID | None = None
    measures: Sequence[MeasureTold] = field(default_factory=tuple)


@dataclass
class Draft:
    """A draft at the version that it has come to, and who writes it."""

    actor: User
    client_id: UUID
    plan_version_id: UUID
    version: int

    def take(self, step: Any, **more: Any) -> Any:
        """One step of the page, from the version that the last one left."""
        done = step(
            actor=self.actor,
            client_id=self.client_id,
            plan_version_id=self.plan_version_id,
            version=self.version,
            **more,
        )
        self.version += 1
        return done


@transaction.atomic
def draft_plan(
    *,
    actor: User,
    client_id: UUID,
    kind: PlanKind,
    values: Mapping[str, Any],
    goals: Sequence[GoalTold],
    from_assessment: bool,
) -> PlanVersion:
    """The client has a plan in draft with these goals; from the latest assessment of needs it keeps what that said."""
    latest = latest_assessment(working_client(actor, client_id)) if from_assessment else None
    if from_assessment and latest is None:
        raise Refusal(_("There is no assessment of needs to make the plan from."), field="from_assessment")
    assessment_id = latest.pk if latest else None
    made = start_plan(actor=actor, client_id=client_id, kind=kind, values=values, assessment_id=assessment_id)
    _set_goals(Draft(actor, client_id, made.pk, made.version), made, goals)
    return plan_version_for(actor, made.pk)


@transaction.atomic
def draft_again(
    *, actor: User, plan_id: UUID, values: Mapping[str, Any], goals: Sequence[GoalTold] | None
) -> PlanVersion:
    """The plan in force has a draft of its next version, the same but for what is told."""
    client_id = plan_for(actor, plan_id).client_id
    made = new_version(actor=actor, client_id=client_id, plan_id=plan_id)
    _rewrite(actor, client_id, made, values, goals, version=made.version)
    return plan_version_for(actor, made.pk)


@transaction.atomic
def rewrite_draft(
    *,
    actor: User,
    plan_version_id: UUID,
    version: int,
    values: Mapping[str, Any],
    goals: Sequence[GoalTold] | None,
) -> None:
    """The draft of this version says what is told; goals, when there are any told, are all it has then."""
    draft = plan_version_for(actor, plan_version_id)
    _rewrite(actor, draft.plan.client_id, draft, values, goals, version=version)


def _rewrite(
    actor: User,
    client_id: UUID,
    draft: PlanVersion,
    values: Mapping[str, Any],
    goals: Sequence[GoalTold] | None,
    *,
    version: int,
) -> None:
    said = Draft(actor, client_id, draft.pk, version)
    if not said.take(change_plan, values=values):
        said.version = version
    if goals is not None:
        _set_goals(said, draft, goals)


def _set_goals(said: Draft, draft: PlanVersion, goals: Sequence[GoalTold]) -> None:
    held = {goal.pk: goal for goal in draft.goals.prefetch_related("measures")}
    for key in held.keys() - {one.id for one in goals}:
        said.take(remove_goal, goal_id=key)
    for number, told in enumerate(goals):
        with within(f"goals.{number}"):
            goal = held.pop(told.id, None) if told.id else None
            if told.id and goal is None:
                raise Refusal(_("The draft has no such goal, or it is named twice."), field="id")
            _set_goal(said, goal, told)


def _set_goal(said: Draft, goal: PlanGoal | None, told: GoalTold) -> None:
    if goal is None:
        goal_id, measures = said.take(add_goal, text=told.text).pk, {}
    else:
        goal_id, measures = goal.pk, {one.pk: one for one in goal.measures.all()}
        if goal.text != told.text.strip():
            said.take(change_goal, goal_id=goal.pk, text=told.text)
    for key in measures.keys() - {one.id for one in told.measures}:
        said.take(remove_measure, measure_id=key)
    for number, one in enumerate(told.measures):
        with within(f"measures.{number}"):
            _set_measure(said, goal_id, measures, one)


def _set_measure(said: Draft, goal_id: UUID, held: dict[Any, PlanMeasure], told: MeasureTold) -> None:
    if told.id is None:
        said.take(add_measure, goal_id=goal_id, values=told.values)
        return
    measure = held.pop(told.id, None)
    if measure is None:
        raise Refusal(_("The goal has no such measure, or it is named twice."), field="id")
    if any(getattr(measure, name) != value for name, value in told.values.items()):
        said.take(change_measure, measure_id=measure.pk, values=told.values)


@contextmanager
def within(place: str) -> Iterator[None]:
    """A field that is refused here is told by its place in the body."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = f"{place}.{refusal.field}" if refusal.field else place
        raise


@transaction.atomic
def follow_measure(
    *, actor: User, measure_id: UUID, seen: MeasureState, to: MeasureState, on: date, reason: str
) -> PlanVersion:
    """The measure of the plan in force has gone on; returns the version that holds it."""
    version = plan_measure_for(actor, measure_id).goal.plan_version
    move_measure(
        actor=actor,
        client_id=version.plan.client_id,
        measure_id=measure_id,
        seen=seen,
        to=to,
        on=on,
        reason=reason,
    )
    return version


@transaction.atomic
def discard(*, actor: User, plan_version_id: UUID, version: int) -> PlanVersion:
    """The draft is gone; returns what it was."""
    draft = plan_version_for(actor, plan_version_id)
    discard_draft(actor=actor, client_id=draft.plan.client_id, plan_version_id=plan_version_id, version=version)
    return draft
