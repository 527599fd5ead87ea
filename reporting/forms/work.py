"""What may be chosen on the page of client work, and which of its numbers is opened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Unit
from reporting.enums import PeriodKind
from reporting.forms.filters import DateField


class WorkForm(forms.Form):
    """Area, theme, period, breakdown, unit and dates; everything may be left out."""

    area = forms.TypedChoiceField(label=_("Area"), coerce=int, empty_value=None, required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    by = forms.ChoiceField(label=_("Broken down by"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )
    starts = DateField(label=_("From"))
    ends = DateField(label=_("To"))
    as_of = DateField(label=_("Referrals to services as of"))

    def __init__(self, *args: Any, areas: list[Area], units: Any, breakdowns: Any, themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All your areas"))] if len(areas) > 1 else []
        self.fields["area"].choices = [*everything, *((one.pk, one.name) for one in areas)]  # type: ignore[attr-defined]
        periods = [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR]
        self.fields["period"].choices = [(one.value, one.label) for one in periods]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", _("All")), *themes]  # type: ignore[attr-defined]
        self.fields["by"].choices = breakdowns  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The end cannot come before the start."))
        return cleaned


class WorkRowsForm(forms.Form):
    """The number whose rows are shown."""

    indicator = forms.CharField(max_length=10)
    part = forms.CharField(max_length=20, required=False)
    period = forms.CharField(max_length=10, required=False)
    by = forms.CharField(max_length=20, required=False)
    category = forms.CharField(max_length=80, required=False)
    klass = forms.CharField(max_length=80, required=False)
    unit = forms.UUIDField(required=False)
    area = forms.IntegerField(required=False)
    until = DateField(label=_("As of"))
