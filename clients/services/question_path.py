"""A question path walked with a client: begun, answered a step at a time, ended with an outcome; or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.keywords import FIRST_STATUSES, STATUS_STEPS, AbilityStatus, KeywordKind
from clients.enums.question_path import PATH_STEPS, PathManner, PathStatus
from clients.models import Client, QuestionPathRun
from clients.services.ability_status import set_ability_status
from clients.services.keywords import set_keyword
from clients.services.locking import locked_client_with_health
from clients.services.marks import not_in_future, reason_of
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from questionnaires.enums import Outcome, SetKind
from questionnaires.models import Question
from questionnaires.selectors.answering import ABSENT, problem_of
from questionnaires.selectors.branching import first_fitting, kept, unanswered, visible
from questionnaires.selectors.sets import questions_of, rules_of, versions_to_ask_by

# What an outcome says of work ability; the rest say nothing.
TELLS: dict[Outcome, AbilityStatus] = {
    Outcome.MONITOR: AbilityStatus.SUSPECTED,
    Outcome.CONSULT: AbilityStatus.SUSPECTED,
    Outcome.REFER: AbilityStatus.IDENTIFIED,
    Outcome.HEALTH_CHECK: AbilityStatus.IDENTIFIED,
}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """How a path ends: as recommended, or otherwise with a reason; the next step; a keyword to set, or none."""

    on: date
    outcome: Outcome | None = None
    override_reason: str = ""
    next_step: str = ""
    keyword: KeywordKind | None = None


@transaction.atomic
def start_question_path(
    *, actor: User, client_id: UUID, question_set_version_id: UUID, manner: PathManner
) -> QuestionPathRun:
    """The actor has an unfinished path with the client by this version; one begun before is gone on with.

    Refused: those without the right to health details, and a version by which the client's area does not ask.
    """
    client = locked_client_with_health(actor, client_id)
    asked_by = {one.pk: one for one in versions_to_ask_by(client.area_id, kind=SetKind.QUESTION_PATH)}
    version = asked_by.get(question_set_version_id)
    if version is None:
        raise Refusal(_("Nobody is asked by this version now."), field="question_set_version")
    begun = client.question_paths.open().filter(started_by=actor, question_set_version=version).first()
    if begun is not None:
        return begun
    return QuestionPathRun.objects.create(
        area_id=client.area_id,
        client=client,
        question_set_version=version,
        manner=manner,
        started_by=actor,
        started_at=timezone.now(),
    )


@transaction.atomic
def save_answer(*, actor: User, client_id: UUID, run_id: UUID, key: str, value: Any) -> QuestionPathRun:
    """The question of this key has the answer (None: refused, ABSENT: none); those it hides have none any more.

    One's own path has one writer, who may go back and answer again: the last answer counts, whatever page it came from.
    """
    _client, run = _own_open(actor, client_id, run_id)
    questions = questions_of(run.question_set_version)
    question = next((one for one in visible(questions, run.answers) if one.key == key), None)
    if question is None:
        raise OutOfOrder(_("This question is not asked after the answers given."))
    answers = {name: given for name, given in run.answers.items() if name != key}
    if value is not ABSENT:
        answers[key] = _checked(question, value)
    elif question.required:
        raise Refusal(_("Answer the question."), field=key)
    run.answers = kept(questions, answers)
    run.version += 1
    run.save(update_fields=["answers", "version"])
    return run


def _checked(question: Question, value: Any) -> Any:
    if problem := problem_of(question, value):
        raise Refusal(problem, field=question.key)
    return value


@transaction.atomic
def finish_question_path(*, actor: User, client_id: UUID, run_id: UUID, decision: Decision) -> QuestionPathRun:
    """The path has its outcome and stays; the keyword, if any, is set with it, and work ability gets its status.

    Refused: a question left open, a day to come, another outcome than the recommended one without a reason. A keyword
    that the client has already stays as it is; a status of work ability is never taken back by a path.
    """
    client, run = _own_open(actor, client_id, run_id)
    if PathStatus.FINISHED not in PATH_STEPS[PathStatus(run.status)]:
        raise OutOfOrder(_("The path is finished."))
    not_in_future(decision.on, field="on")
    version = run.question_set_version
    questions = questions_of(version)
    run.answers = kept(questions, run.answers)
    if unanswered(questions, run.answers):
        raise OutOfOrder(_("Questions of the path are still open."))
    rule = first_fitting(rules_of(version), run.answers)
    if rule is None:
        raise OutOfOrder(_("No rule of the path fits these answers."))
    recommended = Outcome(rule.outcome)
    outcome = decision.outcome or recommended
    overridden = outcome != recommended
    run.recommended, run.outcome, run.outcome_was_overridden = recommended, outcome, overridden
    run.override_reason = reason_of(decision.override_reason, field="override_reason") if overridden else ""
    run.next_step = decision.next_step.strip() or ("" if overridden else rule.next_step)
    if decision.keyword and _set_keyword(actor, client, decision, outcome):
        run.keyword_set = decision.keyword
    run.status, run.answered_on, run.finished_at = PathStatus.FINISHED, decision.on, timezone.now()
    run.version += 1
    run.save()
    _tell_ability(actor, client, run)
    return run


def _set_keyword(actor: User, client: Client, decision: Decision, outcome: Outcome) -> bool:
    assert decision.keyword is not None
    if client.keywords.open().filter(kind=decision.keyword).exists():
        return False
    reason = _("Question path: %(outcome)s") % {"outcome": outcome.label}
    try:
        set_keyword(actor=actor, client_id=client.pk, kind=decision.keyword, on=decision.on, reason=reason)
    except Refusal as refusal:
        raise type(refusal)(refusal.sentence, field="keyword") from None
    return True


def _tell_ability(actor: User, client: Client, run: QuestionPathRun) -> None:
    """The status moves forward where the outcome, or the keyword, tells more than is known; it never moves back."""
    told = AbilityStatus.IDENTIFIED if run.keyword_set else TELLS.get(Outcome(run.outcome))
    known = client.ability_statuses.current().first()
    if told is None or run.answered_on is None:
        return
    allowed = STATUS_STEPS[AbilityStatus(known.status)] if known else FIRST_STATUSES
    if told not in allowed or (known is not None and run.answered_on < known.since):
        return
    set_ability_status(
        actor=actor,
        client_id=client.pk,
        status=told,
        since=run.answered_on,
        reason=_("Question path: %(outcome)s") % {"outcome": Outcome(run.outcome).label},
        after=known.pk if known else None,
    )


@transaction.atomic
def answer_question_path(
    *,
    actor: User,
    client_id: UUID,
    question_set_version_id: UUID,
    manner: PathManner,
    answers: Mapping[str, Any],
    decision: Decision,
) -> QuestionPathRun:
    """The whole path at once: begun, every answer saved in the order of the questions, ended. All of it or nothing."""
    run = start_question_path(
        actor=actor, client_id=client_id, question_set_version_id=question_set_version_id, manner=manner
    )
    for question in questions_of(run.question_set_version):
        if question.key in answers:
            save_answer(actor=actor, client_id=client_id, run_id=run.pk, key=question.key, value=answers[question.key])
    return finish_question_path(actor=actor, client_id=client_id, run_id=run.pk, decision=decision)


@transaction.atomic
def discard_question_path(*, actor: User, client_id: UUID, run_id: UUID) -> None:
    """The actor's unfinished path is gone, its answers with it."""
    _client, run = _own_open(actor, client_id, run_id)
    run.delete()


def _own_open(actor: User, client_id: UUID, run_id: UUID) -> tuple[Client, QuestionPathRun]:
    """The client and the path, both held; refused: a colleague's path, and one that is finished."""
    client = locked_client_with_health(actor, client_id)
    run = client.question_paths.locked().select_related("question_set_version").filter(pk=run_id).first()
    if run is None:
        raise NotFound
    if run.started_by_id != actor.pk:
        raise NotAllowed(_("Whoever began the path walks it to its end."))
    if run.is_finished:
        raise OutOfOrder(_("The path is finished."))
    return client, run
