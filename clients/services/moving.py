"""Moving whatever points to one client so that it points to another, and back: by the registry, whatever the model.

A model that points to a client says in the registry of personal data what becomes of its rows (config.kernel.personal).
Rows that move keep every other value, version included; history tells of the move. Rows that say what was then stay.
Rows that may exist only once of a client are not moved onto another: that is a clash, told before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q

from clients.models import Client
from config.kernel.personal import Merge, registry

MOVING = frozenset({Merge.MOVE, Merge.KEEP_BOTH, Merge.NEWEST, Merge.SUM, Merge.REFUSE})


class NoRule(LookupError):
    """A model points to a client and does not say what becomes of it in a merge."""


@dataclass(frozen=True)
class Pointer:
    """A column by which a model's rows are of a client, and what becomes of them in a merge."""

    model: type[models.Model]
    field: models.Field
    rule: Merge

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def moves(self) -> bool:
        return self.rule in MOVING

    def rows_of(self, client: Client) -> models.QuerySet:
        """Every row, those that a manager of the model would leave out too."""
        return self.model._base_manager.filter(**{self.field.attname: client.pk})


@dataclass(frozen=True)
class Clash:
    """Both clients have what one client has only once."""

    pointer: Pointer
    constraint: models.UniqueConstraint | ExclusionConstraint


@cache
def pointers() -> tuple[Pointer, ...]:
    """Every column of every model that points to a client; NoRule for a model that the registry does not know."""
    return tuple(_pointers(apps.get_models(include_auto_created=True)))


def _pointers(found: Iterable[type[models.Model]]) -> Iterator[Pointer]:
    for model in sorted(found, key=lambda one: one._meta.label):
        followed = getattr(model, "pgh_tracked_model", None) is not None
        if followed or model is Client or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Client:
                yield Pointer(model, field, _rule(model))


def _rule(model: type[models.Model]) -> Merge:
    rule = registry().get(model._meta.label)
    if rule is None or rule.merge == Merge.NOT_CLIENT:
        raise NoRule(f"{model._meta.label} points to a client: say in the registry what a merge does with it.")
    return rule.merge


def held_by(client: Client) -> list[Pointer]:
    """Pointers that move and of which the client has a row; found in one statement, however many models there are."""
    quote, found = connection.ops.quote_name, [pointer for pointer in pointers() if pointer.moves]
    statement = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {quote(pointer.model._meta.db_table)}"
        f" WHERE {quote(str(pointer.field.column))} = %(client)s)"
        for number, pointer in enumerate(found)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"client": client.pk})
        return [found[number] for (number,) in cursor.fetchall()]


def clashes(*, kept: Client, absorbed: Client, ignoring: Mapping[type[models.Model], Q] | None = None) -> list[Clash]:
    """What both have and one client can have only once; rows of `ignoring` are about to be ended, and do not count."""
    found = []
    for pointer in held_by(absorbed):
        left_out = (ignoring or {}).get(pointer.model, Q(pk__in=[]))
        found += [
            Clash(pointer, constraint)
            for constraint in _once(pointer)
            if _is_clash(pointer, constraint, kept, absorbed, left_out)
        ]
        found += [
            Clash(pointer, constraint)
            for constraint in pointer.model._meta.constraints
            if isinstance(constraint, ExclusionConstraint) and _would_overlap(pointer, constraint, kept, absorbed)
        ]
    return found


def _once(pointer: Pointer) -> Iterator[models.UniqueConstraint]:
    if pointer.field.unique:
        yield models.UniqueConstraint(fields=(pointer.field.name,), name=f"{pointer.label} once")
    for constraint in pointer.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and pointer.field.name in constraint.fields:
            yield constraint


