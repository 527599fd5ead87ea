"""Statements whose text is worked out once: pages that everybody opens all day ask the same with other keys.

Django works a queryset out into SQL anew each time, which for a page of twenty subqueries takes longer than PostgreSQL
takes to answer. Here the queryset is built once with stand-ins for what differs from request to request, its text is
kept, and each request puts its own values in the places of the stand-ins. Where a connection is the application's own
(no pooler lends it to others) PostgreSQL is told to keep its plan of the statement too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Build = TypeVar("Build", bound=Callable[..., "KeptQuery"])
MOST = 1024

# No record has such keys, and nothing happened at such a moment.
SOMEBODY = UUID("ffffffff-ffff-4fff-bfff-fffffffffff1")
SOME_CLIENT = UUID("ffffffff-ffff-4fff-bfff-fffffffffff2")
SOME_AREA = -32_001
SOME_MOMENT = datetime(1, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
STAND_INS = frozenset({SOMEBODY, SOME_CLIENT, SOME_AREA, SOME_MOMENT})


class KeptQuery:
    """A queryset with its text; `asked` is the same queryset with other values in it."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            text, self._params = self._compiler.as_sql()
        except EmptyResultSet:
            text, self._params = "", ()
        # A union begins with a bracket, before which the history would put a statement of its own (pghistory).
        self._text = f"SELECT * FROM ({text}) AS kept" if text.startswith("(") else text
        self._numbered = numbered(self._text)

    def asked(self, values: Mapping[Hashable, Any]) -> Any:
        """The rows for these values, by the stand-ins they take the places of; asked for when iterated."""
        if not self._text:
            return self._queryset.none()
        params = tuple(_filled(one, values) for one in self._params)
        compiler, query, own = copy(self._compiler), copy(self._queryset.query), settings.POOLER == "none"
        connection = connections[self._queryset.db]
        compiler.connection = Keeping(connection) if own else connection
        compiler.as_sql = lambda *_given, **_more: (self._numbered if own else self._text, params)
        query.get_compiler = lambda *_given, **_more: compiler  # type: ignore[method-assign]
        found: Any = type(self._queryset)(model=self._queryset.model, query=query, using=self._queryset.db)
        made: Any = self._queryset
        found._iterable_class, found._fields = made._iterable_class, made._fields
        return found


def kept(build: Build) -> Build:
    """The function makes a query, once for the same arguments; they hold nothing of a client."""
    return lru_cache(maxsize=MOST)(build)  # type: ignore[return-value]


def _filled(value: Any, values: Mapping[Hashable, Any]) -> Any:
    """The value asked for where a stand-in stands; a list of one stand-in takes all the values asked for."""
    if isinstance(value, list) and len(value) == 1 and value[0] in STAND_INS:
        return list(values[value[0]])
    return values[value] if isinstance(value, Hashable) and value in STAND_INS else value


def rows_of(text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a fixed text of ours, the plan of which may be kept too."""
    own = settings.POOLER == "none"
    connection: Any = Keeping(connections["default"]) if own else connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(numbered(text) if own else text, list(values))
        return list(cursor.fetchall())


@lru_cache(maxsize=MOST)
def numbered(text: str) -> str:
    """The text with `$1`, `$2` in the places of its values, as PostgreSQL itself has them."""
    places = count(1)
    return re.sub(r"%(s|%)", lambda found: f"${next(places)}" if found[1] == "s" else "%", text)


class PreparingCursor(psycopg.RawCursor[Any]):
    """Values travel apart from the text, and PostgreSQL keeps the plan for the length of the connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        self.connection.prepare_threshold = 0  # Django's other cursors never prepare, whatever this says
        found = super().execute(query, params, **{**options, "prepare": True})
        self._query: Any = Asked(self.connection, query, params)
        return found


class Asked:
    """What was asked, with its values, as Django's record of statements wants to have it."""

    def __init__(self, connection: Any, text: str, values: Any) -> None:
        self._connection, self._text, self._values = connection, text, values

    @property
    def query(self) -> bytes:
        text = re.sub(r"\$\d+", "%s", self._text.replace("%", "%%"))
        return psycopg.ClientCursor(self._connection).mogrify(text, self._values).encode()


class Keeping:
    """The connection, the cursors of which prepare what they execute."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        self._connection.ensure_connection()
        inner = self._connection.connection
        usual, inner.cursor_factory = inner.cursor_factory, PreparingCursor
        try:
            return self._connection.cursor()
        finally:
            inner.cursor_factory = usual
