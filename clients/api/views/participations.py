"""Participations: a page of them, one, a beginning or return, a correction, and the forms that count no more."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from clients.api.examples import NEW_PARTICIPATION, WRITTEN
from clients.api.participations import (
    PLACES_OF_BEGINNING,
    ROUTES,
    ParticipationChangeIn,
    ParticipationIn,
    ParticipationOut,
    ParticipationPageOut,
    ParticipationsParameters,
    ParticipationWholeOut,
    PastFormOut,
    PastFormsOut,
    StandingOut,
)
from clients.models import Participation, PastForm
from clients.selectors.form_standing import standings
from clients.selectors.machine_work import WantedWork, participation_for, participations_for
from clients.selectors.machines import client_for
from clients.selectors.participation_states import hidden_from
from clients.services.machine_participating import begin, correct
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
    named_as_sent,
    no_parameters,
    once,
    page_for,
    serving,
)
from config.api.views import Endpoint

GROUPS = ["participation", "client", "forms"]
COLUMNS = (
    *("id", "version", "client", "programme", "unit", "reference", "first_started_on", "started_on", "ended_on"),
    *("end_reason", "end_path", "end_missing_reason", "followup_missing_reason", "start", "end", "follow_up"),
)
PAGE = {
    (200, PLAIN): ParticipationPageOut,
    (200, "text/csv"): OpenApiResponse(str, "The same participations as lines, with the state of each form."),
}
NAMES = ("programme", "unit", "state", "updated_since")


def told(request: Request, participation: Participation) -> dict[str, Any]:
    """The participation with where its forms stand."""
    key, forms = participation.pk, standings(participation)
    addressed = [
        {**asdict(one), "url": reverse(f"api:{ROUTES[one.kind]}", args=[key], request=request)} for one in forms
    ]
    return {**ParticipationOut(participation).data, "forms": StandingOut(addressed, many=True).data}


def _line(item: dict[str, Any]) -> dict[str, Any]:
    return item | {one["kind"]: one["state"] for one in item["forms"]}


class ParticipationList(LinesEndpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="participations_list",
        summary="Participations of the clients of the area",
        description="In the order of their ids. Answers are told by the address of each form.",
        parameters=[ParticipationsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS},
    )
    def get(self, request: Request) -> HttpResponse:
        return _page(request, None)


class ClientParticipations(LinesEndpoint):
    required_scopes: ClassVar = READ | {"POST": WRITING}

    @extend_schema(
        operation_id="clients_participations_list",
        summary="Participations of one client",
        parameters=[ParticipationsParameters, IF_NONE_MATCH],
        responses={**PAGE, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, client_id: UUID) -> HttpResponse:
        return _page(request, client_id)

    @extend_schema(
        operation_id="clients_participations_create",
        summary="Begin in a programme, or return to it",
        description=(
            "With the start form when that is filled in already. One who has left returns: the first start and its "
            "form stay, the end and its forms are put aside, and the answer names the participation that is there."
        ),
        request=ParticipationIn,
        parameters=[IDEMPOTENCY_KEY],
        examples=[NEW_PARTICIPATION, WRITTEN],
        responses={(201, PLAIN): OpenApiResponse(WrittenOut, "The client takes part."), **ERRORS, **NOT_FOUND,
                   **STEPPING},
    )  # fmt: skip
    def post(self, request: Request, client_id: UUID) -> Response:
        no_parameters(request)
        body = ParticipationIn.read(request)
        with serving(request) as served, named_as_sent(PLACES_OF_BEGINNING):
            return once(
                request,
                served,
                lambda: begin(actor=served.actor, client_id=client_id, beginning=body.beginning()),
                address=address_of(request, "participation"),
            )


def _page(request: Request, client_id: UUID | None) -> HttpResponse:
    asked = ParticipationsParameters.of(request)
    wanted = WantedWork(
        after=after(request, asked["cursor"]), client=client_id, **{name: asked[name] for name in NAMES}
    )
    with serving(request) as served:
        if client_id is not None:
            client_for(served.actor, client_id)
        page = page_for(request, participations_for(served.actor, wanted), asked)
        shown = [one.client_id for one in page.items] or ([client_id] if client_id else [])
        log(request, served, shown, groups=GROUPS)
        items = [told(request, one) for one in page.items]
        return answer_page(request, served, page, items, columns=COLUMNS, line=_line)


class ParticipationDetail(Endpoint):
    required_scopes: ClassVar = READ | {"PATCH": WRITING}

    @extend_schema(
        operation_id="participations_retrieve",
        summary="One participation",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): ParticipationWholeOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, participation_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = participation_for(served.actor, participation_id)
            log(request, served, [found.client_id], groups=GROUPS)
            payload = told(request, found)
        return answer(request, payload, machine=served.machine)

    @extend_schema(
        operation_id="participations_update",
        summary="Correct a participation",
        description=(
            "Its unit and days, and why a form is missing. If-Match with the ETag of GET, or `version` in the body, "
            "says which state is changed."
        ),
        request=ParticipationChangeIn,
        parameters=[IF_MATCH],
        examples=[WRITTEN],
        responses={(200, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CHANGING},
    )
    def patch(self, request: Request, participation_id: UUID) -> Response:
        no_parameters(request)
        body = ParticipationChangeIn.read(request)
        with serving(request) as served:
            return changed(
                request,
                served,
                given=body.validated_data.get("version"),
                find=lambda: participation_for(served.actor, participation_id),
                tell=lambda participation: told(request, participation),
                change=lambda _one, version: correct(
                    actor=served.actor, participation_id=participation_id, version=version, values=body.values()
                ),
            )


class PastForms(Endpoint):
    required_scopes: ClassVar = READ

    @extend_schema(
        operation_id="participations_past_forms_list",
        summary="Forms that count no more",
        description="Withdrawn as wrong, or replaced when the client returned; the newest first.",
        parameters=[IF_NONE_MATCH],
        responses={(200, PLAIN): PastFormsOut, **UNCHANGED, **ERRORS, **NOT_FOUND},
    )
    def get(self, request: Request, participation_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            found = participation_for(served.actor, participation_id)
            log(request, served, [found.client_id], groups=[*GROUPS, "sensitive"])
            hidden = hidden_from(served.actor, found)
            items = [_past(one, hidden) for one in PastForm.objects.filter(participation=found)]
        return answer(request, {"items": items}, machine=served.machine)


def _past(kept: PastForm, hidden: frozenset[str]) -> dict[str, Any]:
    said = {name: None if name in hidden else value for name, value in kept.answers.items()}
    return {**PastFormOut(kept).data, "answers": said}
