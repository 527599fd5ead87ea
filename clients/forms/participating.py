"""What the pages of a participation ask: its beginning, its stay, its forms, why a form is missing, a withdrawal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from clients.enums.forms import FormKind
from clients.form_questions import PARTICIPATION, Question, questions_of
from clients.forms.consents import day_field
from clients.models import Participation
from clients.selectors.participation_states import MODELS
from clients.selectors.wording import CHOICES, CODE_LISTS, MUNICIPALITIES, Wording, label
from network.models import Programme

NOT_SAID = _("Not said")
YES_NO = [("true", _("Yes")), ("false", _("No")), ("", NOT_SAID)]
# More choices than these are chosen from a list.
MOST_RADIOS = 4
LIMITS = {"unemployed_months": 1_200, "adults": 1_000, "followup_hours": 100}
RATING = 10
HELP: Mapping[str, Any] = {
    "end_observed_on": _("From the day of ending to 28 days after it."),
    "unemployed_months": _("Without a break, in whole months. Only of the unemployed."),
    "jobseeker_since": _("Only of a registered jobseeker."),
    "end_education_kind": _("Only of those who are in education."),
    "qualification_name": _("Only of a qualification gained during the programme."),
    "end_job_kind": _("Only of those who work, or are in a work try-out."),
    "followup_support_note": _("Only what is necessary for arranging it."),
    "followup_improved": _("Only of those who were employed at the start."),
}


class AnswersForm(forms.Form):
    """The questions of one form, except those that the person neither sees nor answers."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(
        self, *args: Any, kind: FormKind, wording: Wording, hidden: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.asked = [question for question in questions_of(kind) if question.name not in hidden]
        for question in self.asked:
            self.fields[question.name] = answer_field(kind, question, wording)

    def values(self) -> dict[str, Any]:
        """What the answers are, by question."""
        return {question.name: self.cleaned_data[question.name] for question in self.asked}


def answer_field(kind: FormKind, question: Question, wording: Wording) -> forms.Field:
    """The field of a question, by what keeps its answer."""
    model = Participation if question.record == PARTICIPATION else MODELS[kind]
    kept = model._meta.get_field(question.field.removesuffix("_id"))
    options = {"label": label(question.name), "help_text": HELP.get(question.name, ""), "required": False}
    options["required"] = question.is_needed
    if question.name in CODE_LISTS or question.name in CHOICES or question.name in MUNICIPALITIES:
        return _code_field(question, wording, **options)
    if isinstance(kept, models.BooleanField):
        return forms.TypedChoiceField(
            choices=YES_NO, coerce=_flag, empty_value=None, widget=forms.RadioSelect, **options
        )
    if isinstance(kept, models.DateField):
        return day_field(**options)
    if isinstance(kept, models.PositiveSmallIntegerField):
        return forms.IntegerField(min_value=0, max_value=LIMITS.get(question.name, RATING), **options)
    assert isinstance(kept, models.CharField)
    return forms.CharField(max_length=kept.max_length, **options)


def _code_field(question: Question, wording: Wording, **options: Any) -> forms.Field:
    listed = wording.choices(question.name)
    if question.name in MUNICIPALITIES:
        return forms.TypedChoiceField(choices=[("", NOT_SAID), *listed], empty_value=None, **options)
    if len(listed) > MOST_RADIOS:
        return forms.ChoiceField(choices=[("", NOT_SAID), *listed], **options)
    empty = [] if question.is_needed else [("", NOT_SAID)]
    return forms.ChoiceField(choices=[*listed, *empty], widget=forms.RadioSelect, **options)


def _flag(text: str) -> bool:
    return text == "true"


def as_typed(value: Any) -> str:
    """A value as the field of a form would be sent with it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class StartParticipationForm(forms.Form):
    """In which programme the client begins, and when."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    started_on = day_field(label=_("Start date"))
    client_ref = forms.CharField(
        label=_("Reference in the programme’s register"),
        help_text=_("Empty: one is made. Nothing in it may tell who the person is."),
        max_length=64,
        required=False,
    )

    def __init__(self, *args: Any, area_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.filter(areas=area_id)  # type: ignore[attr-defined]
        self.fields["started_on"].initial = timezone.localdate


class StayForm(forms.Form):
    """The unit and the days of a participation."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("No unit")
    )
    first_started_on = day_field(label=_("First start"))
    started_on = day_field(label=_("Latest start"))
    ended_on = day_field(label=_("Ended"), help_text=_("Empty: the client has not left."), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, area_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(area_id=area_id)  # type: ignore[attr-defined]


class MissingForm(forms.Form):
    """Why a form is missing."""

    reason = forms.ChoiceField(label=_("Reason"), required=False, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = wording.choices("end_missing_reason")
        self.fields["reason"].choices = [*listed, ("", _("No reason on record"))]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a form counts no more."""

    reason = forms.CharField(
        label=_("Why the form was wrong"),
        help_text=_("Kept with the form, for those who read it later. Nothing of the client’s health."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=3,
        max_length=500,
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=80)
