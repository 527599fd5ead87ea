"""The endpoints of the numbers."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.context import acting
from accounts.enums import ApiScope
from accounts.models import ApiClient
from config.api.conditions import IDEMPOTENCY_KEY, hash_of, idempotency_key
from config.api.described import BODY, ERRORS, IF_NONE_MATCH, NOT_FOUND, PLAIN, UNCHANGED, ProblemOut
from config.api.lines import CSVRenderer, LinesEndpoint
from config.api.pagination import Page, page_of, place_of
from config.api.parameters import PageParameters
from config.api.representations import CSV, JSON, Representation, answer, as_json, represent
from config.api.views import Endpoint, client
from ledger.services.idempotency import Answer
from network.models import Programme
from reporting.api.lines import items_csv
from reporting.api.parameters import BREAKDOWNS, ValuesParameters, as_key
from reporting.api.serializers import (
    IndicatorPageOut,
    ProgrammeOut,
    ProgrammePageOut,
    RunIn,
    RunOut,
    RunRequestedOut,
    ValuesOut,
    areas_by_programme,
    indicator_out,
)
from reporting.enums import Breakdown
from reporting.indicators import CATALOGUE, ORDER
from reporting.selectors.items import Item
from reporting.selectors.machines import (
    area_codes,
    areas_for,
    freshness_of,
    programme_for,
    programmes_for,
    run_for,
    units_with_numbers,
)
from reporting.selectors.values import Ask, scope_for_token, state_of, values
from reporting.services.computing import KIND
from reporting.services.machine_runs import request_run

READ = {"GET": frozenset({ApiScope.READ.value}), "HEAD": frozenset({ApiScope.READ.value})}
RUN = {"GET": frozenset({ApiScope.RUN.value}), "HEAD": frozenset({ApiScope.RUN.value})}
START = {"POST": frozenset({ApiScope.RUN.value})}


class IndicatorList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="indicators_list",
        summary="The catalogue of indicators",
        description="Every indicator with its definition in words of three languages.",
        parameters=[PageParameters, IF_NONE_MATCH],
        responses={200: IndicatorPageOut, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        asked = PageParameters.of(request)

        def make() -> Representation:
            page = page_of(request, items=list(CATALOGUE.values()), key=lambda one: (ORDER[one.code],), **asked)
            items = [indicator_out(one, breakdowns=BREAKDOWNS) for one in page.items]
            return _json({"items": items, "next": page.next}, audience="catalogue", page=page)

        return answer(request, state=("catalogue", request.build_absolute_uri()), make=make)


class ProgrammeList(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="programmes_list",
        summary="Programmes the client may read",
        description="Their codes, names, and the areas and units whose numbers the client may read.",
        parameters=[PageParameters],
        responses={200: ProgrammePageOut, **ERRORS},
    )
    def get(self, request: Request) -> Response:
        asked = PageParameters.of(request)
        machine = client(request)
        page = page_of(request, items=list(programmes_for(machine)), key=lambda one: (one.code,), **asked)
        areas = {programme.pk: areas_for(machine, programme) for programme in page.items}
        units = {programme.pk: units_with_numbers(programme, areas[programme.pk]) for programme in page.items}
        context = {"areas": areas_by_programme(areas), "units": units}
        items = ProgrammeOut(page.items, many=True, context=context).data
        return Response({"items": items, "next": page.next})


class ValueList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="values_list",
        summary="Values of indicators",
        description=(
            "The numbers of one programme: for a client of one area those of the area, else those of the whole. "
            "Small counts are hidden: they are null, and named in `suppressed_fields`."
        ),
        parameters=[ValuesParameters, IF_NONE_MATCH],
        responses={
            (200, PLAIN): ValuesOut,
            (200, "text/csv"): OpenApiResponse(str, "The same items as lines; the Link header names the next page."),
            **UNCHANGED,
            **ERRORS,
            **NOT_FOUND,
        },
    )
    def get(self, request: Request) -> HttpResponse:
        question = Question(request)
        return answer(request, state=question.state(), make=question.answer)


class Question:
    """One request for values: who asks what, and how it is answered."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.parameters = ValuesParameters.of(request)
        machine = client(request)
        programme = programme_for(machine, code=self.parameters["programme"])
        self.scope = scope_for_token(machine, programme)
        self.about_units = bool(self.parameters["unit"]) or self.parameters["by"] == Breakdown.UNIT
        self.ask = Ask(
            programme=programme,
            indicators=self.parameters["indicator"],
            period=self.parameters["period"],
            by=self.parameters["by"],
            unit=self._unit(machine, programme),
            starts=self.parameters["from"],
            ends=self.parameters["to"],
        )
        self.as_csv = request.accepted_renderer.format == CSVRenderer.format
        self.audience = (self.scope, request.build_absolute_uri())

    def _unit(self, machine: ApiClient, programme: Any) -> UUID | None:
        """The unit by id or name; one that is hidden, absent or without numbers is not found alike."""
        named = self.parameters["unit"]
        if not named:
            return None
        key = as_key(named)
        units = units_with_numbers(programme, areas_for(machine, programme))
        found = [unit for unit in units if (unit.name == named if key is None else unit.pk == key)]
        if len(found) != 1:
            several = _("Several units have this name: give the id of one, as /api/v1/programmes/ tells it.")
            absent = _("The programme has no unit with this name or id and numbers for you; see /api/v1/programmes/.")
            raise ValidationError({"unit": [several if found else absent]})
        return found[0].pk

    @property
    def programme(self) -> Programme:
        """Whose values are asked for."""
        assert self.ask.programme is not None
        return self.ask.programme

    def state(self) -> tuple[Any, ...]:
        """What the answer depends on."""
        fresh = freshness_of(self.programme, self.scope, with_units=self.about_units)
        return (self.request.build_absolute_uri(), self.as_csv, self.scope, self.ask, fresh)

    def answer(self) -> Representation:
        cursor, limit = self.parameters["cursor"], self.parameters["limit"]
        after = place_of(self.request, cursor) if cursor else None
        with self._seeing_units():
            found = values(self.ask, self.scope, after=after, limit=limit)
        page = page_of(self.request, items=found, key=lambda item: item.key, cursor=cursor, limit=limit)
        return self._csv(page) if self.as_csv else self._json(page)

    def _seeing_units(self) -> AbstractContextManager[None]:
        """Names of units are rows of their area, so a question about units is answered in the areas' context."""
        if not self.about_units:
            return nullcontext()
        return acting(areas=self.scope.areas, programmes=[self.programme.pk], number_areas=self.scope.areas)

    def _json(self, page: Page[Item]) -> Representation:
        state = state_of(self.programme, self.scope)
        payload = {
            "programme": self.programme.code,
            "as_of": state.as_of and state.as_of.isoformat(),
            "outdated": state.outdated,
            "not_computed": area_codes(state.not_computed),
            "items": [item.as_dict() for item in page.items],
            "next": page.next,
        }
        return _json(payload, audience=self.audience, page=page)

    def _csv(self, page: Page[Item]) -> Representation:
        return represent(body=items_csv(page.items), media_type=CSV, audience=self.audience, next_page=page.next)


