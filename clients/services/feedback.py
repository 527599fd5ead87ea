"""Asking a client for feedback by a link answered without a name, and writing down what the client says by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients import policies
from clients.models import Case, CaseFeedback, Client, FeedbackRequest
from clients.selectors.cases import current_case
from clients.selectors.feedback import version_asked
from clients.services.footing import locked_client
from clients.services.marks import not_in_future
from config.kernel.errors import NotAllowed, Refusal
from questionnaires.models import QuestionSetVersion
from questionnaires.services.inviting import checked_answers, invite


@transaction.atomic
def ask_feedback(*, actor: User, client_id: UUID) -> str:
    """The client of the case may answer once without a name; returns the address, which is told now and never again."""
    client, case = _asked(actor, client_id)
    invited = invite(area_id=client.area_id, version=_version(client.area_id))
    FeedbackRequest.objects.create(
        area_id=client.area_id, client=client, case=case, invitation=invited.invitation, made_by=actor
    )
    return str(settings.BASE_URL + reverse("questionnaires:answer", args=[invited.token]))


@transaction.atomic
def record_feedback(*, actor: User, client_id: UUID, given_on: date, answers: Mapping[str, Any]) -> CaseFeedback:
    """What the client said by name of the case is on record."""
    client, case = _asked(actor, client_id)
    not_in_future(given_on, field="given_on")
    version = _version(client.area_id)
    return CaseFeedback.objects.create(
        area_id=client.area_id,
        client=client,
        case=case,
        question_set_version=version,
        given_on=given_on,
        answers=checked_answers(version, answers),
        recorded_by=actor,
    )


def _version(area_id: int) -> QuestionSetVersion:
    version = version_asked(area_id)
    if version is None:
        raise Refusal(_("Nobody is asked by this version now."))
    return version


def _asked(actor: User, client_id: UUID) -> tuple[Client, Case]:
    client = locked_client(actor, client_id)
    if not policies.can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    case = current_case(client)
    if case is None:
        raise Refusal(_("Feedback is about a case, and the client has none."))
    return client, case
