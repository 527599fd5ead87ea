"""Naming an employer of the register in a form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from config.kernel.errors import Refusal
from employers.models import Employer, Establishment
from employers.selectors.picking import establishment_for, establishments_of, picked_employer


class EmployerField(forms.CharField):
    """An employer by business id or name; cleans to the employer."""

    def __init__(self, **options: Any) -> None:
        given = {
            "label": _("Employer"),
            "help_text": _("The business id, or the beginning of the name."),
            "max_length": 200,
            "widget": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        super().__init__(**{**given, **options})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return picked_employer(text)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None


class OfEmployerForm(forms.Form):
    """A form about an employer: the one given, whose establishments may be chosen, or one that is named here."""

    employer = EmployerField()
    establishment = forms.TypedChoiceField(label=_("Establishment"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, employer: Employer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_employer = employer
        if employer is None:
            del self.fields["establishment"]
        else:
            del self.fields["employer"]
            choices = [("", _("Not said")), *establishments_of(employer)]
            self.fields["establishment"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_employer(self) -> Employer:
        """The employer given, or the one named."""
        chosen: Employer = self.of_employer or self.cleaned_data["employer"]
        return chosen

    @property
    def chosen_establishment(self) -> Establishment | None:
        """The establishment chosen, if any."""
        chosen = self.cleaned_data.get("establishment")
        return establishment_for(self.chosen_employer, establishment_id=chosen) if chosen else None
