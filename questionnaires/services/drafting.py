"""Drafts of question sets: a new set, a new version, and the questions and rules of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from questionnaires.enums import WITH_OPTIONS, MappingKind, QuestionKind, SetKind, VersionStatus
from questionnaires.models import OutcomeRule, Question, QuestionMapping, QuestionSet, QuestionSetVersion
from questionnaires.models.immutability import PublishedStays
from questionnaires.policies import areas_edited, can_edit
from questionnaires.selectors.sets import latest_settled, questions_of, rules_of, sets_seen

LANGUAGES = ("fi", "sv", "en")
TEXTS = tuple(f"text_{one}" for one in LANGUAGES)
HELPS = tuple(f"help_{one}" for one in LANGUAGES)
NEXT_STEPS = tuple(f"next_step_{one}" for one in LANGUAGES)
INTROS = tuple(f"intro_{one}" for one in LANGUAGES)
OF_QUESTION = ("kind", *TEXTS, *HELPS, "options", "scale_min", "scale_max", "required", "refusable", "show_if")
OF_RULE = ("conditions", "outcome", *NEXT_STEPS, "suggests_keyword")


@transaction.atomic
def add_set(
    *, actor: User, area_id: int, code: str, kind: SetKind, names: Mapping[str, str], like: UUID | None = None
) -> QuestionSetVersion:
    """The area has a set of its own with an empty draft, or with a draft grown from the newest version of `like`.

    A set grown from a shipped one keeps its kind; under the same code it goes before the shipped one.
    """
    if area_id not in areas_edited(actor):
        raise NotAllowed(_("Only a supervisor of the area writes its question sets."))
    model = sets_seen(actor).filter(pk=like).first() if like else None
    if like and model is None:
        raise NotFound
    if model is not None and model.kind != kind:
        raise Refusal(_("A set that grows from another is of the same kind."), field="kind")
    made = QuestionSet(area_id=area_id, code=code, kind=kind, **{f"name_{one}": names[one] for one in LANGUAGES})
    add_record(made)
    return _new_draft(made, grows_from=latest_settled(model) if model else None)


@transaction.atomic
def start_draft(*, actor: User, question_set_id: UUID, version: int) -> QuestionSetVersion:
    """The set has a draft that is as its newest version, each question mapped as the same. Refused when it has one."""
    found = sets_seen(actor).values("pk")
    question_set = QuestionSet.objects.filter(pk=question_set_id, pk__in=found).locked().first()
    if question_set is None:
        raise NotFound
    if not can_edit(actor, question_set):
        raise NotAllowed(_("Only a supervisor of the area writes its question sets."))
    if question_set.version != version:
        raise Conflict
    if question_set.versions.filter(status=VersionStatus.DRAFT).exists():
        raise OutOfOrder(_("The set already has a draft."))
    return _new_draft(question_set, grows_from=latest_settled(question_set))


def _new_draft(question_set: QuestionSet, *, grows_from: QuestionSetVersion | None) -> QuestionSetVersion:
    newest = question_set.versions.aggregate(newest=Max("number"))["newest"] or 0
    intros = {name: getattr(grows_from, name) for name in INTROS} if grows_from else {}
    draft = QuestionSetVersion.objects.create(
        area_id=question_set.area_id, question_set=question_set, based_on=grows_from, number=newest + 1, **intros
    )
    if grows_from:
        _copy_parts(grows_from, draft)
    return draft


def _copy_parts(origin: QuestionSetVersion, draft: QuestionSetVersion) -> None:
    place = {"area_id": draft.area_id, "question_set_version": draft}
    pairs = []
    for one in questions_of(origin):
        copied = {name: getattr(one, name) for name in OF_QUESTION}
        pairs.append((one, Question(**place, key=one.key, position=one.position, **copied)))
    Question.objects.bulk_create([copy for _one, copy in pairs])
    OutcomeRule.objects.bulk_create(
        OutcomeRule(**place, position=one.position, **{name: getattr(one, name) for name in OF_RULE})
        for one in rules_of(origin)
    )
    QuestionMapping.objects.bulk_create(
        QuestionMapping(**place, before=one, after=copy, kind=MappingKind.SAME) for one, copy in pairs
    )


def draft_to_edit(actor: User, version_id: UUID) -> QuestionSetVersion:
    """The draft, held until the transaction ends; refused: what is not the actor's to edit, and what is no draft."""
    found = QuestionSetVersion.objects.filter(pk=version_id, question_set__in=sets_seen(actor).values("pk"))
    draft = found.locked().select_related("question_set").first()
    if draft is None:
        raise NotFound
    if not can_edit(actor, draft):
        raise NotAllowed(_("Only a supervisor of the area writes its question sets."))
    if not draft.is_draft:
        raise PublishedStays
    return draft


@transaction.atomic
def change_texts(*, actor: User, version_id: UUID, version: int, texts: Mapping[str, str]) -> QuestionSetVersion:
    """The draft begins with these words."""
    draft = draft_to_edit(actor, version_id)
    change_record(draft, version=version, values={name: texts[name] for name in INTROS})
    return draft


@transaction.atomic
def add_question(*, actor: User, version_id: UUID, key: str, values: Mapping[str, Any]) -> Question:
    """The draft has one question more, as its last."""
    draft = draft_to_edit(actor, version_id)
    last = draft.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question(
        area_id=draft.area_id, question_set_version=draft, key=key, position=last + 1, **_of_question(values)
    )
    _check_conditions(question.show_if, questions_of(draft), field="show_if")
    add_record(question)
    return question


