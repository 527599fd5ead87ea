"""What is filled in of a target."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.selectors.record_history import WORDS
from reporting.indicators import CATALOGUE
from reporting.models import Target
from reporting.services.targets import TEXTS


class TargetForm(forms.ModelForm):
    indicator = forms.ChoiceField(label=WORDS["indicator"])
    period = forms.RegexField(
        label=WORDS["period"],
        regex=r"^(all|\d{4})$",
        initial="all",
        help_text=_("A year such as 2026, or “all” for the whole programme."),
    )
    decided_on = forms.DateField(
        label=WORDS["decided_on"],
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Target
        fields = TEXTS
        labels = {name: WORDS[name] for name in TEXTS}
        help_texts = {"source": _("The document that sets it, with its page.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, f"{code} {one.name}") for code, one in CATALOGUE.items()]
        self.fields["indicator"].choices = names  # type: ignore[attr-defined]


class TargetChangeForm(TargetForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