def _is_clash(
    pointer: Pointer, constraint: models.UniqueConstraint, kept: Client, absorbed: Client, left_out: Q
) -> bool:
    others = [name for name in constraint.fields if name != pointer.field.name]
    condition = constraint.condition or Q()
    mine, theirs = (
        set(pointer.rows_of(client).filter(condition).exclude(left_out).order_by().values_list(*(others or ["area"])))
        for client in (kept, absorbed)
    )
    return any(None not in values for values in mine & theirs)


def _would_overlap(pointer: Pointer, constraint: ExclusionConstraint, kept: Client, absorbed: Client) -> bool:
    """Whether a row of one client excludes a row of the other, were both of one client."""
    rows = pointer.model._base_manager.filter(constraint.condition or Q())
    for theirs in rows.filter(**{pointer.field.attname: absorbed.pk}):
        setattr(theirs, pointer.field.attname, kept.pk)
        try:
            constraint.validate(pointer.model, theirs)
        except ValidationError:
            return True
    return False


Moved = dict[str, dict[str, Any]]


def move(*, to: Client, of: Client) -> Moved:
    """Every row that moves is of `to`; returns by pointer the columns, and of each row its key and its digest then."""
    moved: Moved = {}
    for pointer in held_by(of):
        keys = list(pointer.rows_of(of).order_by("pk").values_list("pk", flat=True))
        pointer.model._base_manager.filter(pk__in=keys).update(**{pointer.field.attname: to.pk})
        columns = columns_of(pointer.model)
        moved[pointer.label] = {"columns": columns, "rows": digests(pointer.model, keys, columns)}
    return moved


def move_back(*, to: Client, moved: Moved) -> None:
    """The rows are of `to` again."""
    for pointer in _named(moved):
        keys = list(moved[pointer.label]["rows"])
        pointer.model._base_manager.filter(pk__in=keys).update(**{pointer.field.attname: to.pk})


def changed_since(moved: Moved) -> list[type[models.Model]]:
    """Models of which a row that was moved was changed, or is gone, since."""
    return [
        pointer.model
        for pointer in _named(moved)
        if digests(pointer.model, list(moved[pointer.label]["rows"]), moved[pointer.label]["columns"])
        != moved[pointer.label]["rows"]
    ]


def bound_since(*, kept: Client, moved: Moved) -> list[type[models.Model]]:
    """Models with rows of the kept client that were not moved and hang on a row that was: parting would tear them."""
    keys: dict[type[models.Model], set[str]] = {}
    for pointer in _named(moved):
        keys.setdefault(pointer.model, set()).update(moved[pointer.label]["rows"])
    torn = []
    for pointer in pointers():
        own = keys.get(pointer.model, set())
        for field in pointer.model._meta.concrete_fields:
            targets = keys.get(field.related_model) if pointer.moves and field.related_model else None
            if (
                targets
                and pointer.rows_of(kept).filter(**{f"{field.attname}__in": targets}).exclude(pk__in=own).exists()
            ):
                torn.append(pointer.model)
    return torn


def _named(moved: Moved) -> list[Pointer]:
    return [pointer for pointer in pointers() if pointer.label in moved]


def columns_of(model: type[models.Model]) -> list[str]:
    """The model's columns of today; what is added to the table later does not make a row look changed."""
    return [str(field.column) for field in model._meta.concrete_fields]


def digests(model: type[models.Model], keys: Iterable[Any], columns: list[str]) -> dict[str, str]:
    """By key, a digest of the row's values in these columns; nothing for rows that are gone."""
    there = set(columns_of(model))
    if not set(columns) <= there:
        return {}
    quote = connection.ops.quote_name
    primary: Any = model._meta.pk
    table, key, kind = quote(model._meta.db_table), quote(primary.column), primary.rel_db_type(connection)
    values = ", ".join(quote(column) for column in columns)
    statement = (
        f"SELECT {key}::text, encode(sha256(convert_to(ROW({values})::text, 'UTF8')), 'hex')"
        f" FROM {table} WHERE {key} = ANY (%s::{kind}[])"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[str(one) for one in keys]])
        return dict(cursor.fetchall())
