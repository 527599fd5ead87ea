"""Versions of a plan: one, a draft's change, its approval by the client, discarding it, how a measure goes on."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from clients.api.examples import WRITTEN
from clients.api.plans import (
    ApprovalIn,
    DiscardingIn,
    GoalOut,
    MeasureStepIn,
    PlanVersionChangeIn,
    PlanVersionOut,
    PlanVersionWholeOut,
)
from clients.api.serializers import sees_text
from clients.enums.plans import ApprovalManner, MeasureState
from clients.models import PlanVersion
from clients.selectors.machine_work import plan_version_for
from clients.selectors.plans import goals_of
from clients.services.machine_planning import discard, follow_measure, rewrite_draft
from clients.services.plan_steps import approve_plan, lacking
from config.api.conditions import IDEMPOTENCY_KEY, IF_MATCH
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.serving import (
    CHANGING,
    READ,
    STEPPING,
    WRITING,
    Served,
    address_of,
    answer,
    changed,
    log,
    no_parameters,
    once,
    serving,
)
from config.api.views import Endpoint

MADE = {(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING}


def told_version(version: PlanVersion, served: Served) -> dict[str, Any]:
    """The version with goals and measures; what was assessed of work ability only by the right to health."""
    sees_health = sees_text(served.actor, area_id=served.area_id)
    return {
        **PlanVersionOut(version).data,
        "assessed_work_ability": version.assessed_work_ability if sees_health else None,
        "is_whole": not lacking(version),
        "goals": GoalOut(goals_of(version), many=True).data,
    }


def groups_of(served: Served) -> list[str]:
    """What is read with a version."""
    return ["plan", "health"] if sees_text(served.actor, area_id=served.area_id) else ["plan"]


class PlanVersionDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="plan_versions_retrieve",
        summary="One version of a plan, with goals and measures",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): PlanVersionWholeOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, plan_version_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = plan_version_for(served.actor, plan_version_id)
            log(request, served, [found.plan.client_id], groups=groups_of(served))
            payload = told_version(found, served)
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="plan_versions_update",
        summary="Change a draft",
        description=(
            "An approved version never changes: make the next one. When `goals` are told they are all the draft has: "
            "those with an id are kept or reworded, those without are new and come last, others are removed."
        ),
        request=PlanVersionChangeIn,
        parameters=[IF_MATCH],
        examples=[WRITTEN],
        responses={(200, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CHANGING},
    )
    def patch(self, request: Request, plan_version_id: UUID) -> Response:
        no_parameters(request)
        body = PlanVersionChangeIn.read(request)
        with serving(request) as served:
            return changed(
                request,
                served,
                given=body.validated_data.get("version"),
                find=lambda: plan_version_for(served.actor, plan_version_id),
                tell=lambda version: told_version(version, served),
                change=lambda _one, version: rewrite_draft(
                    actor=served.actor,
                    plan_version_id=plan_version_id,
                    version=version,
                    values=body.values(),
                    goals=body.goals_told(),
                ),
            )


class PlanApproval(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="plan_versions_approve",
        summary="Record the client's approval",
        description=(
            "From now on the draft is the plan and never changes; what was in force is replaced. Refused while it "
            "lacks a part that the law asks for, and says which."
        ),
        request=ApprovalIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, plan_version_id: UUID) -> Response:
        no_parameters(request)
        given = ApprovalIn.read(request).validated_data
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: approve_plan(
                    actor=served.actor,
                    client_id=plan_version_for(served.actor, plan_version_id).plan.client_id,
                    plan_version_id=plan_version_id,
                    version=given["version"],
                    on=given["on"],
                    manner=ApprovalManner(given["manner"]),
                    note=given["note"],
                ),
                address=address_of(request, "plan_version"),
            )


class PlanDiscarding(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="plan_versions_discard",
        summary="Discard a draft",
        description="What was in force stays so. The answer's `url` is of the client's plans.",
        request=DiscardingIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, plan_version_id: UUID) -> Response:
        no_parameters(request)
        version = DiscardingIn.read(request).validated_data["version"]
        with serving(request) as served:
            gone: list[PlanVersion] = []

            def discarded() -> PlanVersion:
                gone.append(discard(actor=served.actor, plan_version_id=plan_version_id, version=version))
                return gone[0]

            return once(
                request,
                served,
                discarded,
                address=lambda _key: str(reverse("api:client_plans", args=[gone[0].plan.client_id], request=request)),
            )


class MeasureSteps(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="plan_measures_steps_create",
        summary="Record how a measure has gone on",
        description="Of the plan in force; 409 when it stands elsewhere than `seen` by now.",
        request=MeasureStepIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, measure_id: UUID) -> Response:
        no_parameters(request)
        given = MeasureStepIn.read(request).validated_data
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: follow_measure(
                    actor=served.actor,
                    measure_id=measure_id,
                    seen=MeasureState(given["seen"]),
                    to=MeasureState(given["to"]),
                    on=given["on"],
                    reason=given["reason"],
                ),
                address=address_of(request, "plan_version"),
            )
