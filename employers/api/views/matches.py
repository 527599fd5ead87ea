"""Looking for jobs for a client, and what was found, with the reasons."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.conditions import IDEMPOTENCY_KEY
from config.api.described import ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED
from config.api.fields import WrittenOut
from config.api.serving import (
    CREATING,
    READ,
    WRITING,
    address_of,
    answer,
    log,
    no_parameters,
    once,
    serving,
)
from config.api.views import Endpoint
from employers.api.placing import JobMatchesOut, MatchSearchIn
from employers.selectors.machines import match_search_by_key
from employers.selectors.matching import Wanted, judged_by
from employers.services.matching import find_jobs

GROUPS = ["matches"]


@dataclass(frozen=True)
class Found:
    """A search, which is made once and does not change."""

    pk: UUID
    version: int = 1


class ClientJobMatches(Endpoint):
    required_scopes: ClassVar = {"POST": WRITING}

    @extend_schema(
        operation_id="clients_job_matches_create",
        summary="Look for jobs for a client",
        description=(
            "Vacancies open today in every area, ranked by what the client can do; the first 25 are recorded as shown. "
            "Diagnoses play no part."
        ),
        request=MatchSearchIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            (201, PLAIN): OpenApiResponse(WrittenOut, "Found; the address tells what. `version` is always 1."),
            **ERRORS,
            **NOT_FOUND,
            **CREATING,
        },
    )
    def post(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        given = dict(MatchSearchIn.read(request).validated_data)
        wanted = Wanted(
            region_id=given.get("region"),
            hours_from=given.get("hours_from"),
            hours_to=given.get("hours_to"),
            stops_hidden=given.get("stops_hidden", False),
        )
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: Found(find_jobs(actor=served.actor, client_id=client_id, wanted=wanted).pk),
                address=address_of(request, "job_matches"),
            )


class JobMatches(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="job_matches_retrieve",
        summary="What was found for a client",
        description="The machine's own searches, for a month.",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): JobMatchesOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, search_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            search = match_search_by_key(served.actor, search_id)
            assert search.client_id is not None
            log(request, served, [search.client_id], groups=GROUPS)
            keys = search.ranked[: search.shown]
            judged = judged_by(served.actor, search, keys)
            items = [
                {
                    "vacancy": key,
                    "rank": rank,
                    "score": judged[key].score,
                    "verdict": judged[key].verdict,
                    "reasons": [finding.key for finding in judged[key].findings],
                }
                for rank, key in enumerate(keys, 1)
                if key in judged
            ]
            told = {
                "id": search.pk,
                "client": search.client_id,
                "weights_version": search.weights_version,
                "found": search.found,
                "stops": search.stops,
                "items": items,
            }
            payload = JobMatchesOut(told).data
        return answer(request, payload, machine=served.machine)
