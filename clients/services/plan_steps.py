"""What becomes of a plan: approved together, its measures followed, reviewed, ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.calendar_days import months_after
from clients.deadline_rules import rule_on
from clients.enums.deadlines import DeadlineRule
from clients.enums.plans import (
    JOINT_BODIES,
    MEASURE_STEPS,
    PLAN_STEPS,
    REQUIRED_PARTIES,
    ApprovalManner,
    MeasureState,
    PlanEnding,
    PlanKind,
    PlanParty,
    PlanStatus,
    ReviewOutcome,
)
from clients.models import MeasureStep, Plan, PlanMeasure, PlanReview, PlanVersion
from clients.services.plans import locked_draft, working_client
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal


@transaction.atomic
def approve_plan(
    *,
    actor: User,
    client_id: UUID,
    plan_version_id: UUID,
    version: int,
    on: date,
    manner: ApprovalManner,
    note: str = "",
) -> PlanVersion:
    """The client and the actor have approved the draft on the day; from now on it is the plan and never changes.

    What was in force is replaced by it. Refused: a plan that lacks a part the law asks for, a review later than the law
    allows, a day to come, a manner without the note that understanding was ensured.
    """
    draft = locked_draft(actor, client_id, plan_version_id, version)
    before = draft.plan.versions.in_force().select_for_update(of=("self",)).first()
    _must_have_come(on)
    _must_be_whole(draft)
    _must_be_reviewed(PlanKind(draft.kind), since=on, on=draft.review_on, field="review_on")
    if before is not None:
        if before.approved_on is not None and on < before.approved_on:
            raise Refusal(_("A version cannot be approved before the one it replaces."), field="on")
        _step(before, PlanStatus.REPLACED)
        change_record(before, version=before.version, values={"status": PlanStatus.REPLACED, "replaced_on": on})
    _step(draft, PlanStatus.APPROVED)
    values = {
        "status": PlanStatus.APPROVED,
        "approved_on": on,
        "approval_manner": manner,
        "approval_note": note.strip(),
        "approved_by": actor,
        "approved_at": timezone.now(),
    }
    change_record(draft, version=draft.version, values=values)
    return draft


def lacking(draft: PlanVersion) -> list[str]:
    """What the plan still lacks before it can be approved, in sentences."""
    found = []
    if not draft.need.strip() or not draft.summary.strip():
        found.append(_("Say the need of services and its summary."))
    goals = list(draft.goals.prefetch_related("measures"))
    if not goals:
        found.append(_("Add at least one goal."))
    elif any(not goal.measures.all() for goal in goals):
        found.append(_("Each goal needs at least one measure."))
    if not draft.follow_up.strip():
        found.append(_("Say how the plan is followed."))
    if draft.review_on is None:
        found.append(_("Agree on the day of the review."))
    if absent := REQUIRED_PARTIES[PlanKind(draft.kind)] - set(draft.parties):
        names = ", ".join(str(party.label) for party in PlanParty if party in absent)
        found.append(_("A plan of this kind is made together with: %(bodies)s.") % {"bodies": names})
    return found


def latest_review(kind: PlanKind, *, since: date) -> date | None:
    """The last day on which a plan of this kind must be reviewed (381/2023 6 §), or None where no law says so."""
    rule = rule_on(DeadlineRule.REVIEW, since) if kind == PlanKind.MULTI_SECTORAL else None
    return months_after(since, rule.months) if rule else None


def _must_be_whole(draft: PlanVersion) -> None:
    if sentences := lacking(draft):
        raise Refusal(" ".join(sentences))


def _must_be_reviewed(kind: PlanKind, *, since: date, on: date | None, field: str) -> None:
    if on is None or on <= since:
        raise Refusal(_("The review comes after the approval."), field=field)
    latest = latest_review(kind, since=since)
    if latest is not None and on > latest:
        raise Refusal(
            _("A multi-sectoral plan is reviewed at least every three months (381/2023, section 6)."), field=field
        )


def _must_have_come(on: date, *, field: str = "on") -> None:
    if on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field=field)


def _step(version: PlanVersion, to: PlanStatus) -> None:
    if to not in PLAN_STEPS[PlanStatus(version.status)]:
        raise OutOfOrder(_("This step cannot be taken from where the plan stands."))


@transaction.atomic
def move_measure(
    *, actor: User, client_id: UUID, measure_id: UUID, seen: MeasureState, to: MeasureState, on: date, reason: str = ""
) -> MeasureStep:
    """The measure of the plan in force has gone on as of the day; what was agreed stays as it was.

    `seen` is where the person saw it stand: Conflict when it stands elsewhere by now. Refused: a step not in
    MEASURE_STEPS, a day to come, dropping without a reason.
    """
    client = working_client(actor, client_id)
    measure = PlanMeasure.objects.filter(goal__plan_version__plan__client=client, pk=measure_id).first()
    if measure is None:
        raise NotFound
    version = measure.goal.plan_version
    if version.status != PlanStatus.APPROVED or version.plan.ended_on is not None:
        raise OutOfOrder(_("Only measures of the plan in force are followed."))
    Plan.objects.filter(pk=version.plan_id).locked().get()
    now = MeasureStep.objects.latest_of([version.plan_id]).filter(lineage=measure.lineage).first()
    state = MeasureState(now.state) if now else MeasureState.PLANNED
    if state != seen:
        raise Conflict
    if to not in MEASURE_STEPS[state]:
        raise OutOfOrder(_("This step cannot be taken from where the measure stands."))
    _must_have_come(on)
    step = MeasureStep(
        area_id=measure.area_id,
        plan=version.plan,
        lineage=measure.lineage,
        number=now.number + 1 if now else 1,
        state=to,
        taken_on=on,
        reason=reason.strip(),
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(step)
    return step


@transaction.atomic
def review_plan(
    *,
    actor: User,
    client_id: UUID,
    plan_id: UUID,
    on: date,
    outcome: ReviewOutcome,
    next_review_on: date,
    note: str = "",
) -> PlanReview:
    """The plan in force was reviewed together on the day, and the next review is agreed on."""
    client = working_client(actor, client_id)
    plan = Plan.objects.filter(client=client, pk=plan_id).locked().first()
    if plan is None:
        raise NotFound
    version = plan.versions.in_force().first()
    if version is None or version.approved_on is None:
        raise OutOfOrder(_("Only a plan in force is reviewed."))
    _must_have_come(on, field="reviewed_on")
    if on < version.approved_on:
        raise Refusal(_("A review cannot be before the approval."), field="reviewed_on")
    _must_be_reviewed(PlanKind(version.kind), since=on, on=next_review_on, field="next_review_on")
    review = PlanReview(
        area_id=plan.area_id,
        plan=plan,
        number=plan.reviews.count() + 1,
        reviewed_on=on,
        outcome=outcome,
        note=note.strip(),
        next_review_on=next_review_on,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    add_record(review)
    return review


@transaction.atomic
def end_plan(
    *,
    actor: User,
    client_id: UUID,
    plan_id: UUID,
    version: int,
    on: date,
    reason: PlanEnding,
    note: str = "",
    joint_view: Collection[PlanParty] = (),
) -> Plan:
    """The plan has ended on the day, for the reason; a multi-sectoral one on the joint view of the three bodies.

    Refused while a draft is open, and of a plan that never was approved: that draft is discarded instead.
    """
    client = working_client(actor, client_id)
    plan = Plan.objects.filter(client=client, pk=plan_id).locked().first()
    if plan is None:
        raise NotFound
    if plan.ended_on is not None:
        raise OutOfOrder(_("The plan has ended already."))
    if plan.versions.filter(status=PlanStatus.DRAFT).exists():
        raise OutOfOrder(_("Approve or discard the draft first."))
    held = plan.versions.in_force().get()
    _must_have_come(on, field="ended_on")
    if held.approved_on is not None and on < held.approved_on:
        raise Refusal(_("A plan cannot end before it was approved."), field="ended_on")
    exempt = (PlanEnding.IN_ERROR, PlanEnding.MOVED, PlanEnding.JOBSEEKING_ENDED)
    if held.kind == PlanKind.MULTI_SECTORAL and reason not in exempt and not set(JOINT_BODIES) <= set(joint_view):
        raise Refusal(
            _("Joint customership ends on the joint view of the three bodies (381/2023, section 8): tick each."),
            field="joint_view",
        )
    if reason == PlanEnding.OTHER and not note.strip():
        raise Refusal(_("Say why the plan ended."), field="ending_note")
    values = {
        "ended_on": on,
        "ending_reason": reason,
        "ending_note": note.strip(),
        "joint_view": [party.value for party in PlanParty if party in joint_view],
    }
    change_record(plan, version=version, values=values)
    return plan
