"""What is asked on the pages of duplicates and merges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums.merging import MatchStrength, PairState
from clients.selectors.merging import ABSORBED, KEPT, Difference

ALL = gettext_lazy("All")
FIRST, SECOND = "first", "second"


class DuplicatesFilter(forms.Form):
    """Which pairs the list shows."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(state.value, state.label) for state in (PairState.OPEN, PairState.NOT_DUPLICATE)],
        required=False,
    )
    strength = forms.ChoiceField(
        label=gettext_lazy("How sure"), choices=[("", ALL), *MatchStrength.choices], required=False
    )
    sort = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)


class PartForm(forms.Form):
    """The two are not the same person."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UndoForm(PartForm):
    """The merge is undone."""


class MergeForm(forms.Form):
    """Whose value is right, field by field; and who stays responsible where both have somebody."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    absorbed_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, differences: list[Difference], responsible: tuple[str, str] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = [one.name for one in differences]
        for one in differences:
            self.fields[one.name] = _choice(one.label, one.kept, one.absorbed, preset=one.preset)
        if responsible is not None:
            self.names.append("responsible")
            self.fields["responsible"] = _choice(_("Who stays responsible"), *responsible, preset=KEPT)

    @property
    def choices(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def versions(self) -> tuple[int, int]:
        return self.cleaned_data["kept_version"], self.cleaned_data["absorbed_version"]

    @property
    def chosen_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]


def _choice(label: str, kept: str, absorbed: str, *, preset: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(KEPT, kept), (ABSORBED, absorbed)],
        widget=forms.RadioSelect,
        initial=preset or None,
        error_messages={"required": _("Choose which value is right.")},
    )
