"""What is asked of a task analysis, of its tasks, of a new job, and of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality
from employers.enums.analyses import AnalysisPhase, TaskSort
from employers.forms.demands import NAMES, demand_fields, demands_initial, demands_said
from employers.forms.picking import OfEmployerForm
from employers.forms.vacancies import ALL, day_field
from employers.models import WorkTask

SORTS = [(sign + name, name) for name in ("started", "employer", "title", "phase") for sign in ("", "-")]


class AnalysisForm(OfEmployerForm):
    """Which work is analysed."""

    title = forms.CharField(
        label=_("Which work is analysed"), help_text=_("A post or a workplace, no names."), max_length=200
    )
    started_on = day_field(_("Begun on"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = timezone.localdate

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        own = {name: self.cleaned_data[name] for name in ("title", "started_on")}
        return own | {"establishment": self.chosen_establishment}


class WorkTaskForm(forms.Form):
    """A task of the work with what it demands."""

    GROUPS = (
        ("", ("text", "minutes", "done_by", "sort", "is_dropped")),
        (_("What the task demands"), NAMES),
    )

    text = forms.CharField(label=_("Task"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes a week"), min_value=1, max_value=10_080)
    done_by = forms.CharField(
        label=_("Who does it now"), help_text=_("The post, not the name."), max_length=100, required=False
    )
    sort = forms.ChoiceField(label=_("Sorting"), choices=TaskSort.choices, required=False, widget=forms.RadioSelect)
    is_dropped = forms.BooleanField(label=_("Leave the task out"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(demand_fields())

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        names = ("text", "minutes", "done_by", "sort", "is_dropped")
        return {name: data[name] for name in names} | {"demands": demands_said(data)}


def task_initial(task: WorkTask) -> dict[str, Any]:
    """What the form of changes starts from."""
    names = ("text", "minutes", "done_by", "sort", "is_dropped", "version")
    return {name: getattr(task, name) for name in names} | demands_initial(task.demands)


class PhaseForm(forms.Form):
    """Which phase comes next, of the version that was looked at."""

    to = forms.TypedChoiceField(coerce=int, choices=AnalysisPhase.choices, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CompileForm(forms.Form):
    """The tasks of a new job, its title and place."""

    tasks = forms.TypedMultipleChoiceField(
        label=_("Tasks of the new job"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=_("Title of the new job"), max_length=200)
    municipality = forms.ChoiceField(label=_("Municipality"))
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        tasks: Sequence[tuple[str, str]],
        municipalities: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = list(tasks)  # type: ignore[attr-defined]
        self.fields["municipality"].choices = [("", _("Choose")), *municipalities]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return {
            "task_ids": data["tasks"],
            "title": data["title"],
            "municipality": Municipality.objects.get(pk=data["municipality"]),
            "version": data["version"],
        }


class AnalysesFilter(forms.Form):
    """Which analyses the list shows."""

    text = forms.CharField(label=_("Work or employer contains"), max_length=100, required=False)
    phase = forms.TypedChoiceField(
        label=_("Phase"), choices=[*ALL, *AnalysisPhase.choices], coerce=int, empty_value=None, required=False
    )
    sort = forms.ChoiceField(choices=SORTS, required=False, widget=forms.HiddenInput)
