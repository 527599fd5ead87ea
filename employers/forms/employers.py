"""What is asked of an employer and of an establishment, and by what the list is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality
from clients.enums.employment import Industry
from config.kernel.alphabet import alphabetical
from config.kernel.models import name_field
from employers.enums.register import EmployerClass, IntermediaryRole, SizeClass

NOT_SAID = [("", _("Not said"))]


def municipality_field(label: Any) -> forms.ModelChoiceField:
    """A municipality that there is now."""
    return forms.ModelChoiceField(label=label, queryset=Municipality.objects.none(), empty_label=_("Choose"))


def offer_municipalities(field: Any) -> None:
    """The field offers the municipalities in the order of their names in the reader's language."""
    field.queryset = Municipality.objects.filter(successor=None).order_by(alphabetical(name_field()))


class EmployersFilter(forms.Form):
    text = forms.CharField(label=_("Name or business id"), max_length=200, required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)


class EmployerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    business_id = forms.CharField(
        label=_("Business id"),
        help_text=_("Seven digits, a hyphen and a check digit. A household has none."),
        max_length=20,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Class"), choices=EmployerClass.choices)
    size = forms.ChoiceField(label=_("People employed"), choices=[*NOT_SAID, *SizeClass.choices], required=False)
    industry = forms.ChoiceField(label=_("Industry"), choices=[*NOT_SAID, *Industry.choices], required=False)
    intermediary = forms.ChoiceField(
        label=_("Mediates work as"), choices=[*NOT_SAID, *IntermediaryRole.choices], required=False
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")


class EmployerNewForm(EmployerForm):
    municipality = municipality_field(_("Municipality of the first establishment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_municipalities(self.fields["municipality"])


class EmployerChangeForm(EmployerForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class EstablishmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    municipality = municipality_field(_("Municipality"))
    street_address = forms.CharField(label=_("Street address"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    number = forms.CharField(label=_("The employer’s own number or sign"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_municipalities(self.fields["municipality"])


class EstablishmentChangeForm(EstablishmentForm):
    is_closed = forms.BooleanField(label=_("The establishment has closed"), required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
