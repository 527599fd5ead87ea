"""What is asked of a case: its opening, its changes, its ending and its going on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from clients.enums.cases import (
    CaseKind,
    CaseOrigin,
    CasePhase,
    Direction,
    EndingReason,
    JointPoint,
    WaitingFor,
)
from clients.forms.consents import day_field
from clients.models import Case
from clients.services.cases import CHANGED

NOBODY = gettext_lazy("Nobody")
NONE = gettext_lazy("None")
# What is said, and since when: the day follows what is said when it is left empty.
DATED = {"direction": "direction_on", "waiting_for": "waiting_since", "joint_point": "joint_point_since"}


class OpeningFields(forms.Form):
    """What a new case says."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of the case"), choices=CaseKind.choices)
    origin = forms.ChoiceField(
        label=gettext_lazy("How the client came"), choices=[("", gettext_lazy("Choose")), *CaseOrigin.choices]
    )
    opened_on = day_field(label=gettext_lazy("Opened on"))
    is_jobseeker = forms.BooleanField(label=gettext_lazy("Is a registered jobseeker"), required=False, initial=True)
    jobseeking_started_on = day_field(label=gettext_lazy("Jobseeking began"), required=False)
    is_employed = forms.BooleanField(label=gettext_lazy("Has an employment relationship"), required=False)
    sickness_maximum_on = day_field(
        label=gettext_lazy("Maximum of sickness allowance reached on"),
        help_text=gettext_lazy("300 days of sickness allowance. Empty: not reached, or not known."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "opened_on" in self.fields:
            self.fields["opened_on"].initial = timezone.localdate


class ChangeCaseForm(OpeningFields):
    """Where the case stands and leads. Whatever has a day gets today's when the day is left empty."""

    opened_on = None  # type: ignore[assignment]  # Django takes the field away by this
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=[("", gettext_lazy("Not known")), *Direction.choices], required=False
    )
    direction_on = day_field(label=gettext_lazy("Direction became clear on"), required=False)
    phase = forms.ChoiceField(label=gettext_lazy("Phase"), choices=CasePhase.choices)
    phase_since = day_field(label=gettext_lazy("Phase since"), required=False)
    waiting_for = forms.ChoiceField(
        label=gettext_lazy("Waiting for"), choices=[("", NOBODY), *WaitingFor.choices], required=False
    )
    waiting_since = day_field(label=gettext_lazy("Waiting since"), required=False)
    joint_point = forms.ChoiceField(
        label=gettext_lazy("Stuck at a joint point"), choices=[("", NONE), *JointPoint.choices], required=False
    )
    joint_point_since = day_field(label=gettext_lazy("Stuck since"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    GROUPS = (
        (gettext_lazy("Case"), ("kind", "origin")),
        (gettext_lazy("Direction and phase"), ("direction", "direction_on", "phase", "phase_since")),
        (gettext_lazy("What the case waits for"), ("waiting_for", "waiting_since", "joint_point", "joint_point_since")),
        (
            gettext_lazy("Jobseeking and employment"),
            ("is_jobseeker", "jobseeking_started_on", "is_employed", "sickness_maximum_on"),
        ),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(case, name) for name in (*CHANGED, "version")}
        super().__init__(*args, **kwargs)
        self._case = case

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today = timezone.localdate()
        for name, since in DATED.items():
            if not cleaned.get(name):
                cleaned[since] = None
            elif not cleaned.get(since):
                cleaned[since] = today
        if cleaned.get("direction") != self._case.direction and cleaned.get("direction_on") == self._case.direction_on:
            cleaned["direction_on"] = today if cleaned.get("direction") else None
        if cleaned.get("phase") != self._case.phase and cleaned.get("phase_since") in (None, self._case.phase_since):
            cleaned["phase_since"] = today
        elif not cleaned.get("phase_since"):
            cleaned["phase_since"] = self._case.phase_since
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the case is to say."""
        return {name: self.cleaned_data[name] for name in CHANGED}


class OpenCaseForm(OpeningFields):
    """A new case of a client already known."""

    GROUPS = (
        (gettext_lazy("Case"), ("kind", "origin", "opened_on")),
        (
            gettext_lazy("Jobseeking and employment"),
            ("is_jobseeker", "jobseeking_started_on", "is_employed", "sickness_maximum_on"),
        ),
    )


class CloseCaseForm(forms.Form):
    """When and why the work ended."""

    closed_on = day_field(label=gettext_lazy("Last day"))
    ending_reason = forms.ChoiceField(
        label=gettext_lazy("Reason of ending"), choices=[("", gettext_lazy("Choose")), *EndingReason.choices]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = timezone.localdate


class ReopenCaseForm(forms.Form):
    """Why an ended case goes on."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("At least 10 characters. The reason is kept in the history of the client."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=10,
        max_length=500,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A step that asks for nothing but against which version it is taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)
