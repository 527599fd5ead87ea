"""What may be chosen on the list of clients, kept as a filter, and given to somebody in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clients.models import Client
from clients.selectors.client_columns import COLUMNS
from clients.selectors.facets import GROUPS, facets
from clients.selectors.timeline import KINDS

FIRST = ("whose", "unit", "responsible", "status", "waiting")
OWN_FIELDS = ("reference", "columns", "sort")  # which are no facets
MORE = "clients/_more_filters.html"


class ClientsForm(forms.Form):
    """Filter, columns and order of the list of clients: a field for every facet; everything may be left out."""

    reference = forms.CharField(label=gettext_lazy("Reference contains"), required=False, max_length=64)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, keys: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [(one.code, one.label) for one in COLUMNS.values()]  # type: ignore[attr-defined]
        for one in facets().values():
            offered = [("", _("All")), *one.choices, *keys.get(one.looked_up, ())]
            self.fields[one.code] = forms.ChoiceField(
                label=one.label, required=False, choices=offered[1:] if one.code == "whose" else offered
            )

    @property
    def first_fields(self) -> list[Any]:
        """The fields most used, which stand open."""
        return [*(self[name] for name in FIRST), self["reference"]]

    @property
    def more_fields(self) -> list[tuple[Any, list[Any]]]:
        """The other facets, group by group."""
        known = facets().values()
        groups = [
            (label, [self[one.code] for one in known if one.group == group and one.code not in FIRST])
            for group, label in GROUPS.items()
        ]
        return [(label, fields) for label, fields in groups if fields]

    @property
    def values(self) -> dict[str, str]:
        """What was chosen and is understood, facet by facet."""
        return {code: self.cleaned_data[code] for code in facets() if self.cleaned_data.get(code)}

    @property
    def has_more(self) -> bool:
        """Whether anything is chosen of what does not stand open."""
        return bool(set(self.values) - set(FIRST)) or bool(self.cleaned_data.get("columns"))


def more_filters(form: ClientsForm) -> SafeString:
    """The filters and columns that do not stand open, drawn; kept where all that was chosen is a listed code."""
    values = {name: value for name, value in form.cleaned_data.items() if value and name not in {*FIRST, *OWN_FIELDS}}
    if not form.is_valid():
        return render_to_string(MORE, {"form": form})
    return _drawn(get_language(), tuple(sorted(values.items())), tuple(form.cleaned_data["columns"]))


@lru_cache(maxsize=256)
def _drawn(_language: str | None, values: tuple[tuple[str, str], ...], columns: tuple[str, ...]) -> SafeString:
    form = ClientsForm({**dict(values), "columns": list(columns)}, keys={})
    form.is_valid()
    return render_to_string(MORE, {"form": form})


class SavedFilterForm(forms.Form):
    """Name and place of a filter; whose it is, for those who may share."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    scope = forms.ChoiceField(label=gettext_lazy("For whom"))
    as_tile = forms.BooleanField(
        label=gettext_lazy("Show as a tile on My day"),
        help_text=gettext_lazy("The tile shows how many clients the filter finds."),
        required=False,
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Filters with a smaller number come first."),
        min_value=0,
        max_value=32_000,
        initial=100,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scopes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]
        if len(scopes) == 1:
            self.fields["scope"].widget = forms.HiddenInput()
            self.fields["scope"].initial = scopes[0][0]


def _told_apart(client: Client) -> str:
    """The name with the day of birth, as many share a name."""
    born = date_format(client.birth_date, "SHORT_DATE_FORMAT") if client.birth_date else ""
    return ", ".join(part for part in (client.name or _("No name"), born) if part)


class AssignForm(forms.Form):
    """Which of the clients listed, or all of them, and to whom."""

    person = forms.ChoiceField(label=gettext_lazy("To whom"))
    everybody = forms.BooleanField(label=gettext_lazy("Everybody listed here"), required=False)
    clients = forms.MultipleChoiceField(
        label=gettext_lazy("Clients"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, clients: Sequence[Client], people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]
        offered = [(str(one.pk), _told_apart(one)) for one in clients]
        self.fields["clients"].choices = offered  # type: ignore[attr-defined]
        self.offered = [one.pk for one in clients]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("everybody") and not data.get("clients") and "clients" not in self.errors:
            self.add_error("clients", _("Choose at least one client."))
        return data

    @property
    def chosen(self) -> list[UUID]:
        """The keys of the clients chosen."""
        if self.cleaned_data["everybody"]:
            return self.offered
        return [UUID(key) for key in self.cleaned_data["clients"]]

    @property
    def receiver(self) -> tuple[int, UUID]:
        """The area in which, and the person to whom, the clients are given."""
        area, _colon, person = self.cleaned_data["person"].partition(":")
        return int(area), UUID(person)


class TimelineForm(forms.Form):
    """Which lines of the timeline are shown."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *KINDS.items()]  # type: ignore[attr-defined]
