"""What is asked of a job referral and of its steps, and how an employer is chosen for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums import HEALTH_ITEMS, DataItem
from clients.models import Client
from employers.enums.job_referrals import (
    REASONS,
    JobReferralKind,
    JobReferralReason,
    JobReferralState,
)
from employers.enums.jobs import VacancyState
from employers.models import Employer, Establishment, JobReferral, Vacancy
from employers.selectors.job_referrals import ALL, GROUPS_OF_STATES, MINE, UNDER_WAY
from employers.selectors.presentation import presentable_choices
from employers.services.job_referral_steps import Step
from employers.services.job_referrals import JobReferralText

_S = JobReferralState
CHOOSE = gettext_lazy("Choose")
NOT_SAID = gettext_lazy("Not said")
EVERY = gettext_lazy("All")


def day_field(**options: Any) -> forms.DateField:
    """A day, chosen from a calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def long_field(**options: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **options)


def places_of(employer: Employer) -> list[tuple[str, Any]]:
    """The employer's open establishments, as choices."""
    return [
        ("", NOT_SAID),
        *((str(one.pk), one.name) for one in Establishment.objects.filter(employer=employer).open()),
    ]


def vacancies_of(employer: Employer, *, held: UUID | None = None) -> list[tuple[str, Any]]:
    """The employer's open vacancies, and the one that is chosen already, as choices."""
    found = Vacancy.objects.filter(employer=employer).order_by("title", "pk")
    offered = [one for one in found if one.state == VacancyState.OPEN or one.pk == held]
    return [("", NOT_SAID), *((str(one.pk), one.title) for one in offered)]


class EmployerSearch(forms.Form):
    """By name or business id."""

    called = forms.CharField(label=gettext_lazy("Employer's name or business id"), max_length=100, required=False)


class JobReferralForm(forms.Form):
    """Which job, and what of the client the employer is told. The name is always told by a presentation."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=JobReferralKind.choices,
        initial=JobReferralKind.PRESENTATION,
        help_text=gettext_lazy("A presentation tells the employer of the client. By the others nothing leaves."),
        widget=forms.RadioSelect,
    )
    establishment = forms.ChoiceField(label=gettext_lazy("Establishment"), required=False)
    vacancy = forms.ChoiceField(label=gettext_lazy("Vacancy"), required=False)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Told beside the name"), required=False, widget=forms.CheckboxSelectMultiple
    )
    health_items = forms.MultipleChoiceField(
        label=gettext_lazy("Of health, only what the work asks for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = long_field(
        label=gettext_lazy("Skills and wishes in words"),
        help_text=gettext_lazy("Told when skills are chosen above. Leave health out."),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (gettext_lazy("The job"), ("kind", "establishment", "vacancy")),
        (gettext_lazy("What the employer is told"), ("items", "skills", "health_items")),
    )

    def __init__(
        self, *args: Any, client: Client, employer: Employer, referral: JobReferral | None = None, **kwargs: Any
    ) -> None:
        if referral is not None:
            kwargs["initial"] = _initial(referral)
        super().__init__(*args, **kwargs)
        self.employer = employer
        offered = presentable_choices(client)
        choices: dict[str, Iterable[Any]] = {
            "establishment": places_of(employer),
            "vacancy": vacancies_of(employer, held=referral.vacancy_id if referral else None),
            "items": [pair for pair in offered if DataItem(pair[0]) not in HEALTH_ITEMS],
            "health_items": [pair for pair in offered if DataItem(pair[0]) in HEALTH_ITEMS],
        }
        for name, pairs in choices.items():
            self.fields[name].choices = list(pairs)  # type: ignore[attr-defined]

    def text(self) -> JobReferralText:
        """What the job referral says."""
        data = self.cleaned_data
        return JobReferralText(
            kind=JobReferralKind(data["kind"]),
            employer_id=self.employer.pk,
            establishment_id=UUID(data["establishment"]) if data["establishment"] else None,
            vacancy_id=UUID(data["vacancy"]) if data["vacancy"] else None,
            items=tuple(DataItem(code) for code in (*data["items"], *data["health_items"])),
            skills=data["skills"],
        )


def _initial(referral: JobReferral) -> dict[str, Any]:
    return {
        "kind": referral.kind,
        "establishment": str(referral.establishment_id or ""),
        "vacancy": str(referral.vacancy_id or ""),
        "items": referral.items,
        "health_items": referral.items,
        "skills": referral.skills,
        "version": referral.version,
    }


class VersionForm(forms.Form):
    """A step that asks for nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)


# A step as a person takes it.
STEP_WORDS = {
    _S.REFUSED: gettext_lazy("The client refuses"),
    _S.INTERESTED: gettext_lazy("The answer: interested"),
    _S.NOT_INTERESTED: gettext_lazy("The answer: not interested"),
    _S.INTERVIEW: gettext_lazy("An interview was held or agreed on"),
    _S.HIRED: gettext_lazy("The client was hired"),
    _S.NOT_HIRED: gettext_lazy("The client was not hired"),
    _S.WITHDRAWN: gettext_lazy("Withdraw the job referral"),
}


class JobStepForm(forms.Form):
    """One step that is written down: to which state, of which day, and why where it came to nothing."""

    to = forms.ChoiceField(label=gettext_lazy("Step"), widget=forms.RadioSelect)
    on = day_field(label=gettext_lazy("Day"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("Needed when it comes to nothing."), required=False
    )
    text = long_field(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Do not write about health here."),
        max_length=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, referral: JobReferral, steps: list[JobReferralState], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": referral.version, "on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(step.value, STEP_WORDS[step]) for step in steps]  # type: ignore[attr-defined]
        codes = {reason for step in steps for reason in REASONS.get(step, ())}
        reasons = [(one.value, one.label) for one in JobReferralReason if one in codes]
        self.fields["reason"].choices = [("", CHOOSE), *reasons]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("to") in REASONS and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        return cleaned

    def step(self) -> Step:
        """What was told, without what another step would have asked."""
        data = self.cleaned_data
        to = JobReferralState(data["to"])
        reason = data["reason"] if to in REASONS else ""
        return Step(to=to, on=data.get("on"), reason=reason, text=data["text"])


class JobReferralsFilter(forms.Form):
    """Filter and order of the list."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[(MINE, gettext_lazy("My own")), (ALL, gettext_lazy("Everybody I may see"))],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[*GROUPS_OF_STATES, *JobReferralState.choices, ("every", EVERY)],
        initial=UNDER_WAY,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", EVERY), *JobReferralKind.choices], required=False
    )
    employer = forms.CharField(label=gettext_lazy("Employer's name contains"), max_length=100, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
