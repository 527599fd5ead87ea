"""What of a support may be granted: limits in force on the day and conditions of the ground, a sentence for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from clients.calendar_days import months_after
from clients.enums.employment import GRANTING, ArrangementPurpose, SubsidyGround, SupportCheck, SupportKind
from clients.models import Client, SupportApplication
from clients.support_rules import ArrangementLimits, SubsidyRule, limits_on, subsidy_rule
from config.kernel.errors import Refusal

PURCHASES = frozenset({ArrangementPurpose.TOOLS, ArrangementPurpose.ALTERATION})


def must_keep_limits(client: Client, application: SupportApplication, said: Mapping[str, Any]) -> None:
    """Refused when what is granted passes a limit in force on the day of the decision, or a condition is not met."""
    if application.kind == SupportKind.WAGE:
        _must_keep_subsidy(client, application, said)
        return
    limits = limits_on(said["decided_on"])
    _must_be_shared(application, said)
    if application.purpose in PURCHASES:
        _must_be_in_time(application, limits)
        _must_keep_purchases(client, application, limits, said)
    else:
        _must_keep_help(limits, said)


def _must_be_in_time(application: SupportApplication, limits: ArrangementLimits) -> None:
    if application.cost_on is None:
        return
    last = months_after(application.cost_on, limits.months_to_apply)
    if application.applied_on > last:
        raise Refusal(
            _("It was applied for later than one month from the purchase or the alteration (385/2024, section 19)."),
            field="decision",
        )


def _must_keep_purchases(
    client: Client, application: SupportApplication, limits: ArrangementLimits, said: Mapping[str, Any]
) -> None:
    """The most is for a person, whatever the number of applications of one employer."""
    amount = said.get("amount_granted")
    if amount is None:
        raise Refusal(_("Say how much is granted."), field="amount_granted")
    before = SupportApplication.objects.filter(
        area_id=client.area_id,
        client=client,
        employer_name__iexact=application.employer_name,
        purpose__in=PURCHASES,
        decision__in=GRANTING,
        withdrawn_at__isnull=True,
    ).exclude(pk=application.pk)
    granted = before.aggregate(sum=Sum("amount_granted"))["sum"] or Decimal(0)
    if granted + amount > limits.purchase:
        raise Refusal(
            _("At most %(euros)s euros are granted for tools, furniture and alterations for one person"
              " (385/2024, section 9); %(before)s euros are granted already.")
            % {"euros": limits.purchase, "before": granted},
            field="amount_granted",
        )  # fmt: skip


def _must_keep_help(limits: ArrangementLimits, said: Mapping[str, Any]) -> None:
    hours, months, amount = (said.get(name) for name in ("hours_a_month", "months_granted", "amount_granted"))
    if hours is None:
        raise Refusal(_("Say how many hours a month are granted."), field="hours_a_month")
    if months is None:
        raise Refusal(_("Say for how many months it is granted."), field="months_granted")
    if hours > limits.hours_a_month:
        raise Refusal(
            _("Help of another worker is granted for at most %(count)s hours a month (385/2024, section 9).")
            % {"count": limits.hours_a_month},
            field="hours_a_month",
        )
    if months > limits.months:
        raise Refusal(
            _("Help of another worker is granted for at most %(count)s months (385/2024, section 9).")
            % {"count": limits.months},
            field="months_granted",
        )
    most = hours * months * limits.euros_an_hour
    if amount is not None and amount > most:
        raise Refusal(
            _("At %(pay)s euros an hour this help comes to at most %(euros)s euros (385/2024, section 9).")
            % {"pay": limits.euros_an_hour, "euros": most},
            field="amount_granted",
        )


def payment_due_on(application: SupportApplication) -> date | None:
    """The last day of applying for payment: of purchases from the decision or the purchase, of help from its end."""
    if application.decided_on is None:
        return None
    begins = max(application.decided_on, application.cost_on or application.period_to or application.decided_on)
    return months_after(begins, limits_on(application.decided_on).months_to_claim)


def _must_be_shared(application: SupportApplication, said: Mapping[str, Any]) -> None:
    """For a person who was employed before it was applied for, the employer pays a part."""
    work = application.employment
    if work is None or work.begun_on >= application.applied_on:
        return
    if SupportCheck.CONTRIBUTES not in (said.get("checks") or ()):
        raise Refusal(
            _("For a person already employed the employer must contribute to the costs (380/2023, section 98)."),
            field="checks",
        )


def _must_keep_subsidy(client: Client, application: SupportApplication, said: Mapping[str, Any]) -> None:
    ground = SubsidyGround(application.ground)
    rule = subsidy_rule(ground, said["decided_on"])
    _must_meet_conditions(rule, said)
    _must_be_old_enough(client, rule, said)
    if ground == SubsidyGround.REDUCED_MORE:
        _must_go_on(client, application, said)
    percent, monthly = said.get("percent_granted"), said.get("month_amount")
    if percent is not None and percent > rule.percent:
        raise Refusal(
            _("On this ground at most %(percent)s per cent is granted (380/2023, section %(section)s).")
            % {"percent": rule.percent, "section": rule.section},
            field="percent_granted",
        )
    if monthly is not None and monthly > rule.ceiling:
        raise Refusal(
            _("On this ground at most %(euros)s euros a month are granted (380/2023, section 94).")
            % {"euros": rule.ceiling},
            field="month_amount",
        )
    _must_keep_months(rule, said)


def _must_meet_conditions(rule: SubsidyRule, said: Mapping[str, Any]) -> None:
    held = set(said.get("checks") or ())
    for condition in rule.conditions:
        if condition not in held:
            raise Refusal(
                _("The ground asks for this (380/2023, section %(section)s): %(condition)s.")
                % {"section": rule.section, "condition": condition.label},
                field="checks",
            )


def _must_be_old_enough(client: Client, rule: SubsidyRule, said: Mapping[str, Any]) -> None:
    age = client.age_on(said.get("period_from") or said["decided_on"])
    if rule.least_age is not None and age is not None and age < rule.least_age:
        raise Refusal(
            _("The ground is for those who have turned %(age)s (380/2023, section %(section)s).")
            % {"age": rule.least_age, "section": rule.section},
            field="decision",
        )


def _must_go_on(client: Client, application: SupportApplication, said: Mapping[str, Any]) -> None:
    """An extension is applied for before the earlier subsidy ends, as far as that is on record; otherwise a condition.

    The earlier one is the granted application of the same employer, else the subsidy of the employment.
    """
    granted = SupportApplication.objects.filter(
        area_id=client.area_id,
        client=client,
        employer_name__iexact=application.employer_name,
        ground__in=[SubsidyGround.REDUCED, SubsidyGround.REDUCED_MORE],
        decision__in=GRANTING,
        withdrawn_at__isnull=True,
        applied_on__lte=application.applied_on,
    ).exclude(pk=application.pk)
    ended = granted.aggregate(last=Max("period_to"))["last"]
    if ended is None and application.employment is not None:
        ended = application.employment.subsidy_to
    in_time = application.applied_on <= ended if ended else SupportCheck.IN_TIME in (said.get("checks") or ())
    if not in_time:
        raise Refusal(
            _("An extension is applied for before the earlier subsidy ends (380/2023, section 87)."), field="decision"
        )


def _must_keep_months(rule: SubsidyRule, said: Mapping[str, Any]) -> None:
    most = rule.most_months
    if rule.longer_months and SupportCheck.ENOUGH_UNEMPLOYED not in (said.get("checks") or ()):
        most = rule.months
    if most is None:
        return
    months, since, until = (said.get(name) for name in ("months_granted", "period_from", "period_to"))
    too_long = since and until and until >= months_after(since, most)
    if (months is not None and months > most) or too_long:
        raise Refusal(
            _("On this ground it is granted for at most %(months)s months at a time (380/2023, section %(section)s).")
            % {"months": most, "section": rule.section},
            field="months_granted" if months is not None and months > most else "period_to",
        )
    amount = said.get("amount_granted")
    if amount is not None and amount > rule.ceiling * (months or most):
        raise Refusal(
            _("For %(months)s months at most %(euros)s euros are granted (380/2023, section 94).")
            % {"months": months or most, "euros": rule.ceiling * (months or most)},
            field="amount_granted",
        )
