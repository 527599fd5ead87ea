"""The case of now beside a client: the one that is not closed, of which a client has one at most."""

from __future__ import annotations

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from clients.enums.cases import CaseStatus
from clients.models import Client

NOW = "now_case"
NOT_CLOSED = tuple(one.value for one in CaseStatus if one != CaseStatus.CLOSED)  # named, so that partial indexes serve


def with_case(found: QuerySet[Client]) -> QuerySet[Client]:
    """The same clients; their case of now is joined once, and only when something asks for it."""
    if NOW in found.query._filtered_relations:  # type: ignore[attr-defined]
        return found
    return found.annotate(**{NOW: FilteredRelation("cases", condition=Q(cases__status__in=NOT_CLOSED))})


def by_case(**wanted: Any) -> Q:
    """Clients whose case of now is so."""
    return Q(**{f"{NOW}__{name}": value for name, value in wanted.items()})
