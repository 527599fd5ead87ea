"""A version as a JSON file, and a file as a draft; every fault of a file is named by its place in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.errors import NotAllowed, OutOfOrder, Refusal
from questionnaires.enums import MappingKind, Outcome, QuestionKind, SetKind, VersionStatus
from questionnaires.models import OutcomeRule, Question, QuestionMapping, QuestionSet, QuestionSetVersion
from questionnaires.policies import areas_edited
from questionnaires.selectors.sets import latest_settled, questions_of, rules_of
from questionnaires.services.drafting import HELPS, INTROS, LANGUAGES, NEXT_STEPS, TEXTS

FORMAT = "tasma-question-set-1"
MOST_BYTES = 1_000_000
MOST_ROWS = 500
SLUG = re.compile(r"[a-z0-9_-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, and where in the file: `questions[3].options[1].code`."""

    place: str
    sentence: str


@dataclass(kw_only=True)
class Inspected:
    """What a file would bring, and its faults; nothing is written while there is one."""

    code: str = ""
    number: int = 0
    questions: int = 0
    rules: int = 0
    exists_already: bool = False
    faults: list[Fault] = field(default_factory=list)
    draft: QuestionSetVersion | None = None


def as_file(version: QuestionSetVersion) -> dict[str, Any]:
    """The version with everything that belongs to it, ready to be written as JSON."""
    question_set = version.question_set
    return {
        "format": FORMAT,
        "code": question_set.code,
        "kind": question_set.kind,
        "name": {one: getattr(question_set, f"name_{one}") for one in LANGUAGES},
        "number": version.number,
        "intro": {one: getattr(version, f"intro_{one}") for one in LANGUAGES},
        "questions": [_question_as_row(one) for one in questions_of(version)],
        "rules": [_rule_as_row(one) for one in rules_of(version)],
        "mappings": [
            {
                "before": one.before.key,
                "kind": one.kind,
                "after": one.after.key if one.after else "",
                "codes": one.codes,
            }
            for one in version.mappings.select_related("before", "after").order_by("before__position")
        ],
    }


def _question_as_row(one: Question) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "text": {language: getattr(one, f"text_{language}") for language in LANGUAGES},
        "help": {language: getattr(one, f"help_{language}") for language in LANGUAGES},
        "options": one.options,
        "scale": [one.scale_min, one.scale_max] if one.kind == QuestionKind.SCALE else [],
        "required": one.required,
        "refusable": one.refusable,
        "show_if": one.show_if,
    }


def _rule_as_row(one: OutcomeRule) -> dict[str, Any]:
    return {
        "conditions": one.conditions,
        "outcome": one.outcome,
        "next_step": {language: getattr(one, f"next_step_{language}") for language in LANGUAGES},
        "suggests_keyword": one.suggests_keyword,
    }


def parsed(content: bytes) -> dict[str, Any]:
    """The file as data; Refusal when it is none of ours."""
    if len(content) > MOST_BYTES:
        raise Refusal(_("The file is too large."), field="file")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise Refusal(_("The file is not JSON."), field="file") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Refusal(_("The file is not an exported question set."), field="file")
    return data


@transaction.atomic
def import_version(*, actor: User, area_id: int, content: bytes, dry_run: bool = True) -> Inspected:
    """The file is a draft of the area's own set of its code; with `dry_run` only what it would bring is said.

    Nothing is written when the file has a fault. A version that was published is never changed by a file: the same
    content is passed over, another one under its number is refused.
    """
    if area_id not in areas_edited(actor):
        raise NotAllowed(_("Only a supervisor of the area writes its question sets."))
    data = parsed(content)
    question_set = QuestionSet.objects.filter(area_id=area_id, code=str(data.get("code"))).locked().first()
    found = inspected(data)
    if found.faults:
        return found
    settled = _settled(question_set, found.number)
    if settled is not None:
        if as_file(settled) != data:
            raise OutOfOrder(_("Version %(number)s is published and stays as it is.") % {"number": found.number})
        found.exists_already = True
        return found
    if question_set is not None and question_set.versions.filter(status=VersionStatus.DRAFT).exists():
        raise OutOfOrder(_("The set already has a draft."))
    if not dry_run:
        found.draft = write_draft(data, area_id=area_id, question_set=question_set)
    return found


def _settled(question_set: QuestionSet | None, number: int) -> QuestionSetVersion | None:
    if question_set is None:
        return None
    versions = question_set.versions.exclude(status=VersionStatus.DRAFT)
    found: QuestionSetVersion | None = versions.filter(number=number).select_related("question_set").first()
    return found


