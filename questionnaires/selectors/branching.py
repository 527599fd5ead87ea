"""Which questions are asked, given the answers so far, and what a path ends in. Pure: nothing is read or written.

An answer is a code, a list of codes, a number, a text, a day as text, or None when the person refused to answer; a
question nobody has answered is not among the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from questionnaires.models import REFUSED

Answers = Mapping[str, Any]
Condition = Mapping[str, Any]


class Branch(Protocol):
    """As much of a question as branching needs."""

    @property
    def key(self) -> str: ...
    @property
    def show_if(self) -> Sequence[Condition]: ...


class Rule(Protocol):
    """As much of a rule as its choice needs."""

    @property
    def conditions(self) -> Sequence[Condition]: ...


Asked = TypeVar("Asked", bound=Branch)
Fitting = TypeVar("Fitting", bound=Rule)


def codes_of(answer: Any) -> frozenset[str]:
    """The codes by which conditions know an answer."""
    if answer is None:
        return frozenset({REFUSED})
    if isinstance(answer, list):
        return frozenset(map(str, answer))
    return frozenset({str(answer)})


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether the question was answered by at least one of the condition's codes."""
    key = condition["question"]
    return key in answers and bool(codes_of(answers[key]) & set(condition["any_of"]))


def all_hold(conditions: Iterable[Condition], answers: Answers) -> bool:
    """Whether every condition holds; none always does."""
    return all(holds(condition, answers) for condition in conditions)


def visible(questions: Iterable[Asked], answers: Answers) -> list[Asked]:
    """The questions asked, in their order. An answer counts only where its own question is asked."""
    counted: dict[str, Any] = {}
    shown: list[Asked] = []
    for question in questions:
        if all_hold(question.show_if, counted):
            shown.append(question)
            if question.key in answers:
                counted[question.key] = answers[question.key]
    return shown


def kept(questions: Iterable[Branch], answers: Answers) -> dict[str, Any]:
    """The answers to questions that are asked; those to hidden ones are gone."""
    return {one.key: answers[one.key] for one in visible(questions, answers) if one.key in answers}


def after(questions: Iterable[Asked], answers: Answers, *, key: str) -> Asked | None:
    """The question asked next after the one of this key; None at the end of the path."""
    shown = visible(questions, answers)
    keys = [one.key for one in shown]
    place = keys.index(key) + 1 if key in keys else len(keys)
    return shown[place] if place < len(shown) else None


def before(questions: Iterable[Asked], answers: Answers, *, key: str) -> Asked | None:
    """The question asked just before the one of this key; None at the beginning."""
    shown = visible(questions, answers)
    keys = [one.key for one in shown]
    place = keys.index(key) - 1 if key in keys else -1
    return shown[place] if place >= 0 else None


def unanswered(questions: Iterable[Asked], answers: Answers) -> list[Asked]:
    """The required questions that are asked and have no answer yet."""
    return [one for one in visible(questions, answers) if getattr(one, "required", True) and one.key not in answers]


def first_fitting(rules: Iterable[Fitting], answers: Answers) -> Fitting | None:
    """The first rule whose conditions all hold for answers that are kept."""
    return next((rule for rule in rules if all_hold(rule.conditions, answers)), None)
