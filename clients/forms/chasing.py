"""What is asked of the chase list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.enums.chasing import ChaseKind, ChaseState
from clients.forms.consents import day_field
from clients.selectors.chase_list import ALL, MINE

EVERY = "all"


class ChaseFilter(forms.Form):
    """Whose, what, in what state, and of which period the numbers are."""

    whose = forms.ChoiceField(
        label=_("Whose"), choices=[(MINE, _("My clients")), (ALL, _("All I need to know"))], required=False
    )
    kind = forms.ChoiceField(label=_("What is missing"), choices=[("", _("All")), *ChaseKind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[*ChaseState.choices, (EVERY, _("All"))], required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    ended_from = day_field(label=_("Ended from (numbers)"), required=False)
    ended_to = day_field(label=_("Ended by (numbers)"), required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        units: Iterable[tuple[str, str]],
        programmes: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("All")), *units]  # type: ignore[attr-defined]
        self.fields["programme"].choices = [("", _("All")), *programmes]  # type: ignore[attr-defined]
