"""What is asked of a referral to a service, of its steps, and of a partner who answers by a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.enums import HEALTH_ITEMS, DataItem, Ground
from clients.enums.cases import JointPoint
from clients.enums.service_referrals import (
    PARTNER_STEPS,
    REASONS,
    ReferralReason,
    ReferralResult,
    ServiceReferralState,
)
from clients.forms.consents import day_field
from clients.models import Client, ServiceReferral
from clients.referral_recipients import OF_REFERRALS
from clients.selectors.service_referrals import ALL, GROUPS_OF_STATES, MINE, UNDER_WAY
from clients.selectors.shared_facts import shareable_choices
from clients.services.referral_steps import Step
from clients.services.service_referrals import ReferralText
from network.enums import ServiceCode
from network.models import Service

_S = ServiceReferralState
CHOOSE = gettext_lazy("Choose")
EVERY = gettext_lazy("All")


class ServiceReferralForm(forms.Form):
    """Service, message, what is shared, ground. Name and need are always shared."""

    service = forms.ChoiceField(label=gettext_lazy("Service"))
    message = forms.CharField(
        label=gettext_lazy("Message to the partner"),
        help_text=gettext_lazy("What is asked for and why, as far as the partner needs it. Leave health out."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Shared beside name and message"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    health_items = forms.MultipleChoiceField(
        label=gettext_lazy("Of health, shared"),
        help_text=gettext_lazy("Each item needs the client's written consent for this partner."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("A procured service: section 116. Multi-sectoral support: section 15. Others: consent."),
        choices=[
            ("", gettext_lazy("By the kind of partner")),
            *((ground.value, ground.label) for ground in OF_REFERRALS),
        ],
        required=False,
    )
    ground_detail = forms.CharField(
        label=gettext_lazy("Details of the ground"),
        help_text=gettext_lazy("For joint customership: since when it has been in force."),
        max_length=200,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (gettext_lazy("Service"), ("service", "message")),
        (gettext_lazy("What the partner sees"), ("items", "health_items")),
        (gettext_lazy("On what ground"), ("ground", "ground_detail")),
    )

    def __init__(
        self, *args: Any, client: Client, services: Iterable[Service], referral: ServiceReferral | None, **kwargs: Any
    ) -> None:
        if referral is not None:
            kwargs["initial"] = _initial(referral)
        super().__init__(*args, **kwargs)
        offered = [(str(one.pk), f"{one.organisation.name}: {one.name}") for one in services]
        self.fields["service"].choices = [("", CHOOSE), *offered]  # type: ignore[attr-defined]
        shareable = shareable_choices(client)
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            pair for pair in shareable if DataItem(pair[0]) not in HEALTH_ITEMS
        ]
        self.fields["health_items"].choices = [  # type: ignore[attr-defined]
            pair for pair in shareable if DataItem(pair[0]) in HEALTH_ITEMS
        ]

    def text(self) -> ReferralText:
        """What the referral says."""
        data = self.cleaned_data
        return ReferralText(
            service_id=UUID(data["service"]),
            message=data["message"],
            items=tuple(DataItem(code) for code in (*data["items"], *data["health_items"])),
            ground=Ground(data["ground"]) if data["ground"] else None,
            ground_detail=data["ground_detail"],
        )


def _initial(referral: ServiceReferral) -> dict[str, Any]:
    return {
        "service": str(referral.service_id),
        "message": referral.message,
        "items": referral.items,
        "health_items": referral.items,
        "ground": referral.ground,
        "ground_detail": referral.ground_detail,
        "version": referral.version,
    }


class SendForm(forms.Form):
    """Sending; the case may wait at a joint point from then on."""

    joint_point = forms.ChoiceField(
        label=gettext_lazy("The case waits at a joint point"),
        choices=[("", gettext_lazy("No")), *JointPoint.choices],
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def _reasons(states: Iterable[ServiceReferralState]) -> list[tuple[str, Any]]:
    codes = {reason for state in states for reason in REASONS.get(state, ())}
    return [("", CHOOSE), *((one.value, one.label) for one in ReferralReason if one in codes)]


class ReferralStepForm(forms.Form):
    """One step that is written down or answered: to which state, of which day, and what that step needs to tell."""

    to = forms.ChoiceField(label=gettext_lazy("Step"), widget=forms.RadioSelect)
    on = day_field(label=gettext_lazy("Day"), required=False)
    planned_on = day_field(
        label=gettext_lazy("Planned day"),
        help_text=gettext_lazy("When accepting the planned start; when started the planned end."),
        required=False,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed when declining, interrupting or withdrawing."),
        required=False,
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Result"), choices=[("", CHOOSE), *ReferralResult.choices], required=False
    )
    text = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Do not write about health here."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, referral: ServiceReferral, steps: list[ServiceReferralState], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": referral.version, "on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(step.value, STEP_WORDS[step]) for step in steps]  # type: ignore[attr-defined]
        self.fields["reason"].choices = _reasons(steps)  # type: ignore[attr-defined]
        if not any(step in REASONS for step in steps):
            del self.fields["reason"]
        if _S.RESULT not in steps:
            del self.fields["result"]
        if not {_S.ACCEPTED, _S.STARTED} & set(steps):
            del self.fields["planned_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        to = cleaned.get("to")
        if to in REASONS and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        if to == _S.RESULT and not cleaned.get("result"):
            self.add_error("result", _("Choose a result."))
        return cleaned

    def step(self) -> Step:
        """What was told, without what another step would have asked."""
        data = self.cleaned_data
        to = ServiceReferralState(data["to"])
        planned: date | None = data.get("planned_on") if to in {_S.ACCEPTED, _S.STARTED} else None
        return Step(
            to=to,
            on=data.get("on"),
            reason=data.get("reason", "") if to in REASONS else "",
            result=data.get("result", "") if to == _S.RESULT else "",
            text=data["text"],
            planned_on=planned,
        )


# A step as a person takes it.
STEP_WORDS = {
    _S.RECEIVED: gettext_lazy("The partner has received it"),
    _S.ACCEPTED: gettext_lazy("Accept"),
    _S.DECLINED: gettext_lazy("Decline"),
    _S.STARTED: gettext_lazy("The service has started"),
    _S.COMPLETED: gettext_lazy("The service was completed"),
    _S.INTERRUPTED: gettext_lazy("The service was interrupted"),
    _S.RESULT: gettext_lazy("Tell the result"),
    _S.WITHDRAWN: gettext_lazy("Withdraw the referral"),
}


def partner_steps(referral: ServiceReferral) -> list[ServiceReferralState]:
    """What the partner may do now, in the order of the path; receiving happens by opening."""
    allowed = PARTNER_STEPS[ServiceReferralState(referral.state)] - {_S.RECEIVED}
    return [state for state in ServiceReferralState if state in allowed]


class ReferralsFilter(forms.Form):
    """Filter and order of the list."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[(MINE, gettext_lazy("My own")), (ALL, gettext_lazy("Everybody I may see"))],
        required=False,
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    partner = forms.ChoiceField(label=gettext_lazy("Partner"), required=False)
    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, partners: list[tuple[str, str]], services: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            *GROUPS_OF_STATES,
            *ServiceReferralState.choices,
            ("every", EVERY),
        ]
        self.fields["state"].initial = UNDER_WAY
        self.fields["partner"].choices = [("", EVERY), *partners]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", EVERY), *services]  # type: ignore[attr-defined]


