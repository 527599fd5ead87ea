"""What becomes of a draft: what became of former questions is said, it is published, later retired; or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from questionnaires.enums import VERSION_STEPS, MappingKind, VersionStatus
from questionnaires.models import Question, QuestionMapping, QuestionSetVersion
from questionnaires.policies import can_edit
from questionnaires.selectors.checks import mapping_problem, problems_of
from questionnaires.selectors.sets import questions_of, sets_seen
from questionnaires.services.drafting import draft_to_edit


@dataclass(frozen=True, kw_only=True)
class Became:
    """What became of a former question: the key of the one it is now, and the table where it was recoded."""

    kind: MappingKind
    after: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


class NotReady(Refusal):
    """The draft cannot be published yet; `problems` says why."""

    code = "not_ready"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@transaction.atomic
def map_questions(*, actor: User, version_id: UUID, version: int, became: Mapping[str, Became]) -> QuestionSetVersion:
    """What became of each former question, by its key, is as said; what `became` does not name is not mapped yet.

    Refused: a question called the same that is not, a table that misses a code, two questions that become one.
    """
    draft = draft_to_edit(actor, version_id)
    if draft.version != version:
        raise Conflict
    if draft.based_on is None:
        raise OutOfOrder(_("The version grew from no other."))
    former = {one.key: one for one in questions_of(draft.based_on)}
    now = {one.key: one for one in questions_of(draft)}
    if unknown := set(became) - set(former):
        raise Refusal(_("The version before has no question “%(key)s”.") % {"key": min(unknown)})
    made = [_mapping(draft, former[key], one, now) for key, one in became.items()]
    taken = [one.after_id for one in made if one.after_id]
    if len(set(taken)) != len(taken):
        raise Refusal(_("Two former questions cannot become the same one."))
    QuestionMapping.objects.filter(question_set_version=draft).delete()
    QuestionMapping.objects.bulk_create(made)
    draft.version += 1
    draft.save(update_fields=["version"])
    return draft


def _mapping(draft: QuestionSetVersion, before: Question, one: Became, now: Mapping[str, Question]) -> QuestionMapping:
    after = now.get(one.after) if one.kind != MappingKind.BROKEN else None
    if one.kind != MappingKind.BROKEN and after is None:
        sentence = _("Say which question of this version “%(key)s” has become.") % {"key": before.key}
        raise Refusal(sentence, field=before.key)
    codes = dict(one.codes) if one.kind == MappingKind.RECODED else {}
    mapping = QuestionMapping(
        area_id=draft.area_id, question_set_version=draft, before=before, after=after, kind=one.kind, codes=codes
    )
    if after is not None and (problem := mapping_problem(before, after, mapping)):
        raise Refusal(problem, field=before.key)
    return mapping


@transaction.atomic
def publish_version(*, actor: User, version_id: UUID, version: int) -> QuestionSetVersion:
    """People are asked by the version from now on, and it never changes again; the former one is retired.

    Refused while anything of it cannot be reached, or a question of the version before is not mapped.
    """
    draft = draft_to_edit(actor, version_id)
    if draft.version != version:
        raise Conflict
    if problems := problems_of(draft):
        raise NotReady(problems)
    now = timezone.now()
    others = QuestionSetVersion.objects.filter(question_set_id=draft.question_set_id, status=VersionStatus.PUBLISHED)
    for former in others.locked():
        _retire(former)
    draft.status, draft.published_at, draft.published_by = VersionStatus.PUBLISHED, now, actor
    draft.version += 1
    draft.save(update_fields=["status", "published_at", "published_by", "version"])
    return draft


@transaction.atomic
def retire_version(*, actor: User, version_id: UUID, version: int) -> QuestionSetVersion:
    """Nobody is asked by the version any more; what was answered by it stays and is read as it was asked."""
    found = QuestionSetVersion.objects.filter(pk=version_id, question_set__in=sets_seen(actor).values("pk"))
    published = found.locked().first()
    if published is None:
        raise NotFound
    if not can_edit(actor, published):
        raise NotAllowed(_("Only a supervisor of the area writes its question sets."))
    if published.version != version:
        raise Conflict
    if VersionStatus.RETIRED not in VERSION_STEPS[VersionStatus(published.status)]:
        raise OutOfOrder(_("Only a published version can be retired."))
    _retire(published)
    return published


def _retire(published: QuestionSetVersion) -> None:
    published.status, published.retired_at = VersionStatus.RETIRED, timezone.now()
    published.version += 1
    published.save(update_fields=["status", "retired_at", "version"])


@transaction.atomic
def discard_draft(*, actor: User, version_id: UUID, version: int) -> None:
    """The draft is gone with all that is in it; the set stays."""
    draft = draft_to_edit(actor, version_id)
    if draft.version != version:
        raise Conflict
    draft.delete()
