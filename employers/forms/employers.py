"""What is asked of an employer and of an establishment, and by what the list is narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality, Region
from clients.enums.demands import Adjustment
from clients.enums.employment import Industry
from config.kernel.alphabet import alphabetical
from config.kernel.models import name_field
from employers.enums.register import EmployerClass, IntermediaryRole, JobTrait, SizeClass
from employers.selectors.employers import CONTACTED, OWNED, WILLING, Choice

NOT_SAID = [("", _("Not said"))]
EVERY = [("", _("All"))]


def municipality_field(label: Any) -> forms.ModelChoiceField:
    """A municipality that there is now."""
    return forms.ModelChoiceField(label=label, queryset=Municipality.objects.none(), empty_label=_("Choose"))


def offer_municipalities(field: Any) -> None:
    """The field offers the municipalities in the order of their names in the reader's language."""
    field.queryset = Municipality.objects.filter(successor=None).order_by(alphabetical(name_field()))


def many(label: Any, choices: Iterable[Any]) -> forms.MultipleChoiceField:
    """Any of several."""
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), required=False, widget=forms.CheckboxSelectMultiple
    )


def _one_of(label: Any, choices: Iterable[Any] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False)


class EmployersFilter(forms.Form):
    """By what the list is narrowed: what is asked most first, the rest under “More”."""

    text = forms.CharField(label=_("Name or business id"), max_length=200, required=False)
    willing = _one_of(_("Willing to hire"), WILLING)
    region = _one_of(_("Region"))
    contacted = _one_of(_("Contacted by your area"), CONTACTED)
    area = _one_of(_("Employment area"))
    municipality = _one_of(_("Municipality"))
    industry = _one_of(_("Industry"), [*EVERY, *Industry.choices])
    kind = _one_of(_("Class"), [*EVERY, *EmployerClass.choices])
    size = _one_of(_("People employed"), [*EVERY, *SizeClass.choices])
    owned = _one_of(_("Looked after by"), OWNED)
    vacancy = forms.BooleanField(label=_("Has an open vacancy"), required=False)
    traits = many(_("Work it has to offer"), JobTrait.choices)
    accommodations = many(_("Accommodations it can make"), Adjustment.choices)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)

    FIRST = ("text", "willing", "region", "contacted")
    MORE = ("area", "municipality", "industry", "kind", "size", "owned", "vacancy")
    OFFERS = ("traits", "accommodations")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = alphabetical(name_field())
        offered = {
            "region": Region.objects.order_by(named),
            "area": Area.objects.order_by(named),
            "municipality": Municipality.objects.filter(successor=None).order_by(named),
        }
        for name, found in offered.items():
            pairs = [(str(one.pk), one.name) for one in found]
            self.fields[name].choices = [*EVERY, *pairs]  # type: ignore[attr-defined]

    @property
    def first_fields(self) -> list[Any]:
        """What is asked most."""
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[Any]:
        """The rest."""
        return [self[name] for name in self.MORE]

    @property
    def offer_fields(self) -> list[Any]:
        """What the employer has to offer."""
        return [self[name] for name in self.OFFERS]

    @property
    def has_more(self) -> bool:
        """Whether something under “More” narrows the list."""
        return any(self.data.get(name) for name in (*self.MORE, *self.OFFERS))

    def choice(self) -> Choice:
        """The list that is asked for; a value that is no choice narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        plain = {name: data.get(name) or "" for name in (*self.FIRST, *self.MORE) if name != "vacancy"}
        return Choice(
            **plain,
            vacancy=bool(data.get("vacancy")),
            traits=tuple(data.get("traits") or ()),
            accommodations=tuple(data.get("accommodations") or ()),
            sort=data.get("sort") or "name",
        )


class KeptFilterForm(forms.Form):
    name = forms.CharField(label=_("Name of the filter"), max_length=60)


class EmployerForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("A household goes by its municipality, not by a person’s name."),
        max_length=200,
    )
    business_id = forms.CharField(
        label=_("Business id"),
        help_text=_("Seven digits, a hyphen and a check digit. A household has none."),
        max_length=20,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Class"), choices=EmployerClass.choices)
    size = forms.ChoiceField(label=_("People employed"), choices=[*NOT_SAID, *SizeClass.choices], required=False)
    industry = forms.ChoiceField(label=_("Industry"), choices=[*NOT_SAID, *Industry.choices], required=False)
    intermediary = forms.ChoiceField(
        label=_("Mediates work as"), choices=[*NOT_SAID, *IntermediaryRole.choices], required=False
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")


class EmployerNewForm(EmployerForm):
    municipality = municipality_field(_("Municipality of the first establishment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_municipalities(self.fields["municipality"])


class EmployerChangeForm(EmployerForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class EstablishmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    municipality = municipality_field(_("Municipality"))
    street_address = forms.CharField(label=_("Street address"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    number = forms.CharField(label=_("The employer’s own number or sign"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_municipalities(self.fields["municipality"])


class EstablishmentChangeForm(EstablishmentForm):
    is_closed = forms.BooleanField(label=_("The establishment has closed"), required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
