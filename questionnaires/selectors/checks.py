"""What keeps a draft from being published, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from questionnaires.enums import MappingKind, Outcome, SetKind
from questionnaires.models import OutcomeRule, Question, QuestionMapping, QuestionSetVersion
from questionnaires.selectors.reaching import forward_looking, reach_of
from questionnaires.selectors.sets import questions_of, rules_of


def problems_of(version: QuestionSetVersion) -> list[str]:
    """Why the draft cannot be published yet; empty when it can."""
    questions, rules = questions_of(version), rules_of(version)
    if not questions:
        return [_("The version has no questions.")]
    lost = list(_about_conditions(questions, rules))
    found = [*lost, *_about_rules(version, rules)]
    if not lost:
        found += _about_reach(questions, rules)
    return [*found, *_about_mappings(version, questions)]


def _about_conditions(questions: Sequence[Question], rules: Sequence[OutcomeRule]) -> Iterator[str]:
    for key in forward_looking(questions):
        yield _("Question “%(key)s” is shown by an answer that no earlier question can have.") % {"key": key}
    codes = {one.key: one.codes for one in questions}
    for rule in rules:
        for condition in rule.conditions:
            if not set(condition["any_of"]) <= codes.get(condition["question"], frozenset()):
                yield _("Rule %(number)s asks for an answer that no question can have.") % {"number": rule.position}


def _about_rules(version: QuestionSetVersion, rules: Sequence[OutcomeRule]) -> Iterator[str]:
    if version.question_set.kind != SetKind.QUESTION_PATH:
        return
    if not rules or rules[-1].conditions:
        yield _("The last rule has to fit whatever was answered: leave its conditions empty.")


def _about_reach(questions: Sequence[Question], rules: Sequence[OutcomeRule]) -> Iterator[str]:
    reach = reach_of(questions, rules)
    if not reach.is_whole:
        yield _("The path has too many branches to be checked. Make its conditions simpler.")
        return
    for one in questions:
        if one.key not in reach.questions:
            yield _("Nobody can ever reach question “%(key)s”.") % {"key": one.key}
    for place, rule in enumerate(rules):
        if place not in reach.rules:
            words = {"number": rule.position, "outcome": Outcome(rule.outcome).label}
            yield _("Nobody can ever reach rule %(number)s (%(outcome)s).") % words


def _about_mappings(version: QuestionSetVersion, questions: Sequence[Question]) -> Iterator[str]:
    """Every question of the version before is mapped, and every mapping leads to what is there."""
    if version.based_on is None:
        return
    after = {one.pk: one for one in questions}
    mapped = {one.before_id: one for one in _mappings(version)}
    for former in questions_of(version.based_on):
        mapping = mapped.get(former.pk)
        if mapping is None:
            yield _("Say what became of question “%(key)s” of the version before.") % {"key": former.key}
        elif mapping.after_id and (problem := mapping_problem(former, after[mapping.after_id], mapping)):
            yield problem


def _mappings(version: QuestionSetVersion) -> Iterable[QuestionMapping]:
    found: Iterable[QuestionMapping] = version.mappings.all()
    return found


def mapping_problem(before: Question, after: Question, mapping: Any) -> str:
    """Why the mapping tells an untruth; empty when it does not."""
    words = {"key": before.key}
    if mapping.kind == MappingKind.SAME:
        if before.kind != after.kind or not before.codes <= after.codes:
            return _("Question “%(key)s” is not the same: its kind or its options differ. Recode it.") % words
        return ""
    if set(mapping.codes) != before.codes:
        return _("The table for “%(key)s” has to say what each former answer becomes.") % words
    if not set(mapping.codes.values()) <= after.codes:
        return _("The table for “%(key)s” leads to an answer that is not there.") % words
    return ""
