"""What is asked of spells, employment, its follow-up and support."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from clients.enums import JobKind, LabourStatus
from clients.enums.demands import Adjustment
from clients.enums.employment import (
    CHECK_MONTHS,
    ArrangementPurpose,
    ContactResult,
    Contract,
    Decision,
    EmploymentEnd,
    Industry,
    Occupation,
    SubsidyGround,
    SupportKind,
)
from clients.enums.spells import Benefit, LegalFlag, SpellSource, StatusEnd
from clients.forms.consents import day_field
from clients.forms.keywords import reason_field
from clients.models import SupportApplication
from clients.models.employment import MOST_HOURS
from clients.selectors import follow_ups
from clients.selectors.employment import months_words
from clients.selectors.support_conditions import conditions_of

NONE = [("", _("Not said"))]
NOT_ENDED = [("", _("Has not ended"))]
ALL = [("", _("All"))]
YES_NO = [("", _("Not known")), ("1", _("Yes")), ("0", _("No"))]


def hours_field(**options: Any) -> forms.DecimalField:
    """Hours a week, with halves."""
    return forms.DecimalField(
        label=_("Hours a week"), min_value=0, max_value=MOST_HOURS, decimal_places=1, required=False, **options
    )


def answer_field(label: Any) -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda code: code == "1",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def euros_field(label: Any, **options: Any) -> forms.DecimalField:
    """An amount of money."""
    return forms.DecimalField(label=label, min_value=0, max_digits=9, decimal_places=2, required=False, **options)


class SpellForm(forms.Form):
    """From when to when, and from whom it is known; each sort adds what it is."""

    begun_on = day_field(label=_("From"))
    ended_on = day_field(label=_("To"), required=False, help_text=_("The last day. Empty: it goes on."))
    source = forms.ChoiceField(label=_("Known from"), choices=SpellSource.choices)
    source_name = forms.CharField(label=_("More of the source"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begun_on"].initial = timezone.localdate

    def said(self) -> dict[str, Any]:
        """What was typed of the spell itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "earlier_ended"}}


def _end_reason() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Why it ended"), choices=[*NOT_ENDED, *StatusEnd.choices], required=False)


