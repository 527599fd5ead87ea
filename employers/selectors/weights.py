"""The weights of matching in words, version by version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clients.enums.demands import Demand
from clients.selectors.cells import ABSENT
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.matching import HARD_STOPS, Why
from employers.matching_rules import Weights, all_weights, weights_on
from employers.selectors.demand_words import amount_text, demand_label, plain_number
from employers.selectors.match_words import NAMES, kinds_text


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the weights as the page tells it."""

    number: int
    effective_from: date
    is_in_force: bool
    text: str
    travel: str
    tables: list[Table]


def weights_in_words() -> list[Version]:
    """Every version, the newest first."""
    current = weights_on(timezone.localdate()).version
    return [_version(one, is_in_force=one.version == current) for one in reversed(all_weights())]


def _version(one: Weights, *, is_in_force: bool) -> Version:
    language = (get_language() or "fi")[:2]
    return Version(
        number=one.version,
        effective_from=one.effective_from,
        is_in_force=is_in_force,
        text=one.texts.get(language, one.texts["fi"]),
        travel=_travel(one.travel),
        tables=[_values(one), _points(one), _demands(one)],
    )


def _travel(numbers: Mapping[str, float]) -> str:
    return _(
        "The way to work is estimated from the middles of the municipalities: the distance as the crow flies times "
        "%(detour)s %%, at %(speed)s km/h, and %(fixed)s minutes more; within a municipality %(within)s minutes. "
        "Over %(long)s minutes is long where no limit is recorded."
    ) % {
        "detour": plain_number(numbers["detour_percent"]),
        "speed": plain_number(numbers["kilometres_an_hour"]),
        "fixed": plain_number(numbers["minutes_fixed"]),
        "within": plain_number(numbers["minutes_within"]),
        "long": plain_number(numbers["long_minutes"]),
    }


def _values(one: Weights) -> Table:
    rows = [_row(str(NAMES[Why(why)]), _number(value, why)) for why, value in one.values.items()]
    return _table(_("Each demand of the work: its value, whose mean is the score"), (_("Finding"), _("Value")), rows)


def _number(value: int, why: str) -> Cell:
    if why in HARD_STOPS:
        return Cell(text=_("Hard stop"), tone="bad")
    return Cell(text=plain_number(value), value=value, numeric=True)


def _points(one: Weights) -> Table:
    rows = [
        _row(str(NAMES[Why(why)]), Cell(text=f"{points:+d}", value=points, numeric=True))
        for why, points in one.points.items()
    ]
    return _table(_("Wishes and the way to work: points added to the score"), (_("Finding"), _("Points")), rows)


def _demands(one: Weights) -> Table:
    rows = [_row(demand_label(demand), *_of_demand(one, demand)) for demand in Demand.values]
    labels = (_("Demand of work"), _("Weight"), _("How far over the limit an accommodation helps"), _("What helps"))
    return _table(_("Demands: how much each counts, and which accommodations help"), labels, rows)


def _of_demand(one: Weights, demand: str) -> Iterable[Cell]:
    weight, reach, kinds = one.weight_of(demand), one.reach.get(demand), one.helps.get(demand, ())
    yield Cell(text=plain_number(weight), value=weight, numeric=True)
    yield Cell(text=amount_text(demand, reach)) if reach else ABSENT
    yield Cell(text=kinds_text(kinds)) if kinds else ABSENT


def _row(label: str, *cells: Cell) -> Row:
    return Row(cells=(Cell(text=label, header=True), *cells))


def _table(caption: str, labels: Iterable[Any], rows: Iterable[Row]) -> Table:
    return Table(caption=caption, columns=tuple(Column(label=label) for label in labels), rows=tuple(rows))