class AnswersFilter(forms.Form):
    """From which day referrals were sent, and as of which day they are counted."""

    since = day_field(label=gettext_lazy("Sent from"), required=False)
    as_of = day_field(label=gettext_lazy("As of"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, as_of = cleaned.get("since"), cleaned.get("as_of")
        if since and as_of and as_of < since:
            self.add_error("as_of", _("The last day is before the first."))
        return cleaned


class PeriodForm(forms.Form):
    """A service without a referral of ours."""

    service_code = forms.ChoiceField(label=gettext_lazy("Service"), choices=[("", CHOOSE), *ServiceCode.choices])
    organiser = forms.CharField(label=gettext_lazy("Organiser"), max_length=200)
    started_on = day_field(label=gettext_lazy("Began on"))
    ended_on = day_field(label=gettext_lazy("Ended on"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ended"),
        choices=[
            ("", gettext_lazy("Not known")),
            ("1", gettext_lazy("Gone through")),
            ("0", gettext_lazy("Interrupted")),
        ],
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CounterpartForm(forms.Form):
    """Who at a partner answers for the client, by role and name at work."""

    organisation = forms.ChoiceField(label=gettext_lazy("Partner"))
    name = forms.CharField(
        label=gettext_lazy("Counterpart"), help_text=gettext_lazy("Role and name at work."), max_length=200
    )
    contact = forms.CharField(label=gettext_lazy("Contact at work"), max_length=200, required=False)
    started_on = day_field(label=gettext_lazy("From"))
    hand_over_note = forms.CharField(
        label=gettext_lazy("What the one before handed over"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", CHOOSE), *partners]  # type: ignore[attr-defined]
        self.fields["started_on"].initial = timezone.localdate