@transaction.atomic
def change_question(*, actor: User, question_id: UUID, version: int, values: Mapping[str, Any]) -> Question:
    """The draft's question is as `values` say; its key stays."""
    question, draft = _question_to_edit(actor, question_id)
    wanted = _of_question(values)
    earlier = [one for one in questions_of(draft) if one.position < question.position]
    _check_conditions(wanted["show_if"], earlier, field="show_if")
    change_record(question, version=version, values=wanted)
    return question


@transaction.atomic
def move_question(*, actor: User, question_id: UUID, version: int, up: bool) -> None:
    """The question has changed places with the one before it, or after it; the first does not go up."""
    question, draft = _question_to_edit(actor, question_id)
    _swap(question, questions_of(draft), version=version, up=up)


@transaction.atomic
def remove_question(*, actor: User, question_id: UUID, version: int) -> None:
    """The draft is without the question; refused while a condition or a rule asks for its answer.

    What became of its former self must then be said anew before publishing.
    """
    question, draft = _question_to_edit(actor, question_id)
    if question.version != version:
        raise Conflict
    conditions = [*(one.show_if for one in questions_of(draft)), *(one.conditions for one in rules_of(draft))]
    if any(one["question"] == question.key for each in conditions for one in each):
        raise OutOfOrder(_("A condition or a rule asks for the answer to this question. Change that first."))
    question.delete()


@transaction.atomic
def add_rule(*, actor: User, version_id: UUID, values: Mapping[str, Any]) -> OutcomeRule:
    """The draft has one rule more; it stands before a last rule that always fits."""
    draft = draft_to_edit(actor, version_id)
    _check_conditions(values["conditions"], questions_of(draft), field="conditions")
    rules = rules_of(draft)
    place = rules[-1].position + 1 if rules else 1
    if rules and not rules[-1].conditions and values["conditions"]:
        OutcomeRule.objects.filter(pk=rules[-1].pk).update(position=place, version=F("version") + 1)
        place = rules[-1].position
    rule = OutcomeRule(
        area_id=draft.area_id,
        question_set_version=draft,
        position=place,
        **{name: values[name] for name in OF_RULE},
    )
    rule.clean_fields(exclude={"area", "question_set_version"})
    rule.save(force_insert=True)
    return rule


@transaction.atomic
def change_rule(*, actor: User, outcome_rule_id: UUID, version: int, values: Mapping[str, Any]) -> OutcomeRule:
    """The draft's rule is as `values` say."""
    rule, draft = _rule_to_edit(actor, outcome_rule_id)
    _check_conditions(values["conditions"], questions_of(draft), field="conditions")
    change_record(rule, version=version, values={name: values[name] for name in OF_RULE})
    return rule


@transaction.atomic
def move_rule(*, actor: User, outcome_rule_id: UUID, version: int, up: bool) -> None:
    """The rule has changed places with the one before it, or after it."""
    rule, draft = _rule_to_edit(actor, outcome_rule_id)
    _swap(rule, rules_of(draft), version=version, up=up)


@transaction.atomic
def remove_rule(*, actor: User, outcome_rule_id: UUID, version: int) -> None:
    """The draft is without the rule."""
    rule, _draft = _rule_to_edit(actor, outcome_rule_id)
    if rule.version != version:
        raise Conflict
    rule.delete()


def _question_to_edit(actor: User, question_id: UUID) -> tuple[Question, QuestionSetVersion]:
    question = Question.objects.filter(pk=question_id).first()
    if question is None:
        raise NotFound
    return question, draft_to_edit(actor, question.question_set_version_id)


def _rule_to_edit(actor: User, outcome_rule_id: UUID) -> tuple[OutcomeRule, QuestionSetVersion]:
    rule = OutcomeRule.objects.filter(pk=outcome_rule_id).first()
    if rule is None:
        raise NotFound
    return rule, draft_to_edit(actor, rule.question_set_version_id)


def _of_question(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that belong to the kind of question; what another kind has is dropped."""
    kind = QuestionKind(values["kind"])
    wanted = {name: values[name] for name in OF_QUESTION}
    if kind not in WITH_OPTIONS:
        wanted["options"] = []
    if kind != QuestionKind.SCALE:
        wanted["scale_min"] = wanted["scale_max"] = None
    codes = [one["code"] for one in wanted["options"]]
    if len(set(codes)) != len(codes):
        raise Refusal(_("Each option has a code of its own."), field="options")
    return wanted


def _check_conditions(conditions: Sequence[Mapping[str, Any]], questions: Sequence[Question], *, field: str) -> None:
    codes = {one.key: one.codes for one in questions}
    for one in conditions:
        if not one["any_of"] or not set(one["any_of"]) <= codes.get(one["question"], frozenset()):
            raise Refusal(_("A condition names an answer to a question that is asked before."), field=field)


def _swap(record: Any, places: Sequence[Any], *, version: int, up: bool) -> None:
    if record.version != version:
        raise Conflict
    here = next(number for number, one in enumerate(places) if one.pk == record.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(places):
        raise OutOfOrder(_("It cannot go any further."))
    rows = type(record)._default_manager
    for one, position in ((record, places[there].position), (places[there], record.position)):
        rows.filter(pk=one.pk).update(position=position, version=F("version") + 1)
