"""The three forms of a participation: read, filled in, corrected, withdrawn; one address for each."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.models import User
from clients.api import answers as asked
from clients.api.participations import ROUTES, EndFormOut, FollowUpFormOut, FormOut, StartFormOut, WithdrawalIn
from clients.enums.forms import FormKind
from clients.form_questions import HEALTH, questions_of
from clients.models import Participation
from clients.selectors.form_standing import standing
from clients.selectors.machine_work import participation_for
from clients.selectors.participation_states import answers_of, form_of, hidden_from, seen_now, state_of
from clients.services.machine_participating import fill_in, take_back
from clients.services.participating.saving import save_form
from config.api.conditions import IDEMPOTENCY_KEY
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
from config.kernel.errors import NotFound

GROUPS = ["participation", "client", "forms", "sensitive"]
STATE_IN_IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="ETag of the answer to GET that is changed; always needed."
)
ONLY_IF_MATCH = (
    "Only what the body names is changed. If-Match with the ETag of GET says which state: an end form shows days of "
    "the participation too, so that a version of the form alone does not name it."
)


@dataclass(frozen=True)
class Filled:
    """A form that is there, with its participation."""

    participation: Participation
    kind: FormKind

    @property
    def pk(self) -> UUID:
        """The form's key."""
        return UUID(str(form_of(self.participation, self.kind).pk))

    @property
    def version(self) -> int:
        """The form's version."""
        return int(form_of(self.participation, self.kind).version)


def _filled(actor: User, participation_id: UUID, kind: FormKind) -> Filled:
    participation = participation_for(actor, participation_id)
    if form_of(participation, kind) is None:
        raise NotFound
    return Filled(participation, kind)


def _told(filled: Filled, served: Served) -> dict[str, Any]:
    participation, kind = filled.participation, filled.kind
    hidden = hidden_from(served.actor, participation)
    said = answers_of(participation, kind)
    missing = standing(participation, kind, state_of(participation)).missing
    payload = {
        "id": filled.pk,
        "version": filled.version,
        "participation": participation.pk,
        "client": participation.client_id,
        "is_complete": not missing,
        "missing": missing,
    }
    return {**FormOut(payload).data, "answers": {name: None if name in hidden else said[name] for name in said}}


def _groups(filled: Filled, served: Served) -> list[str]:
    asks = HEALTH & {question.name for question in questions_of(filled.kind)}
    return [*GROUPS, "health"] if asks - hidden_from(served.actor, filled.participation) else GROUPS


class FormEndpoint(Endpoint):
    """One form of a participation, by its kind."""

    kind: ClassVar[FormKind]
    filling: ClassVar[type[asked.AnswersIn]]
    correcting: ClassVar[type[asked.AnswersIn]]
    required_scopes: ClassVar = READ | {"POST": WRITING, "PATCH": WRITING}

    def get(self, request: Request, participation_id: UUID) -> HttpResponse:
        no_parameters(request)
        with serving(request) as served:
            filled = _filled(served.actor, participation_id, self.kind)
            log(request, served, [filled.participation.client_id], groups=_groups(filled, served))
            payload = _told(filled, served)
        return answer(request, payload, machine=served.machine)

    def post(self, request: Request, participation_id: UUID) -> Response:
        no_parameters(request)
        body = self.filling.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: fill_in(
                    actor=served.actor, participation_id=participation_id, kind=self.kind, values=body.values()
                ),
                address=lambda _form: self._address(request, participation_id),
            )

    def patch(self, request: Request, participation_id: UUID) -> Response:
        no_parameters(request)
        body = self.correcting.read(request)
        with serving(request) as served:
            return changed(
                request,
                served,
                given=None,
                find=lambda: _filled(served.actor, participation_id, self.kind),
                tell=lambda filled: _told(filled, served),
                change=lambda filled, _version: save_form(
                    actor=served.actor,
                    participation_id=participation_id,
                    kind=self.kind,
                    seen=seen_now(filled.participation, self.kind),
                    values=body.values(),
                ),
            )

    def _address(self, request: Request, participation_id: UUID) -> str:
        return str(reverse(f"api:{ROUTES[self.kind]}", args=[participation_id], request=request))


