"""What answers to statements come to: how many, their mean, how many agree; nothing of fewer than five."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from questionnaires.enums import QuestionKind
from questionnaires.models import AnswerSheet, Invitation, Question, QuestionSetVersion

LEAST = 5
"""Fewer answers than this are not shown; those without a name come in batches of as many."""
AGREE = 4
"""From which number on a scale to five somebody agrees."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement: its answers in numbers, or None of each where there are too few to show."""

    text: str
    answered: int | None
    mean: float | None
    agree: float | None
    missing: int | None


@dataclass(frozen=True, kw_only=True)
class Responses:
    """How many were invited until yesterday and how many of them answered; None where no share can be told."""

    invited: int
    answered: int

    @property
    def rate(self) -> float | None:
        """Answered of invited, in percent."""
        return 100 * self.answered / self.invited if self.invited else None


def responses(area_id: int, version: QuestionSetVersion) -> Responses:
    """Invitations to the version in the area."""
    sent = Invitation.objects.filter(area_id=area_id, question_set_version=version, sent_on__lt=timezone.localdate())
    return Responses(invited=sent.count(), answered=sent.filter(is_spent=True).count())


def batches_of(area_id: int, version: QuestionSetVersion) -> list[Mapping[str, Any]]:
    """Answers without a name that are shown: whole batches of five of earlier days, so that none shows by itself."""
    found = AnswerSheet.objects.filter(area_id=area_id, question_set_version=version).before(timezone.localdate())
    sheets = list(found.values_list("answers", flat=True))
    return sheets[: len(sheets) // LEAST * LEAST]


def statements(questions: Sequence[Question], sheets: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """Each statement of a scale over the sheets; who did not want to say is missing, never a no."""
    return [_statement(one, sheets) for one in questions if one.kind == QuestionKind.SCALE]


def _statement(question: Question, sheets: Sequence[Mapping[str, Any]]) -> Statement:
    given = [sheet.get(question.key) for sheet in sheets]
    numbers = [number for number in given if number is not None]
    if len(numbers) < LEAST:
        return Statement(text=question.text, answered=None, mean=None, agree=None, missing=None)
    agreeing = [number for number in numbers if number >= AGREE]
    return Statement(
        text=question.text,
        answered=len(numbers),
        mean=sum(numbers) / len(numbers),
        agree=100 * len(agreeing) / len(numbers),
        missing=len(given) - len(numbers),
    )
