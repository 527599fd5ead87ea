"""Placements, and applications for support with their decisions: read only."""

from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from config.api.described import ERRORS, IF_NONE_MATCH, PLAIN, UNCHANGED
from config.api.lines import LinesEndpoint
from config.api.serving import READ, Listing
from employers.api.parameters import PlacementsParameters, SupportDecisionsParameters
from employers.api.placing import PlacementOut, PlacementPageOut, SupportDecisionOut, SupportDecisionPageOut
from employers.selectors.machines import Wanted, placements_for, support_decisions_for

PLACEMENTS = Listing(
    parameters=PlacementsParameters,
    find=lambda served, asked: placements_for(served.actor, Wanted.of(asked)),
    tell=lambda one: PlacementOut(one).data,
    columns=tuple(PlacementOut().get_fields()),
    groups=("placing",),
)
DECISIONS = Listing(
    parameters=SupportDecisionsParameters,
    find=lambda served, asked: support_decisions_for(served.actor, Wanted.of(asked)),
    tell=lambda one: SupportDecisionOut(one).data,
    columns=tuple(SupportDecisionOut().get_fields()),
    groups=("employment",),
)
LINES = OpenApiResponse(str, "The same as lines; the Link header names the next page.")


class PlacementList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="placements_list",
        summary="Placements of the area's clients",
        description="In the order of their ids; begun and ended are those of the employment or service.",
        parameters=[PlacementsParameters, IF_NONE_MATCH],
        responses={(200, PLAIN): PlacementPageOut, (200, "text/csv"): LINES, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return PLACEMENTS.answer(request)


class SupportDecisionList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="support_decisions_list",
        summary="Applications for wage subsidy and arrangement support, with their decisions",
        description="In the order of their ids; one that waits for its decision is there too.",
        parameters=[SupportDecisionsParameters, IF_NONE_MATCH],
        responses={(200, PLAIN): SupportDecisionPageOut, (200, "text/csv"): LINES, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return DECISIONS.answer(request)
