"""What may be chosen on the pages of figures and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from reporting.enums import Breakdown, PeriodKind


class DateField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class ValuesForm(forms.Form):
    """Period, breakdown, unit and dates of a table of figures; everything may be left out."""

    period = forms.ChoiceField(label=_("Period"), choices=PeriodKind.choices, required=False)
    by = forms.ChoiceField(label=_("Broken down by"), choices=Breakdown.choices, required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )
    starts = DateField(label=_("From"))
    ends = DateField(label=_("To"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The end cannot come before the start."))
        cleaned["period"] = cleaned.get("period") or PeriodKind.ALL
        return cleaned


class PeopleForm(forms.Form):
    """The cell whose people are shown, and how they are filtered and sorted."""

    KEPT = ("indicator", "part", "period", "by", "category", "class", "unit")
    SORTS = ("reference", "started", "ended", "unit", "start_status", "end_status")

    reference = forms.CharField(label=_("Reference contains"), max_length=64, required=False)
    end_status = forms.ChoiceField(label=_("Status at the end"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, statuses: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end_status"].choices = [("", _("All")), *statuses, ("none", _("No end form"))]  # type: ignore[attr-defined]
        for name in self.KEPT:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)

    def clean_sort(self) -> str:
        chosen: str = self.cleaned_data["sort"]
        return chosen if chosen.removeprefix("-") in self.SORTS else "started"
