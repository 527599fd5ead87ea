"""The deadlines of the law as a table: what, by which section, since when, how long.

domain/02: 380/2023 31 and 32 §, 381/2023 4 and 6 §; the appeal of a pension decision by 395/2006. When the law changes,
the row gets its last day and a new one follows it: a deadline is worked out by the row of the day from which it runs.
"""

from dataclasses import dataclass
from datetime import date

from clients.enums.deadlines import DeadlineRule

LAW_OF_2025 = date(2025, 1, 1)  # 380/2023 and 381/2023 entered into force
PENSION_ACT = date(2007, 1, 1)  # 395/2006


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One deadline: it runs `working_days`, `days` or `months`; `times`: how many are asked for.

    `within_months` is the length of the span in which `times` are asked for; `gap_months`: not asked for anew when the
    time before ended less than this ago; `posting_days`: when what is posted counts as received.
    """

    rule: DeadlineRule
    section: str
    valid_from: date
    valid_to: date | None = None
    working_days: int = 0
    days: int = 0
    months: int = 0
    times: int = 1
    within_months: int = 0
    gap_months: int = 0
    posting_days: int = 0


RULES = (
    Rule(rule=DeadlineRule.INITIAL, section="380/2023 31 §", valid_from=LAW_OF_2025, working_days=5, gap_months=6),
    Rule(rule=DeadlineRule.COMPLEMENTARY, section="380/2023 32 §", valid_from=LAW_OF_2025, days=14, times=5),
    Rule(rule=DeadlineRule.PERIODIC, section="380/2023 32 §", valid_from=LAW_OF_2025, months=3),
    Rule(rule=DeadlineRule.PAIR, section="380/2023 32 §", valid_from=LAW_OF_2025, months=6, times=2, within_months=1),
    Rule(rule=DeadlineRule.JOINT_PLAN, section="381/2023 4 §", valid_from=LAW_OF_2025, months=3),
    Rule(rule=DeadlineRule.REVIEW, section="381/2023 6 §", valid_from=LAW_OF_2025, months=3),
    Rule(rule=DeadlineRule.APPEAL, section="395/2006 128 §", valid_from=PENSION_ACT, days=30, posting_days=7),
)


def rule_on(rule: DeadlineRule, day: date) -> Rule | None:
    """The row of the rule that is law on the day, or None when none is."""
    for one in RULES:
        if one.rule == rule and one.valid_from <= day and (one.valid_to is None or day <= one.valid_to):
            return one
    return None
