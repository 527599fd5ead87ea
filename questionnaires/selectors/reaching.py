"""Which questions and rules of a version anybody can ever reach. Pure: nothing is read or written.

Answers are tried out one for each way in which conditions can tell them apart, so that the walk is short and exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Protocol

from questionnaires.enums import QuestionKind
from questionnaires.models import REFUSED
from questionnaires.selectors.branching import Condition, Rule, all_hold, first_fitting

MOST_WALKS = 100_000
NOTHING = object()  # the question is left unanswered


class Walked(Protocol):
    """As much of a question as walking needs."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def codes(self) -> frozenset[str]: ...
    @property
    def show_if(self) -> Sequence[Condition]: ...


@dataclass
class Reach:
    """What some walk reached: keys of questions, places of rules; and whether some walk ended without a rule."""

    questions: set[str] = field(default_factory=set)
    rules: set[int] = field(default_factory=set)
    ends_without_rule: bool = False
    is_whole: bool = True  # False when there were too many ways to try


def reach_of(questions: Sequence[Walked], rules: Sequence[Rule]) -> Reach:
    """Everything that some answers reach; stops early when all is reached."""
    reach = Reach()
    stopping = bool(rules) and not rules[-1].conditions
    for count, (shown, answers) in enumerate(_walks(questions, _told_apart(questions, rules))):
        reach.questions.update(shown)
        rule = first_fitting(rules, answers)
        reach.ends_without_rule |= rule is None
        reach.rules |= {place for place, one in enumerate(rules) if one is rule}
        if stopping and len(reach.questions) == len(questions) and len(reach.rules) == len(rules):
            return reach
        if count >= MOST_WALKS:
            reach.is_whole = False
            return reach
    return reach


def _told_apart(questions: Sequence[Walked], rules: Sequence[Rule]) -> dict[str, list[Any]]:
    """For each question one answer of every sort that some condition tells from the others."""
    asked: dict[str, list[frozenset[str]]] = {}
    for conditions in [*(one.show_if for one in questions), *(one.conditions for one in rules)]:
        for condition in conditions:
            asked.setdefault(condition["question"], []).append(frozenset(condition["any_of"]))
    return {one.key: _answers(one, asked.get(one.key, [])) for one in questions}


def _answers(question: Walked, sets: list[frozenset[str]]) -> list[Any]:
    if not sets:  # nobody asks how it was answered
        return [NOTHING]
    sorts: dict[tuple[bool, ...], str] = {}
    for code in sorted(question.codes - {REFUSED}):
        sorts.setdefault(tuple(code in one for one in sets), code)
    codes = list(sorts.values())
    found: list[Any] = list(codes)
    if question.kind == QuestionKind.MULTI:
        found = [list(chosen) for size in range(1, len(codes) + 1) for chosen in combinations(codes, size)]
    if REFUSED in question.codes:
        found.append(None)
    if not question.required:
        found.append(NOTHING)
    return found or [NOTHING]


def _walks(questions: Sequence[Walked], choices: dict[str, list[Any]]) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Every walk: the keys shown and the answers given, in the order of the questions."""
    stack: list[tuple[int, list[str], dict[str, Any]]] = [(0, [], {})]
    while stack:
        place, shown, answers = stack.pop()
        if place == len(questions):
            yield shown, answers
            continue
        question = questions[place]
        if not all_hold(question.show_if, answers):
            stack.append((place + 1, shown, answers))
            continue
        seen = [*shown, question.key]
        stack.extend(
            (place + 1, seen, answers if choice is NOTHING else {**answers, question.key: choice})
            for choice in choices[question.key]
        )


def forward_looking(questions: Iterable[Walked]) -> list[str]:
    """Keys of questions whose conditions name one that is not asked before them, or a code it does not have."""
    codes: dict[str, frozenset[str]] = {}
    wrong: list[str] = []
    for question in questions:
        if not all(
            one["question"] in codes and set(one["any_of"]) <= codes[one["question"]] for one in question.show_if
        ):
            wrong.append(question.key)
        codes[question.key] = question.codes
    return wrong
