"""What is asked of a plan, its goals and measures, its approval, review and end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums.plans import (
    JOINT_BODIES,
    ApprovalManner,
    MeasureOwner,
    PlanEnding,
    PlanKind,
    PlanParty,
    ReviewOutcome,
)
from clients.enums.work_ability import ProposedService
from clients.forms.consents import day_field
from clients.forms.work_ability import several

NO_SERVICE = [("", _("Not a service"))]


def long_text(label: Any, *, rows: int = 5, limit: int = 4000, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, max_length=limit, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class PlanForm(forms.Form):
    """The survey, the parties and the follow-up of a plan; a draft may be left unfinished."""

    kind = forms.ChoiceField(label=_("Kind of plan"), choices=PlanKind.choices, widget=forms.RadioSelect)
    need = long_text(
        _("Need of services"),
        help_text=_("What the client needs to get on, in words the client agrees with. Nothing finer of health."),
    )
    summary = long_text(_("Summary of the situation"))
    follow_up = long_text(_("How the plan is followed"), rows=3, limit=1000)
    parties = several(_("Who makes the plan with the client"), PlanParty.choices)
    parties_named = forms.CharField(
        label=_("Names of the parties"), max_length=500, required=False, help_text=_("Persons and organisations.")
    )
    review_on = day_field(
        label=_("Review on"),
        required=False,
        help_text=_("A multi-sectoral plan is reviewed at least every three months."),
    )
    valid_until = day_field(label=_("Valid until"), required=False, help_text=_("Empty: until further notice."))

    def values(self) -> dict[str, Any]:
        """What the plan is to say."""
        names = ("kind", "need", "summary", "follow_up", "parties", "parties_named", "review_on", "valid_until")
        return {name: self.cleaned_data[name] for name in names}


class PlanNewForm(PlanForm):
    """The first draft, from the latest assessment of needs where there is one."""

    assessment = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PlanEditForm(PlanForm):
    """The draft as it is to be, over the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GoalForm(forms.Form):
    """One goal."""

    text = forms.CharField(
        label=_("Goal"), max_length=500, help_text=_("One goal, as the client would say it."), widget=forms.TextInput
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["autofocus"] = True


class MeasureForm(forms.Form):
    """What is done for a goal, by whom and by when."""

    what = forms.CharField(label=_("What is done"), max_length=500)
    service = forms.ChoiceField(label=_("Service"), choices=[*NO_SERVICE, *ProposedService.choices], required=False)
    owner = forms.ChoiceField(
        label=_("Who does it"), choices=MeasureOwner.choices, widget=forms.RadioSelect, initial=MeasureOwner.CLIENT
    )
    owner_name = forms.CharField(label=_("Name of the partner or person"), max_length=200, required=False)
    starts_on = day_field(label=_("Begins"), required=False)
    due_on = day_field(label=pgettext_lazy("deadline", "By"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].widget.attrs["autofocus"] = True

    def values(self) -> dict[str, Any]:
        """The measure as it is to be."""
        names = ("what", "service", "owner", "owner_name", "starts_on", "due_on")
        return {name: self.cleaned_data[name] for name in names}


class MeasureStepForm(forms.Form):
    """How a measure has gone on; the button says which step."""

    on = day_field(label=_("Day of the step"))
    reason = forms.CharField(
        label=_("Why dropped"), max_length=300, required=False, help_text=_("Only when the measure is dropped.")
    )
    to = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class ApproveForm(forms.Form):
    """That the client approved, when and how."""

    on = day_field(label=_("Approved on"))
    manner = forms.ChoiceField(
        label=_("How the client approved"), choices=ApprovalManner.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("How understanding was ensured"),
        max_length=500,
        required=False,
        help_text=_("Needed when the client approved otherwise than in the e-service or by signature."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class ReviewForm(forms.Form):
    """What a review came to, and when the next one is."""

    reviewed_on = day_field(label=pgettext_lazy("plan", "Reviewed on"))
    outcome = forms.ChoiceField(
        label=_("What the review came to"), choices=ReviewOutcome.choices, widget=forms.RadioSelect
    )
    note = long_text(_("What was agreed"), rows=3, limit=1000)
    next_review_on = day_field(label=_("Next review on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].initial = timezone.localdate


class EndPlanForm(forms.Form):
    """Why and when the plan ended."""

    ended_on = day_field(label=_("Last day"))
    ending_reason = forms.ChoiceField(label=_("Reason of ending"), choices=[("", _("Choose")), *PlanEnding.choices])
    ending_note = forms.CharField(label=_("More on it"), max_length=500, required=False)
    joint_view = several(
        _("These agree that support is not needed any more"),
        [(party.value, party.label) for party in JOINT_BODIES],
        help_text=_("Joint customership ends on the joint view of the three bodies (381/2023, section 8)."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_joint: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = timezone.localdate
        if not is_joint:
            del self.fields["joint_view"]
