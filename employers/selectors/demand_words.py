"""Demands of work, hours and places of jobs in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from clients.enums.demands import DEMAND_UNITS, Demand
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.jobs import Load


def plain_number(value: Any) -> str:
    """The number without needless decimals, as the reader writes it."""
    number = float(value)
    return str(number_format(int(number) if number == int(number) else number))


def amount_text(demand: str, amount: float) -> str:
    """How much of the demand: a number with its unit, or a word."""
    unit = DEMAND_UNITS.get(Demand(demand))
    if unit is None:
        return str(Load(int(amount)).label)
    return f"{plain_number(amount)} {unit.label}"


def demand_label(demand: str) -> str:
    """The demand in words."""
    return str(Demand(demand).label)


def demands_text(demands: Mapping[str, float]) -> str:
    """Every demand with its amount, in one line."""
    return "; ".join(f"{demand_label(one)}: {amount_text(one, demands[one])}" for one in _in_order(demands))


def demands_table(demands: Mapping[str, float]) -> Table:
    """Every demand with its amount, a row each."""
    rows = tuple(
        Row(cells=(Cell(text=demand_label(one), header=True), Cell(text=amount_text(one, demands[one]))))
        for one in _in_order(demands)
    )
    return Table(
        caption=_("What the work demands"),
        columns=(Column(label=_("Demand of work")), Column(label=_("How much"))),
        rows=rows,
        empty=_("No demands are recorded: a client's fit cannot be told."),
    )


def _in_order(demands: Mapping[str, float]) -> list[str]:
    return [demand.value for demand in Demand if demand.value in demands]


def hours_text(least: Any, most: Any) -> str:
    """Hours a week, as one number or from one to another."""
    if least is None and most is None:
        return ""
    if least is None or most is None or least == most:
        return _("%(hours)s h a week") % {"hours": plain_number(most if least is None else least)}
    return _("%(least)s–%(most)s h a week") % {"least": plain_number(least), "most": plain_number(most)}
