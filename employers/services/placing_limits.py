"""Whether what is agreed on keeps within the law; each refusal names its section."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from clients.models import Client
from clients.selectors.cells import day_text
from config.kernel.errors import Refusal
from employers.enums.placements import Rung
from employers.models import PlacementContract
from employers.placement_rules import (
    ACTIVITY,
    TRY_OUT,
    Agreed,
    last_day_of_months,
    last_try_out_day,
    most_days_in_a_year,
)


def must_keep_limits(
    client: Client, rung: Rung, *, begun_on: date, ends_on: date, hours_a_day: Decimal, days_a_week: int
) -> None:
    """Refused when a limit is passed, at the field that passes it."""
    new = Agreed(begun_on=begun_on, ends_on=ends_on, hours_a_day=hours_a_day, days_a_week=days_a_week)
    earlier = _earlier(client, rung)
    if rung == Rung.TRY_OUT:
        _try_out(new, earlier)
    else:
        _activity(new, earlier)


def _earlier(client: Client, rung: Rung) -> list[Agreed]:
    """What was agreed on before, each until it ended in fact."""
    found = PlacementContract.objects.filter(client=client, placement__rung=rung)
    agreed = []
    for one in found.select_related("placement__service_period"):
        last = one.placement.last_on or one.ends_on
        agreed.append(
            Agreed(
                begun_on=one.placement.first_on,
                ends_on=last,
                hours_a_day=one.hours_a_day,
                days_a_week=one.days_a_week,
            )
        )
    return agreed


def _try_out(new: Agreed, earlier: list[Agreed]) -> None:
    if not TRY_OUT.least_hours <= new.hours_a_day <= TRY_OUT.most_hours:
        raise Refusal(
            _("A work try-out is %(least)s–%(most)s hours a day (380/2023, section 57).")
            % {"least": TRY_OUT.least_hours, "most": TRY_OUT.most_hours},
            field="hours_a_day",
        )
    if not 1 <= new.days_a_week <= TRY_OUT.most_days:
        raise Refusal(
            _("A work try-out is at most %(most)s days a week (380/2023, section 57).") % {"most": TRY_OUT.most_days},
            field="days_a_week",
        )
    last = last_try_out_day(new.begun_on, earlier)
    if new.ends_on > last:
        raise Refusal(
            _("Work try-outs last at most six months in all (380/2023, section 57): this one may end on %(day)s.")
            % {"day": day_text(last)}
            if last >= new.begun_on
            else _("The six months of work try-outs are used up (380/2023, section 57)."),
            field="ends_on",
        )


def _activity(new: Agreed, earlier: list[Agreed]) -> None:
    if new.hours_a_day < ACTIVITY.least_hours:
        raise Refusal(
            _("Rehabilitative work is at least %(least)s hours a day (189/2001, section 14).")
            % {"least": ACTIVITY.least_hours},
            field="hours_a_day",
        )
    if not ACTIVITY.least_days <= new.days_a_week <= ACTIVITY.most_days:
        raise Refusal(
            _("Rehabilitative work is on %(least)s–%(most)s days a week (189/2001, section 14).")
            % {"least": ACTIVITY.least_days, "most": ACTIVITY.most_days},
            field="days_a_week",
        )
    if new.ends_on < last_day_of_months(new.begun_on, ACTIVITY.least_months):
        raise Refusal(
            _("Rehabilitative work lasts at least three months at a time (189/2001, section 13)."), field="ends_on"
        )
    if new.ends_on > last_day_of_months(new.begun_on, ACTIVITY.most_months):
        raise Refusal(
            _("Rehabilitative work lasts at most 24 months at a time (189/2001, section 13)."), field="ends_on"
        )
    if most_days_in_a_year(new, earlier) > ACTIVITY.most_days_a_year:
        raise Refusal(
            _("Rehabilitative work is on at most %(most)s days in twelve months (189/2001, section 14).")
            % {"most": ACTIVITY.most_days_a_year},
            field="days_a_week",
        )
