"""What is asked of keywords, diagnosis marks and the status of work ability, and of the list of the target group."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.enums import DiagnosisChapter
from clients.enums.keywords import AbilityStatus, DiagnosisSource, KeywordKind, TargetBasis
from clients.forms.consents import day_field

DAYS, MISTAKEN, OVER = "days", "mistaken", "over"


def reason_field(**options: Any) -> forms.CharField:
    """Why, in a sentence or two."""
    return forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **options)


class KeywordForm(forms.Form):
    """A keyword to be set."""

    kind = forms.ChoiceField(label=_("Keyword"), choices=KeywordKind.choices, widget=forms.RadioSelect)
    on = day_field(label=_("In force from"), initial=timezone.localdate)
    reason = reason_field(help_text=_("Why the client is marked. No diagnosis is needed, and none is written here."))


class KeywordEndForm(forms.Form):
    """A keyword to be ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(
        label=_("No longer in force from"), initial=timezone.localdate, help_text=_("The keyword stays in the history.")
    )
    reason = reason_field()


class KeywordCorrectForm(forms.Form):
    """What was wrong with a keyword."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    wrong = forms.ChoiceField(
        label=_("What is wrong"),
        choices=[(DAYS, _("The days")), (MISTAKEN, _("It was set in error, and never held"))],
        widget=forms.RadioSelect,
    )
    on = day_field(label=_("In force from"), required=False)
    until = day_field(label=_("No longer in force from"), required=False)
    reason = reason_field(help_text=_("Why it is corrected. What was recorded before stays in the history."))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("wrong") == DAYS and not found.get("on") and "on" not in self.errors:
            self.add_error("on", _("Give the day."))
        return found


class StatusForm(forms.Form):
    """The next status; only the steps that can be taken are offered."""

    after = forms.UUIDField(widget=forms.HiddenInput, required=False)
    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    since = day_field(label=_("Since"), initial=timezone.localdate)
    expected_until = day_field(
        label=_("Expected to be over by"),
        required=False,
        help_text=_("Only when it is temporary. Empty: not known to be temporary."),
    )
    reason = reason_field(required=False, help_text=_("What it is based on, without diagnoses. Optional."))

    def __init__(self, *args: Any, steps: Iterable[AbilityStatus], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = set(steps)
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in AbilityStatus if one in offered
        ]


class StatusBackForm(forms.Form):
    """The latest status to be taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DiagnosisForm(forms.Form):
    """A diagnosis to be recorded, by its chapter."""

    chapter = forms.ChoiceField(
        label=_("Chapter"),
        choices=[("", _("Choose")), *((one.value, f"{one.value} {one.label}") for one in DiagnosisChapter)],
        help_text=_("The chapter only; a finer code is not kept."),
    )
    source = forms.ChoiceField(label=_("Known from"), choices=DiagnosisSource.choices, widget=forms.RadioSelect)
    source_name = forms.CharField(label=_("More of the source"), max_length=200, required=False)
    on = day_field(label=_("Stated on"), initial=timezone.localdate)


class DiagnosisEndForm(forms.Form):
    """A diagnosis to be ended or taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=_("What happened"),
        choices=[(OVER, _("It no longer holds")), (MISTAKEN, _("It was recorded in error, and never held"))],
        widget=forms.RadioSelect,
    )
    on = day_field(label=_("No longer in force from"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("what") == OVER and not found.get("on") and "on" not in self.errors:
            self.add_error("on", _("Give the day."))
        return found


class TargetGroupForm(forms.Form):
    """What is asked of the list of the target group."""

    on = day_field(label=_("On the day"), required=False)
    keyword = forms.ChoiceField(label=_("Keyword"), choices=[("", _("All"))], required=False)
    basis = forms.ChoiceField(label=_("Basis"), choices=[("", _("All"))], required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("", _("All"))], required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], with_basis: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keyword"].choices = [("", _("All")), *KeywordKind.choices]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("All")), *units]  # type: ignore[attr-defined]
        self.fields["basis"].choices = [("", _("All")), *TargetBasis.choices]  # type: ignore[attr-defined]
        if not with_basis:
            del self.fields["basis"]
