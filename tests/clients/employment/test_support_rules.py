"""Wage subsidies worked out from the dated parameters, with every amount on the way; the tables have no gap."""

from datetime import date
from decimal import Decimal

import pytest

from clients.enums.employment import SubsidyGround
from clients.support_rules import SUBSIDY_RULES, limits_on, subsidy_for, subsidy_rule

DAY = date(2026, 3, 2)


@pytest.mark.capability("SU-01")
@pytest.mark.parametrize(
    ("ground", "wage", "hours", "months", "expected"),
    [
        # ground, wage, hours, months -> counted wage, costs, share, monthly, own, months, total
        ("82", "2000", "100", None, ("2000.00", "2000.00", "1000.00", "1000.00", "1000.00", 5, "5000.00")),
        ("82", "2520", "100", 8, ("2520.00", "2520.00", "1260.00", "1260.00", "1260.00", 8, "10080.00")),
        ("82", "2520.02", "100", 12, ("2520.02", "2520.02", "1260.01", "1260.00", "1260.02", 10, "12600.00")),
        ("87", "2000", "60", None, ("2000.00", "2000.00", "1400.00", "1400.00", "600.00", 10, "14000.00")),
        ("87", "4000", "100", 24, ("4000.00", "4000.00", "2800.00", "2770.00", "1230.00", 10, "27700.00")),
        ("87.3", "3957.14", "100", 24, ("3957.14", "3957.14", "2770.00", "2770.00", "1187.14", 24, "66480.00")),
        ("88", "1300", "65", None, ("1300.00", "1599.00", "1599.00", "1599.00", "0.00", 10, "15990.00")),
        ("88", "2000", "100", None, ("1300.00", "1599.00", "1599.00", "1599.00", "861.00", 10, "15990.00")),
        ("88", "1700", "65", 3, ("1700.00", "2091.00", "2091.00", "2020.00", "71.00", 3, "6060.00")),
        ("89", "1000.01", "50", None, ("1000.01", "1000.01", "500.01", "500.01", "500.00", 24, "12000.24")),
        ("90", "1500", "100", None, ("1500.00", "1500.00", "750.00", "750.00", "750.00", None, None)),
        ("90", "1500", "100", 30, ("1500.00", "1500.00", "750.00", "750.00", "750.00", 30, "22500.00")),
        ("95", "2000", "80", None, ("2000.00", "2000.00", "1400.00", "1400.00", "600.00", 10, "14000.00")),
    ],
)
def test_a_subsidy_is_worked_out_step_by_step(ground, wage, hours, months, expected):
    one = subsidy_for(SubsidyGround(ground), day=DAY, wage=Decimal(wage), hours=Decimal(hours), months=months)

    steps = (one.counted_wage, one.costs, one.share, one.monthly, one.own)
    assert (*map(str, steps), one.months, None if one.total is None else str(one.total)) == expected
    assert one.is_at_ceiling == (one.share > one.monthly)


@pytest.mark.parametrize(
    ("wage", "hours", "months"), [("-1", "100", 1), ("1", "0", 1), ("1", "101", 1), ("1", "50", 0)]
)
def test_what_cannot_be_worked_out_is_an_error(wage, hours, months):
    with pytest.raises(ValueError):  # noqa: PT011 - it has no words
        subsidy_for(SubsidyGround.SKILLS, day=DAY, wage=Decimal(wage), hours=Decimal(hours), months=months)


def test_every_ground_has_a_rule_on_every_day():
    assert [set(rules) for rules in SUBSIDY_RULES.values()] == [set(SubsidyGround)] * len(SUBSIDY_RULES)
    assert subsidy_rule(SubsidyGround.SKILLS, date(2000, 1, 1)) == subsidy_rule(SubsidyGround.SKILLS, date(2025, 1, 1))
    assert limits_on(date(2024, 12, 31)) == limits_on(date(2025, 1, 1))
