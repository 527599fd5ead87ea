"""The form of a profile: every demand of work on one page, a row of choices each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.enums.demands import DEMAND_UNITS, Ability, Adjustment, Demand, DemandSource
from clients.forms.consents import day_field
from clients.models import DemandProfile
from clients.services.demands import Assessed


@dataclass(frozen=True, kw_only=True)
class DemandRow:
    """The fields of one demand, for the page; the details open by themselves when something is written there."""

    demand: Demand
    ability: BoundField
    limit: BoundField | None
    adjustments: BoundField
    is_strength: BoundField
    source: BoundField
    note: BoundField

    @property
    def details(self) -> tuple[BoundField, ...]:
        return (self.adjustments, self.is_strength, self.source, self.note)

    @property
    def is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.details)


class DemandProfileForm(forms.Form):
    """How the client meets each demand of work; what is left alone is not known."""

    assessed_on = day_field(label=_("Day"))
    source = forms.ChoiceField(
        label=_("From whom this is known"),
        help_text=_("A demand may name another source in its details."),
        choices=DemandSource.choices,
        initial=DemandSource.COORDINATOR,
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("About work, never about illness."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    latest = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessed_on"].initial = timezone.localdate
        for demand in Demand:
            self.fields.update(_fields_of(demand))

    def rows(self) -> Iterator[DemandRow]:
        """The demands in their order."""
        for demand in Demand:
            name = demand.value
            yield DemandRow(
                demand=demand,
                ability=self[f"{name}_ability"],
                limit=self[f"{name}_limit"] if demand in DEMAND_UNITS else None,
                adjustments=self[f"{name}_adjustments"],
                is_strength=self[f"{name}_strength"],
                source=self[f"{name}_source"],
                note=self[f"{name}_note"],
            )

    def assessed(self) -> list[Assessed]:
        """What was told, demand by demand. A number alone says that there is a limit, an adjustment alone itself."""
        return [one for demand in Demand if (one := self._assessed(demand)) is not None]

    def _assessed(self, demand: Demand) -> Assessed | None:
        data = self.cleaned_data
        name = demand.value
        ability = Ability(data[f"{name}_ability"] or Ability.UNKNOWN)
        limit, adjustments = data.get(f"{name}_limit"), data[f"{name}_adjustments"]
        if ability == Ability.UNKNOWN and limit is not None:
            ability = Ability.LIMITED
        elif ability == Ability.UNKNOWN and adjustments:
            ability = Ability.ADJUSTED
        said = data[f"{name}_strength"] or data[f"{name}_note"]
        if ability == Ability.UNKNOWN and not said:
            return None
        return Assessed(
            demand=demand,
            ability=ability,
            source=DemandSource(data[f"{name}_source"] or data["source"]),
            limit=limit,
            is_strength=data[f"{name}_strength"],
            adjustments=[Adjustment(code) for code in adjustments],
            note=data[f"{name}_note"],
        )


def _fields_of(demand: Demand) -> dict[str, forms.Field]:
    name = demand.value
    fields: dict[str, forms.Field] = {
        f"{name}_ability": forms.ChoiceField(
            label=demand.label,
            choices=Ability.choices,
            initial=Ability.UNKNOWN,
            required=False,
            widget=forms.RadioSelect,
        )
    }
    if demand in DEMAND_UNITS:
        fields[f"{name}_limit"] = forms.DecimalField(
            label=_("At most, %(unit)s") % {"unit": DEMAND_UNITS[demand].label},
            min_value=0,
            max_digits=5,
            decimal_places=1,
            required=False,
            widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
        )
    fields |= {
        f"{name}_adjustments": forms.MultipleChoiceField(
            label=_("With which adjustment"),
            choices=Adjustment.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        f"{name}_strength": forms.BooleanField(label=_("A strength of the client"), required=False),
        f"{name}_source": forms.ChoiceField(
            label=_("From whom this is known"), choices=[("", _("As above")), *DemandSource.choices], required=False
        ),
        f"{name}_note": forms.CharField(label=_("Note"), max_length=300, required=False),
    }
    return fields


def initial_of(profile: DemandProfile | None) -> dict[str, Any]:
    """What a new profile starts from: the one that holds now, its usual source at the top."""
    if profile is None:
        return {}
    demands = list(profile.demands.all())
    usual = Counter(one.source for one in demands).most_common(1)
    source = usual[0][0] if usual else DemandSource.COORDINATOR
    found: dict[str, Any] = {"latest": profile.pk, "summary": profile.summary, "source": source}
    for one in demands:
        found |= {
            f"{one.demand}_ability": one.ability,
            f"{one.demand}_limit": one.limit_text or None,
            f"{one.demand}_adjustments": one.adjustments,
            f"{one.demand}_strength": one.is_strength,
            f"{one.demand}_source": "" if one.source == source else one.source,
            f"{one.demand}_note": one.note,
        }
    return found
