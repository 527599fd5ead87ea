"""The list of employers: who fits, in what order, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.selectors.cells import ABSENT, text_cell
from config.kernel.alphabet import alphabetical
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.models import Employer


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which employers, in what order."""

    text: str = ""
    sort: str = "name"


SORTS: dict[str, Any] = {"name": alphabetical("name"), "industry": F("industry"), "size": F("size"), "kind": F("kind")}


def chosen_employers(choice: Choice) -> QuerySet[Employer]:
    """The employers that fit, in the order asked for."""
    found = Employer.objects.all()
    if choice.text:
        found = found.filter(name__icontains=choice.text)
    column = SORTS.get(choice.sort.removeprefix("-"), SORTS["name"])
    order = column.desc() if choice.sort.startswith("-") else column.asc()
    return found.order_by(order, "pk").prefetch_related("establishments__municipality")


def employers_table(found: Iterable[Employer], *, sort: str = "", address: str = "") -> Table:
    """Employers as rows."""
    columns = (
        _head(_("Employer"), "name", sort, address),
        Column(label=_("Business id")),
        _head(_("Class"), "kind", sort, address),
        _head(_("People employed"), "size", sort, address),
        _head(_("Industry"), "industry", sort, address),
        Column(label=_("Municipalities")),
    )
    rows = tuple(Row(cells=_cells(one)) for one in found)
    return Table(caption=_("Employers"), columns=columns, rows=rows, empty=_("No employer fits."))


def _head(label: str, name: str, sort: str, address: str) -> Column:
    return sortable(label, name, sort=sort, address=address) if address else Column(label=label)


def _cells(one: Employer) -> tuple[Cell, ...]:
    places = dict.fromkeys(place.municipality.name for place in one.establishments.all() if not place.is_closed)
    return (
        Cell(text=one.name, url=reverse("employers:employer", args=[one.pk]), header=True),
        Cell(text=one.business_id, tight=True) if one.business_id else ABSENT,
        Cell(text=one.get_kind_display()),
        text_cell(one.get_size_display() if one.size else ""),
        text_cell(one.get_industry_display() if one.industry else ""),
        text_cell(", ".join(places)),
    )
