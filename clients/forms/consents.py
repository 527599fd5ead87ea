"""What is asked on the pages of consents and disclosures."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.disclosure_grounds import CONSENT_KINDS
from clients.enums import HEALTH_ITEMS, ConsentManner, ConsentState, DataItem, Ground, RecipientKind
from clients.models import ConsentText

ALL = gettext_lazy("All")


def day_field(**options: Any) -> forms.DateField:
    """A day, chosen from a calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class RecipientKindForm(forms.Form):
    """For whom a consent is asked; tells which text is read to the client."""

    to = forms.ChoiceField(
        label=gettext_lazy("Recipient"),
        choices=[(kind.value, kind.label) for kind in CONSENT_KINDS],
        widget=forms.RadioSelect,
    )


class ConsentForm(forms.Form):
    """One decision, item by item under the text; nothing ticked is a refusal."""

    recipient_name = forms.CharField(label=gettext_lazy("Name of the recipient"), max_length=200)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("The client agrees to disclose"), required=False, widget=forms.CheckboxSelectMultiple
    )
    health_items = forms.MultipleChoiceField(
        label=gettext_lazy("Of health, the client agrees to disclose"),
        help_text=gettext_lazy("Each item needs its own consent, in writing."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    refused = forms.BooleanField(label=gettext_lazy("The client refuses everything"), required=False)
    manner = forms.ChoiceField(label=gettext_lazy("How the client decided"), choices=ConsentManner.choices)
    decided_on = day_field(label=gettext_lazy("Decided on"))
    valid_to = day_field(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("Empty: until the client withdraws it."),
        required=False,
    )

    def __init__(self, *args: Any, text: ConsentText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        health = [(code, words) for code, words in text.words.items() if code in HEALTH_ITEMS]
        others = [(code, words) for code, words in text.words.items() if code not in HEALTH_ITEMS]
        self.fields["items"].choices = others  # type: ignore[attr-defined]
        self.fields["health_items"].choices = health  # type: ignore[attr-defined]
        self.fields["decided_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [*cleaned.get("items", ()), *cleaned.get("health_items", ())]
        if cleaned.get("refused") and chosen:
            self.add_error("refused", _("Either items are agreed to, or everything is refused."))
        elif not cleaned.get("refused") and not chosen:
            self.add_error("items", _("Tick the items agreed to, or that the client refuses everything."))
        cleaned["chosen"] = [DataItem(code) for code in chosen]
        return cleaned


class WithdrawalForm(forms.Form):
    """The end of a consent by the client."""

    withdrawn_on = day_field(label=gettext_lazy("Withdrawn on"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The client need not give one."),
        max_length=300,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_on"].initial = timezone.localdate


class DisclosureForm(forms.Form):
    """What is about to be told, to whom, what for and on what ground."""

    recipient_kind = forms.ChoiceField(label=gettext_lazy("Recipient"), choices=RecipientKind.choices)
    recipient_name = forms.CharField(label=gettext_lazy("Name of the recipient"), max_length=200)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What is disclosed"),
        help_text=gettext_lazy("Only what is necessary for the purpose."),
        choices=[(item.value, item.label) for item in DataItem],
        widget=forms.CheckboxSelectMultiple,
    )
    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=Ground.choices)
    ground_detail = forms.CharField(
        label=gettext_lazy("Permit, law or day"),
        help_text=gettext_lazy("The number of the permit, the law, or since when the joint customership is in force."),
        max_length=200,
        required=False,
    )
    purpose = forms.CharField(label=gettext_lazy("What for"), max_length=300)


class ConsentsFilter(forms.Form):
    """Filter and order of a client's consents."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", ALL), *ConsentState.choices], required=False)
    to = forms.ChoiceField(
        label=gettext_lazy("Recipient"),
        choices=[("", ALL), *((kind.value, kind.label) for kind in CONSENT_KINDS)],
        required=False,
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class DisclosuresFilter(forms.Form):
    """Filter and order of a client's disclosures."""

    to = forms.ChoiceField(label=gettext_lazy("Recipient"), choices=[("", ALL), *RecipientKind.choices], required=False)
    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=[("", ALL), *Ground.choices], required=False)
    starts = day_field(label=gettext_lazy("From"), required=False)
    ends = day_field(label=gettext_lazy("To"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
