"""What may be chosen on the pages of imports."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Area
from clients.enums import ImportState
from network.models import Programme, ProgrammeArea

MAX_MEGABYTES = 50
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024


class ImportForm(forms.Form):
    """A file, and where it goes."""

    programme = forms.ModelChoiceField(label=gettext_lazy("Programme"), queryset=Programme.objects.none())
    area = forms.ModelChoiceField(label=gettext_lazy("Area"), queryset=Area.objects.none())
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV (UTF-8, comma or semicolon) or an XLSX workbook, with a header row; "
            "at most 50 megabytes and 200,000 rows."
        ),
        error_messages={"empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    create_units = forms.BooleanField(
        label=gettext_lazy("Create the offices and teams that the area does not have yet"), required=False
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        for name, choices in (("area", areas), ("programme", programmes)):
            if len(only := list(choices[:2])) == 1:
                self.fields[name].initial = only[0]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(maximum)s megabytes.") % {"maximum": MAX_MEGABYTES}
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        programme, area = cleaned.get("programme"), cleaned.get("area")
        if programme and area and not ProgrammeArea.objects.filter(programme=programme, area=area).exists():
            self.add_error("area", _("The area does not take part in the programme."))
        return cleaned


class BatchesForm(forms.Form):
    """Filter and order of the list of imports; everything may be left out."""

    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    name = forms.CharField(label=gettext_lazy("File name contains"), required=False, max_length=200)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("All")), *ImportState.choices]  # type: ignore[attr-defined]


class ProblemsForm(forms.Form):
    """Filter of the errors of one import."""

    code = forms.ChoiceField(label=gettext_lazy("Code"), required=False)
    column = forms.ChoiceField(label=gettext_lazy("Column"), required=False)

    def __init__(self, *args: Any, codes: list[str], columns: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in (("code", codes), ("column", columns)):
            self.fields[name].choices = [("", _("All")), *((value, value) for value in values)]  # type: ignore[attr-defined]
