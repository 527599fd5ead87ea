"""What an employer fills in on the public pages: a wage to reckon with, and an interest to send."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality
from clients.enums.employment import SubsidyGround
from clients.services.employment import checked_business_id
from config.kernel.alphabet import alphabetical
from config.kernel.errors import Refusal
from config.kernel.models import name_field
from employers.enums.public import DeclineReason
from employers.enums.register import WITHOUT_BUSINESS_ID, EmployerClass
from employers.forms.days import day_field
from employers.selectors.service_package import GROUNDS

MOST_WAGE = 20_000
AHEAD = timedelta(days=730)
# A name or a phone number needs none of these; a letter's head is made of no line that somebody typed.
ONE_LINE = RegexValidator(r"^[^\r\n\0<>]*$", _("Leave out line breaks and angle brackets."))
PHONE = RegexValidator(r"^[0-9+() -]{5,30}$", _("A phone number has digits, spaces and a plus sign."))


def _euros(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=MOST_WAGE,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        **options,
    )


class ReckonForm(forms.Form):
    """For whom, what is paid, how much is worked, from when and for how long."""

    ground = forms.ChoiceField(label=_("Who is hired"))
    wage = _euros(_("Wage a month, euros"), help_text=_("Gross, for the hours that are worked."))
    side_costs = _euros(
        _("Costs beside the wage a month, euros"),
        required=False,
        help_text=_("Social insurance contributions and holiday pay. Empty: none."),
    )
    hours = forms.IntegerField(
        label=_("Hours, per cent of full time"), min_value=1, max_value=100, initial=100, widget=forms.NumberInput
    )
    begins_on = day_field(label=_("First day of work"))
    months = forms.IntegerField(label=_("For how many months"), min_value=1, max_value=36, initial=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(ground.value, words) for ground, words in GROUNDS.items()]  # type: ignore[attr-defined]
        self.fields["begins_on"].initial = timezone.localdate

    def clean_begins_on(self) -> Any:
        day, today = self.cleaned_data["begins_on"], timezone.localdate()
        if not today - AHEAD <= day <= today + AHEAD:
            raise forms.ValidationError(_("Check the year."))
        return day

    def wanted(self) -> dict[str, Any]:
        """What the reckoning is given."""
        data = self.cleaned_data
        return {
            "ground": SubsidyGround(data["ground"]),
            "wage": data["wage"],
            "side_costs": data["side_costs"] or Decimal(0),
            "hours": Decimal(data["hours"]),
            "begins_on": data["begins_on"],
            "months": data["months"],
        }


class InterestForm(forms.Form):
    """Who would like to be contacted. `website` is left empty by people; programs fill in whatever they find."""

    employer_name = forms.CharField(
        label=_("Name of the employer"), max_length=200, validators=[ONE_LINE], widget=forms.TextInput
    )
    business_id = forms.CharField(label=_("Business id"), max_length=20, help_text=_("For example 1234567-8"))
    municipality = forms.ModelChoiceField(
        label=_("Municipality of the workplace"), queryset=Municipality.objects.none(), empty_label=_("Choose")
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        validators=[ONE_LINE],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a link to this address; nothing is passed on before you confirm by it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone, if you like to be called"),
        max_length=30,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    message = forms.CharField(
        label=_("What would you like to talk about?"),
        help_text=_("Do not write about anybody's health or other private matters."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    mark = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Municipality.objects.filter(successor=None, valid_to=None, area__isnull=False)
        self.fields["municipality"].queryset = found.order_by(alphabetical(name_field()))  # type: ignore[attr-defined]

    def clean_business_id(self) -> str:
        try:
            return checked_business_id(self.cleaned_data["business_id"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None

    def clean_employer_name(self) -> str:
        name: str = self.cleaned_data["employer_name"].strip()
        if not name:
            raise forms.ValidationError(self.fields["employer_name"].error_messages["required"])
        return name


class QueueForm(forms.Form):
    """Filter and order of the queue."""

    stage = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, states: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """What kind of employer it is, where the register does not have it yet."""

    kind = forms.ChoiceField(
        label=_("Kind of employer"),
        choices=[(one.value, one.label) for one in EmployerClass if one not in WITHOUT_BUSINESS_ID],
        initial=EmployerClass.COMPANY,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    """Why nothing comes of it."""

    reason = forms.ChoiceField(label=_("Why"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
