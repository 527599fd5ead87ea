"""Referrals to services as of a stated day: sent, started, gone through, interrupted, with a result (SU-06)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.tables import Cell, Column, Row, Table
from reporting.enums import CLASSES, WorkBreakdown, WorkKind
from reporting.indicators import WORK
from reporting.models import WorkFact
from reporting.selectors.figures import number_text
from reporting.selectors.people import stood_when_computed
from reporting.selectors.values import Scope
from reporting.selectors.work import WorkLinks


@dataclass(frozen=True)
class Step:
    """One number: its name, and the indicator of which it is all that had happened by the day."""

    name: Any
    indicator: str

    @property
    def condition(self) -> Q:
        indicator = WORK[self.indicator]
        return indicator.base.condition & indicator.numerator


STEPS: dict[str, Step] = {
    "sent": Step(gettext_lazy("Sent"), "W29"),
    "started": Step(gettext_lazy("Started"), "W33"),
    "completed": Step(gettext_lazy("Gone through"), "W35"),
    "interrupted": Step(gettext_lazy("Interrupted"), "W36"),
    "results": Step(gettext_lazy("Result told"), "W37"),
}
KINDS = (WorkKind.REFERRAL, WorkKind.SERVICE_BEGUN, WorkKind.SERVICE_OVER, WorkKind.RESULT)


def referrals_as_of(scope: Scope, *, day: date, unit: UUID | None = None) -> dict[str, dict[str, int]]:
    """Service → step → how many by the end of the day, from the facts the other numbers are counted of."""
    own = Q() if unit is None else Q(unit_id=unit)
    found: Iterable[Any] = (
        WorkFact.objects.filter(stood_when_computed(None, scope.areas), own, begun_on__lte=day)
        .filter(Q(referred__isnull=True) | Q(referred=True), kind__in=KINDS)
        .order_by()
        .values("service")
        .annotate(**{f"by_day_{name}": Count("pk", filter=step.condition) for name, step in STEPS.items()})
    )
    return {row["service"]: {name: row[f"by_day_{name}"] for name in STEPS} for row in found}


def as_of_table(scope: Scope, *, day: date, unit: UUID | None, links: WorkLinks) -> Table:
    """A row for each kind of service and one for all; every number opens to its rows."""
    found = referrals_as_of(scope, day=day, unit=unit)
    names = CLASSES[WorkBreakdown.SERVICE]
    rows = [_row(str(names[code]), found[code], day, links, code) for code in names if code in found]
    total = {name: sum(one[name] for one in found.values()) for name in STEPS}
    rows += [_row(_("All services"), total, day, links)] if found else []
    columns = (Column(label=_("Service")), *(Column(label=str(one.name), numeric=True) for one in STEPS.values()))
    caption = _("Referrals to services, all until the day")
    return Table(caption=caption, columns=columns, rows=tuple(rows), empty=_("No referrals were sent by this day."))


def _row(name: str, counted: dict[str, int], day: date, links: WorkLinks, service: str = "") -> Row:
    cells = [Cell(text=name, header=True)]
    for key, step in STEPS.items():
        number = counted[key]
        url = links.as_of(step.indicator, day, service) if number else ""
        cells.append(Cell(text=number_text(number), value=number, numeric=True, url=url))
    return Row(cells=tuple(cells))
