"""What is filled in of a programme. The form lists its fields; whatever else is sent is not read."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Area
from accounts.selectors.record_history import WORDS
from network.models import Programme
from network.services.programmes import TEXTS


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class ProgrammeForm(forms.ModelForm):
    starts_on = DayField(label=WORDS["starts_on"])
    ends_on = DayField(label=WORDS["ends_on"])
    areas = forms.ModelMultipleChoiceField(
        label=_("Areas of yours that take part"),
        queryset=Area.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Programme
        fields = ("code", *TEXTS)
        labels = {name: WORDS[name] for name in ("code", *TEXTS)}

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]

    def _save_m2m(self) -> None:
        """Never: the service writes."""


class ProgrammeChangeForm(ProgrammeForm):
    field_order = ("version",)

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    class Meta(ProgrammeForm.Meta):
        fields = TEXTS  # type: ignore[assignment]  # the code stays
