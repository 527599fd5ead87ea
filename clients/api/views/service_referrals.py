"""Referrals to partners' services: a page of them, one, a draft and its change, sending, steps written down."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.api.examples import NEW_REFERRAL, WRITTEN
from clients.api.service_referrals import (
    ReferralStepIn,
    ReferralStepOut,
    SendingIn,
    ServiceReferralChangeIn,
    ServiceReferralIn,
    ServiceReferralOut,
    ServiceReferralPageOut,
    ServiceReferralsParameters,
    ServiceReferralWholeOut,
)
from clients.models import ServiceReferral
from clients.selectors.machine_work import WantedWork, service_referral_for, service_referrals_for
from clients.selectors.machines import client_for
from clients.services.machine_referring import refer, rewrite_referral
from clients.services.service_referrals import record_step, send_referral
from config.api.conditions import IDEMPOTENCY_KEY, IF_MATCH
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.serving import (
    CHANGING,
    READ,
    STEPPING,
    WRITING,
    address_of,
    after,
    answer,
    answer_page,
    changed,
    log,
    no_parameters,
    once,
    page_for,
    request_id,
    serving,
)
from config.api.views import Endpoint

GROUPS = ["service_referral"]
COLUMNS = tuple(ServiceReferralOut().fields)
NAMES = ("state", "service", "sent_since", "updated_since")
PAGE = {
    (200, PLAIN): ServiceReferralPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same referrals as lines; the Link header names the next page."),
}
MADE = {(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING}


def told(referral: ServiceReferral) -> dict[str, Any]:
    """The referral with its steps; of who took one by the link only that it was the partner."""
    steps = [
        {**ReferralStepOut({**vars(one), "by_partner": one.link_id is not None}).data} for one in referral.steps.all()
    ]
    return {**ServiceReferralOut(referral).data, "steps": steps}


class ServiceReferralList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="service_referrals_list",
        summary="Referrals of the area's clients to partners' services",
        description="In the order of their ids.",
        parameters=[ServiceReferralsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, None)


class ClientServiceReferrals(LinesEndpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="clients_service_referrals_list",
        summary="Referrals of one client to partners' services",
        parameters=[ServiceReferralsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        return _page(request, client_id)

    @extend_schema(
        operation_id="clients_service_referrals_create",
        summary="Refer a client to a service",
        description=(
            "A draft, or with `send` a referral that has been sent: the disclosure is on record and the partner gets a "
            "link by mail, which nobody else is told. 403 `not_disclosed` without a ground that covers every item."
        ),
        request=ServiceReferralIn,
        parameters=[IDEMPOTENCY_KEY],
        examples=[NEW_REFERRAL, WRITTEN],
        responses=MADE,
    )
    def post(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        body = ServiceReferralIn.read(request)
        given = body.validated_data
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: refer(
                    actor=served.actor,
                    client_id=client_id,
                    text=body.text_told(),
                    send=given["send"],
                    joint_point=given.get("joint_point", ""),
                    request_id=request_id(request),
                ),
                address=address_of(request, "service_referral"),
            )


def _page(request: Request, client_id: UUID | None) -> HttpResponse:
    asked = ServiceReferralsParameters.of(request)
    wanted = WantedWork(
        after=after(request, asked["cursor"]), client=client_id, **{name: asked[name] for name in NAMES}
    )
    with serving(request) as served:
        if client_id is not None:
            client_for(served.actor, client_id)
        page = page_for(request, service_referrals_for(served.actor, wanted), asked)
        shown = [one.client_id for one in page.items] or ([client_id] if client_id else [])
        log(request, served, shown, groups=GROUPS)
        items = [dict(ServiceReferralOut(one).data) for one in page.items]
        return answer_page(request, served, page, items, columns=COLUMNS)


class ServiceReferralDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="service_referrals_retrieve",
        summary="One referral with its steps",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): ServiceReferralWholeOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, service_referral_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = service_referral_for(served.actor, service_referral_id)
            log(request, served, [found.client_id], groups=GROUPS)
            payload = told(found)
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="service_referrals_update",
        summary="Change a draft",
        description="What was sent stays as it is. If-Match with the ETag of GET, or `version`, says which state.",
        request=ServiceReferralChangeIn,
        parameters=[IF_MATCH],
        examples=[WRITTEN],
        responses={(200, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CHANGING},
    )
    def patch(self, request: Request, service_referral_id: UUID) -> Response:
        no_parameters(request)
        given = dict(ServiceReferralChangeIn.read(request).validated_data)
        named = given.pop("version", None)
        with serving(request) as served:
            return changed(
                request,
                served,
                given=named,
                find=lambda: service_referral_for(served.actor, service_referral_id),
                tell=told,
                change=lambda _one, version: rewrite_referral(
                    actor=served.actor, referral_id=service_referral_id, version=version, given=given
                ),
            )


class ServiceReferralSending(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="service_referrals_send",
        summary="Send a draft",
        description="As sending on the page: the disclosure is on record, and a link is mailed to the partner.",
        request=SendingIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, service_referral_id: UUID) -> Response:
        no_parameters(request)
        given = SendingIn.read(request).validated_data
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: send_referral(
                    actor=served.actor,
                    referral_id=service_referral_id,
                    request_id=request_id(request),
                    **given,
                ),
                address=address_of(request, "service_referral"),
            )


class ServiceReferralSteps(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="service_referrals_steps_create",
        summary="Write a step down",
        description="Taking the referral back, or what the partner told otherwise than by the link.",
        request=ReferralStepIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=MADE,
    )
    def post(self, request: Request, service_referral_id: UUID) -> Response:
        no_parameters(request)
        body = ReferralStepIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: record_step(
                    actor=served.actor,
                    referral_id=service_referral_id,
                    version=body.validated_data["version"],
                    step=body.step(),
                ),
                address=address_of(request, "service_referral"),
            )
