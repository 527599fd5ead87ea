"""Shipped reference data (areas, geography, code lists) brought into the database."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import models, transaction

from accounts.models import Agency, Area, Code, Municipality, Region, WellbeingCounty

SHIPPED = Path(__file__).resolve().parent.parent / "data"

Values = dict[str, object]


@dataclass(frozen=True)
class Loaded:
    """What one table's load did."""

    table: str
    created: int
    updated: int
    unchanged: int


# Of apps above this one, named by them when the installation is ready.
_OTHERS: list[Callable[[str], list[Loaded]]] = []


def also_load(loader: Callable[[str], list[Loaded]]) -> None:
    """The loader of another app runs after our own, in the same transaction; it is given the database's name."""
    if loader not in _OTHERS:
        _OTHERS.append(loader)


def load_reference_data(*, database: str = "owner", folder: Path = SHIPPED) -> list[Loaded]:
    """Every shipped row is in the database as shipped; a second run changes nothing.

    Rows are matched by code and set together, one statement a table, all in one transaction. A row that left the
    files stays: history may point to it, and its end belongs into its valid time. The tables are read-only for the
    application's login, so this runs as their owner.
    """
    with transaction.atomic(using=database):
        places = [
            _load(Area, _rows(folder, "areas"), by=("id",), database=database),
            _load(Region, _rows(folder, "regions"), by=("id",), database=database),
            _load(WellbeingCounty, _rows(folder, "wellbeing_counties"), by=("id",), database=database),
            _load(Agency, _rows(folder, "agencies"), by=("kind", "code"), database=database),
        ]
        municipalities = _with_agencies(_rows(folder, "municipalities"), database=database)
        return [
            *places,
            _load(Municipality, municipalities, by=("code",), database=database),
            _load(Code, _rows(folder, "codes"), by=("list", "code", "valid_from"), database=database),
            *[loaded for loader in _OTHERS for loaded in loader(database)],
        ]


def _rows(folder: Path, name: str) -> Iterator[Mapping[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _with_agencies(rows: Iterator[Mapping[str, str]], *, database: str) -> Iterator[Mapping[str, str]]:
    """The rows with the agencies' keys in place of their kinds and codes."""
    keys = {f"{agency.kind}-{agency.code}": str(agency.pk) for agency in Agency.objects.using(database).all()}
    for row in rows:
        yield {**row, **{name: keys[row[name]] if row[name] else "" for name in ("agency", "former_agency")}}


def _load(
    model: type[models.Model], rows: Iterator[Mapping[str, str]], *, by: tuple[str, ...], database: str
) -> Loaded:
    wanted = [_typed(model, row) for row in rows]
    names = list(wanted[0])
    stored = {_key(found, by): found for found in model._default_manager.using(database).values(*names)}
    new = [values for values in wanted if _key(values, by) not in stored]
    changed = [values for values in wanted if stored.get(_key(values, by), values) != values]
    model._default_manager.using(database).bulk_create(
        [model(**values) for values in new + changed],
        update_conflicts=True,
        unique_fields=by,
        update_fields=[model._meta.get_field(name).name for name in names if name not in by],
    )
    return Loaded(model._meta.model_name or "", len(new), len(changed), len(wanted) - len(new) - len(changed))


def _typed(model: type[models.Model], row: Mapping[str, str]) -> Values:
    values: Values = {}
    for name, text in row.items():
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        values[field.attname] = None if text == "" and field.null else field.to_python(text)
    return values


def _key(values: Mapping[str, object], by: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(values[name] for name in by)