def inspected(data: Mapping[str, Any]) -> Inspected:
    """What the file holds, and every fault with its place."""
    questions, rules = _rows(data, "questions"), _rows(data, "rules")
    number = data.get("number")
    found = Inspected(
        code=str(data.get("code", ""))[:40],
        number=number if isinstance(number, int) else 0,
        questions=len(questions),
        rules=len(rules),
    )
    found.faults = [*_head_faults(data)]
    codes: dict[str, frozenset[str]] = {}
    for place, row in enumerate(questions, start=1):
        found.faults += _question_faults(f"questions[{place}]", row, codes)
    for place, row in enumerate(rules, start=1):
        found.faults += _rule_faults(f"rules[{place}]", row, codes)
    return found


def _rows(data: Mapping[str, Any], name: str) -> list[Any]:
    rows = data.get(name, [])
    return rows[:MOST_ROWS] if isinstance(rows, list) else []


def _head_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    if not SLUG.fullmatch(str(data.get("code", ""))):
        yield Fault(place="code", sentence=_("A code is of small letters, digits, hyphens and underscores."))
    if data.get("kind") not in SetKind.values:
        yield Fault(place="kind", sentence=_("This is none of the kinds there are."))
    if not isinstance(data.get("number"), int) or not 0 < data["number"] < 1000:
        yield Fault(place="number", sentence=_("A version has a number from 1 on."))
    yield from _text_faults("name", data.get("name"), longest=200)
    yield from _text_faults("intro", data.get("intro"), longest=4000, needed=False)
    for name in ("questions", "rules", "mappings"):
        if not isinstance(data.get(name), list) or len(data[name]) > MOST_ROWS:
            yield Fault(place=name, sentence=_("A list of rows is expected here."))
    for place, row in enumerate(_rows(data, "mappings"), start=1):
        if not isinstance(row, dict) or not isinstance(row.get("codes", {}), dict):
            yield Fault(place=f"mappings[{place}]", sentence=_("A row with names and values is expected here."))


def _text_faults(place: str, texts: Any, *, longest: int, needed: bool = True) -> Iterator[Fault]:
    for language in LANGUAGES:
        words = texts.get(language) if isinstance(texts, dict) else None
        if not isinstance(words, str) or len(words) > longest or (needed and not words.strip()):
            sentence = _("A text of at most %(longest)s letters is expected here.") % {"longest": longest}
            yield Fault(place=f"{place}.{language}", sentence=sentence)


def _question_faults(place: str, row: Any, codes: dict[str, frozenset[str]]) -> Iterator[Fault]:
    """The faults of one question; its codes join `codes`, by which later conditions are judged."""
    if not isinstance(row, dict):
        yield Fault(place=place, sentence=_("A row with names and values is expected here."))
        return
    key = str(row.get("key", ""))
    if not SLUG.fullmatch(key):
        yield Fault(place=f"{place}.key", sentence=_("A code is of small letters, digits, hyphens and underscores."))
    if key in codes:
        yield Fault(place=f"{place}.key", sentence=_("Another question has the same key."))
    if row.get("kind") not in QuestionKind.values:
        yield Fault(place=f"{place}.kind", sentence=_("This is none of the kinds there are."))
    yield from _text_faults(f"{place}.text", row.get("text"), longest=500)
    yield from _text_faults(f"{place}.help", row.get("help"), longest=500, needed=False)
    for name in ("required", "refusable"):
        if not isinstance(row.get(name), bool):
            yield Fault(place=f"{place}.{name}", sentence=_("True or false is expected here."))
    shaped = list(_choice_faults(place, row))
    yield from shaped
    yield from _condition_faults(f"{place}.show_if", row.get("show_if"), codes)
    codes[key] = frozenset() if shaped or row.get("kind") not in QuestionKind.values else _codes_of(row)


