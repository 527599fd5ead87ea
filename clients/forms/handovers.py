"""What is asked when a case is offered within the area, sent to another area, or such an offer is answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums import HEALTH_ITEMS, DataItem
from clients.enums.handovers import (
    ALWAYS_TRANSFERRED,
    TRANSFER_REASONS,
    TRANSFERABLE,
    DeclineReason,
    HandoverReason,
    HandoverState,
    TransferReason,
    TransferState,
)
from clients.forms.consents import day_field
from clients.models import Client
from clients.selectors.handovers import ALL, WHOSE
from clients.services.handovers import Offer

CHOOSE = gettext_lazy("Choose")
NEW = "new"
Choices = list[tuple[str, Any]]


class OfferForm(forms.Form):
    """To whom a case is offered, why and when, and what is under way."""

    to_user = forms.ChoiceField(
        label=gettext_lazy("Person"),
        help_text=gettext_lazy("Left empty, whoever works in the unit may accept."),
        required=False,
    )
    to_unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), help_text=gettext_lazy("Left empty, the client's unit stays."), required=False
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=[("", CHOOSE), *HandoverReason.choices])
    planned_on = day_field(
        label=gettext_lazy("Planned day"),
        help_text=gettext_lazy("The client changes hands when the offer is accepted."),
    )
    note = forms.CharField(
        label=gettext_lazy("What is under way"),
        help_text=gettext_lazy("What the receiver needs to know to go on. Leave health out."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )

    def __init__(self, *args: Any, people: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user"].choices = [("", CHOOSE), *people]  # type: ignore[attr-defined]
        self.fields["to_unit"].choices = [("", CHOOSE), *units]  # type: ignore[attr-defined]
        self.fields["planned_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("to_user") and not cleaned.get("to_unit") and "to_user" not in self.errors:
            self.add_error("to_user", _("Choose a person or a unit."))
        return cleaned

    def offer(self) -> Offer:
        """The offer as the service takes it."""
        data = self.cleaned_data
        return Offer(
            to_user_id=UUID(data["to_user"]) if data["to_user"] else None,
            to_unit_id=UUID(data["to_unit"]) if data["to_unit"] else None,
            reason=HandoverReason(data["reason"]),
            planned_on=data["planned_on"],
            note=data["note"],
        )


class ReasonForm(forms.Form):
    """Why an offer or a transfer is declined or taken back."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"))
    text = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Do not write about health here."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, reasons: Iterable[DeclineReason | TransferReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", CHOOSE),
            *((one.value, one.label) for one in reasons),
        ]


def transfer_reasons(to: TransferState) -> tuple[TransferReason, ...]:
    """The reasons that may be given for this step of a transfer."""
    return TRANSFER_REASONS[to]


class HandoversFilter(forms.Form):
    """Filter and order of the list of offers."""

    whose = forms.ChoiceField(label=gettext_lazy("Whose"), choices=WHOSE, required=False, initial=ALL)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[*HandoverState.choices, ("every", gettext_lazy("All"))],
        required=False,
        initial=HandoverState.OFFERED,
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class TransferForm(forms.Form):
    """To which area, what is passed on, and what its people need to know. Name and need always are."""

    to_area = forms.ChoiceField(
        label=gettext_lazy("Area"),
        help_text=gettext_lazy("Another area is another controller: the client's consent to that area is needed."),
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Passed on beside name and need"), required=False, widget=forms.CheckboxSelectMultiple
    )
    health_items = forms.MultipleChoiceField(
        label=gettext_lazy("Of health, passed on"),
        help_text=gettext_lazy("Each item needs the client's written consent for that area."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("What is under way"),
        help_text=gettext_lazy("What the receiver needs to know to go on. Leave health out."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )

    def __init__(self, *args: Any, client: Client, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = {*ALWAYS_TRANSFERRED, *([DataItem.CONTACT] if client.non_disclosure else [])}
        offered = [(item.value, item.label) for item in TRANSFERABLE if item not in left_out]
        self.fields["to_area"].choices = [("", CHOOSE), *areas]  # type: ignore[attr-defined]
        self.fields["items"].choices = [pair for pair in offered if pair[0] not in HEALTH_ITEMS]  # type: ignore[attr-defined]
        self.fields["health_items"].choices = [pair for pair in offered if pair[0] in HEALTH_ITEMS]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[DataItem, ...]:
        """The items that were ticked."""
        data = self.cleaned_data
        return tuple(DataItem(code) for code in (*data["items"], *data["health_items"]))


class SendTransferForm(forms.Form):
    """Sending exactly what was shown; `seen` tells it from what it would be now."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AcceptTransferForm(forms.Form):
    """Into which unit, and as whom: a new client, or one whom the area has already."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    target = forms.ChoiceField(
        label=gettext_lazy("Who the client is here"),
        help_text=gettext_lazy("Whoever is in the register already is not taken in twice."),
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Choices, known: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", CHOOSE)] if len(units) != 1 else []
        self.fields["unit"].choices = [*first, *units]  # type: ignore[attr-defined]
        self.fields["target"].choices = [(NEW, _("A new client")), *known]  # type: ignore[attr-defined]
        if not known:
            self.fields["target"].initial = NEW

    def known_client(self) -> UUID | None:
        """The client whom the area has already; None for a new one."""
        target = self.cleaned_data["target"]
        return None if target == NEW else UUID(target)


class TransfersFilter(forms.Form):
    """Filter and order of the list of transfers."""

    way = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[
            ("", gettext_lazy("All")),
            ("in", gettext_lazy("To my area")),
            ("out", gettext_lazy("From my area")),
        ],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("All")), *TransferState.choices], required=False
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
