"""What is asked of a contact with an employer, of its withdrawal, of persons, owners and keywords."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment
from clients.forms.consents import day_field
from employers.enums.contacts import EMPLOYER_CHANNELS, Initiative, Interest, Topic, WillingEnd
from employers.enums.register import EmployerClass, JobTrait
from employers.forms.employers import many, municipality_field, offer_municipalities
from employers.models import Employer, Establishment
from employers.selectors.contacts import ALL, MINE, STANDINGS, Offered, Pairs
from employers.services.contacts import EmployerNote, NewEmployer

NONE = [("", gettext_lazy("Not said"))]
NEW = "new"
RAISED = "raised"
INTERESTS = [
    ("", gettext_lazy("Hiring was not raised")),
    (RAISED, gettext_lazy("Raised, interest not known")),
    *((str(one.value), format_lazy("{} – {}", one.value, one.label)) for one in Interest),
]
ATTITUDES = [
    *NONE,
    ("1", gettext_lazy("1: strong doubts")),
    ("2", gettext_lazy("2: doubts")),
    ("3", gettext_lazy("3: neither doubts nor trust")),
    ("4", gettext_lazy("4: trust")),
    ("5", gettext_lazy("5: strong trust")),
]


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class EmployerContactForm(forms.Form):
    """The few things that are always asked first; the rest under “More”. Defaults: today, a call, by oneself."""

    interest = forms.ChoiceField(
        label=gettext_lazy("Hiring people with partial work ability"),
        help_text=gettext_lazy("From “Interested” on the employer is marked as willing to hire, in the same action."),
        choices=INTERESTS,
        required=False,
    )
    next_step = forms.CharField(label=gettext_lazy("Next step"), max_length=120, required=False)
    next_step_on = day_field(label=pgettext_lazy("deadline", "By"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=[(one.value, one.label) for one in EMPLOYER_CHANNELS]
    )
    held_on = day_field(label=gettext_lazy("Day"))
    answered = forms.BooleanField(label=gettext_lazy("The employer answered"), required=False, initial=True)
    topics = many(gettext_lazy("Topics"), [(one.value, one.label) for one in Topic if one != Topic.PARTIAL])
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("About the employer and its work. Nothing about a client."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    traits = many(gettext_lazy("Work it has to offer"), JobTrait.choices)
    accommodations = many(gettext_lazy("Accommodations it can make"), Adjustment.choices)
    initiative = forms.ChoiceField(label=gettext_lazy("Initiative"), choices=Initiative.choices)
    establishment = forms.ChoiceField(label=gettext_lazy("Establishment"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Contact person"), required=False)
    attitude_before = forms.ChoiceField(
        label=gettext_lazy("Attitude before the contact"), choices=ATTITUDES, required=False
    )
    attitude_after = forms.ChoiceField(
        label=gettext_lazy("Attitude after the contact"), choices=ATTITUDES, required=False
    )
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    area = forms.TypedChoiceField(label=gettext_lazy("Area"), coerce=int)

    FIRST = ("interest", "next_step", "next_step_on", "channel", "held_on", "answered", "topics", "note")
    MORE = (
        ("traits", "accommodations"),
        ("initiative", "establishment", "person", "attitude_before", "attitude_after", "programme", "area"),
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate
        choices = {
            "establishment": [*NONE, *offered.places],
            "person": [*NONE, *offered.persons],
            "programme": [*NONE, *offered.programmes],
        }
        for name, pairs in choices.items():
            if len(pairs) == len(NONE):
                del self.fields[name]
            else:
                self.fields[name].choices = pairs  # type: ignore[attr-defined]
        if len(offered.areas) == 1:
            del self.fields["area"]
        else:
            self.fields["area"].choices = offered.areas  # type: ignore[attr-defined]
        self.fields["interest"].widget.attrs["autofocus"] = True

    @property
    def first_fields(self) -> list[Any]:
        """The fields that are always asked, in order."""
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[list[Any]]:
        """The groups of fields under “More”."""
        return [[self[name] for name in group if name in self.fields] for group in self.MORE]

    @property
    def has_more(self) -> bool:
        """Whether something under “More” has an error, so that it is shown."""
        return any(name in self.errors for group in self.MORE for name in group)

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A contact is recorded when it has taken place."))
        return day

    def note_said(self) -> EmployerNote:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        interest = data["interest"]
        return EmployerNote(
            held_on=data["held_on"],
            channel=ContactChannel(data["channel"]),
            initiative=Initiative(data["initiative"]),
            answered=data["answered"],
            topics=tuple(Topic(code) for code in data["topics"]),
            topic_raised=bool(interest),
            interest=Interest(int(interest)) if interest.isdigit() else None,
            attitude_before=int(data["attitude_before"]) if data["attitude_before"] else None,
            attitude_after=int(data["attitude_after"]) if data["attitude_after"] else None,
            traits=tuple(JobTrait(code) for code in data["traits"]),
            accommodations=tuple(Adjustment(code) for code in data["accommodations"]),
            note=data["note"],
            next_step=data["next_step"],
            next_step_on=data["next_step_on"],
            establishment_id=UUID(data["establishment"]) if data.get("establishment") else None,
            person_id=UUID(data["person"]) if data.get("person") else None,
            programme_id=int(data["programme"]) if data.get("programme") else None,
        )


class WhoseContactForm(EmployerContactForm):
    """The same from anywhere: which employer is asked first; of several one is chosen, and a new one is added."""

    employer = forms.CharField(
        label=gettext_lazy("Employer"), help_text=gettext_lazy("Name or business id."), max_length=220
    )
    choice = forms.ChoiceField(label=gettext_lazy("Which one is it?"), widget=forms.RadioSelect, required=False)
    new_name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    new_business_id = forms.CharField(label=gettext_lazy("Business id"), max_length=20, required=False)
    new_kind = forms.ChoiceField(label=gettext_lazy("Class"), choices=EmployerClass.choices, required=False)
    new_municipality = municipality_field(gettext_lazy("Municipality"))

    WHOSE = ("employer", "choice")
    NEW_ONE = ("new_name", "new_business_id", "new_kind", "new_municipality")

    def __init__(self, *args: Any, suggestions: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["interest"].widget.attrs["autofocus"]
        self.fields["employer"].widget.attrs.update(
            {
                "autofocus": True,
                "autocomplete": "off",
                "list": "employer-options",
                "hx-get": suggestions,
                "hx-trigger": "input changed delay:150ms",
                "hx-target": "#employer-options",
                "hx-swap": "innerHTML",
            }
        )
        self.fields["new_municipality"].required = False
        offer_municipalities(self.fields["new_municipality"])
        self.offers_new = self.data.get("choice") == NEW
        chosen = str(self.data.get("choice", ""))
        self.fields["choice"].choices = [(chosen, chosen)] if self.offers_new or _is_key(chosen) else []  # type: ignore[attr-defined]

    @property
    def has_choice(self) -> bool:
        """Whether several employers, or a new one, are to be chosen from."""
        return bool(self.fields["choice"].choices)  # type: ignore[attr-defined]

    @property
    def new_fields(self) -> list[Any]:
        """The fields of an employer that the register does not have."""
        return [self[name] for name in self.NEW_ONE]

    def offer(self, found: Iterable[Employer], *, business_id: str) -> None:
        """The page asks which of these it is, or what the register is to know of a new one; what was typed stays."""
        several = [(str(one.pk), f"{one.name} {one.business_id}".strip()) for one in found]
        self.fields["choice"].choices = [*several, (NEW, _("None of these: add it to the register"))]  # type: ignore[attr-defined]
        self.offers_new = True
        typed = str(self.cleaned_data.get("employer", ""))
        given = {"new_name": typed.replace(business_id, "").strip(" ,()"), "new_business_id": business_id}
        missing = {name: value for name, value in given.items() if value and not self.data.get(name)}
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # the form is bound to what was posted
        data.update({**missing, **({} if several else {"choice": NEW})})
        self.data = data

    def new_employer(self) -> NewEmployer | None:
        """The new employer as it was typed, or None with errors at the fields that are empty."""
        data = self.cleaned_data
        for name in ("new_name", "new_municipality"):
            if not data.get(name):
                self.add_error(name, _("This field is required."))
        if self.errors:
            return None
        kind = data["new_kind"] or EmployerClass.COMPANY
        values = {"name": data["new_name"], "business_id": data["new_business_id"], "kind": kind}
        return NewEmployer(values=values, establishment={"municipality": data["new_municipality"]})


class ContactsFilter(forms.Form):
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[(MINE, gettext_lazy("Logged by me")), (ALL, gettext_lazy("All of your areas"))],
        required=False,
    )
    standing = forms.ChoiceField(label=gettext_lazy("Which"), choices=STANDINGS, required=False)
    since = day_field(label=gettext_lazy("From"), required=False)
    until = day_field(label=gettext_lazy("To"), required=False)
    employer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the contact was wrong"), max_length=300)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WillingEndForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Why it ends"), choices=WillingEnd.choices)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class OwnerForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Who looks after the employer"), required=False)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Position"), max_length=100, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    establishment = forms.ModelChoiceField(
        label=gettext_lazy("Establishment"),
        queryset=Establishment.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not said"),
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Shared with other areas, for those who have the right to see contact persons"),
        help_text=gettext_lazy("Tell the person first."),
        required=False,
    )

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["establishment"].queryset = employer.establishments.open()  # type: ignore[attr-defined]


class PersonChangeForm(PersonForm):
    left_on = day_field(label=gettext_lazy("Left the employer on"), required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
