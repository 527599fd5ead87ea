"""Where a client has been heading, from day to day.

The case says where it heads now; what it said before is in its history, which triggers write. A change dated on or
before an earlier one corrects that: what counts on a day is what was said last of it. The facts of client work are cut
by the same rule (reporting.services.work_facts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.cases import Direction
from clients.models import Case, Client
from clients.selectors.cells import day_cell, day_text
from config.kernel.tables import Cell, Column, Row, Table


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A direction from the day it became clear until the day before the next; who recorded it, and when."""

    case_id: UUID
    direction: str
    since: date
    until: date | None
    recorded_on: date
    recorded_by: str


def headings_of(client: Client) -> list[Heading]:
    """The directions of all the client's cases, the latest first: two statements."""
    cases = {one.pk: one for one in Case.objects.filter(area_id=client.area_id, client=client)}
    events: Any = Case.pgh_event_model.objects  # type: ignore[attr-defined]  # pghistory adds it
    found = events.filter(area_id=client.area_id, pgh_obj_id__in=list(cases)).exclude(pgh_label="delete")
    told = found.order_by("pgh_id").values_list(
        "pgh_obj_id", "direction", "direction_on", "pgh_created_at", "pgh_context"
    )
    held: dict[UUID, list[Heading]] = {}
    for key, said in _changes(told):
        kept = held.setdefault(key, [])
        while kept and kept[-1].since >= said.since:
            kept.pop()
        kept.append(said)
    whole = [one for key, kept in held.items() for one in _ended(kept, cases[key].closed_on) if one.direction]
    return sorted(whole, key=lambda one: one.since, reverse=True)


def _changes(told: Iterable[Any]) -> Iterable[tuple[UUID, Heading]]:
    """Each time a case said another direction, or another day of it."""
    before: dict[UUID, tuple[str, date | None]] = {}
    for key, direction, on, at, context in told:
        now = (direction, on)
        if before.get(key, ("", None)) != now:
            recorded = timezone.localtime(at).date()
            yield (
                key,
                Heading(
                    case_id=key,
                    direction=direction,
                    since=on or recorded,
                    until=None,
                    recorded_on=recorded,
                    recorded_by=str((context or {}).get("user") or ""),
                ),
            )
        before[key] = now


def _ended(kept: list[Heading], closed_on: date | None) -> Iterable[Heading]:
    for one, after in zip(kept, [*kept[1:], None], strict=True):
        yield replace(one, until=after.since if after else closed_on)


def directions_table(client: Client) -> Table:
    """The directions with the days they became clear."""
    found = headings_of(client)
    keys = {one.recorded_by for one in found if one.recorded_by and one.recorded_by != "system"}
    names = {str(user.pk): user.name for user in User.objects.filter(pk__in=keys)} if keys else {}
    rows = tuple(
        Row(
            cells=(
                Cell(text=dict(Direction.choices).get(one.direction, one.direction), header=True),
                day_cell(one.since),
                day_cell(one.until),
                Cell(text=names.get(one.recorded_by, "–"), note=day_text(one.recorded_on)),
            )
        )
        for one in found
    )
    labels = (_("Direction"), _("Became clear on"), _("Until"), _("Recorded by"))
    return Table(
        caption=_("Directions"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("Not known yet."),
    )
