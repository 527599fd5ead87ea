"""Invented feedback of the demo's clients, and tasks of unemployment security put on in its area."""

from __future__ import annotations

import secrets
from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from clients.enums.contacts import TaskKind
from clients.models import Case, CaseFeedback, FeedbackRequest, Task, TaskSetting
from clients.selectors.feedback import version_asked
from config.kernel.encryption import token_hash
from desk.demo import programme as facts
from questionnaires.models import AnswerSheet, Invitation

SEED = 2119
ASKED, ANSWERED, BY_NAME = 18, 12, 6
STATEMENTS = ("heard", "met", "helped")


def give_feedback() -> None:
    """Eighteen were asked by a link and twelve answered, six told by name; nothing where there is any."""
    version = version_asked(facts.HOME_AREA)
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if version is None or recorder is None or Invitation.objects.filter(area_id=facts.HOME_AREA).exists():
        return
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311 - invented people, not secrets
    cases = list(Case.objects.filter(area_id=facts.HOME_AREA).order_by("opened_on", "pk")[: ASKED + BY_NAME])
    area = {"area_id": facts.HOME_AREA}
    for number, case in enumerate(cases[:ASKED]):
        sent = today - timedelta(days=40 - number)
        invitation = Invitation.objects.create(
            **area,
            question_set_version=version,
            token_hash=token_hash(secrets.token_urlsafe(32)),
            sent_on=sent,
            expires_on=sent + timedelta(days=30),
            is_spent=number < ANSWERED,
        )
        FeedbackRequest.objects.create(
            **area, client_id=case.client_id, case=case, invitation=invitation, made_by=recorder
        )
    for number in range(ANSWERED):
        given = today - timedelta(days=30 - number)
        AnswerSheet.objects.create(**area, question_set_version=version, given_on=given, answers=_answers(dice))
    for number, case in enumerate(cases[ASKED:]):
        CaseFeedback.objects.create(
            **area,
            client_id=case.client_id,
            case=case,
            question_set_version=version,
            given_on=today - timedelta(days=10 + number),
            answers=_answers(dice),
            recorded_by=recorder,
        )


def _answers(dice: Random) -> dict[str, int | None]:
    return {key: dice.choice([3, 4, 4, 5, 5, None]) for key in STATEMENTS}


def give_task_set() -> None:
    """The area's supervisor has put tasks of unemployment security on, and some were done."""
    supervisor = User.objects.filter(email="supervisor@demo.invalid").first()
    doer = User.objects.filter(email="coordinator@demo.invalid").first()
    if supervisor is None or doer is None or TaskSetting.objects.filter(area_id=facts.HOME_AREA).exists():
        return
    area = {"area_id": facts.HOME_AREA}
    TaskSetting.objects.create(
        **area,
        kind=TaskKind.SECURITY,
        is_on=True,
        reason="Keksitty esimerkki: kokeilu loppuvuoden.",
        changed_by=supervisor,
    )
    titles = ((TaskKind.SECURITY, "Selvitä päivärahan tilanne"), (TaskKind.PAPER, "Lähetä yhteenveto"))
    for number in range(8):
        kind, title = titles[number % 4 > 0]
        done = timezone.now() - timedelta(days=3 * number + 1)
        Task.objects.create(**area, owner=doer, created_by=doer, kind=kind, title=title, done_at=done, done_by=doer)
