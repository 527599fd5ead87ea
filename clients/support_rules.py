"""Supports of work as tables: what each ground pays of which costs, for how long, at most; amounts by the day.

380/2023 81–98 §, 385/2024 9 and 19 § (domain/02). Amounts are indexed: a new amount is a new day in the table, never a
change of an old one. What is reckoned here is an estimate for a conversation; the authority decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from clients.enums.employment import SubsidyGround, SupportCheck

LAW_OF_2025 = date(2025, 1, 1)
CENT = Decimal("0.01")
FULL = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class SubsidyRule:
    """One ground: `percent` of the wage costs for `months`, at most `ceiling` euros a month.

    `longer_months` need one condition more. Of hours, wages are counted up to `most_hours` percent of full time, and
    multiplied by `factor` for the costs beside the wage. `months` is None where the contract says how long.
    """

    section: str
    percent: int
    months: int | None
    ceiling: int
    longer_months: int | None = None
    most_hours: int = 100
    factor: Decimal = Decimal(1)
    least_age: int | None = None
    conditions: tuple[SupportCheck, ...] = ()

    @property
    def most_months(self) -> int | None:
        """The longest it is granted for at a time."""
        return self.longer_months or self.months


@dataclass(frozen=True, kw_only=True)
class ArrangementLimits:
    """The most that support for arranging working conditions can be (380/2023 section 98; 385/2024 sections 9, 19)."""

    purchase: int  # euros for tools, furniture and alterations, a person
    hours_a_month: int
    months: int
    euros_an_hour: int
    months_to_apply: int  # from the purchase or the alteration
    months_to_claim: int  # for the application for payment


SUBSIDY_RULES: Mapping[date, Mapping[SubsidyGround, SubsidyRule]] = {
    LAW_OF_2025: {
        SubsidyGround.SKILLS: SubsidyRule(section="82", percent=50, months=5, longer_months=10, ceiling=1260),
        SubsidyGround.REDUCED: SubsidyRule(section="87", percent=70, months=10, ceiling=2770),
        SubsidyGround.REDUCED_MORE: SubsidyRule(
            section="87",
            percent=70,
            months=24,
            ceiling=2770,
            conditions=(SupportCheck.CERTIFICATE, SupportCheck.ADJUSTED, SupportCheck.LASTING),
        ),
        SubsidyGround.FULL: SubsidyRule(
            section="88",
            percent=100,
            months=10,
            ceiling=2020,
            most_hours=65,
            factor=Decimal("1.23"),
            conditions=(SupportCheck.ASSOCIATION,),
        ),
        SubsidyGround.SIXTY: SubsidyRule(
            section="89",
            percent=50,
            months=24,
            ceiling=1260,
            least_age=60,
            conditions=(SupportCheck.ENOUGH_UNEMPLOYED,),
        ),
        SubsidyGround.APPRENTICE: SubsidyRule(section="90", percent=50, months=None, ceiling=1260),
        SubsidyGround.FIFTY_FIVE: SubsidyRule(
            section="95",
            percent=70,
            months=10,
            ceiling=2770,
            least_age=55,
            conditions=(SupportCheck.ENOUGH_UNEMPLOYED,),
        ),
    },
}
"""By the day from which they hold; amounts are changed by adding a day."""

ARRANGEMENT_LIMITS: Mapping[date, ArrangementLimits] = {
    LAW_OF_2025: ArrangementLimits(
        purchase=4000, hours_a_month=20, months=18, euros_an_hour=20, months_to_apply=1, months_to_claim=2
    ),
}
"""By the day from which they hold; amounts are changed by adding a day."""


def held_since(table: Mapping[date, object], day: date) -> date:
    """The day from which the entry holds that is in force on `day`; before the first of them the first."""
    return max((since for since in table if since <= day), default=min(table))


def subsidy_rule(ground: SubsidyGround, day: date) -> SubsidyRule:
    """The rule of the ground on the day."""
    return SUBSIDY_RULES[held_since(SUBSIDY_RULES, day)][ground]


def limits_on(day: date) -> ArrangementLimits:
    """The limits that hold on the day; those of the first day before it."""
    return ARRANGEMENT_LIMITS[held_since(ARRANGEMENT_LIMITS, day)]


@dataclass(frozen=True, kw_only=True)
class Subsidy:
    """A wage subsidy worked out, with every amount on the way to it, in euros; `months` is None for a whole contract.

    wage → (hours over the most left out) counted_wage → (times factor) costs → (percent of them) share → (at most the
    ceiling) monthly → (times months) total; the employer's part of the costs counted is `own`.
    """

    ground: SubsidyGround
    rule: SubsidyRule
    since: date  # the day from which the amounts hold
    wage: Decimal
    hours: Decimal  # percent of full time
    counted_hours: Decimal
    counted_wage: Decimal
    costs: Decimal
    share: Decimal
    monthly: Decimal
    own: Decimal
    months: int | None
    total: Decimal | None

    @property
    def is_at_ceiling(self) -> bool:
        """Whether the ceiling cut the share."""
        return self.share > self.rule.ceiling


def subsidy_for(
    ground: SubsidyGround, *, day: date, wage: Decimal, hours: Decimal = FULL, months: int | None = None
) -> Subsidy:
    """The wage subsidy of the ground for a monthly wage, by the amounts that hold on the day.

    `wage` is paid for `hours` percent of full time; `months` is how long the work goes on, and no more than the ground
    allows is counted (without it the ground's shorter time). ValueError for a wage below nothing or hours not in 0–100.
    """
    if wage < 0 or not 0 < hours <= FULL or (months is not None and months < 1):
        raise ValueError
    rule = subsidy_rule(ground, day)
    counted_hours = min(hours, Decimal(rule.most_hours))
    counted_wage = _cents(wage * counted_hours / hours)
    costs = _cents(counted_wage * rule.factor)
    share = _cents(costs * rule.percent / FULL)
    monthly = min(share, Decimal(rule.ceiling)).quantize(CENT)
    counted = _months(rule, months)
    return Subsidy(
        ground=ground,
        rule=rule,
        since=held_since(SUBSIDY_RULES, day),
        wage=_cents(wage),
        hours=hours,
        counted_hours=counted_hours,
        counted_wage=counted_wage,
        costs=costs,
        share=share,
        monthly=monthly,
        own=_cents(wage * rule.factor) - monthly,
        months=counted,
        total=None if counted is None else monthly * counted,
    )


def _months(rule: SubsidyRule, months: int | None) -> int | None:
    if months is None:
        return rule.months
    return months if rule.most_months is None else min(months, rule.most_months)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
