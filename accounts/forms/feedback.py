"""What anybody may write about accessibility, and what those who answer write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import FeedbackKind, FeedbackOutcome


class FeedbackForm(forms.Form):
    """Feedback of anybody."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=FeedbackKind.choices, widget=forms.RadioSelect)
    about = forms.CharField(label=_("Page or content"), max_length=200, required=False)
    text = forms.CharField(
        label=_("What is wrong, or what do you need?"),
        help_text=_("Do not write about your health or other private matters; they are not needed."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    email = forms.EmailField(
        label=_("E-mail, if you want word of the answer"),
        help_text=_(
            "Kept encrypted and deleted 30 days after the answer. Without it, keep the address of the receipt."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class QueueForm(forms.Form):
    """Filter and order of the queue."""

    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, states: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *states.items()]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer, or the reasons of a refusal."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=FeedbackOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("A refusal is a written certificate: say the reasons, and how the sender may go on."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ExtensionForm(forms.Form):
    """Two weeks more, and why."""

    reason = forms.CharField(
        label=_("Why it takes longer"), help_text=_("Only for large content, and only once."), max_length=500
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