class LabourSpellForm(SpellForm):
    """A main status; when another goes on, why that one ended."""

    status = forms.ChoiceField(label=_("Labour-market status"), choices=LabourStatus.choices, widget=forms.RadioSelect)
    earlier_ended = forms.ChoiceField(
        label=_("Why the present status ended"),
        choices=[("", _("Choose")), *StatusEnd.choices],
        required=False,
        help_text=_("The present status ends on the day before the new one begins."),
    )
    end_reason = _end_reason()
    field_order = ("status", "begun_on", "earlier_ended", "ended_on", "end_reason", "source", "source_name")

    def __init__(self, *args: Any, with_earlier: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_earlier:
            del self.fields["earlier_ended"]


class LegalSpellForm(SpellForm):
    """A standing by the law or by a statistic."""

    flag = forms.ChoiceField(label=_("Legal standing"), choices=LegalFlag.choices)
    end_reason = _end_reason()
    field_order = ("flag", "begun_on", "ended_on", "end_reason", "source", "source_name")


class BenefitSpellForm(SpellForm):
    """A benefit."""

    benefit = forms.ChoiceField(label=_("Benefit"), choices=Benefit.choices)
    field_order = ("benefit", "begun_on", "ended_on", "source", "source_name")


class WithdrawForm(forms.Form):
    """Why what was recorded is wrong."""

    reason = reason_field(
        help_text=_("For example: recorded for the wrong client. It stays listed with the reason, and counts nowhere.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EmploymentForm(forms.Form):
    """The work, the subsidy paid for it, and its end."""

    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    business_id = forms.CharField(
        label=_("Business id"), max_length=12, required=False, help_text=_("Such as 1234567-1.")
    )
    begun_on = day_field(label=_("From"))
    ended_on = day_field(label=_("To"), required=False, help_text=_("The last day. Empty: it goes on."))
    end_reason = forms.ChoiceField(
        label=_("Why it ended"), choices=[*NOT_ENDED, *EmploymentEnd.choices], required=False
    )
    job_kind = forms.ChoiceField(
        label=_("Kind of job"),
        choices=JobKind.choices,
        help_text=_("An apprenticeship is employment; a work try-out is a service."),
    )
    contract = forms.ChoiceField(label=_("Contract"), choices=[*NONE, *Contract.choices], required=False)
    is_part_time = forms.BooleanField(label=_("Part-time"), required=False)
    hours_per_week = hours_field()
    subsidy_ground = forms.ChoiceField(
        label=_("Ground of the subsidy"), choices=[("", _("No subsidy")), *SubsidyGround.choices], required=False
    )
    subsidy_from = day_field(label=_("Subsidy from"), required=False)
    subsidy_to = day_field(label=_("Subsidy to"), required=False)
    arrangements = forms.MultipleChoiceField(
        label=_("Support for arrangements"),
        choices=ArrangementPurpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    adjustments = forms.MultipleChoiceField(
        label=_("Adjustments in use"), choices=Adjustment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    occupation = forms.ChoiceField(
        label=_("Occupation"),
        choices=[*NONE, *((one.value, f"{one.value} {one.label}") for one in Occupation)],
        required=False,
    )
    industry = forms.ChoiceField(
        label=_("Industry"),
        choices=[*NONE, *((one.value, f"{one.value} {one.label}") for one in Industry)],
        required=False,
    )
    source = forms.ChoiceField(label=_("Known from"), choices=SpellSource.choices)
    source_name = forms.CharField(label=_("More of the source"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begun_on"].initial = timezone.localdate
        self.fields["employer_name"].widget.attrs["autofocus"] = True

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        parts = {
            _("Work"): (
                "employer_name business_id begun_on job_kind contract is_part_time hours_per_week occupation industry"
            ),
            _("Subsidy and support"): "subsidy_ground subsidy_from subsidy_to arrangements adjustments",
            pgettext("of work", "End"): "ended_on end_reason",
            _("Source"): "source source_name",
        }
        return [(title, [self[name] for name in names.split()]) for title, names in parts.items()]

    def said(self) -> dict[str, Any]:
        """What was typed of the employment itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CheckForm(forms.Form):
    """How the work goes; short, in the order in which it is asked on the telephone."""

    contact_result = forms.ChoiceField(
        label=_("Whether reached"),
        choices=ContactResult.choices,
        initial=ContactResult.REACHED,
        widget=forms.RadioSelect,
    )
    checked_on = day_field(label=_("Asked on"))
    is_employed = answer_field(_("Still employed"))
    same_employer = answer_field(_("Same employer"))
    hours_per_week = hours_field()
    adjustments_in_use = answer_field(_("Adjustments in use"))
    needs_support = answer_field(_("Support needed"))
    support_note = forms.CharField(
        label=_("What support"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].initial = timezone.localdate


class CoachingForm(forms.Form):
    """Coaching beside subsidised work."""

    begun_on = day_field(label=_("From"))
    ended_on = day_field(label=_("To"), required=False)
    provider = forms.CharField(label=_("Provider"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begun_on"].initial = timezone.localdate


class SupportForm(forms.Form):
    """An employer's application."""

    kind = forms.ChoiceField(label=_("Support"), choices=SupportKind.choices, widget=forms.RadioSelect)
    employment = forms.ChoiceField(label=_("For which employment"), required=False)
    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    business_id = forms.CharField(label=_("Business id"), max_length=12, required=False)
    ground = forms.ChoiceField(
        label=_("Ground of the subsidy"), choices=[*NONE, *SubsidyGround.choices], required=False
    )
    purpose = forms.ChoiceField(
        label=_("What the support is for"), choices=[*NONE, *ArrangementPurpose.choices], required=False
    )
    applied_on = day_field(label=_("Applied on"))
    cost_on = day_field(
        label=_("Bought or altered on"),
        required=False,
        help_text=_("Support is applied for within one month from this day."),
    )
    amount_applied = euros_field(_("Applied for, euros"))

    def __init__(self, *args: Any, employments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employment"].choices = [("", _("None of these")), *employments]  # type: ignore[attr-defined]
        self.fields["applied_on"].initial = timezone.localdate


class DecisionForm(forms.Form):
    """What was decided of an application."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in Decision if one != Decision.WAITING],
        widget=forms.RadioSelect,
    )
    decided_on = day_field(label=_("Decided on"))
    decision_reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    amount_granted = euros_field(_("Granted, euros"))
    period_from = day_field(label=_("From"), required=False)
    period_to = day_field(label=_("To"), required=False)
    hours_a_month = forms.IntegerField(label=_("Hours a month"), min_value=0, required=False)
    months_granted = forms.IntegerField(label=_("Months"), min_value=0, required=False)
    percent_granted = forms.IntegerField(
        label=_("Granted, per cent of the costs"), min_value=0, max_value=100, required=False
    )
    month_amount = euros_field(_("At most, euros a month"))
    checks = forms.MultipleChoiceField(
        label=_("Conditions that are met"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: SupportApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = timezone.localdate
        asked = conditions_of(application)
        self.fields["checks"].choices = [(one.value, one.label) for one in asked]  # type: ignore[attr-defined]
        is_wage = application.kind == SupportKind.WAGE
        left_out = [] if is_wage else ["percent_granted", "month_amount"]
        if application.purpose != ArrangementPurpose.HELP:
            left_out += ["hours_a_month"] if is_wage else ["hours_a_month", "months_granted"]
        for name in left_out if asked else [*left_out, "checks"]:
            del self.fields[name]


class FollowUpsFilter(forms.Form):
    """Filter and order of follow-ups after employment."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            (follow_ups.OPEN, _("Due and late")),
            (follow_ups.DUE, _("Due")),
            (follow_ups.LATE, _("Late")),
            (follow_ups.COMING, _("To come")),
            (follow_ups.DONE, _("Done")),
        ],
        required=False,
    )
    whose = forms.ChoiceField(
        label=_("Whose"), choices=[("", _("Everybody I may see")), ("mine", _("Own caseload"))], required=False
    )
    months = forms.TypedChoiceField(label=_("Follow-up"), coerce=int, empty_value=None, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [*ALL, *((str(one), months_words(one)) for one in CHECK_MONTHS)]  # type: ignore[attr-defined]
