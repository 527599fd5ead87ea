"""What is asked of a vacancy, of a step of it, and of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Municipality
from clients.enums.demands import Adjustment
from clients.enums.employment import Contract, Occupation
from employers.enums.jobs import VacancyEnd, VacancyState
from employers.enums.register import JobTrait
from employers.forms.demands import NAMES, demand_fields, demands_initial, demands_said
from employers.forms.picking import OfEmployerForm
from employers.models import Vacancy
from employers.models.vacancies import MOST_HOURS
from employers.selectors.vacancies import EVERY, OWN, STATES

NOT_SAID = [("", _("Not said"))]
ALL = [("", _("All"))]
SORTS = [(sign + name, name) for name in ("title", "employer", "municipality", "hours", "state", "opened", "closes")
         for sign in ("", "-")]  # fmt: skip


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen from a calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **{"required": False, **options})


def hours_field(label: Any) -> forms.DecimalField:
    """Hours a week, with halves."""
    return forms.DecimalField(label=label, min_value=0, max_value=MOST_HOURS, decimal_places=1, required=False)


def many_field(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Any number of the choices."""
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


class VacancyForm(OfEmployerForm):
    """A vacancy with what its work demands and offers."""

    GROUPS = (
        ("", ("employer", "establishment", "title", "occupation", "municipality", "description")),
        (_("Terms"), ("contract", "hours_from", "hours_to", "places", "closes_on", "starts_on", "subsidy_possible")),
        (_("What the work demands"), NAMES),
        (_("What the work is like, and what is offered"), ("traits", "accommodations")),
    )

    title = forms.CharField(label=pgettext_lazy("vacancy", "Title"), max_length=200)
    occupation = forms.ChoiceField(label=_("Occupation"), choices=[*NOT_SAID, *Occupation.choices], required=False)
    municipality = forms.ChoiceField(label=_("Municipality"))
    description = forms.CharField(
        label=_("Description"),
        help_text=_("About the work. Nothing of any client."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contract = forms.ChoiceField(label=_("Contract"), choices=[*NOT_SAID, *Contract.choices], required=False)
    hours_from = hours_field(_("Hours a week at least"))
    hours_to = hours_field(_("Hours a week at most"))
    places = forms.IntegerField(label=_("Places to fill"), min_value=1, max_value=1000, initial=1)
    closes_on = day_field(_("Last day of applying"))
    starts_on = day_field(_("Work begins"))
    subsidy_possible = forms.BooleanField(label=_("Wage subsidy possible"), required=False)
    traits = many_field(_("What the work is like"), JobTrait.choices)
    accommodations = many_field(_("Accommodations offered"), Adjustment.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, municipalities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", _("Choose")), *municipalities]  # type: ignore[attr-defined]
        self.fields.update(demand_fields())

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.GROUPS]

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        own = {
            name: data[name] for _title, names in self.GROUPS for name in names if name not in NAMES and name in data
        }
        own.pop("employer", None)
        return own | {
            "establishment": self.chosen_establishment,
            "municipality": Municipality.objects.get(pk=data["municipality"]),
            "demands": demands_said(data),
        }


def initial_of(vacancy: Vacancy) -> dict[str, Any]:
    """What the form of changes starts from."""
    names = [name for _title, names in VacancyForm.GROUPS for name in names if name not in NAMES]
    own = {name: getattr(vacancy, name) for name in names}
    own |= {"establishment": vacancy.establishment_id or "", "municipality": vacancy.municipality_id}
    return own | demands_initial(vacancy.demands) | {"version": vacancy.version}


class VacancyStepForm(forms.Form):
    """A step of the version that was looked at; closing without filling says why."""

    to = forms.ChoiceField(choices=VacancyState.choices, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[("", _("Choose")), *((one.value, one.label) for one in VacancyEnd if one != VacancyEnd.EXPIRED)],
        required=False,
    )


class VacanciesFilter(forms.Form):
    """Which vacancies the list shows."""

    text = forms.CharField(label=_("Title or employer contains"), max_length=100, required=False)
    whose = forms.ChoiceField(
        label=_("Whose"), choices=[(OWN, _("Of my area")), (EVERY, _("Of every area"))], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    occupation = forms.ChoiceField(label=_("Occupation"), choices=[*ALL, *Occupation.choices], required=False)
    region = forms.TypedChoiceField(label=_("Region"), coerce=int, empty_value=None, required=False)
    trait = forms.ChoiceField(label=_("What the work is like"), choices=[*ALL, *JobTrait.choices], required=False)
    employer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    sort = forms.ChoiceField(choices=SORTS, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [*ALL, *regions]  # type: ignore[attr-defined]
