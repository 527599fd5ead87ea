"""Answers as people give them: read from a form, checked against their question, said in words. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questionnaires.enums import CODED, WITH_OPTIONS, QuestionKind
from questionnaires.models import REFUSED, OutcomeRule, Question
from questionnaires.selectors.branching import Answers, codes_of, visible

MOST_LETTERS = 2000
ABSENT = object()  # nothing was answered


class Sent(Protocol):
    """What a form sent, as Django has it."""

    def getlist(self, key: str) -> list[Any]: ...


@dataclass(frozen=True, kw_only=True)
class Read:
    """An answer as it was sent: its value, or ABSENT, and what is wrong with it."""

    value: Any
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question as a form shows it: what is chosen or typed already, and what is wrong with it."""

    question: Question
    chosen: frozenset[str]
    typed: str
    problem: str

    @property
    def id(self) -> str:
        return f"id_{self.question.key}"

    @property
    def refused(self) -> bool:
        return REFUSED in self.chosen

    @property
    def widget(self) -> str:
        """How it is answered: radio, checkbox, textarea or date."""
        kinds = {QuestionKind.MULTI: "checkbox", QuestionKind.TEXT: "textarea", QuestionKind.DATE: "date"}
        return kinds.get(QuestionKind(self.question.kind), "radio")

    @property
    def described_by(self) -> str:
        """The ids of its help and of what is wrong."""
        parts = [f"{self.id}_help" if self.question.help else "", f"{self.id}_error" if self.problem else ""]
        return " ".join(filter(None, parts))


def field_of(question: Question, answers: Answers, *, read: Read | None = None, typed: str = "") -> Field:
    """The question with the answer it has, or with what was just sent and why it cannot stand."""
    value = answers.get(question.key, ABSENT) if read is None or read.problem == "" else read.value
    if value is ABSENT:
        return Field(question=question, chosen=frozenset(), typed=typed, problem=read.problem if read else "")
    text = typed or ("" if value is None or isinstance(value, list) else str(value))
    return Field(question=question, chosen=codes_of(value), typed=text, problem=read.problem if read else "")


def read_answer(question: Question, sent: Sent, *, name: str = "") -> Read:
    """What the form sent for the question; with a problem when it cannot stand."""
    words = [str(one).strip() for one in sent.getlist(name or question.key) if str(one).strip()]
    chosen = words if question.kind in CODED else []
    refused = REFUSED in [*chosen, *sent.getlist(f"{name or question.key}-refused")]
    if refused and question.refusable:
        return Read(value=None)
    if not words:
        problem = _("Answer the question, or choose that the person does not answer.")
        if not question.refusable:
            problem = _("Answer the question.")
        return Read(value=ABSENT, problem=problem if question.required else "")
    value: Any = words if question.kind == QuestionKind.MULTI else words[0]
    if question.kind == QuestionKind.SCALE and value.removeprefix("-").isdecimal():
        value = int(value)
    return Read(value=value, problem=problem_of(question, value))


def problem_of(question: Question, value: Any) -> str:
    """Why the value cannot be an answer to the question; empty when it can."""
    if value is None:
        return "" if question.refusable else _("This question cannot be refused.")
    if question.kind == QuestionKind.TEXT:
        return "" if isinstance(value, str) and 0 < len(value) <= MOST_LETTERS else _("The answer is too long.")
    if question.kind == QuestionKind.DATE:
        return "" if _is_day(value) else _("Enter a valid date.")
    listed = {code for code, _words in question.choices}
    given = value if isinstance(value, list) else [value]
    wants_list = question.kind == QuestionKind.MULTI
    wants_number = question.kind == QuestionKind.SCALE
    shaped = isinstance(value, list) == wants_list and (not wants_number or isinstance(value, int))
    if not shaped or not given or len(set(map(str, given))) != len(given) or not set(map(str, given)) <= listed:
        return _("Choose one of the options that the question has.")
    return ""


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def said(question: Question, value: Any) -> str:
    """The answer in the reader's language, as its own version words it."""
    if value is None:
        return _("Does not answer")
    if question.kind == QuestionKind.DATE and _is_day(value):
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    if question.kind in WITH_OPTIONS or question.kind == QuestionKind.YES_NO:
        words = dict(question.choices)
        given = value if isinstance(value, list) else [value]
        return ", ".join(words.get(str(code), str(code)) for code in given)
    return str(value)


def answers_in_words(questions: Iterable[Question], answers: Answers) -> list[tuple[str, str]]:
    """Question and answer, as asked, in the order they were asked; a question left open has no words."""
    return [
        (one.text, said(one, answers[one.key]) if one.key in answers else _("Not answered"))
        for one in visible(questions, answers)
    ]


def because(rule: OutcomeRule, questions: Sequence[Question], answers: Answers) -> list[tuple[str, str]]:
    """The answers by which the rule fits, in words: why the path ended so."""
    by_key = {one.key: one for one in questions}
    keys = dict.fromkeys(condition["question"] for condition in rule.conditions)
    return [(by_key[key].text, said(by_key[key], answers[key])) for key in keys if key in by_key and key in answers]


def condition_words(conditions: Iterable[Mapping[str, Any]], questions: Iterable[Question]) -> list[str]:
    """The conditions in words, one a line."""
    by_key = {one.key: one for one in questions}
    return [_one_condition(one, by_key.get(one["question"])) for one in conditions]


def _one_condition(condition: Mapping[str, Any], question: Question | None) -> str:
    if question is None:
        return _("A question that is not there (%(key)s)") % {"key": condition["question"]}
    words = {**dict(question.choices), REFUSED: _("Does not answer")}
    codes = " / ".join(words.get(code, code) for code in condition["any_of"])
    return f"{question.text} – {codes}"
