"""What is asked of an incoming referral, of a school's notice, and of the decision on one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums.cases import REFERRAL_STEPS, ReferralCriterion, ReferralDecision, ReferralKind
from clients.forms.consents import day_field
from clients.models import IncomingReferral
from clients.services.referring import SCHOOL, SENDER

ALL = gettext_lazy("All")
CHOOSE = gettext_lazy("Choose")


class ReferralForm(forms.Form):
    """Who sends whom, why, and by which criteria; the school's part only for a school's notice."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    unit = forms.ChoiceField(label=gettext_lazy("Receiving unit"))
    received_on = day_field(label=gettext_lazy("Received on"))
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=100)
    first_names = forms.CharField(label=gettext_lazy("First names"), max_length=200, required=False)
    identity_code = forms.CharField(
        label=gettext_lazy("Identity code"),
        help_text=gettext_lazy("All 11 characters. It is kept encrypted."),
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    birth_date = day_field(label=gettext_lazy("Date of birth"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason of the referral"),
        help_text=gettext_lazy("How work ability or functional ability hinders work. No diagnosis is needed."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Criteria"),
        choices=ReferralCriterion.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sender_organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=200, required=False)
    sender_unit = forms.CharField(label=gettext_lazy("Unit of the sender"), max_length=200, required=False)
    sender_name = forms.CharField(label=gettext_lazy("Name of the sender"), max_length=200, required=False)
    sender_contact = forms.CharField(
        label=gettext_lazy("Contact of the sender at work"), max_length=200, required=False
    )
    school = forms.CharField(label=gettext_lazy("School"), max_length=200, required=False)
    graduates_on = day_field(label=gettext_lazy("Expected graduation"), required=False)
    notified_on = day_field(label=gettext_lazy("Notice given on"), required=False)
    support_need = forms.CharField(
        label=gettext_lazy("Support needed in moving on from school"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)

    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (gettext_lazy("Referral"), ("kind", "unit", "received_on")),
        (gettext_lazy("Person"), ("last_name", "first_names", "identity_code", "birth_date", "phone")),
        (gettext_lazy("Reason and criteria"), ("reason", "criteria")),
        (gettext_lazy("Sender, when from outside"), SENDER),
        (gettext_lazy("Only in a school’s notice"), SCHOOL),
    )

    def __init__(self, *args: Any, units: list[tuple[str, Any]], outside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ReferralKind.choices if outside else [(ReferralKind.COLLEAGUE.value, ReferralKind.COLLEAGUE.label)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        first = [("", CHOOSE)] if len(units) != 1 else []
        self.fields["unit"].choices = [*first, *units]  # type: ignore[attr-defined]
        self.fields["received_on"].initial = timezone.localdate
        if not outside:
            self.GROUPS = self.GROUPS[:3]
            for name in (*SENDER, *SCHOOL):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == ReferralKind.PARTNER and not cleaned.get("sender_organisation"):
            self.add_error("sender_organisation", _("Name the organisation that sends."))
        for name in SCHOOL:
            if name not in self.fields:
                continue
            if kind == ReferralKind.SCHOOL and not cleaned.get(name):
                self.add_error(name, _("A school's notice needs this."))
            elif kind != ReferralKind.SCHOOL and cleaned.get(name):
                self.add_error(name, _("Only a school's notice has this."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the referral says."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"kind", "unit", "client"}}


class DecisionForm(forms.Form):
    """What becomes of the referral. Accepted, it goes on to taking the client in or to a client already known."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    client = forms.ChoiceField(
        label=gettext_lazy("Client"),
        help_text=gettext_lazy("Clients who may be the same person."),
        required=False,
    )
    decision_reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed when the referral is returned."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, referral: IncomingReferral, clients: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": referral.version}
        super().__init__(*args, **kwargs)
        steps = REFERRAL_STEPS[ReferralDecision(referral.decision)]
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (step.value, step.label) for step in ReferralDecision if step in steps
        ]
        self.fields["client"].choices = [  # type: ignore[attr-defined]
            ("", _("Not in the register: take in as a new client")),
            *clients,
        ]
        if referral.client_id is not None:
            del self.fields["client"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == ReferralDecision.RETURNED and not cleaned.get("decision_reason", "").strip():
            self.add_error("decision_reason", _("Say why the referral is returned."))
        return cleaned


class ReferralsFilter(forms.Form):
    """Filter and order of the queue."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", ALL), *ReferralDecision.choices], required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", ALL), *ReferralKind.choices], required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", ALL), *units]  # type: ignore[attr-defined]
