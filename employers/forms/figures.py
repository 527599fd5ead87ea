"""Of which period, and by what places, figures are shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.consents import day_field
from employers.selectors.figures import BY


class PeriodForm(forms.Form):
    since = day_field(label=gettext_lazy("From"))
    until = day_field(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is not before the first."))
        return data


class PlacesForm(forms.Form):
    by = forms.ChoiceField(label=gettext_lazy("By"), choices=BY)
