"""How much of each demand of work a job has: what may be said, and what several tasks of work come to together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from clients.enums.demands import DEMAND_MAXIMA, DEMAND_UNITS, Demand
from config.kernel.errors import Refusal
from employers.enums.jobs import Load

# The way to work and the hours a week are said by the place and the hours of the vacancy.
SAID_OTHERWISE = frozenset({Demand.TRAVEL, Demand.HOURS_WEEK})
SAID = tuple(demand for demand in Demand if demand not in SAID_OTHERWISE)


def checked_demands(demands: Mapping[str, float | None]) -> dict[str, float]:
    """The demands that are there, in the order of the vocabulary; refused when one is not believable."""
    if unknown := set(demands) - {demand.value for demand in SAID}:
        raise Refusal(_("This is no demand of a job: %(codes)s.") % {"codes": ", ".join(sorted(unknown))})
    kept = {demand: demands.get(demand.value) for demand in SAID}
    return {demand.value: _believable(demand, much) for demand, much in kept.items() if much}


def _believable(demand: Demand, much: float) -> float:
    if demand in DEMAND_UNITS:
        fits, most = 0 < much <= DEMAND_MAXIMA[demand], DEMAND_MAXIMA[demand]
    else:
        fits, most = much in Load.values, max(Load.values)
    if not fits:
        words = {"demand": demand.label, "maximum": most}
        raise Refusal(_("%(demand)s: the number is from 0 to %(maximum)s.") % words, field=f"demand_{demand}")
    return float(much)


def highest(found: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Of each demand the most that any of the tasks has."""
    most: dict[str, float] = {}
    for demands in found:
        for demand, much in demands.items():
            most[demand] = max(much, most.get(demand, 0))
    return {demand.value: most[demand.value] for demand in Demand if demand.value in most}
