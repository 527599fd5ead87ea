"""What may be chosen of the reading log and of anomalies."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors.anomalies import ORDERS, RULES, STATES
from accounts.selectors.reading import EVENTS, SURFACES

USUAL_PERIOD = timedelta(days=30)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 1, 1)
ALL = ("", gettext_lazy("All"))


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def person_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=gettext_lazy("Person"), queryset=User.objects.none(), required=False, empty_label=gettext_lazy("All")
    )


class LogForm(forms.Form):
    """A part of the log; without days the last month."""

    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("To"))
    person = person_field()
    event = forms.ChoiceField(label=gettext_lazy("What happened"), choices=[ALL, *EVENTS], required=False)
    surface = forms.ChoiceField(label=gettext_lazy("Through what"), choices=[ALL, *SURFACES], required=False)
    client = forms.UUIDField(
        label=gettext_lazy("Client's key"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sort = forms.ChoiceField(choices=[("-at", ""), ("at", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        until = cleaned["until"] = cleaned.get("until") or timezone.localdate()
        since = cleaned["since"] = cleaned.get("since") or until - USUAL_PERIOD
        if since > until:
            raise forms.ValidationError(_("The period ends before it begins."))
        if not FIRST_DAY <= since <= until <= LAST_DAY:
            raise forms.ValidationError(_("The day is too far away."))
        return cleaned


class AnomaliesForm(forms.Form):
    """Which anomalies, in which order."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[ALL, *STATES], required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Rule"), choices=[ALL, *RULES], required=False)
    person = person_field()
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("To"))
    sort = forms.ChoiceField(
        choices=[(name, "") for order in ORDERS for name in (order, f"-{order}")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AnomalyForm(forms.Form):
    """What was found out."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("What you found out and decided. Name no client."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
