"""Statements whose text is worked out once: pages that everybody opens all day ask the same with other keys.

Django works a queryset out into SQL anew each time, which for a page of twenty subqueries takes longer than PostgreSQL
takes to answer. Here the queryset is built once with stand-ins for what differs from request to request, its text is
kept, and each request puts its own values in the places of the stand-ins.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
Build = TypeVar("Build", bound=Callable[..., "KeptQuery"])
KEPT = 1024

# No record has such keys, and nothing happened at such a moment.
SOMEBODY = UUID("ffffffff-ffff-4fff-bfff-fffffffffff1")
SOME_CLIENT = UUID("ffffffff-ffff-4fff-bfff-fffffffffff2")
SOME_AREA = -32_001
SOME_MOMENT = datetime(1, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


class KeptQuery:
    """A queryset of the default database with its text; `asked` is the same queryset with other values in it."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(using=queryset.db)
        self._params: tuple[Any, ...] = ()
        try:
            self._text, self._params = self._compiler.as_sql()
        except EmptyResultSet:
            self._text = ""

    def asked(self, values: Mapping[Hashable, Any]) -> Any:
        """The rows for these values, by the stand-ins they take the places of; asked for when iterated."""
        if not self._text:
            return self._queryset.none()
        params = tuple(values.get(one, one) if isinstance(one, STOOD_IN) else one for one in self._params)
        compiler, query = copy(self._compiler), copy(self._queryset.query)
        compiler.connection = connections[self._queryset.db]
        compiler.as_sql = lambda *_given, **_more: (self._text, params)  # type: ignore[method-assign]
        query.get_compiler = lambda *_given, **_more: compiler  # type: ignore[method-assign]
        found = type(self._queryset)(model=self._queryset.model, query=query, using=self._queryset._db)  # type: ignore[attr-defined]
        found._iterable_class, found._fields = self._queryset._iterable_class, self._queryset._fields  # type: ignore[attr-defined]
        return found


STOOD_IN = (UUID, int, datetime)


def kept(build: Build) -> Build:
    """The function makes a statement, once for the same arguments; they hold nothing of a client."""
    return lru_cache(maxsize=KEPT)(build)  # type: ignore[return-value]
