"""What is asked of an exception from talks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.enums.deadlines import TALKS, ExceptionGround
from clients.forms.consents import day_field
from clients.forms.work_ability import several


class ExceptionForm(forms.Form):
    """Which talks are left out, why, and until when."""

    rules = several(_("Talks left out"), [(rule.value, rule.label) for rule in TALKS])
    ground = forms.ChoiceField(label=_("Ground (380/2023, section 33)"), choices=ExceptionGround.choices)
    note = forms.CharField(label=_("More on it"), max_length=500, required=False)
    since = day_field(label=_("From"))
    until = day_field(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate


class ExceptionEndForm(forms.Form):
    """The last day of an exception, earlier than was thought."""

    until = day_field(label=_("Last day"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate
