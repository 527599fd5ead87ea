"""Question paths of a client: the steps of one under way, one as it ended, and all of them as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.keywords import TARGET_GROUP, KeywordKind
from clients.models import Client, QuestionPathRun
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table
from questionnaires.enums import Outcome
from questionnaires.models import OutcomeRule, Question
from questionnaires.selectors.answering import answers_in_words, because
from questionnaires.selectors.branching import before, first_fitting, kept, unanswered, visible
from questionnaires.selectors.sets import questions_of, rules_of

TONES = {
    Outcome.NO_NEED: "plain",
    Outcome.MONITOR: "info",
    Outcome.CONSULT: "info",
    Outcome.REFER: "warn",
    Outcome.HEALTH_CHECK: "warn",
}


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """One question of a path under way, and its place among those asked after the answers so far."""

    question: Question
    number: int
    asked: int
    previous: Question | None


@dataclass(frozen=True, kw_only=True)
class PathEnd:
    """What the answers lead to: the rule, and the answers by which it fits."""

    rule: OutcomeRule
    because: list[tuple[str, str]]
    answers: list[tuple[str, str]]
    last: Question | None


def paths_of(client: Client) -> QuerySet[QuestionPathRun]:
    """The client's paths, the newest first, each with its version and who walked it."""
    found: QuerySet[QuestionPathRun] = client.question_paths.select_related(
        "question_set_version__question_set", "started_by"
    )
    return found.order_by("-answered_on", "-started_at", "pk")


def path_for(client: Client, *, run_id: UUID) -> QuestionPathRun:
    """One of the client's paths; hidden and absent look the same."""
    found = paths_of(client).filter(pk=run_id).first()
    if found is None:
        raise NotFound
    return found


def step_of(run: QuestionPathRun, *, key: str) -> PathStep:
    """The step of this key; absent when the answers so far do not lead to it."""
    questions = questions_of(run.question_set_version)
    shown = visible(questions, run.answers)
    keys = [one.key for one in shown]
    if key not in keys:
        raise NotFound
    place = keys.index(key)
    previous = before(questions, run.answers, key=key)
    return PathStep(question=shown[place], number=place + 1, asked=len(shown), previous=previous)


def next_open(run: QuestionPathRun) -> Question | None:
    """The first required question without an answer; None when the path may end."""
    return next(iter(unanswered(questions_of(run.question_set_version), run.answers)), None)


def end_of(run: QuestionPathRun) -> PathEnd | None:
    """What the answers lead to; None while a question is open."""
    questions = questions_of(run.question_set_version)
    answers = kept(questions, run.answers)
    rule = first_fitting(rules_of(run.question_set_version), answers)
    if rule is None or unanswered(questions, answers):
        return None
    shown = visible(questions, answers)
    return PathEnd(
        rule=rule,
        because=because(rule, questions, answers),
        answers=answers_in_words(questions, answers),
        last=shown[-1] if shown else None,
    )


def keyword_in_force(client: Client) -> str:
    """The keyword of the target group that the client has now, in words; empty when there is none."""
    held = client.keywords.open().filter(kind__in=TARGET_GROUP).order_by("set_on").first()
    return str(KeywordKind(held.kind).label) if held else ""


def path_facts(run: QuestionPathRun) -> list[tuple[Any, Any]]:
    """What is told of a finished path to everybody who needs to know the client: no answer among it."""
    version = run.question_set_version
    facts: list[tuple[Any, Any]] = [
        (_("Outcome"), run.get_outcome_display()),
        (_("Next step"), run.next_step or "–"),
        (_("Answered on"), date_format(run.answered_on, "SHORT_DATE_FORMAT") if run.answered_on else "–"),
        (_("How"), run.get_manner_display()),
        (_("Keyword set"), run.get_keyword_set_display() or "–"),
        (_("Questions"), f"{version.question_set.name}, {_('version')} {version.number}"),
        (_("Recorded by"), run.started_by.name),
    ]
    if run.outcome_was_overridden:
        facts.insert(1, (_("Recommended by the path"), run.get_recommended_display()))
    return facts


def paths_table(runs: Iterable[QuestionPathRun], *, user: User) -> Table:
    """The paths as a table; an unfinished one leads on to its walker alone."""
    columns = (
        Column(label=_("Question path")),
        Column(label=_("Answered on")),
        Column(label=_("Outcome")),
        Column(label=_("Next step")),
        Column(label=_("Keyword set")),
        Column(label=_("Recorded by")),
    )
    rows = tuple(Row(cells=_cells(one, user=user)) for one in runs)
    return Table(caption=_("Question paths"), columns=columns, rows=rows, empty=_("None has been walked yet."))


def _cells(run: QuestionPathRun, *, user: User) -> tuple[Cell, ...]:
    version = run.question_set_version
    leads_on = run.is_finished or run.started_by_id == user.pk
    day = date_format(run.answered_on, "SHORT_DATE_FORMAT") if run.answered_on else "–"
    state = Cell(text=run.get_status_display(), tone="plain")
    return (
        Cell(
            text=f"{version.question_set.name} {version.number}",
            url=reverse("clients:question_path", args=[run.client_id, run.pk]) if leads_on else "",
            header=True,
        ),
        Cell(text=day, value=run.answered_on, tight=True),
        Cell(text=run.get_outcome_display(), tone=TONES[Outcome(run.outcome)]) if run.is_finished else state,
        Cell(text=run.next_step or "–"),
        Cell(text=run.get_keyword_set_display() or "–"),
        Cell(text=run.started_by.name),
    )