class WithdrawalEndpoint(Endpoint):
    """The form was wrong altogether: it counts no more."""

    kind: ClassVar[FormKind]
    required_scopes: ClassVar = {"POST": WRITING}

    def post(self, request: Request, participation_id: UUID) -> Response:
        no_parameters(request)
        body = WithdrawalIn.read(request)
        with serving(request) as served:
            return once(
                request,
                served,
                lambda: take_back(
                    actor=served.actor, participation_id=participation_id, kind=self.kind, **body.validated_data
                ),
                address=address_of(request, "participation"),
            )


def _described(*, shape: type[FormOut], filling: Any, correcting: Any, called: str, title: str) -> Any:
    """What each method of a form takes and tells."""
    return extend_schema_view(
        get=extend_schema(
            operation_id=f"participations_{called}_retrieve",
            summary=f"The {title}",
            description="404 while it is not filled in.",
            parameters=[IF_NONE_MATCH],
            responses={(200, PLAIN): shape, **UNCHANGED, **ERRORS, **NOT_FOUND},
        ),
        post=extend_schema(
            operation_id=f"participations_{called}_create",
            summary=f"Fill in the {title}",
            description="By the rules of imports and of the page; one that is there is corrected instead.",
            request=filling,
            parameters=[IDEMPOTENCY_KEY],
            responses={(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING},
        ),
        patch=extend_schema(
            operation_id=f"participations_{called}_update",
            summary=f"Correct the {title}",
            description=ONLY_IF_MATCH,
            request=correcting,
            parameters=[STATE_IN_IF_MATCH],
            responses={(200, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **CHANGING},
        ),
    )


def _withdrawing(*, called: str, title: str) -> Any:
    """How a form is withdrawn."""
    return extend_schema_view(
        post=extend_schema(
            operation_id=f"participations_{called}_withdraw",
            summary=f"Withdraw the {title}",
            description=(
                "For a form that was wrong altogether: it counts nowhere, and is read with its reason by past-forms/. "
                "The answer names the participation. A later form is withdrawn first."
            ),
            request=WithdrawalIn,
            parameters=[IDEMPOTENCY_KEY],
            responses={(201, PLAIN): WrittenOut, **ERRORS, **NOT_FOUND, **STEPPING},
        )
    )


@_described(
    shape=StartFormOut,
    filling=asked.StartFormIn,
    correcting=asked.StartFormChangeIn,
    called="start_form",
    title="start form",
)
class StartFormDetail(FormEndpoint):
    kind = FormKind.START
    filling, correcting = asked.StartFormIn, asked.StartFormChangeIn


@_described(
    shape=EndFormOut, filling=asked.EndFormIn, correcting=asked.EndFormChangeIn, called="end_form", title="end form"
)
class EndFormDetail(FormEndpoint):
    kind = FormKind.END
    filling, correcting = asked.EndFormIn, asked.EndFormChangeIn


@_described(
    shape=FollowUpFormOut,
    filling=asked.FollowUpFormIn,
    correcting=asked.FollowUpFormChangeIn,
    called="follow_up_form",
    title="follow-up form",
)
class FollowUpFormDetail(FormEndpoint):
    kind = FormKind.FOLLOW_UP
    filling, correcting = asked.FollowUpFormIn, asked.FollowUpFormChangeIn


@_withdrawing(called="start_form", title="start form")
class StartFormWithdrawal(WithdrawalEndpoint):
    kind = FormKind.START


@_withdrawing(called="end_form", title="end form")
class EndFormWithdrawal(WithdrawalEndpoint):
    kind = FormKind.END


@_withdrawing(called="follow_up_form", title="follow-up form")
class FollowUpFormWithdrawal(WithdrawalEndpoint):
    kind = FormKind.FOLLOW_UP
