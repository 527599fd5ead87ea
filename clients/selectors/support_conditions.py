"""Which conditions of a support are looked at when its decision is recorded."""

from __future__ import annotations

from clients.enums.employment import SubsidyGround, SupportCheck, SupportKind
from clients.models import SupportApplication
from clients.support_rules import subsidy_rule


def conditions_of(application: SupportApplication) -> tuple[SupportCheck, ...]:
    """The conditions that somebody has to see to hold, in the order of the ground's section."""
    if application.kind != SupportKind.WAGE:
        work = application.employment
        employed = work is not None and work.begun_on < application.applied_on
        return (SupportCheck.CONTRIBUTES,) if employed else ()
    ground = SubsidyGround(application.ground)
    rule = subsidy_rule(ground, application.applied_on)
    if ground == SubsidyGround.REDUCED_MORE:
        return (*rule.conditions, SupportCheck.IN_TIME)
    return (*rule.conditions, SupportCheck.ENOUGH_UNEMPLOYED) if rule.longer_months else rule.conditions
