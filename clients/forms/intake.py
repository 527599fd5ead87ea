"""What is asked when a client is taken in, or the client's record is edited. No diagnosis is ever asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from clients.enums import Gender
from clients.enums.cases import Adjustment, CaseKind, CaseOrigin, InterpreterLanguage, ServiceLanguage
from clients.forms.cases import OpeningFields
from clients.forms.consents import day_field
from clients.models import Client, IncomingReferral
from clients.services.editing import CONTACT_FIELDS, PLAIN_FIELDS
from clients.services.intake import Opening, Person, Place

CHOOSE = gettext_lazy("Choose")
NOT_TOLD = gettext_lazy("Not told")
Choices = list[tuple[str, Any]]


class PersonFields(forms.Form):
    """Who the client is, how to reach the client, and what is needed in dealing with the client."""

    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100)
    first_names = forms.CharField(label=gettext_lazy("First names"), max_length=200, required=False)
    identity_code = forms.CharField(
        label=gettext_lazy("Identity code"),
        help_text=gettext_lazy("All 11 characters. It is kept encrypted."),
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    birth_date = day_field(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("Left empty, it is taken from the identity code."),
        required=False,
    )
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=[("", NOT_TOLD), *Gender.choices], required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    street_address = forms.CharField(label=gettext_lazy("Street address"), max_length=200, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=10, required=False)
    post_office = forms.CharField(label=gettext_lazy("Post office"), max_length=100, required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    service_language = forms.ChoiceField(
        label=gettext_lazy("Language of service"), choices=[("", NOT_TOLD), *ServiceLanguage.choices], required=False
    )
    needs_interpreter = forms.BooleanField(label=gettext_lazy("Needs an interpreter"), required=False)
    interpreter_language = forms.ChoiceField(
        label=gettext_lazy("Language of interpreting"),
        choices=[("", NOT_TOLD), *InterpreterLanguage.choices],
        required=False,
    )
    adjustments = forms.MultipleChoiceField(
        label=gettext_lazy("Needed adjustments"),
        help_text=gettext_lazy("What makes dealing with us work. No reason and no diagnosis is asked."),
        choices=Adjustment.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    adjustments_note = forms.CharField(
        label=gettext_lazy("More on the adjustments"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    PERSON = (gettext_lazy("Person"), ("last_name", "first_names", "identity_code", "birth_date", "gender"))
    CONTACTS = (
        gettext_lazy("Contact details"),
        ("phone", "email", "street_address", "postal_code", "post_office", "municipality"),
    )
    NEEDS = (
        gettext_lazy("Language and adjustments"),
        ("service_language", "needs_interpreter", "interpreter_language", "adjustments", "adjustments_note"),
    )

    def __init__(self, *args: Any, municipalities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", NOT_TOLD), *municipalities]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("interpreter_language"):
            cleaned["needs_interpreter"] = True
        return cleaned


class DuplicatesForm(forms.Form):
    """What has been typed so far of the person; nothing of it need be right."""

    last_name = forms.CharField(required=False, max_length=100)
    first_names = forms.CharField(required=False, max_length=200)
    identity_code = forms.CharField(required=False, max_length=11)
    birth_date = forms.DateField(required=False)
    phone = forms.CharField(required=False, max_length=30)
    unit = forms.UUIDField(required=False)

    def typed(self) -> dict[str, Any]:
        """What of it can be read."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "last_name": cleaned.get("last_name") or "",
            "first_names": cleaned.get("first_names") or "",
            "identity_code": cleaned.get("identity_code") or "",
            "birth_date": cleaned.get("birth_date"),
            "phone": cleaned.get("phone") or "",
        }


class IntakeForm(PersonFields, OpeningFields):
    """Person and case on one page; `confirmed` says that the likely duplicates are other people."""

    non_disclosure = forms.BooleanField(
        label=gettext_lazy("Non-disclosure"),
        help_text=gettext_lazy("Contacts are then seen only by those with the right to them."),
        required=False,
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    responsible = forms.ChoiceField(
        label=gettext_lazy("Responsible"), help_text=gettext_lazy("Left empty, you are."), required=False
    )
    co_owner = forms.ChoiceField(label=gettext_lazy("Co-owner"), required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("This is another person, go on"), required=False)
    referral = forms.UUIDField(required=False, widget=forms.HiddenInput)

    GROUPS = (
        PersonFields.PERSON,
        (PersonFields.CONTACTS[0], (*PersonFields.CONTACTS[1], "non_disclosure")),
        PersonFields.NEEDS,
        (gettext_lazy("Case"), ("kind", "origin", "opened_on", "unit", "responsible", "co_owner")),
        (
            gettext_lazy("Jobseeking and employment"),
            ("is_jobseeker", "jobseeking_started_on", "is_employed", "sickness_maximum_on"),
        ),
    )

    def __init__(self, *args: Any, units: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", CHOOSE)] if len(units) != 1 else []
        self.fields["unit"].choices = [*first, *units]  # type: ignore[attr-defined]
        for name in ("responsible", "co_owner"):
            self.fields[name].choices = [("", CHOOSE), *people]  # type: ignore[attr-defined]

    def person(self) -> Person:
        """Who is taken in."""
        data = self.cleaned_data
        names = {name for name in Person.__dataclass_fields__ if name != "municipality_id"}
        return Person(**{name: data[name] for name in names}, municipality_id=data["municipality"] or None)

    def opening(self) -> Opening:
        """What the case says."""
        data = self.cleaned_data
        given = {name: data[name] for name in Opening.__dataclass_fields__}
        return Opening(**{**given, "kind": CaseKind(data["kind"]), "origin": CaseOrigin(data["origin"])})

    def place(self) -> Place:
        """Where the client is served and by whom."""
        data = self.cleaned_data
        return Place(
            unit_id=UUID(data["unit"]),
            responsible_id=UUID(data["responsible"]) if data["responsible"] else None,
            co_owner_id=UUID(data["co_owner"]) if data["co_owner"] else None,
        )


def from_referral(referral: IncomingReferral) -> dict[str, Any]:
    """What a referral already tells of the person and the case."""
    return {
        "last_name": referral.last_name,
        "first_names": referral.first_names,
        "identity_code": referral.identity_code or "",
        "birth_date": referral.birth_date,
        "phone": referral.phone,
        "unit": str(referral.unit_id),
        "origin": CaseOrigin.SCHOOL if referral.kind == "school" else CaseOrigin.REFERRAL,
        "referral": referral.pk,
    }


class EditClientForm(PersonFields):
    """The client's record; without the right to them, contacts are not asked."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, client: Client, contacts: bool, **kwargs: Any) -> None:
        initial: dict[str, Any] = {name: getattr(client, name) for name in (*PLAIN_FIELDS, "version")}
        if contacts:
            initial |= {name: getattr(client, name) for name in CONTACT_FIELDS}
            initial["municipality"] = client.municipality_id or ""
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["last_name"].required = bool(client.last_name)
        if client.identity_cipher is not None:
            self.fields["identity_code"].help_text = gettext_lazy("One is kept already; write here only to correct it.")
        self.GROUPS = (self.PERSON, *((self.CONTACTS,) if contacts else ()), self.NEEDS)
        if not contacts:
            for name in self.CONTACTS[1]:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What the record is to say."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "municipality"}}
        if "municipality" in self.cleaned_data:
            given["municipality_id"] = self.cleaned_data["municipality"] or None
        return given
