"""What is asked of a meeting of a client's network."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from clients.enums import Ground, RecipientKind
from clients.enums.contacts import ContactChannel
from clients.forms.consents import day_field
from clients.forms.contacts import many, moment_field
from clients.services.meetings import Agreed, MeetingPlan, Minutes, OutsideParty

PARTIES, ACTIONS = 4, 4
KINDS = (
    RecipientKind.COUNTY,
    RecipientKind.KELA,
    RecipientKind.PROVIDER,
    RecipientKind.EMPLOYER,
    RecipientKind.AUTHORITY,
    RecipientKind.PARTNER,
)
GROUNDS = (Ground.CONSENT, Ground.JOINT, Ground.SERVICE, Ground.REQUEST, Ground.OTHER_LAW, Ground.EMPLOYER)
NOBODY = [("", gettext_lazy("Nobody"))]
People = list[tuple[str, str]]


class MeetingForm(forms.Form):
    """When and how, what about, and who takes part; an organisation with the ground on which it may hear."""

    starts_at = moment_field(label=gettext_lazy("When"))
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=ContactChannel.choices, initial=ContactChannel.NETWORK
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    agenda = forms.CharField(
        label=gettext_lazy("Agenda"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    with_client = forms.BooleanField(label=gettext_lazy("The client takes part"), required=False, initial=True)
    staff = many(label=gettext_lazy("Staff"), required=False)
    around = many(label=gettext_lazy("People around the client"), required=False)

    def __init__(self, *args: Any, staff: People, around: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = staff  # type: ignore[attr-defined]
        if around:
            self.fields["around"].choices = around  # type: ignore[attr-defined]
        else:
            del self.fields["around"]
        for number in range(1, PARTIES + 1):
            self._seat(number)

    def _seat(self, number: int) -> None:
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Kind of organisation"),
            choices=[*NOBODY, *((kind.value, kind.label) for kind in KINDS)],
            required=False,
        )
        self.fields[f"organisation_{number}"] = forms.CharField(label=_("Organisation"), max_length=200, required=False)
        self.fields[f"function_{number}"] = forms.CharField(
            label=_("Function"), max_length=100, required=False, help_text=_("Such as nurse or caseworker; no name.")
        )
        self.fields[f"ground_{number}"] = forms.ChoiceField(
            label=_("On what ground it hears of the client"),
            choices=[("", _("Choose")), *((ground.value, ground.label) for ground in GROUNDS)],
            required=False,
        )
        self.fields[f"detail_{number}"] = forms.CharField(
            label=_("More of the ground"),
            max_length=200,
            required=False,
            help_text=_("Which law, or since when the joint customership is in force."),
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for number in range(1, PARTIES + 1):
            if not found.get(f"kind_{number}"):
                if found.get(f"organisation_{number}"):
                    self.add_error(f"kind_{number}", _("Choose the kind of organisation."))
                continue
            for name, sentence in (
                (f"organisation_{number}", _("Name the organisation.")),
                (f"ground_{number}", _("An organisation takes part only on a ground.")),
            ):
                if not found.get(name):
                    self.add_error(name, sentence)
        return found

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        first = [name for name in ("starts_at", "channel", "place", "agenda") if name in self.fields]
        people = [name for name in ("with_client", "staff", "around") if name in self.fields]
        groups = [
            (pgettext("of a network", "Meeting"), [self[name] for name in first]),
            (_("Who takes part"), [self[name] for name in people]),
        ]
        for number in range(1, PARTIES + 1):
            names = [f"{name}_{number}" for name in ("kind", "organisation", "function", "ground", "detail")]
            groups.append((_("Organisation %(number)s") % {"number": number}, [self[name] for name in names]))
        return groups

    def plan(self) -> MeetingPlan:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return MeetingPlan(
            starts_at=data["starts_at"],
            channel=ContactChannel(data["channel"]),
            place=data["place"],
            agenda=data["agenda"],
            with_client=data["with_client"],
            staff=frozenset(UUID(key) for key in data["staff"]),
            around=frozenset(UUID(key) for key in data.get("around", ())),
            outside=tuple(self._party(number) for number in range(1, PARTIES + 1) if data[f"kind_{number}"]),
        )

    def _party(self, number: int) -> OutsideParty:
        data = self.cleaned_data
        return OutsideParty(
            kind=RecipientKind(data[f"kind_{number}"]),
            organisation=data[f"organisation_{number}"],
            function=data[f"function_{number}"],
            ground=Ground(data[f"ground_{number}"]),
            detail=data[f"detail_{number}"],
        )


class MinutesForm(forms.Form):
    """What was said, of health apart, and what was agreed on."""

    discussed = forms.CharField(
        label=gettext_lazy("What was discussed"),
        help_text=gettext_lazy("Only what is necessary for the service."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    discussed_health = forms.CharField(
        label=gettext_lazy("What was said of health"),
        help_text=gettext_lazy(
            "Shown only with the right to health; every organisation needs a ground for hearing it."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_on = day_field(label=gettext_lazy("Next meeting"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, staff: People, with_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_health:
            del self.fields["discussed_health"]
        for number in range(1, ACTIONS + 1):
            self.fields[f"text_{number}"] = forms.CharField(label=_("What is done"), max_length=200, required=False)
            self.fields[f"staff_{number}"] = forms.ChoiceField(
                label=_("Whose task"), choices=[("", _("Somebody else, named below")), *staff], required=False
            )
            self.fields[f"owner_{number}"] = forms.CharField(
                label=_("Who else does it"), max_length=200, required=False
            )
            self.fields[f"due_{number}"] = day_field(label=_("By"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for number in range(1, ACTIONS + 1):
            named = found.get(f"staff_{number}") or found.get(f"owner_{number}", "").strip()
            if found.get(f"text_{number}") and not named:
                self.add_error(f"owner_{number}", _("Say who does it."))
            if named and not found.get(f"text_{number}"):
                self.add_error(f"text_{number}", _("Say what is done."))
        return found

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        said = [name for name in ("discussed", "discussed_health") if name in self.fields]
        groups = [(_("What was said"), [self[name] for name in said])]
        for number in range(1, ACTIONS + 1):
            names = [f"{name}_{number}" for name in ("text", "staff", "owner", "due")]
            groups.append((_("Agreed action %(number)s") % {"number": number}, [self[name] for name in names]))
        groups.append((_("Follow-up meeting"), [self["next_on"]]))
        return groups

    def minutes(self) -> Minutes:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return Minutes(
            discussed=data["discussed"],
            discussed_health=data.get("discussed_health", ""),
            next_on=data["next_on"],
            actions=tuple(self._agreed(number) for number in range(1, ACTIONS + 1) if data[f"text_{number}"]),
        )

    def _agreed(self, number: int) -> Agreed:
        data = self.cleaned_data
        key = data[f"staff_{number}"]
        return Agreed(
            text=data[f"text_{number}"],
            staff=UUID(key) if key else None,
            owner=data[f"owner_{number}"],
            due_on=data[f"due_{number}"],
        )


class MeetingStepForm(forms.Form):
    """The version against which a step is taken."""

    version = forms.IntegerField(widget=forms.HiddenInput)
