"""What is asked of a wish, of a search, and of what became of a match."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.enums.employment import Occupation
from employers.enums.matching import MATCH_STEPS, Decider, MatchRefusal, MatchState
from employers.models import JobWish, MatchRecord
from employers.models.vacancies import MOST_HOURS
from employers.selectors.matching import Wanted

ALL = [("", _("All"))]


def whole_hours_field(label: Any) -> forms.IntegerField:
    """Whole hours a week."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_HOURS, required=False)


class WishForm(forms.Form):
    """What work the client looks for; what is left empty means any."""

    occupations = forms.MultipleChoiceField(
        label=_("Kinds of work"), choices=Occupation.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    hours_from = whole_hours_field(_("Hours a week at least"))
    hours_to = whole_hours_field(_("Hours a week at most"))
    municipalities = forms.MultipleChoiceField(
        label=_("Municipalities"),
        help_text=_("Choose several with the Ctrl or Command key. None chosen means anywhere."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    is_remote_wished = forms.BooleanField(label=_("Remote work is wished for"), required=False)
    latest = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, municipalities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].choices = municipalities  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "latest"}


def wish_initial(wish: JobWish | None) -> dict[str, Any]:
    """What a new wish starts from: the one that holds now."""
    if wish is None:
        return {}
    names = ("occupations", "hours_from", "hours_to", "municipalities", "is_remote_wished")
    return {name: getattr(wish, name) for name in names} | {"latest": wish.pk}


class SearchForm(forms.Form):
    """Where and how many hours; hard stops may be left out."""

    region = forms.TypedChoiceField(label=_("Region"), coerce=int, empty_value=None, required=False)
    hours_from = whole_hours_field(_("Hours a week at least"))
    hours_to = whole_hours_field(_("Hours a week at most"))
    stops_hidden = forms.BooleanField(label=_("Leave out hard stops"), required=False)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], with_hours: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [*ALL, *regions]  # type: ignore[attr-defined]
        if not with_hours:
            del self.fields["hours_from"], self.fields["hours_to"]

    def wanted(self) -> Wanted:
        """What is looked at."""
        data = self.cleaned_data
        return Wanted(
            region_id=data["region"],
            hours_from=data.get("hours_from"),
            hours_to=data.get("hours_to"),
            stops_hidden=data["stops_hidden"],
        )


class DecisionForm(forms.Form):
    """Accepted, or refused and why, and by whom."""

    to = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    decider = forms.ChoiceField(label=_("Who decided"), choices=Decider.choices, widget=forms.RadioSelect)
    refusal = forms.ChoiceField(
        label=_("Why it was refused"), choices=[("", _("Not refused")), *MatchRefusal.choices], required=False
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, match: MatchRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = MATCH_STEPS[MatchState(match.state)]
        choices = [(one.value, one.label) for one in MatchState if one in allowed]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["version"].initial = match.version

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        refusal = data["refusal"]
        return {
            "version": data["version"],
            "to": MatchState(data["to"]),
            "decider": Decider(data["decider"]),
            "refusal": MatchRefusal(refusal) if refusal else None,
        }
