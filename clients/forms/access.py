"""What may be chosen and written on the pages of clients, their relations and exceptional access."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums import GlassVerdict, RelationKind


class RelationForm(forms.Form):
    """Who gets which relation to the client, and until when."""

    kind = forms.ChoiceField(label=gettext_lazy("Relation"), choices=RelationKind.choices)
    person = forms.ChoiceField(label=gettext_lazy("Person"))
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("May be left empty. Responsibility has no last day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]


class NonDisclosureForm(forms.Form):
    """Why contacts are put under non-disclosure, or no longer are."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("At least 10 characters. The reason is kept in the history of the client."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=10,
        max_length=500,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class GlassForm(forms.Form):
    """Why a client beyond one's need to know is opened."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("At least 20 characters: why the work cannot wait for those responsible."),
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=20,
        max_length=2000,
    )


class GlassesForm(forms.Form):
    """Filter and order of the list of exceptional accesses."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Waiting for review")),
            ("overdue", _("Overdue")),
            ("reviewed", _("Reviewed")),
            ("all", _("All")),
        ]


class ReviewForm(forms.Form):
    """A supervisor's judgement of an exceptional access."""

    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=GlassVerdict.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("Needed unless the access was justified."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
