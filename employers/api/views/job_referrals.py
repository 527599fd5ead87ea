"""Job referrals and candidate presentations: pages of them, one with its steps, a draft, a step."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from clients.selectors.machines import client_for
from config.api.conditions import IDEMPOTENCY_KEY
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.lines import LinesEndpoint
from config.api.serving import (
    CREATING,
    READ,
    STEPPING,
    WRITING,
    Listing,
    address_of,
    answer,
    log,
    no_parameters,
    once,
    request_id,
    serving,
)
from config.api.views import Endpoint
from employers.api.parameters import JobReferralsParameters
from employers.api.placing import JobReferralIn, JobReferralOut, JobReferralPageOut, JobReferralStepIn
from employers.enums.job_referrals import JobReferralState
from employers.models import JobReferral
from employers.selectors.machines import Wanted, job_referral_by_key, job_referrals_for
from employers.services.job_referrals import draft_job_referral, record_job_step, send_job_referral

GROUPS = ["placing"]
PAGE = {
    (200, PLAIN): JobReferralPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same job referrals as lines; the Link header names the next page."),
}


def _told(referral: JobReferral) -> dict[str, Any]:
    return JobReferralOut(referral).data


def _list(client_id: UUID | None = None) -> Listing:
    return Listing(
        parameters=JobReferralsParameters,
        find=lambda served, asked: job_referrals_for(served.actor, Wanted.of(asked, client=client_id)),
        tell=_told,
        columns=tuple(name for name in JobReferralOut().get_fields() if name != "steps"),
        groups=("placing",),
    )


class JobReferralList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="job_referrals_list",
        summary="Job referrals and candidate presentations of the area's clients",
        description="In the order of their ids.",
        parameters=[JobReferralsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _list().answer(request)


class ClientJobReferrals(LinesEndpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="clients_job_referrals_list",
        summary="Job referrals of one client",
        parameters=[JobReferralsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        with serving(request) as served:
            client_for(served.actor, client_id)
        return _list(client_id).answer(request, of_client=client_id)

    @extend_schema(
        operation_id="clients_job_referrals_create",
        summary="Draft a job referral",
        description="Nobody is told anything before a step sends it.",
        request=JobReferralIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CREATING},
    )
    def post(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        body = JobReferralIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: draft_job_referral(actor=served.actor, client_id=client_id, text=body.told()),
                address=address_of(request, "job_referral"),
            )


class JobReferralDetail(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="job_referrals_retrieve",
        summary="One job referral with its steps",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): JobReferralOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, job_referral_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = job_referral_by_key(served.actor, job_referral_id)
            log(request, served, [found.client_id], groups=GROUPS)
            payload = _told(found)
        return answer(request, payload, machine=served.machine)


class JobReferralSteps(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="job_referrals_steps_create",
        summary="Send a job referral, or write down what came of it",
        description=(
            "Sending a presentation records the disclosure by the client's written consent; 403 `not_disclosed` "
            "without one that names every item, and nothing is sent."
        ),
        request=JobReferralStepIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING},
    )
    def post(self, request: Request, job_referral_id: UUID) -> Response:
        no_parameters(request)
        body = JobReferralStepIn.read(request)
        version = body.validated_data["version"]

        def taken() -> JobReferral:
            if body.step().to == JobReferralState.SENT:
                return send_job_referral(
                    actor=served.actor, referral_id=job_referral_id, version=version, request_id=request_id(request)
                )
            return record_job_step(actor=served.actor, referral_id=job_referral_id, version=version, step=body.step())

        with serving(request) as served:
            return once(request, served, taken, address=address_of(request, "job_referral"))
