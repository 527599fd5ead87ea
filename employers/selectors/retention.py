"""How long work lasts that placements began: by employer and in total, in numbers that point to nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clients.selectors.cells import ABSENT
from config.kernel.tables import Cell, Column, Row, Table
from employers.models import Placement
from employers.retention import CHECKS, Kept, Lasted, Work, kept_after, kept_at, lasted, merged

LEAST = 3
"""A number of fewer persons is not shown, nor one from which it could be worked out."""
HIDDEN = Cell(text="<3", numeric=True)


@dataclass(frozen=True, kw_only=True)
class Retention:
    """Of one employer, of several small ones together, or of all: how many spells, and what is known at each check."""

    name: str
    spells: int
    checks: tuple[Kept, ...]


def retention_of(areas: Iterable[int], *, day: date) -> tuple[Retention, list[Retention]]:
    """The total and the employers as of the day, from placements in employment of the areas.

    Jobs of one person at once are one spell: by employer those with that employer, in the total all. Employers of
    fewer than three spells stand together, with the next larger one when they are fewer than three even so.
    """
    rows = _works(areas, day=day)
    everyone: dict[UUID, list[Work]] = defaultdict(list)
    by_employer: dict[tuple[UUID, str], dict[UUID, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for client, employer, name, work in rows:
        everyone[client].append(work)
        by_employer[employer, name][client].append(work)
    total = _worked_out(_("All employers"), _lasted(everyone, day=day))
    found = [(name, _lasted(works, day=day)) for (_key, name), works in by_employer.items()]
    return total, _pooled(found)


def _works(areas: Iterable[int], *, day: date) -> list[tuple[UUID, UUID, str, Work]]:
    found = Placement.objects.filter(
        area_id__in=list(areas),
        employment__isnull=False,
        employment__withdrawn_at__isnull=True,
        employment__begun_on__lte=day,
    ).values_list("client_id", "employer_id", "employer__name", "employment__begun_on", "employment__ended_on")
    return [(client, key, name, Work(begun, ended)) for client, key, name, begun, ended in found.order_by("pk")]


def _lasted(works: Mapping[UUID, list[Work]], *, day: date) -> list[Lasted]:
    return [one for held in works.values() for one in lasted(merged(held), day=day)]


def _pooled(found: list[tuple[str, list[Lasted]]]) -> list[Retention]:
    large = sorted((one for one in found if len(one[1]) >= LEAST), key=lambda one: (-len(one[1]), one[0]))
    small = [one for one in found if len(one[1]) < LEAST]
    together = [spell for _name, spells in small for spell in spells]
    count = len(small)
    while together and len(together) < LEAST and large:
        together += large.pop()[1]
        count += 1
    rows = [_worked_out(name, spells) for name, spells in large]
    if together:
        rows.append(_worked_out(_("Other employers together (%(count)s)") % {"count": count}, together))
    return rows


def _worked_out(name: str, found: list[Lasted]) -> Retention:
    checks = tuple(kept_at(found, months=months) for months in CHECKS)
    return Retention(name=name, spells=len(found), checks=checks)


def is_shown(one: Kept) -> bool:
    """Whether the numbers of a check point to nobody: none of them is one or two."""
    return not any(0 < number < LEAST for number in (one.still, one.ended, one.not_yet))


def hidden_checks(total: Retention, rows: Sequence[Retention]) -> list[set[int]]:
    """Of the total and of each row the checks whose numbers are not shown.

    Where the total is shown and one row is not, its numbers would be the rest: the smallest other row is hidden too.
    """
    hidden = [{one.months for one in row.checks if not is_shown(one)} for row in (total, *rows)]
    for months in CHECKS:
        left_out = [number for number, held in enumerate(hidden) if number and months in held]
        if months in hidden[0] or len(left_out) != 1:
            continue
        others = [number for number in range(1, len(hidden)) if number not in left_out]
        if others:
            hidden[min(others, key=lambda number: rows[number - 1].spells)].add(months)
        else:
            hidden[0].add(months)
    return hidden


def retention_table(total: Retention, rows: Sequence[Retention]) -> Table:
    """A row for each, with the spells, and at each check the share kept, its interval and of how many it is unknown."""
    columns = [Column(label=_("Employer")), Column(label=_("Spells of work"), numeric=True)]
    for months in CHECKS:
        columns.append(Column(label=_("Kept at %(months)s months, %%") % {"months": months}, numeric=True))
        columns.append(Column(label=_("Not yet at %(months)s months") % {"months": months}, numeric=True))
    shown = (total, *rows) if total.spells else ()
    hidden = hidden_checks(total, rows)
    return Table(
        caption=_("How long work lasts"),
        columns=tuple(columns),
        rows=tuple(Row(cells=_cells(one, left_out)) for one, left_out in zip(shown, hidden, strict=False)),
        empty=_("Nobody has been placed in employment."),
    )


def _cells(one: Retention, hidden: set[int]) -> tuple[Cell, ...]:
    cells: list[Cell] = [Cell(text=one.name, header=True), count_cell(one.spells)]
    for check in one.checks:
        if check.months in hidden:
            cells += [HIDDEN, HIDDEN]
        else:
            cells += [_share(check), count_cell(check.not_yet)]
    return tuple(cells)


def count_cell(number: int) -> Cell:
    """The number, hidden when it is of one or two."""
    return HIDDEN if 0 < number < LEAST else Cell(text=number_format(number), value=number, numeric=True)


def _share(one: Kept) -> Cell:
    if one.share is None or one.low is None or one.high is None:
        return ABSENT
    share = _percent(one.share)
    note = f"{number_format(_percent(one.low))}–{number_format(_percent(one.high))}"
    return Cell(text=number_format(share), value=share, numeric=True, note=note)


def _percent(share: float) -> float:
    return round(100 * share, 1)


def curve_of(areas: Iterable[int], *, day: date) -> dict[str, Any] | None:
    """The curve of the total for the chart, a point a month for a year, none where too few are behind it.

    There is no curve of fewer than ten spells.
    """
    works: dict[UUID, list[Work]] = defaultdict(list)
    for client, _employer, _name, work in _works(areas, day=day):
        works[client].append(work)
    found = _lasted(works, day=day)
    if len(found) < FEW:
        return None
    values: list[float | None] = []
    for month in range(MONTHS + 1):
        one = kept_after(found, days=round(month * YEAR / MONTHS), months=month)
        values.append(_percent(one.share) if one.share is not None and is_shown(one) else None)
    return {
        "unit": "%",
        "summary": _("Share still at work by months from the beginning."),
        "periods": [str(month) for month in range(MONTHS + 1)],
        "series": [{"label": _("Still at work"), "form": "line", "values": values}],
    }


FEW = 10
MONTHS = 12
YEAR = 365


def employer_placing_table(employer_id: UUID, areas: Iterable[int], *, day: date) -> Table:
    """Of one employer's placements in numbers only, for those too who know no client: small ones are not shown."""
    works: dict[UUID, list[Work]] = defaultdict(list)
    found = Placement.objects.filter(area_id__in=list(areas), employer_id=employer_id).standing()
    for client, begun, ended in found.filter(employment__begun_on__lte=day).values_list(
        "client_id", "employment__begun_on", "employment__ended_on"
    ):
        works[client].append(Work(begun, ended))
    held = _lasted(works, day=day)
    rows = [Row(cells=(Cell(text=_("Placed in employment"), header=True), count_cell(len(held))))]
    for months in CHECKS:
        if months == 1:
            continue
        one = kept_at(held, months=months)
        label = _("Still employed at %(months)s months") % {"months": months}
        rows.append(Row(cells=(Cell(text=label, header=True), count_cell(one.still) if is_shown(one) else HIDDEN)))
    columns = (Column(label=_("Placements")), Column(label=pgettext("how many", "Number"), numeric=True))
    return Table(caption=_("Placements with the employer"), columns=columns, rows=tuple(rows), empty="")
