"""The target group: clients with a keyword, a diagnosis or both on a day, each once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from accounts.enums import Right
from accounts.models import User
from clients.enums.keywords import TARGET_GROUP, KeywordKind, TargetBasis
from clients.models import Client, DiagnosisMark, Keyword


def target_group_on(day: date, *, kinds: Iterable[KeywordKind] = TARGET_GROUP) -> QuerySet[Client]:
    """Clients who at the end of `day` have a keyword of these kinds or a diagnosis, each once, with `basis`.

    The kinds mean the same: whoever has two of them is one person. The caller narrows to whom the reader may see.
    """
    has_keyword, has_diagnosis = _bases(day, kinds)
    basis = Case(
        When(has_keyword & has_diagnosis, then=Value(TargetBasis.BOTH.value)),
        When(has_keyword, then=Value(TargetBasis.KEYWORD.value)),
        default=Value(TargetBasis.DIAGNOSIS.value),
        output_field=CharField(),
    )
    return Client.objects.filter(has_keyword | has_diagnosis).annotate(basis=basis)


def target_group_seen_by(user: User, day: date, *, kinds: Iterable[KeywordKind] = TARGET_GROUP) -> QuerySet[Any]:
    """Of the clients the user needs to know, those the user may know to be in the target group on `day`.

    A diagnosis, and that there is none, is told only where the user holds the right to health data; elsewhere those
    with a keyword are listed, and `basis` is empty.
    """
    has_keyword, has_diagnosis = _bases(day, kinds)
    areas = areas_of_health(user)
    told = Q(area_id__in=areas)
    basis = Case(
        When(~told, then=Value("")),
        When(has_keyword & has_diagnosis, then=Value(TargetBasis.BOTH.value)),
        When(has_keyword, then=Value(TargetBasis.KEYWORD.value)),
        default=Value(TargetBasis.DIAGNOSIS.value),
        output_field=CharField(),
    )
    known = Client.objects.visible_to(user)
    return known.filter(has_keyword | (told & has_diagnosis)).annotate(basis=basis)


def areas_of_health(user: User) -> set[int]:
    """The areas in which the user holds the right to health data today."""
    return {one.area_id for one in user.memberships_today() if Right.HEALTH in one.rights}


def _bases(day: date, kinds: Iterable[KeywordKind]) -> tuple[Q, Q]:
    own = {"area_id": OuterRef("area_id"), "client_id": OuterRef("pk")}
    keywords = Keyword.objects.in_force(day).filter(kind__in=list(kinds), **own)
    diagnoses = DiagnosisMark.objects.in_force(day).filter(**own)
    return Q(Exists(keywords)), Q(Exists(diagnoses))


def keyword_since(day: date, kinds: Iterable[KeywordKind]) -> QuerySet[Keyword]:
    """The keywords in force on the day that make the list's clients members."""
    return Keyword.objects.in_force(day).filter(kind__in=list(kinds)).order_by("set_on", "kind", F("pk"))
