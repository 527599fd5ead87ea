"""Question sets and versions as one person sees them, and the version by which people are asked now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from config.kernel.errors import NotFound
from questionnaires.enums import SetKind, VersionStatus
from questionnaires.models import OutcomeRule, Question, QuestionSet, QuestionSetVersion
from questionnaires.policies import areas_edited


def sets_seen(user: User) -> QuerySet[QuestionSet]:
    """Sets of the areas where the person is a supervisor, and the shipped ones; their versions are counted."""
    seen = Q(area__isnull=True) | Q(area_id__in=areas_edited(user))
    found = QuestionSet.objects.filter(seen) if areas_edited(user) else QuestionSet.objects.none()
    return found.select_related("area").annotate(
        drafts=Count("versions", filter=Q(versions__status=VersionStatus.DRAFT)),
        published=Count("versions", filter=Q(versions__status=VersionStatus.PUBLISHED)),
        all_versions=Count("versions"),
    )


def set_for(user: User, *, question_set_id: UUID) -> QuestionSet:
    """A set the person may look at; hidden and absent look the same."""
    found = sets_seen(user).filter(pk=question_set_id).first()
    if found is None:
        raise NotFound
    return found


def version_for(user: User, *, version_id: UUID) -> QuestionSetVersion:
    """A version of a set the person may look at; hidden and absent look the same."""
    found = (
        QuestionSetVersion.objects.filter(pk=version_id, question_set__in=sets_seen(user).values("pk"))
        .select_related("question_set", "question_set__area", "based_on", "based_on__question_set", "published_by")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def question_for(user: User, *, question_id: UUID) -> Question:
    """A question of a version the person may look at."""
    found = Question.objects.filter(pk=question_id).values_list("question_set_version_id", flat=True).first()
    if found is None:
        raise NotFound
    version = version_for(user, version_id=found)
    return next(one for one in questions_of(version) if one.pk == question_id)


def rule_for(user: User, *, outcome_rule_id: UUID) -> OutcomeRule:
    """A rule of a version the person may look at."""
    rule = OutcomeRule.objects.select_related("question_set_version").filter(pk=outcome_rule_id).first()
    if rule is None:
        raise NotFound
    rule.question_set_version = version_for(user, version_id=rule.question_set_version_id)
    return rule


def questions_of(version: QuestionSetVersion) -> list[Question]:
    """The questions in the order they are asked."""
    found = list(version.questions.order_by("position"))
    for one in found:
        one.question_set_version = version
    return found


def rules_of(version: QuestionSetVersion) -> list[OutcomeRule]:
    """The rules in the order they are tried."""
    found = list(version.rules.order_by("position"))
    for one in found:
        one.question_set_version = version
    return found


def versions_of(question_set: QuestionSet) -> list[QuestionSetVersion]:
    """The set's versions, the newest first, with how many questions each has."""
    found = question_set.versions.select_related("published_by").annotate(count=Count("questions"))
    return list(found.order_by("-number"))


def latest_settled(question_set: QuestionSet) -> QuestionSetVersion | None:
    """The newest version that was ever published: what a new draft grows from."""
    found: Iterable[Any] = question_set.versions.exclude(status=VersionStatus.DRAFT)
    return max(found, key=lambda one: one.number, default=None)


def versions_to_ask_by(area_id: int, *, kind: SetKind) -> list[QuestionSetVersion]:
    """By which versions the area's people are asked now: of each code the newest published one.

    The area's own set goes before the shipped one of the same code.
    """
    own = Case(When(question_set__area_id=area_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = (
        QuestionSetVersion.objects.published()
        .filter(Q(area__isnull=True) | Q(area_id=area_id), question_set__kind=kind)
        .select_related("question_set")
        .annotate(own=own)
        .order_by(F("question_set__code"), "own", "-number")
    )
    first: dict[str, QuestionSetVersion] = {}
    for version in found:
        first.setdefault(version.question_set.code, version)
    return list(first.values())
