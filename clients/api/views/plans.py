"""Plans: a page of them, one with its version in force, a new one, its next version, a review, its end."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.api.examples import NEW_PLAN, WRITTEN
from clients.api.plans import (
    EndingIn,
    PlanAgainIn,
    PlanIn,
    PlanOut,
    PlanPageOut,
    PlansParameters,
    PlanWholeOut,
    ReviewIn,
)
from clients.api.views.plan_versions import groups_of, told_version
from clients.enums.plans import PlanEnding, PlanKind, PlanParty, ReviewOutcome
from clients.models import Plan
from clients.selectors.machine_work import WantedWork, plan_for, plans_for
from clients.selectors.machines import client_for
from clients.services.machine_planning import draft_again, draft_plan
from clients.services.plan_steps import end_plan, review_plan
from config.api.conditions import IDEMPOTENCY_KEY
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.serving import (
    READ,
    STEPPING,
    WRITING,
    Served,
    address_of,
    after,
    answer,
    log,
    no_parameters,
    once,
    page_for,
    serving,
)
from config.api.views import Endpoint

NAMES = ("state", "review_due_by", "updated_since")
MADE = {(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING}


def _whole(plan: Plan, served: Served) -> dict[str, Any]:
    versions = list(plan.versions.all())
    in_force = next((one for one in versions if one.status == "approved"), None)
    shown = in_force or (versions[0] if versions else None)
    return {**PlanOut(plan).data, "current": told_version(shown, served) if shown else None}


class PlanList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="plans_list",
        summary="Plans of the clients of the area",
        description="With the list of versions and reviews, in the order of their ids.",
        parameters=[PlansParameters, IF_NONE_MATCH],
        responses={(200, PLAIN): PlanPageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, None)


class ClientPlans(Endpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="clients_plans_list",
        summary="Plans of one client",
        parameters=[PlansParameters, IF_NONE_MATCH],
        responses={(200, PLAIN): PlanPageOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        return _page(request, client_id)

    @extend_schema(
        operation_id="clients_plans_create",
        summary="Make a plan",
        description=(
            "Its first version as a draft, whole with goals and measures or to be gone on with; refused while another "
            "plan of the client has not ended. The answer names the draft, which is approved by its own address."
        ),
        request=PlanIn,
        parameters=[IDEMPOTENCY_KEY],
        examples=[NEW_PLAN, WRITTEN],
        responses=MADE,
    )
    def post(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        body = PlanIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: draft_plan(
                    actor=served.actor,
                    client_id=client_id,
                    kind=PlanKind(body.validated_data["kind"]),
                    values=body.values(),
                    goals=body.goals_told() or (),
                    from_assessment=body.validated_data["from_assessment"],
                ),
                address=address_of(request, "plan_version"),
            )


def _page(request: Request, client_id: UUID | None) -> HttpResponse:
    asked = PlansParameters.of(request)
    wanted = WantedWork(
        after=after(request, asked["cursor"]), client=client_id, **{name: asked[name] for name in NAMES}
    )
    with serving(request) as served:
        if client_id is not None:
            client_for(served.actor, client_id)
        page = page_for(request, plans_for(served.actor, wanted), asked)
        shown = [one.client_id for one in page.items] or ([client_id] if client_id else [])
        log(request, served, shown, groups=["plan"])
        items = PlanOut(page.items, many=True).data
    return answer(request, {"items": items, "next": page.next}, machine=served.machine, next_page=page.next)


class PlanDetail(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="plans_retrieve",
        summary="One plan with its version in force",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): PlanWholeOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, plan_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = plan_for(served.actor, plan_id)
            log(request, served, [found.client_id], groups=groups_of(served))
            payload = _whole(found, served)
        return answer(request, payload, machine=served.machine)


class PlanVersions(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="plans_versions_create",
        summary="Make the next version of a plan",
        description="A draft that says what the version in force says, but for what the body names.",
        request=PlanAgainIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, plan_id: UUID) -> Response:
        no_parameters(request)
        body = PlanAgainIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: draft_again(actor=served.actor, plan_id=plan_id, values=body.values(), goals=body.goals_told()),
                address=address_of(request, "plan_version"),
            )


class PlanReviews(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="plans_reviews_create",
        summary="Record a review of the plan in force",
        request=ReviewIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, plan_id: UUID) -> Response:
        no_parameters(request)
        given = ReviewIn.read(request).validated_data
        with serving(request) as served:

            def reviewed() -> Plan:
                found = plan_for(served.actor, plan_id)
                review_plan(
                    actor=served.actor,
                    client_id=found.client_id,
                    plan_id=plan_id,
                    on=given["reviewed_on"],
                    outcome=ReviewOutcome(given["outcome"]),
                    next_review_on=given["next_review_on"],
                    note=given["note"],
                )
                return found

            return once(request, served, reviewed, address=address_of(request, "plan"))


class PlanEnd(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="plans_end",
        summary="End a plan",
        request=EndingIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, plan_id: UUID) -> Response:
        no_parameters(request)
        given = EndingIn.read(request).validated_data
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: end_plan(
                    actor=served.actor,
                    client_id=plan_for(served.actor, plan_id).client_id,
                    plan_id=plan_id,
                    version=given["version"],
                    on=given["ended_on"],
                    reason=PlanEnding(given["ending_reason"]),
                    note=given["ending_note"],
                    joint_view=[PlanParty(party) for party in given["joint_view"]],
                ),
                address=address_of(request, "plan"),
            )
