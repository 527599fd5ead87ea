"""What is asked of a placement: on which rung, and of that rung the work or the contract."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from clients.enums import JobKind
from clients.enums.employment import Contract, Occupation, SubsidyGround
from employers.enums.placements import JOB_KINDS, SERVICES, Rung
from employers.forms.job_referrals import CHOOSE, EVERY, NOT_SAID, day_field, long_field, places_of, vacancies_of
from employers.models import Employer
from employers.selectors.placements import ALL, GOING_ON, MINE, STATES
from employers.services.placements import CONTRACT, PlacementText

WORK = ("job_kind", "contract", "hours_per_week", "occupation", "subsidy_ground", "subsidy_from", "subsidy_to")
PLACE = ("begun_on", "establishment", "vacancy", "follows")


class RungForm(forms.Form):
    """The rung first, as the rest depends on it; the employer and the job referral come along."""

    rung = forms.ChoiceField(label=gettext_lazy("Rung"), choices=Rung.choices, widget=forms.RadioSelect)
    employer = forms.UUIDField(widget=forms.HiddenInput)
    referral = forms.UUIDField(widget=forms.HiddenInput, required=False)


class PlacementForm(forms.Form):
    """A placement on one rung: only the fields of that rung are there."""

    begun_on = day_field(label=gettext_lazy("From"))
    establishment = forms.ChoiceField(label=gettext_lazy("Establishment"), required=False)
    vacancy = forms.ChoiceField(label=gettext_lazy("Vacancy"), required=False)
    follows = forms.ChoiceField(
        label=gettext_lazy("Follows the earlier placement"),
        help_text=gettext_lazy("When the client moves on the ladder."),
        required=False,
    )
    job_kind = forms.ChoiceField(label=gettext_lazy("Kind of job"))
    contract = forms.ChoiceField(
        label=gettext_lazy("Contract"), choices=[("", NOT_SAID), *Contract.choices], required=False
    )
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"), min_value=0, max_value=60, decimal_places=1, required=False
    )
    occupation = forms.ChoiceField(
        label=gettext_lazy("Occupation"),
        choices=[("", NOT_SAID), *((one.value, f"{one.value} {one.label}") for one in Occupation)],
        required=False,
    )
    subsidy_ground = forms.ChoiceField(
        label=gettext_lazy("Ground of the subsidy"), choices=[("", CHOOSE), *SubsidyGround.choices]
    )
    subsidy_from = day_field(label=gettext_lazy("Subsidy from"))
    subsidy_to = day_field(label=gettext_lazy("Subsidy to"), required=False)
    goals = long_field(label=gettext_lazy("Goals"), max_length=2000)
    place = forms.CharField(label=gettext_lazy("Place of work"), max_length=200)
    tasks = long_field(label=gettext_lazy("Tasks"), max_length=2000)
    supervisor = forms.CharField(label=gettext_lazy("Who supervises at the employer"), max_length=200)
    hours_a_day = forms.DecimalField(
        label=gettext_lazy("Hours a day"), min_value=0, max_value=24, decimal_places=1, max_digits=3
    )
    days_a_week = forms.IntegerField(label=gettext_lazy("Days a week"), min_value=1, max_value=7)
    ends_on = day_field(label=gettext_lazy("Agreed to end on"))
    signed_on = day_field(label=gettext_lazy("Signed on"))

    def __init__(
        self,
        *args: Any,
        rung: Rung,
        employer: Employer,
        earlier: list[tuple[str, str]],
        vacancy: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rung, self.employer = rung, employer
        for name in self._left_out():
            del self.fields[name]
        choices: dict[str, list[Any]] = {
            "establishment": places_of(employer),
            "vacancy": vacancies_of(employer, held=UUID(vacancy) if vacancy else None),
            "follows": [("", gettext_lazy("None of these")), *earlier],
            "job_kind": [(kind.value, kind.label) for kind in JobKind if kind in JOB_KINDS.get(rung, ())],
        }
        for name, pairs in choices.items():
            if name in self.fields:
                self.fields[name].choices = pairs  # type: ignore[attr-defined]
        self.fields["begun_on"].initial = timezone.localdate
        self.fields["vacancy"].initial = vacancy

    def _left_out(self) -> tuple[str, ...]:
        if self.rung in SERVICES:
            return WORK
        subsidy = () if self.rung == Rung.SUBSIDISED else WORK[-3:]
        return (*CONTRACT, *subsidy)

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        parts = ((gettext_lazy("Where and when"), PLACE), (gettext_lazy("Work"), WORK), (_AGREED, CONTRACT))
        shown = [(title, [self[name] for name in names if name in self.fields]) for title, names in parts]
        return [(title, fields) for title, fields in shown if fields]

    def text(self, *, job_referral_id: UUID | None) -> PlacementText:
        """What was typed."""
        data = self.cleaned_data
        keys = {name: UUID(data[name]) if data[name] else None for name in ("establishment", "vacancy", "follows")}
        return PlacementText(
            rung=self.rung,
            employer_id=self.employer.pk,
            begun_on=data["begun_on"],
            establishment_id=keys["establishment"],
            vacancy_id=keys["vacancy"],
            follows_id=keys["follows"],
            job_referral_id=job_referral_id,
            work={name: data[name] for name in WORK if name in data},
            contract={name: data[name] for name in CONTRACT if name in data},
        )


_AGREED = gettext_lazy("The contract")


class EvaluationForm(forms.Form):
    """How it went, after a work try-out or rehabilitative work."""

    evaluated_on = day_field(label=gettext_lazy("Evaluated on"))
    evaluation = long_field(
        label=gettext_lazy("Evaluation"),
        help_text=gettext_lazy("What was learnt of the work and of what it needs. Leave diagnoses out."),
        max_length=4000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evaluated_on"].initial = timezone.localdate


class PlacementsFilter(forms.Form):
    """Filter and order of the list."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[(MINE, gettext_lazy("My own")), (ALL, gettext_lazy("Everybody I may see"))],
        required=False,
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=STATES, initial=GOING_ON, required=False)
    rung = forms.ChoiceField(label=gettext_lazy("Rung"), choices=[("", EVERY), *Rung.choices], required=False)
    employer = forms.CharField(label=gettext_lazy("Employer's name contains"), max_length=100, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
