"""Feedback that a client tells by name."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.consents import day_field
from questionnaires.models import REFUSED, Question


class FeedbackForm(forms.Form):
    """The statements, each with its scale and that the client does not want to say."""

    given_on = day_field(label=gettext_lazy("Told on"))

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = timezone.localdate
        self.keys = [one.key for one in questions]
        for one in questions:
            choices = [*one.choices, (REFUSED, _("Does not want to say"))]
            field = forms.ChoiceField(label=one.text, help_text=one.help, choices=choices, widget=forms.RadioSelect)
            self.fields[one.key] = field

    def answers(self) -> dict[str, Any]:
        """The answers as they are kept: a number, or nothing of whom who does not want to say."""
        told = {key: self.cleaned_data[key] for key in self.keys}
        return {key: None if code == REFUSED else int(code) for key, code in told.items()}
