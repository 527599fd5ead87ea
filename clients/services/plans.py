"""Making a plan: its first draft, the draft's goals and measures, a new draft from what is in force, discarding one.

Everything of a draft changes under the draft's own version, so that two people who change different goals at once are
told of one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record, check_record
from clients.enums.plans import PlanKind, PlanStatus
from clients.models import Client, NeedsAssessment, Plan, PlanGoal, PlanMeasure, PlanVersion
from clients.policies import can_work_on
from clients.services.locking import locked_client
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal

# What an assessment said when a plan was made from it; of work ability and health apart, as they are of health.
ASSESSED = (
    "competence",
    "job_search",
    "prolonged_unemployment",
    "social_situation",
    "needs",
    "summary",
    "conclusions",
)
ASSESSED_HEALTH = ("work_ability", "health")
TEXTS = (
    "kind",
    "need",
    "summary",
    "follow_up",
    "parties",
    "parties_named",
    "review_on",
    "valid_until",
)
COPIED = (*TEXTS, "assessment_id", "assessed", "assessed_work_ability")


def working_client(actor: User, client_id: UUID) -> Client:
    """The client, held; refused to those who know the client but do not work with them."""
    client = locked_client(actor, client_id)
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    return client


@transaction.atomic
def start_plan(
    *, actor: User, client_id: UUID, kind: PlanKind, values: Mapping[str, Any], assessment_id: UUID | None = None
) -> PlanVersion:
    """The client has a plan whose first version is a draft; refused while another plan of the client has not ended.

    Made from an assessment of needs, the draft keeps what that said.
    """
    client = working_client(actor, client_id)
    plan = Plan(area_id=client.area_id, client=client, begun_on=timezone.localdate(), created_by=actor)
    add_record(plan)
    draft = PlanVersion(
        area_id=client.area_id,
        plan=plan,
        number=1,
        kind=kind,
        made_by=actor,
        **_checked(values),
        **_snapshot(client, assessment_id),
    )
    add_record(draft)
    return draft


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := values.keys() - set(TEXTS):
        raise ValueError(f"Not of a plan: {', '.join(sorted(unknown))}.")
    return dict(values)


def _snapshot(client: Client, assessment_id: UUID | None) -> dict[str, Any]:
    if assessment_id is None:
        return {}
    found = NeedsAssessment.objects.filter(client=client, pk=assessment_id).first()
    if found is None:
        raise NotFound
    kept: dict[str, Any] = {name: getattr(found, name) for name in ASSESSED if getattr(found, name)}
    kept |= {"assessed_on": found.assessed_on.isoformat(), "proposed_services": found.proposed_services}
    health = "\n".join(getattr(found, name) for name in ASSESSED_HEALTH if getattr(found, name))
    return {"assessment": found, "assessed": kept, "assessed_work_ability": health}


def locked_draft(actor: User, client_id: UUID, plan_version_id: UUID, version: int) -> PlanVersion:
    """The draft, held, and not changed since; refused of a version that is not one any more."""
    client = working_client(actor, client_id)
    draft = PlanVersion.objects.filter(plan__client=client, pk=plan_version_id).select_for_update(of=("self",)).first()
    if draft is None:
        raise NotFound
    if not draft.is_draft:
        raise OutOfOrder(_("An approved version does not change: make a new version."))
    if draft.version != version:
        raise Conflict
    return draft


@transaction.atomic
def change_plan(
    *, actor: User, client_id: UUID, plan_version_id: UUID, version: int, values: Mapping[str, Any]
) -> bool:
    """The draft says this; False when nothing differed. Conflict, with both versions, when it was changed meanwhile."""
    client = working_client(actor, client_id)
    draft = PlanVersion.objects.filter(plan__client=client, pk=plan_version_id).first()
    if draft is None:
        raise NotFound
    if not draft.is_draft:
        raise OutOfOrder(_("An approved version does not change: make a new version."))
    return change_record(draft, version=version, values=_checked(values))


@transaction.atomic
def add_goal(*, actor: User, client_id: UUID, plan_version_id: UUID, version: int, text: str) -> PlanGoal:
    """The draft has one goal more, the last."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    goal = PlanGoal(
        area_id=draft.area_id, plan_version=draft, position=_next(draft.goals), text=_said(text, field="text")
    )
    add_record(goal)
    _advance(draft)
    return goal


