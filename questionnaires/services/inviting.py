"""Inviting somebody to answer without a name, and taking the answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BooleanField, Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.encryption import token_hash
from config.kernel.errors import NotFound, OutOfOrder, Refusal
from questionnaires.models import AnswerSheet, Invitation, QuestionSetVersion
from questionnaires.selectors.answering import problem_of
from questionnaires.selectors.sets import questions_of

OPEN_DAYS = 30
"""For how long an invitation can be used."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation with its token, which is told now and never again."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(*, area_id: int, version: QuestionSetVersion) -> Invited:
    """Somebody may answer the version once within 30 days, by the token and by nothing else."""
    token, today = secrets.token_urlsafe(32), timezone.localdate()
    invitation = Invitation.objects.create(
        area_id=area_id,
        question_set_version=version,
        token_hash=token_hash(token),
        sent_on=today,
        expires_on=today + timedelta(days=OPEN_DAYS),
    )
    return Invited(invitation=invitation, token=token)


def area_of_invitation(*, token: str) -> tuple[int, UUID] | None:
    """Area and key of the invitation with this token, or None; the database tells nothing else of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_id, invitation_id FROM questionnaires_invited(%s)", [token_hash(token)])
        found = cursor.fetchone()
    return None if found is None else (int(found[0]), found[1])


@transaction.atomic
def answer_invitation(*, invitation_id: UUID, answers: Mapping[str, Any]) -> None:
    """The answers are kept as of today, and the invitation is spent; OutOfOrder when it cannot be used any more.

    Every invitation to the version in the area is written anew in the same transaction, so that not even the
    database's own marks of transactions tell which of them the sheet came by.
    """
    today = timezone.localdate()
    invitation = Invitation.objects.select_related("question_set_version").filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound
    checked = checked_answers(invitation.question_set_version, answers)
    alike = Invitation.objects.filter(
        area_id=invitation.area_id, question_set_version_id=invitation.question_set_version_id
    )
    list(alike.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    if not Invitation.objects.open_on(today).filter(pk=invitation.pk).exists():
        raise OutOfOrder(_("This link has been used, or its time has passed."))
    spent = Case(When(pk=invitation.pk, then=Value(True)), default=F("is_spent"), output_field=BooleanField())  # noqa: FBT003 - a value of SQL
    alike.update(is_spent=spent)
    AnswerSheet.objects.create(
        area_id=invitation.area_id,
        question_set_version=invitation.question_set_version,
        given_on=today,
        answers=checked,
    )


def checked_answers(version: QuestionSetVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to the version's questions; refused when one cannot stand or a question is not of the version."""
    questions = {one.key: one for one in questions_of(version)}
    if set(answers) - set(questions):
        raise Refusal(_("An answer is to a question that was not asked."))
    for key, value in answers.items():
        if problem := problem_of(questions[key], value):
            raise Refusal(problem, field=key)
    if missing := [key for key, one in questions.items() if one.required and key not in answers]:
        raise Refusal(_("Answer the question, or choose that the person does not answer."), field=missing[0])
    return dict(answers)
