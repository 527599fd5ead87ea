"""Putting a kind of tasks on or off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.enums.contacts import OFF_BY_DEFAULT, TaskKind


class TaskSetForm(forms.Form):
    """Of which area and kind, on or off, and why."""

    area = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in sorted(OFF_BY_DEFAULT)], coerce=TaskKind, widget=forms.HiddenInput
    )
    is_on = forms.TypedChoiceField(
        choices=[("1", _("yes")), ("0", _("no"))], coerce=lambda code: code == "1", widget=forms.HiddenInput
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("It stays in the history of the setting."))
