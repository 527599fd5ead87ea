"""A wage subsidy reckoned for an employer: every step of the way, then month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from clients.calendar_days import months_after
from clients.enums.employment import SubsidyGround
from clients.support_rules import Subsidy, subsidy_for
from config.kernel.tables import Cell, Column, Row, Table
from employers.selectors.service_package import day_text, euros

LONGEST_SHOWN = 36


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """What came out: the steps as pairs of words and amounts, the months, and the sentence that sums it up."""

    subsidy: Subsidy
    steps: tuple[tuple[str, str], ...]
    months: Table
    summary: str
    ceiling: str


def reckon(
    *, ground: SubsidyGround, wage: Decimal, side_costs: Decimal, hours: Decimal, begins_on: date, months: int
) -> Reckoning:
    """The subsidy of a monthly wage and what is paid beside it, by the amounts that hold when the work begins.

    Where the law counts the costs beside the wage by a factor, those told are not counted.
    """
    by_factor = subsidy_for(ground, day=begins_on, wage=wage, hours=hours, months=months)
    is_factored = by_factor.rule.factor != 1
    costs = wage if is_factored else wage + side_costs
    found = subsidy_for(ground, day=begins_on, wage=costs, hours=hours, months=months)
    return Reckoning(
        subsidy=found,
        steps=tuple(_steps(found, wage=wage, side_costs=side_costs, is_factored=is_factored)),
        months=_months(found, begins_on),
        summary=_("%(monthly)s a month for %(months)s months, %(total)s in all.")
        % {"monthly": euros(found.monthly), "months": found.months, "total": euros(found.total or Decimal(0))},
        ceiling=_ceiling(found),
    )


def _steps(found: Subsidy, *, wage: Decimal, side_costs: Decimal, is_factored: bool) -> list[tuple[str, str]]:
    rule = found.rule
    steps = [(_("Wage a month"), euros(wage))]
    if is_factored:
        steps += [
            (
                _("Wage for the hours that count: %(counted)s per cent of full time, at most %(most)s")
                % {"counted": _plain(found.counted_hours), "most": rule.most_hours},
                euros(found.counted_wage),
            ),
            (
                _("Times %(factor)s for the costs beside the wage") % {"factor": number_format(rule.factor, 2)},
                euros(found.costs),
            ),
        ]
    else:
        steps += [
            (_("Costs beside the wage a month"), euros(side_costs)),
            (_("Wage costs a month"), euros(found.costs)),
        ]
    return [
        *steps,
        (_("Share of the costs: %(percent)s per cent") % {"percent": rule.percent}, euros(found.share)),
        (_("Ceiling a month (380/2023, section %(section)s)") % {"section": rule.section}, euros(rule.ceiling)),
        (_("Subsidy a month"), euros(found.monthly)),
        (_("Left for the employer a month"), euros(found.own)),
    ]


def _ceiling(found: Subsidy) -> str:
    if found.is_at_ceiling:
        return _("The ceiling of %(ceiling)s a month cuts the subsidy.") % {"ceiling": euros(found.rule.ceiling)}
    return _("The subsidy stays under the ceiling of %(ceiling)s a month.") % {"ceiling": euros(found.rule.ceiling)}


def _months(found: Subsidy, begins_on: date) -> Table:
    labels = (_("Month of work"), _("From"), _("Subsidy"), _("Left for the employer"), _("Subsidy so far"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=number, value=number, header=True),
                Cell(text=day_text(months_after(begins_on, number - 1)), tight=True),
                Cell(text=euros(found.monthly), numeric=True),
                Cell(text=euros(found.own), numeric=True),
                Cell(text=euros(found.monthly * number), numeric=True),
            )
        )
        for number in range(1, min(found.months or 0, LONGEST_SHOWN) + 1)
    )
    columns = tuple(Column(label=label, numeric=place > 1) for place, label in enumerate(labels))
    return Table(caption=_("Month by month"), columns=columns, rows=rows)


def _plain(number: Decimal) -> str:
    return str(number_format(number.normalize() if number != number.to_integral() else int(number)))
