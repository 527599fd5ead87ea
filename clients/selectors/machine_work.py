"""What a machine of one area asks for of its clients' work: participations, plans, referrals to partners' services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from clients.enums.forms import FormKind
from clients.form_questions import RECORD_OF
from clients.models import (
    MeasureStep,
    Participation,
    PastForm,
    Plan,
    PlanMeasure,
    PlanReview,
    PlanVersion,
    ReferralStep,
    ServiceReferral,
)
from clients.policies import need_to_know_by_client
from clients.selectors.machines import changed_since
from clients.selectors.participation_states import MODELS
from clients.selectors.service_referrals import of_state
from config.kernel.errors import NotFound
from network.models import Service
from network.selectors.partners import services_to_guide_to

Row = TypeVar("Row", Participation, Plan, PlanVersion, PlanMeasure, ServiceReferral)
RUNNING, ENDED = "running", "ended"


@dataclass(frozen=True, kw_only=True)
class WantedWork:
    """Which of them, and from where on: after the key of the last one told."""

    after: UUID | None = None
    client: UUID | None = None
    updated_since: datetime | None = None
    state: str = ""
    unit: UUID | None = None
    programme: str = ""
    service: UUID | None = None
    sent_since: date | None = None
    review_due_by: date | None = None


def participations_for(actor: User, wanted: WantedWork) -> QuerySet[Participation]:
    """Participations of the clients the actor knows with their forms, by key."""
    found = _chosen(Participation.objects.visible_to(actor).with_forms(), wanted)
    if wanted.updated_since:
        found = found.filter(_stay_changed(wanted.updated_since))
    if wanted.programme:
        found = found.filter(programme__code=wanted.programme)
    if wanted.unit:
        found = found.filter(unit_id=wanted.unit)
    return _running_or_ended(found, wanted.state)


def participation_for(actor: User, participation_id: UUID) -> Participation:
    """One of them. Raises NotFound."""
    return _one(participations_for(actor, WantedWork()), participation_id)


def plans_for(actor: User, wanted: WantedWork) -> QuerySet[Plan]:
    """Plans of those clients with their versions and reviews, by key."""
    known = Plan.objects.filter(need_to_know_by_client(actor)).with_review_due()
    found = _chosen(known.prefetch_related("versions", "reviews"), wanted)
    if wanted.updated_since:
        found = found.filter(_plan_changed(wanted.updated_since))
    if wanted.review_due_by:
        found = found.filter(ended_on__isnull=True, review_due_on__lte=wanted.review_due_by)
    return _running_or_ended(found, wanted.state)


def plan_for(actor: User, plan_id: UUID) -> Plan:
    """One of them. Raises NotFound."""
    return _one(plans_for(actor, WantedWork()), plan_id)


def plan_version_for(actor: User, plan_version_id: UUID) -> PlanVersion:
    """One version of one of those plans. Raises NotFound."""
    known = plans_for(actor, WantedWork()).order_by().values("pk")
    return _one(PlanVersion.objects.filter(plan__in=known).select_related("plan"), plan_version_id)


def plan_measure_for(actor: User, measure_id: UUID) -> PlanMeasure:
    """One measure of one of those plans. Raises NotFound."""
    known = plans_for(actor, WantedWork()).order_by().values("pk")
    found = PlanMeasure.objects.filter(goal__plan_version__plan__in=known)
    return _one(found.select_related("goal__plan_version__plan"), measure_id)


def service_referrals_for(actor: User, wanted: WantedWork) -> QuerySet[ServiceReferral]:
    """Referrals of those clients to partners' services, by key."""
    known = ServiceReferral.objects.visible_to(actor).filter(of_state(wanted.state))
    found = _chosen(known.select_related("service__organisation"), wanted)
    if wanted.updated_since:
        found = found.filter(changed_since("ServiceReferralEvent", wanted.updated_since))
    if wanted.service:
        found = found.filter(service_id=wanted.service)
    if wanted.sent_since:
        found = found.filter(sent_on__gte=wanted.sent_since)
    return found


def service_referral_for(actor: User, service_referral_id: UUID) -> ServiceReferral:
    """One of them with its steps in their order. Raises NotFound."""
    steps = Prefetch("steps", ReferralStep.objects.order_by("on", "at", "pk"))
    return _one(service_referrals_for(actor, WantedWork()).prefetch_related(steps), service_referral_id)


def services_for(area_id: int, *, after: UUID | None = None) -> QuerySet[Service]:
    """Services to which a client of the area may be guided today, by key."""
    found = services_to_guide_to(area_id, day=timezone.localdate()).order_by("pk")
    return found.filter(pk__gt=after) if after else found


def _chosen(found: QuerySet[Any], wanted: WantedWork) -> QuerySet[Any]:
    """By key, of clients that are not merged into another."""
    found = found.filter(client__merged_into__isnull=True).order_by("pk")
    if wanted.client:
        found = found.filter(client_id=wanted.client)
    return found.filter(pk__gt=wanted.after) if wanted.after else found


def _stay_changed(since: datetime) -> Q:
    """The participation or one of its forms was made, changed, or put aside."""
    past = PastForm.objects.filter(participation=OuterRef("pk"), area=OuterRef("area"), removed_at__gte=since)
    changed = Q(changed_since("ParticipationEvent", since)) | Q(Exists(past))
    for form in FormKind:
        key = f"{RECORD_OF[form]}__pk"
        changed |= Q(changed_since(f"{MODELS[form].__name__}Event", since, of=key))
    return changed


def _plan_changed(since: datetime) -> Q:
    """The plan or one of its versions was made or changed, a measure went on, or the plan was reviewed."""
    of_plan = {"plan": OuterRef("pk"), "area": OuterRef("area")}
    versions = PlanVersion.objects.filter(changed_since("PlanVersionEvent", since), **of_plan)
    changed = Q(changed_since("PlanEvent", since)) | Q(Exists(versions))
    for recorded in (MeasureStep, PlanReview):
        changed |= Q(Exists(recorded.objects.filter(**of_plan, recorded_at__gte=since)))
    return changed


def _running_or_ended(found: QuerySet[Any], state: str) -> QuerySet[Any]:
    condition = {RUNNING: Q(ended_on__isnull=True), ENDED: Q(ended_on__isnull=False)}.get(state, Q())
    return found.filter(condition)


def _one(found: QuerySet[Row], key: UUID) -> Row:
    one = found.filter(pk=key).first()
    if one is None:
        raise NotFound
    return one
