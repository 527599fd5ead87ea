"""What is asked of a lead, of a step of it, and of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.enums.employment import Occupation
from employers.enums.jobs import LeadDrop, LeadState
from employers.forms.picking import OfEmployerForm
from employers.forms.vacancies import ALL, NOT_SAID, day_field
from employers.models import Lead
from employers.selectors.leads import EVERY

SORTS = [(sign + name, name) for name in ("found", "employer", "state") for sign in ("", "-")]


class LeadForm(OfEmployerForm):
    """A hidden job: where, what, and when it was heard of."""

    text = forms.CharField(
        label=_("What the work is"),
        help_text=_("About the work. Nothing of any client."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    found_on = day_field(_("Heard of on"), required=True)
    occupation = forms.ChoiceField(label=_("Occupation"), choices=[*NOT_SAID, *Occupation.choices], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["found_on"].initial = timezone.localdate

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        names = ("text", "found_on", "occupation")
        return {name: self.cleaned_data[name] for name in names} | {"establishment": self.chosen_establishment}


def initial_of(lead: Lead) -> dict[str, Any]:
    """What the form of changes starts from."""
    return {
        "establishment": lead.establishment_id or "",
        "text": lead.text,
        "found_on": lead.found_on,
        "occupation": lead.occupation,
        "version": lead.version,
    }


class LeadStepForm(forms.Form):
    """What has come of the lead; dropping says why."""

    to = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why it was dropped"), choices=[("", _("Not dropped")), *LeadDrop.choices], required=False
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lead: Lead, steps: list[LeadState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.value, one.label) for one in steps]  # type: ignore[attr-defined]
        self.fields["version"].initial = lead.version


class LeadsFilter(forms.Form):
    """Which leads the list shows."""

    text = forms.CharField(label=_("Work or employer contains"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[*LeadState.choices, (EVERY, _("All"))], required=False)
    occupation = forms.ChoiceField(label=_("Occupation"), choices=[*ALL, *Occupation.choices], required=False)
    sort = forms.ChoiceField(choices=SORTS, required=False, widget=forms.HiddenInput)
