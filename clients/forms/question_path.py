"""What is asked around the questions of a path: by which version, how, and how it ends."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums.keywords import KeywordKind
from clients.enums.question_path import PathManner
from clients.forms.consents import day_field
from questionnaires.enums import Outcome


class PathStartForm(forms.Form):
    """Which path is walked, and who answers."""

    question_set_version = forms.ChoiceField(label=gettext_lazy("Question path"), widget=forms.RadioSelect)
    manner = forms.ChoiceField(label=gettext_lazy("How"), choices=PathManner.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question_set_version"].choices = versions  # type: ignore[attr-defined]
        if versions:
            self.fields["question_set_version"].initial = versions[0][0]
        self.fields["manner"].initial = PathManner.INTERVIEW


class PathEndForm(forms.Form):
    """The outcome as recommended or otherwise, the next step, and whether the keyword is set."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    override_reason = forms.CharField(
        label=gettext_lazy("Why not as recommended"),
        help_text=gettext_lazy("Needed only when the outcome is another one."),
        max_length=500,
        required=False,
    )
    next_step = forms.CharField(
        label=gettext_lazy("Next step"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    set_keyword = forms.BooleanField(label=gettext_lazy("Set the keyword Täsmätyö"), required=False)
    on = day_field(label=gettext_lazy("Answered on"))

    def __init__(self, *args: Any, recommended: str, has_keyword: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recommended = recommended
        self.fields["on"].initial = timezone.localdate
        if has_keyword:
            del self.fields["set_keyword"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") not in {None, self.recommended} and not cleaned.get("override_reason"):
            self.add_error("override_reason", _("Say why the outcome is not the recommended one."))
        if cleaned.get("outcome") == self.recommended:
            cleaned["override_reason"] = ""
        return cleaned

    @property
    def keyword(self) -> KeywordKind | None:
        """The keyword to set, or none."""
        return KeywordKind.TASMATYO if self.cleaned_data.get("set_keyword") else None