def _choice_faults(place: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    options, scale = row.get("options"), row.get("scale")
    if not isinstance(options, list) or bool(options) != (row.get("kind") in ("single", "multi")):
        yield Fault(place=f"{place}.options", sentence=_("A question with a choice, and no other, has options."))
        return
    seen: set[str] = set()
    for number, one in enumerate(options, start=1):
        code = str(one.get("code", "")) if isinstance(one, dict) else ""
        if not SLUG.fullmatch(code) or code in seen or code == "refused":
            yield Fault(place=f"{place}.options[{number}].code", sentence=_("Each option has a code of its own."))
        seen.add(code)
        yield from _text_faults(f"{place}.options[{number}]", one, longest=200)
    whole = isinstance(scale, list) and all(isinstance(one, int) for one in scale)
    if row.get("kind") == "scale" and not (whole and len(scale or []) == 2 and -100 <= scale[0] < scale[1] <= 100):  # type: ignore[index]
        yield Fault(place=f"{place}.scale", sentence=_("A scale has a least and a greatest number."))


def _condition_faults(place: str, conditions: Any, codes: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    if not isinstance(conditions, list):
        yield Fault(place=place, sentence=_("A list of rows is expected here."))
        return
    for number, one in enumerate(conditions, start=1):
        asked = one.get("any_of") if isinstance(one, dict) else None
        known = codes.get(str(one.get("question")), frozenset()) if isinstance(one, dict) else frozenset()
        if not isinstance(asked, list) or not asked or not set(map(str, asked)) <= known:
            sentence = _("A condition names an answer to a question that is asked before.")
            yield Fault(place=f"{place}[{number}]", sentence=sentence)


def _rule_faults(place: str, row: Any, codes: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    if not isinstance(row, dict):
        yield Fault(place=place, sentence=_("A row with names and values is expected here."))
        return
    if row.get("outcome") not in Outcome.values:
        yield Fault(place=f"{place}.outcome", sentence=_("This is none of the kinds there are."))
    if not isinstance(row.get("suggests_keyword"), bool):
        yield Fault(place=f"{place}.suggests_keyword", sentence=_("True or false is expected here."))
    yield from _text_faults(f"{place}.next_step", row.get("next_step"), longest=500)
    yield from _condition_faults(f"{place}.conditions", row.get("conditions"), codes)


def _codes_of(row: Mapping[str, Any]) -> frozenset[str]:
    """The codes that conditions may name, of a row whose choices are in shape, whatever else is wrong with it."""
    scale = row["scale"] if row["kind"] == QuestionKind.SCALE else [None, None]
    answered = {"options": row["options"], "scale_min": scale[0], "scale_max": scale[1]}
    return Question(kind=row["kind"], refusable=row.get("refusable") is True, **answered).codes


def _question_of(row: Mapping[str, Any]) -> Question:
    scale = row["scale"] if row["kind"] == QuestionKind.SCALE else [None, None]
    return Question(
        key=row["key"],
        kind=row["kind"],
        **{name: row["text"][name.removeprefix("text_")] for name in TEXTS},
        **{name: row["help"][name.removeprefix("help_")] for name in HELPS},
        options=row["options"],
        scale_min=scale[0],
        scale_max=scale[1],
        required=row["required"],
        refusable=row["refusable"],
        show_if=row["show_if"],
    )


def write_draft(
    data: Mapping[str, Any], *, area_id: int | None, question_set: QuestionSet | None, database: str = "default"
) -> QuestionSetVersion:
    """The (inspected) file is a draft, grown from the set's newest version, with the mappings the file names."""
    if question_set is None:
        names = {f"name_{one}": data["name"][one] for one in LANGUAGES}
        made = QuestionSet(area_id=area_id, code=data["code"], kind=data["kind"], **names)
        made.save(using=database, force_insert=True)
        question_set = made
    grows_from = latest_settled(question_set)
    newest = max((one.number for one in question_set.versions.all()), default=0)
    draft = QuestionSetVersion(
        area_id=area_id,
        question_set=question_set,
        based_on=grows_from,
        number=max(newest + 1, data["number"]),
        **{name: data["intro"][name.removeprefix("intro_")] for name in INTROS},
    )
    draft.save(using=database, force_insert=True)
    questions = _write_questions(data["questions"], draft, database=database)
    _write_rules(data["rules"], draft, database=database)
    if grows_from is not None:
        _write_mappings(data["mappings"], draft, questions_of(grows_from), questions, database=database)
    return draft


def _write_questions(rows: Sequence[Any], draft: QuestionSetVersion, *, database: str) -> dict[str, Question]:
    made = []
    for position, row in enumerate(rows, start=1):
        question = _question_of(row)
        question.area_id, question.question_set_version, question.position = draft.area_id, draft, position
        made.append(question)
    Question.objects.using(database).bulk_create(made)
    return {one.key: one for one in made}


def _write_rules(rows: Sequence[Any], draft: QuestionSetVersion, *, database: str) -> None:
    OutcomeRule.objects.using(database).bulk_create(
        OutcomeRule(
            area_id=draft.area_id,
            question_set_version=draft,
            position=position,
            conditions=row["conditions"],
            outcome=row["outcome"],
            suggests_keyword=row["suggests_keyword"],
            **{name: row["next_step"][name.removeprefix("next_step_")] for name in NEXT_STEPS},
        )
        for position, row in enumerate(rows, start=1)
    )


def _write_mappings(
    rows: Sequence[Any],
    draft: QuestionSetVersion,
    former: Sequence[Question],
    now: Mapping[str, Question],
    *,
    database: str,
) -> None:
    """Only mappings that name questions there are; publishing asks for the rest and judges every table."""
    by_key = {one.key: one for one in former}
    for row in rows:
        before, after = by_key.get(str(row.get("before"))), now.get(str(row.get("after")))
        kind = row.get("kind")
        if before is None or kind not in MappingKind.values or (after is None) != (kind == MappingKind.BROKEN):
            continue
        mapping = QuestionMapping(
            area_id=draft.area_id,
            question_set_version=draft,
            before=before,
            after=after,
            kind=kind,
            codes=dict(row.get("codes") or {}) if kind == MappingKind.RECODED else {},
        )
        try:
            mapping.validate_constraints()
        except ValidationError:
            continue
        mapping.save(using=database, force_insert=True)
