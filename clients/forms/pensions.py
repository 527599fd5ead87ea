"""What is asked of a pension's clarification and of the right benefit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.enums.pensions import DECISIONS, PensionGrant, PensionInsurer, PensionStage, RightBenefit
from clients.enums.work_ability import Occasion
from clients.forms.consents import day_field


class PensionNewForm(forms.Form):
    """The need of clarifying, and who would decide."""

    on = day_field(label=_("Need found on"))
    insurer = forms.ChoiceField(
        label=_("Who decides"), choices=[("", _("Not known")), *PensionInsurer.choices], required=False
    )
    insurer_name = forms.CharField(label=_("Name of the insurer"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class PensionStepForm(forms.Form):
    """A step and its day; of a decision also what it was. The button says which step."""

    on = day_field(label=_("Day of the step"))
    granted = forms.ChoiceField(
        label=_("What was granted"), choices=[("", _("Choose")), *PensionGrant.choices], required=False
    )
    granted_until = day_field(label=_("Granted until"), required=False, help_text=_("Empty: until further notice."))
    informed_on = day_field(
        label=_("The client was told on"),
        required=False,
        help_text=_("The time for appeal runs from this. Empty: the seventh day after the decision."),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    to = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stages: tuple[PensionStage, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        if PensionStage.GRANTED not in stages:
            del self.fields["granted"], self.fields["granted_until"]
        if not set(DECISIONS) & set(stages):
            del self.fields["informed_on"]


class BenefitCheckForm(forms.Form):
    """Whether the client gets the right benefit."""

    checked_on = day_field(label=_("Checked on"))
    occasion = forms.ChoiceField(label=_("At what point"), choices=Occasion.choices, widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Does the client get the right benefit?"), choices=RightBenefit.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Which benefit would be right"), max_length=300, required=False, help_text=_("Needed when it is not.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].initial = timezone.localdate
