"""The fields of demands of work: a number where the demand is measured, a word where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums.demands import DEMAND_MAXIMA, DEMAND_UNITS, Demand
from employers.demand_amounts import SAID
from employers.enums.jobs import Load

NAMES = tuple(f"demand_{demand.value}" for demand in SAID)
NOT_THERE = [("", pgettext_lazy("demand of a job", "Not there"))]


def demand_fields() -> dict[str, forms.Field]:
    """A field for every demand of a job; what is left empty is not there."""
    return {f"demand_{demand.value}": _field(demand) for demand in SAID}


def _field(demand: Demand) -> forms.Field:
    if demand not in DEMAND_UNITS:
        return forms.TypedChoiceField(
            label=demand.label, choices=[*NOT_THERE, *Load.choices], coerce=int, empty_value=None, required=False
        )
    return forms.DecimalField(
        label=_("%(demand)s, %(unit)s") % {"demand": demand.label, "unit": DEMAND_UNITS[demand].label},
        min_value=0,
        max_value=DEMAND_MAXIMA[demand],
        max_digits=5,
        decimal_places=1,
        required=False,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )


def demands_said(data: Mapping[str, Any]) -> dict[str, float | None]:
    """The demands as they were typed."""
    found = {demand.value: data.get(f"demand_{demand.value}") for demand in SAID}
    return {name: None if much is None else float(much) for name, much in found.items()}


def demands_initial(demands: Mapping[str, float]) -> dict[str, Any]:
    """What the fields start from."""
    return {f"demand_{name}": int(much) if much == int(much) else much for name, much in demands.items()}