def _json(payload: dict[str, Any], *, audience: Any, page: Page[Any]) -> Representation:
    return represent(body=as_json(payload), media_type=JSON, audience=audience, next_page=page.next)


class RunList(Endpoint):
    required_scopes: ClassVar = START

    @extend_schema(
        operation_id="runs_create",
        summary="Start a computation",
        description="Asks for the numbers of a programme to be computed anew, in the areas the client may read.",
        request=RunIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            202: RunRequestedOut,
            **ERRORS,
            **NOT_FOUND,
            **BODY,
            (422, PLAIN): OpenApiResponse(ProblemOut, "The key was used for another request."),
        },
    )
    def post(self, request: Request) -> Response:
        body = RunIn(data=request.data)
        body.is_valid(raise_exception=True)
        machine = client(request)

        def url(run: UUID) -> str:
            return str(reverse("api:run", args=[run], request=request))

        done: Answer = request_run(
            client=machine,
            code=body.validated_data["programme"],
            key=idempotency_key(request),
            body_hash=hash_of(request, "runs"),
            address=url,
        )
        return Response(done.body, status=done.status, headers={"Location": done.body["url"]})


class RunDetail(Endpoint):
    required_scopes: ClassVar = RUN

    @extend_schema(
        operation_id="runs_retrieve",
        summary="How far a computation is",
        description="State and progress in percent, for the whole and for each area. No counts of people.",
        responses={200: RunOut, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, run: UUID) -> Response:
        if request.query_params:
            raise ValidationError({next(iter(request.query_params)): [_("There are no parameters here.")]})
        return Response(RunOut(run_for(client(request), run=run, kind=KIND)).data, status=status.HTTP_200_OK)