@transaction.atomic
def change_goal(
    *, actor: User, client_id: UUID, plan_version_id: UUID, goal_id: UUID, version: int, text: str
) -> PlanGoal:
    """The goal of the draft is worded like this."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    goal = goal_of(draft, goal_id)
    goal.text = _said(text, field="text")
    check_record(goal)
    goal.save(update_fields=["text"])
    _advance(draft)
    return goal


@transaction.atomic
def remove_goal(*, actor: User, client_id: UUID, plan_version_id: UUID, goal_id: UUID, version: int) -> None:
    """The goal is no part of the draft any more, nor are its measures."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    goal_of(draft, goal_id).delete()
    _advance(draft)


@transaction.atomic
def add_measure(
    *,
    actor: User,
    client_id: UUID,
    plan_version_id: UUID,
    goal_id: UUID,
    version: int,
    values: Mapping[str, Any],
) -> PlanMeasure:
    """The goal of the draft has one measure more, the last."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    goal = goal_of(draft, goal_id)
    measure = PlanMeasure(area_id=draft.area_id, goal=goal, position=_next(goal.measures), **values)
    add_record(measure)
    _advance(draft)
    return measure


@transaction.atomic
def change_measure(
    *,
    actor: User,
    client_id: UUID,
    plan_version_id: UUID,
    measure_id: UUID,
    version: int,
    values: Mapping[str, Any],
) -> PlanMeasure:
    """The measure of the draft is this."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    measure = measure_of(draft, measure_id)
    for name, value in values.items():
        setattr(measure, name, value)
    check_record(measure)
    measure.save(update_fields=list(values))
    _advance(draft)
    return measure


@transaction.atomic
def remove_measure(*, actor: User, client_id: UUID, plan_version_id: UUID, measure_id: UUID, version: int) -> None:
    """The measure is no part of the draft any more."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    measure_of(draft, measure_id).delete()
    _advance(draft)


@transaction.atomic
def new_version(*, actor: User, client_id: UUID, plan_id: UUID) -> PlanVersion:
    """The plan in force has a draft of its next version, the same to begin with; refused while there is a draft."""
    client = working_client(actor, client_id)
    plan = Plan.objects.filter(client=client, pk=plan_id).locked().first()
    if plan is None:
        raise NotFound
    source = plan.versions.in_force().first()
    if source is None:
        raise OutOfOrder(_("Only a plan in force is changed by a new version."))
    draft = PlanVersion(
        area_id=plan.area_id,
        plan=plan,
        number=source.number + 1,
        made_by=actor,
        **{name: getattr(source, name) for name in COPIED if name != "review_on"},
    )
    add_record(draft)
    for goal in source.goals.prefetch_related("measures"):
        _copy(goal, draft)
    return draft


def _copy(goal: PlanGoal, draft: PlanVersion) -> None:
    held = {name: getattr(goal, name) for name in ("lineage", "position", "text")}
    copy = PlanGoal.objects.create(area_id=draft.area_id, plan_version=draft, **held)
    names = ("lineage", "position", "what", "service", "owner", "owner_name", "starts_on", "due_on")
    PlanMeasure.objects.bulk_create(
        PlanMeasure(area_id=draft.area_id, goal=copy, **{name: getattr(one, name) for name in names})
        for one in goal.measures.all()
    )


@transaction.atomic
def discard_draft(*, actor: User, client_id: UUID, plan_version_id: UUID, version: int) -> None:
    """The draft is gone; what was in force stays so. A plan that never was more than this draft goes with it."""
    draft = locked_draft(actor, client_id, plan_version_id, version)
    plan = draft.plan
    draft.delete()
    if not plan.versions.exists():
        plan.delete()


def goal_of(draft: PlanVersion, goal_id: UUID) -> PlanGoal:
    """One goal of the version; that of another is not found."""
    found: PlanGoal | None = draft.goals.filter(pk=goal_id).first()
    if found is None:
        raise NotFound
    return found


def measure_of(draft: PlanVersion, measure_id: UUID) -> PlanMeasure:
    """One measure of the version; that of another is not found."""
    found = PlanMeasure.objects.filter(goal__plan_version=draft, pk=measure_id).first()
    if found is None:
        raise NotFound
    return found


def _next(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _said(text: str, *, field: str) -> str:
    kept = text.strip()
    if not kept:
        raise Refusal(_("Say what the goal is."), field=field)
    return kept


def _advance(draft: PlanVersion) -> None:
    PlanVersion.objects.filter(pk=draft.pk, status=PlanStatus.DRAFT).update(version=F("version") + 1)
