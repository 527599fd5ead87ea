"""What is filled in of a partner and of a service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import PartnerType, ServiceCode
from network.forms.programmes import DayField
from network.models.partners import LANGUAGES

CHOOSE = [("", _("Choose"))]


class PartnerForm(forms.Form):
    area = forms.TypedChoiceField(label=_("Area"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind"), choices=[*CHOOSE, *PartnerType.choices])
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("Functional e-mail"),
        help_text=_("Links to answer referrals by are sent here. An address of a team, not of one person."),
        max_length=254,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=LANGUAGES)
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to"))

    def __init__(self, *args: Any, areas: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class PartnerChangeForm(PartnerForm):
    field_order = ("version",)

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, areas=[], **kwargs)
        del self.fields["area"]


class ServiceForm(forms.Form):
    code = forms.ChoiceField(label=_("Kind of service"), choices=[*CHOOSE, *ServiceCode.choices])
    name = forms.CharField(label=_("Name"), max_length=200)
    is_procured = forms.BooleanField(
        label=_("Procured: given for the authority by contract (380/2023, section 116)"), required=False
    )
    is_for_employers = forms.BooleanField(
        label=_("Shown to employers on the public pages, with the partner's name"), required=False
    )
    capacity = forms.IntegerField(label=_("Capacity, clients at once"), min_value=0, max_value=100_000, required=False)
    referral_target = forms.IntegerField(
        label=_("Target of referrals in the contract period"), min_value=0, max_value=1_000_000, required=False
    )
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to"))


class ServiceChangeForm(ServiceForm):
    field_order = ("version",)

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
